"""J: between losing oneself and needing nobody lies a best place, when life is hard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pairbond.theory import Couple, DoseSchedule
from pairbond.theory.interventions import Correction, Misfortune

from ._batch import started
from ._gate import Criterion, Estimate, Gate, Setting, average
from .populations import couples

YEAR, YEARS = 365, 4
PLACES = ((0.1, 0.9), (0.1, 0.7), (0.1, 0.5), (0.1, 0.3), (0.1, 0.1), (0.3, 0.1), (0.5, 0.1), (0.7, 0.1), (0.9, 0.1))
EVERY, HARD = 28, 5  # days from one hardship to the next, and how long it takes
RECORD = ("image", "arousal", "load", "unmet_need", "security")
MIXED = ((0.5, 0.1), (0.1, 0.5))  # one relies more, the other less; reliance on average as at (.1, .1)
EQUAL = (0.1, 0.1)
Place = tuple[float, float]


def hardship() -> list[Any]:
    """Misfortune and criticism for five days, for each of the two in turn."""
    return [
        kind(who=who, start=start, dose=DoseSchedule.pulses(every=EVERY, days=HARD))
        for who, start in (("a", 0.0), ("b", EVERY / 2))
        for kind in (Misfortune, Correction)
    ]


def placed(pairs: Sequence[Couple], a: Place, b: Place) -> list[Couple]:
    """The couples with other (anxiety, avoidance)."""
    return [
        replace(one, a=replace(one.a, anxiety=a[0], avoidance=a[1]), b=replace(one.b, anxiety=b[0], avoidance=b[1]))
        for one in pairs
    ]


def well_being(setting: Setting, kind: str, places: Sequence[tuple[Place, Place]]) -> np.ndarray:
    """As claim J1 has it, fourth year under hardship: [places, couples]."""
    pairs = couples(kind, kind, setting.count, setting.seed)
    many = [one for a, b in places for one in placed(pairs, a, b)]
    paths = started(setting, many, YEARS * YEAR, RECORD, hardship()).arrays()
    last = {name: x[(YEARS - 1) * YEAR :] for name, x in paths.items()}
    own = np.tanh(last["image"]) - last["arousal"] - last["load"] - last["unmet_need"]
    return (own.mean(axis=1) + last["security"]).mean(axis=0).reshape(len(places), len(pairs))


def inner_optimum(well: np.ndarray) -> Estimate:
    """By how much the place inside that is best on average exceeds the better of the two ends, [places, n] in."""
    best = 1 + int(well[1:-1].mean(axis=1).argmax())
    return min(average(well[best] - well[0]), average(well[best] - well[-1]))


def measure(setting: Setting) -> Mapping[str, Estimate]:
    """Well-being over nine places from avoidant to anxious, both partners alike."""
    found: dict[str, Estimate] = {}
    for kind in ("wounded", "ordinary"):
        well = well_being(setting, kind, [(one, one) for one in PLACES])
        found[kind] = inner_optimum(well)
    equal, mixed = well_being(setting, "ordinary", [(EQUAL, EQUAL), MIXED])
    return {**found, "reciprocity": average(equal - mixed)}


GATE = Gate(
    "J",
    "Between losing oneself in the other and needing nobody there is a best place.",
    ("S4",),
    "two wounded, or two ordinary, people of the same attachment, at nine places from avoidant to anxious",
    f"{YEARS} years; {HARD} days of misfortune and criticism every {EVERY} days for each in turn; fourth year",
    (
        Criterion("wounded", "wounded: best place inside above the better end", ">", 0.1, interval=True, ours="as J1"),
        Criterion("ordinary", "the same, ordinary people", ">", 0.1, interval=True, ours="as J1"),
        Criterion(
            "reciprocity",
            "both rely alike, minus one more and one less at equal mean reliance, ordinary",
            ">",
            0.0,
            interval=True,
            control=True,
        ),
    ),
    measure,
)
