"""What the theory may say of one couple's diary: where in the cycle, what holds it, which other stories fit as well.

>>> found = pairbond.answer(diary)                   # doctest: +SKIP
>>> found.gate                                       # doctest: +SKIP
"""

from pairbond._verb import make_callable
from pairbond.answer._verb import CIRCUIT, CYCLES, answer
from pairbond.answer._worth import worth_asking
from pairbond.answer.gate import RULES, Evidence, Rule, Statement, gate
from pairbond.answer.result import TRAITS_WARNING, Answer, Where
from pairbond.answer.stories import Story

__all__ = [
    "CIRCUIT",
    "CYCLES",
    "RULES",
    "TRAITS_WARNING",
    "Answer",
    "Evidence",
    "Rule",
    "Statement",
    "Story",
    "Where",
    "answer",
    "gate",
    "worth_asking",
]

make_callable(__name__, answer)
