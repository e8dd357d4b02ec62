"""Early care and the traits it leaves (d10): one wound, two answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import exp, sqrt, tanh
from typing import Any

import numpy as np

from pairbond.errors import PairbondError
from pairbond.theory.person import Person


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))


@dataclass(frozen=True)
class Childhood:
    """How one was cared for; everything in [0, 1].

    Attributes
    ----------
    mirroring : float
        Mean mirroring.
    inconsistency : float
        How much it changed from day to day.
    praise : float
        Praise for achievement, with no support when imperfect.
    parentification : float
        Care taken of a parent.
    containment : float
        Distress that was held.
    culture : float
        Culture of display around.

    Examples
    --------
    >>> praised = Childhood(mirroring=0.2, inconsistency=0.5, praise=0.7).person()
    >>> caring = Childhood(mirroring=0.2, inconsistency=0.5, parentification=0.7).person()
    >>> praised.inner_worth == caring.inner_worth, praised.answer > 0 > caring.answer
    (True, True)
    """

    mirroring: float = 0.8
    inconsistency: float = 0.2
    praise: float = 0.0
    parentification: float = 0.0
    containment: float = 0.8
    culture: float = 0.0

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not 0.0 <= value <= 1.0:
                near = min(max(value, 0.0), 1.0)
                raise PairbondError(f"{one.name} is {value:g}, outside [0, 1]; the nearest is {near:g}.")

    def person(self, **others: Any) -> Person:
        """The adult: inner worth, integration, answer, anxiety and avoidance follow; ``others`` are given."""
        worth = 0.85 - 0.65 * _sigmoid(10.0 * (0.5 - self.mirroring))  # A1: one wound
        leaning = tanh(2.0 * (self.praise - self.parentification) + 0.5 * self.culture * (1.0 - worth))
        given_away = 4.0 * (self.inconsistency - 0.45) + 2.0 * (self.parentification - 0.3) - 1.5 * self.praise
        kept_away = (
            4.0 * (self.inconsistency - 0.55)
            + 3.0 * (0.5 - self.mirroring)
            + 1.5 * self.praise
            - 2.0 * self.parentification
        )
        return Person(
            inner_worth=worth,
            integration=0.1 + 0.8 * self.containment * sqrt(self.mirroring) * (1.0 - 0.5 * self.inconsistency),
            answer=leaning * _sigmoid(10.0 * (0.55 - worth)),  # A2: an answer is needed only above some deprivation
            anxiety=_sigmoid(given_away),  # A3
            avoidance=_sigmoid(kept_away),
            **others,
        )


NEEDED = ("mentalization", "care", "arousal", "inflating", "unmet_need")


def childhood_with(parents: Mapping[str, Any], normals: Any = (0.0,) * 5, culture: float = 0.0) -> Childhood:
    """The childhood of a child of two simulated parents (A5).

    ``parents`` holds mentalization, care, arousal, inflating and unmet_need over a window, ``[2, T]``; ``normals`` are
    five standard normals, whose sd of 0.1 is what parents do not pass on.
    """
    missing = [name for name in NEEDED if name not in parents]
    if missing:
        raise PairbondError(f"to know a childhood, {missing[0]} of both parents is needed.")
    seen = {name: np.asarray(parents[name], dtype=float) for name in NEEDED}
    mentalization, care, arousal, inflating, need = seen.values()
    window = {
        "mentalization": mentalization.mean(1),
        "care": care.mean(1),
        "care_sd": care.std(1),
        "arousal": arousal.mean(1),
        "arousal_sd": arousal.std(1),
        "inflating": inflating.mean(1),
        "neediness": (need * (1.0 - mentalization)).mean(1),
    }
    return Childhood(**{name: float(x) for name, x in care_from(window, normals).items()}, culture=culture)


def care_from(window: Mapping[str, Any], normals: Any = (0.0,) * 5) -> dict[str, Any]:
    """What children receive of their parents, ``[…]`` by the name it has in :class:`Childhood` (A5).

    ``window`` holds, of both parents over some years, ``[2, …]``: mean ``mentalization``, ``care``, ``arousal``,
    ``inflating`` and ``neediness`` (unmet need × (1 - mentalization)), and ``care_sd`` and ``arousal_sd``. ``normals``
    are standard normals ``[5, …]``.
    """
    seen = {name: np.asarray(x, dtype=float) for name, x in window.items()}
    found = {
        "mirroring": seen["care"].mean(0) / 0.6,
        "inconsistency": (3.0 * seen["care_sd"] + seen["arousal_sd"]).mean(0),
        "praise": 1.3 * seen["inflating"].max(0),
        "parentification": 1.3 * seen["neediness"].max(0),  # of the needier parent
        "containment": seen["mentalization"].mean(0) * (1.0 - seen["arousal"].mean(0)),
    }
    chance = np.asarray(normals, dtype=float)
    return {name: np.clip(x + 0.1 * chance[i], 0.0, 1.0) for i, (name, x) in enumerate(found.items())}
