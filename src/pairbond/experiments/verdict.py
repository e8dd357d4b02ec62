"""From numbers to a verdict: the same for every claim, with thresholds from its file only."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pairbond.errors import PairbondError
from pairbond.experiments.prediction import Check, Effect, Prediction

Numbers = Mapping[str, np.ndarray]

CARRIED, NOT_CARRIED = "carried on defaults", "not carried"
CONTRADICTED, VACUOUS, NONE = "contradicted", "vacuous", "no experiment yet"
VERDICTS = (CARRIED, NOT_CARRIED, CONTRADICTED, VACUOUS, NONE)
BROKE_OFF = "broke off"  # what an experiment did, not what was found of a claim
REMOVED, STAYS, LOST, NOTHING, NO_SWITCH = "removes it", "still holds", "control lost", "nothing to remove", "no switch"


def true(check: Check, numbers: Numbers) -> np.ndarray:
    """Whether a check holds, for each of n draws; what is not a number holds nothing.

    ``numbers`` are ``[n]``, or ``[k, n]`` where a row of k is asked whether it rises or falls.
    """
    x = _number(check.number, numbers)
    if check.comparison in ("rises", "falls"):
        if x.ndim != 2 or len(x) < 2:
            raise PairbondError(f"{check.number!r} has to be a row of numbers to be said to {check.comparison[:-1]}.")
        steps = np.diff(x, axis=0) * (1.0 if check.comparison == "rises" else -1.0)
        return (steps > 0).all(axis=0) & (steps.sum(axis=0) > check.value)
    if x.ndim != 1:
        raise PairbondError(f"{check.number!r} is a row of numbers; it can be asked whether it rises or falls.")
    other = check.value + (check.times * _number(check.of, numbers) if check.of else 0.0)
    with np.errstate(invalid="ignore"):
        return {
            ">": x > other, ">=": x >= other, "<": x < other, "<=": x <= other, "==": x == other,
        }[check.comparison] & np.isfinite(x) & np.isfinite(other)  # fmt: skip


def effect(asked: Effect, numbers: Numbers) -> np.ndarray:
    """The effect in the direction that is claimed: below 0 it goes the other way."""
    return _number(asked.number, numbers) * (1.0 if asked.direction == "up" else -1.0)


def holds(prediction: Prediction, numbers: Numbers) -> np.ndarray:
    """Whether every threshold is met, for each draw."""
    return np.all([true(one, numbers) for one in prediction.holds], axis=0)


def moves(prediction: Prediction, numbers: Numbers) -> np.ndarray:
    """Whether everything moved that has to move, for each draw."""
    return np.all([true(one, numbers) for one in prediction.control], axis=0)


def verdicts(prediction: Prediction, numbers: Numbers) -> list[str]:
    """The verdict of each draw.

    Vacuous where a positive control did not move, where there is no effect to speak of though the thresholds are met,
    or where nothing could be measured; contradicted where the effect goes the other way by the least that counts.
    """
    size, met, moved = effect(prediction.effect, numbers), holds(prediction, numbers), moves(prediction, numbers)
    found: list[str] = []
    for x, all_met, all_moved in zip(size, met, moved, strict=True):
        if not all_moved or not np.isfinite(x):
            found.append(VACUOUS)
        elif x <= -prediction.effect.minimum and not all_met:
            found.append(CONTRADICTED)
        elif not all_met:
            found.append(NOT_CARRIED)
        else:
            found.append(CARRIED if x >= prediction.effect.minimum else VACUOUS)
    return found


def knocked_out(prediction: Prediction, without: Numbers) -> str:
    """What a knock-out did to a claim that the defaults carry: first draw of the numbers without."""
    if holds(prediction, without)[0]:
        return STAYS if abs(effect(prediction.effect, without)[0]) >= prediction.effect.minimum else REMOVED
    return REMOVED if moves(prediction, without)[0] else LOST


def _number(name: str, numbers: Numbers) -> np.ndarray:
    if name not in numbers:
        raise PairbondError(f"the experiment gives no number {name!r}; it gives {', '.join(sorted(numbers))}.")
    return np.asarray(numbers[name], float)
