"""Courses of action from a fitted theory: what would change things, in the model.

>>> asked = pairbond.answer(diary)                                           # doctest: +SKIP
>>> if asked.courses_open:  # what_if of a bare fit asks no gate             # doctest: +SKIP
...     found = pairbond.what_if(asked.fit).only_of(asked.courses_of)
"""

from pairbond._verb import make_callable
from pairbond.what_if._choose import SHARED
from pairbond.what_if._verb import check_settings, what_if
from pairbond.what_if.course import Course
from pairbond.what_if.offered import COURSES
from pairbond.what_if.result import WhatIf
from pairbond.what_if.voices import ESSAYS, STRENGTHS, EssayVoice, Study, Voices
from pairbond.what_if.words import People, Sentence

__all__ = [
    "COURSES",
    "ESSAYS",
    "SHARED",
    "STRENGTHS",
    "Course",
    "EssayVoice",
    "People",
    "Sentence",
    "Study",
    "Voices",
    "WhatIf",
    "check_settings",
    "what_if",
]

make_callable(__name__, what_if)
