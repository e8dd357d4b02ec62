"""What the theory may say of one couple's diary: phases and cycle, what maintains it, which other stories fit as well.

>>> found = pairbond.assess(diary)                   # doctest: +SKIP
>>> found.gate                                       # doctest: +SKIP
"""

from pairbond._verb import make_callable
from pairbond.assess._by_default import assessed_by_default
from pairbond.assess._verb import CIRCUIT, CYCLES, assess
from pairbond.assess.gate import RULES, Evidence, Rule, Statement, gate
from pairbond.assess.result import TRAITS_WARNING, Assessment, Phases
from pairbond.assess.stories import Story

__all__ = [
    "CIRCUIT",
    "CYCLES",
    "RULES",
    "TRAITS_WARNING",
    "Assessment",
    "Evidence",
    "Phases",
    "Rule",
    "Statement",
    "Story",
    "assess",
    "assessed_by_default",
    "gate",
]

make_callable(__name__, assess)
