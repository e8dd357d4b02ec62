"""Courses of action from a fitted theory: what would change things, in the model.

>>> asked = pairbond.assess(diary)                                           # doctest: +SKIP
>>> if asked.courses_open:  # what_if of a bare fit asks no gate             # doctest: +SKIP
...     found = pairbond.what_if(asked.fit).only_of(asked.courses_of)
"""

from pairbond.counterfactual._choose import SHARED
from pairbond.counterfactual._verb import check_settings, what_if
from pairbond.counterfactual.course import Course
from pairbond.counterfactual.offered import COURSES
from pairbond.counterfactual.result import WhatIf
from pairbond.counterfactual.voices import ESSAYS, STRENGTHS, EssayVoice, Study, Voices
from pairbond.counterfactual.words import People, Sentence

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
