"""Early care and the traits it leaves (d10): one wound, two ways of coping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from math import sqrt
from types import SimpleNamespace
from typing import Any

import numpy as np

from pairbond.errors import PairbondError
from pairbond.theory._namespace import numpy_functions as m
from pairbond.theory._spec import Early, Mechanism
from pairbond.theory._trace import Expression, reads, symbolic_functions, symbolic_reader
from pairbond.theory.mechanisms import found
from pairbond.theory.names import nearest
from pairbond.theory.person import Person


@cache
def _all() -> tuple[Mechanism, ...]:
    return found()


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
    >>> praised.inner_worth == caring.inner_worth, praised.coping > 0 > caring.coping
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

    def person(self, mechanisms: Iterable[Mechanism] | None = None, **others: Any) -> Person:
        """The adult: inner worth, integration, coping, anxiety and avoidance follow; ``others`` are given.

        ``mechanisms`` are those that hold, by default all of them; what one of them adds is absent without it.
        Integration, and the wound from which on it calls for coping, belong to everybody.
        """
        held = _early(mechanisms)

        def total(part: str, worth: float = 0.0) -> float:
            return float(sum(early.fn(m, self, worth) for early in held if early.part == part))

        worth = 0.85 - total("wound")  # A1: one wound
        return Person(
            inner_worth=worth,
            integration=0.1 + 0.8 * self.containment * sqrt(self.mirroring) * (1.0 - 0.5 * self.inconsistency),
            # A2: coping is needed only above some deprivation
            coping=float(m.tanh(total("leaning", worth)) * m.sigmoid(10.0 * (0.55 - worth))),
            anxiety=float(m.sigmoid(total("anxiety"))),
            avoidance=float(m.sigmoid(total("avoidance"))),
            **others,
        )


TRAIT_PARTS = ("wound", "leaning", "anxiety", "avoidance")
HOME = ("mentalization", "care", "care_sd", "arousal", "arousal_sd", "inflating", "neediness")
NEEDED = ("mentalization", "care", "arousal", "inflating", "unmet_need")
CARE = ("mirroring", "inconsistency", "praise", "parentification", "containment")


def childhood_with(
    parents: Mapping[str, Any],
    normals: Any = (0.0,) * 5,
    culture: float = 0.0,
    mechanisms: Iterable[Mechanism] | None = None,
) -> Childhood:
    """The childhood of a child of two simulated parents (A5).

    ``parents`` holds mentalization, care, arousal, inflating and unmet_need over a window, ``[2, T]``; ``normals`` are
    five standard normals, whose sd of 0.1 is what parents do not pass on; ``mechanisms`` as in
    :meth:`Childhood.person`.
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
    return Childhood(**{name: float(x) for name, x in care_from(window, normals, mechanisms).items()}, culture=culture)


def care_from(
    window: Mapping[str, Any], normals: Any = (0.0,) * 5, mechanisms: Iterable[Mechanism] | None = None
) -> dict[str, Any]:
    """What children receive of their parents, ``[…]`` by the name it has in :class:`Childhood` (A5).

    ``window`` holds, of both parents over some years, ``[2, …]``: mean ``mentalization``, ``care``, ``arousal``,
    ``inflating`` and ``neediness`` (unmet need × (1 - mentalization)), and ``care_sd`` and ``arousal_sd``. ``normals``
    are standard normals ``[5, …]``. Where none of the ``mechanisms`` hands on anything, care is the usual one.
    """
    seen = {name: np.asarray(x, dtype=float) for name, x in window.items()}
    # of two parents, the needier and the more inflated one are felt most; of everything else the mean
    home = SimpleNamespace(
        **{name: x.max(0) if name in ("inflating", "neediness") else x.mean(0) for name, x in seen.items()}
    )
    usual, chance, found = Childhood(), np.asarray(normals, dtype=float), {}
    for i, name in enumerate(CARE):
        given = getattr(usual, name)
        adds = sum(early.fn(m, home, given) for early in _early(mechanisms) if early.part == name)
        found[name] = np.clip(given + adds + 0.1 * chance[i], 0.0, 1.0)
    return found


def check_childhood(mechanism: Mechanism) -> None:
    """Refuse a mechanism that adds to what childhood does not leave, or reads what a childhood does not have."""
    for one in mechanism.childhood:
        parts = (*TRAIT_PARTS, *CARE)
        if one.part not in parts:
            raise PairbondError(
                f"{mechanism.name} adds to {one.part!r}, which is no part of childhood; the nearest is "
                f"{nearest(one.part, parts)!r}."
            )
        known = HOME if one.part in CARE else tuple(x.name for x in fields(Childhood))
        for _, name in sorted(reads(one.fn(symbolic_functions, symbolic_reader.own, Expression("x", ())))):
            if name not in known:
                raise PairbondError(
                    f"{mechanism.name} reads {name!r} for {one.part!r}, which childhood does not have; the nearest is "
                    f"{nearest(name, known)!r}."
                )


def _early(mechanisms: Iterable[Mechanism] | None) -> list[Early]:
    return [early for mechanism in (_all() if mechanisms is None else mechanisms) for early in mechanism.childhood]


def symbolic_term(one: Early) -> Any:
    """What a term of childhood adds, as an expression of how a child was cared for."""
    own = symbolic_reader.own
    return one.fn(symbolic_functions, own, own.usual if one.part in CARE else own.inner_worth)
