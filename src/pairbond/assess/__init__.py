"""What the theory may say of one couple's diary: where in the cycle, what holds it, which other stories fit as well.

>>> found = pairbond.assess(diary)                   # doctest: +SKIP
>>> found.gate                                       # doctest: +SKIP
"""

from pairbond._verb import make_callable
from pairbond.assess._verb import CIRCUIT, CYCLES, assess
from pairbond.assess._worth import worth_asking
from pairbond.assess.gate import RULES, Evidence, Rule, Statement, gate
from pairbond.assess.result import TRAITS_WARNING, Assessment, Where
from pairbond.assess.stories import Story

__all__ = [
    "CIRCUIT",
    "CYCLES",
    "RULES",
    "TRAITS_WARNING",
    "Assessment",
    "Evidence",
    "Rule",
    "Statement",
    "Story",
    "Where",
    "assess",
    "gate",
    "worth_asking",
]

make_callable(__name__, assess)
