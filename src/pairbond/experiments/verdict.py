"""From numbers to a verdict: the same for every record of a kind, with thresholds from its file only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pairbond.errors import PairbondError
from pairbond.experiments.record import Check, Claim, Dispute, Effect, Fact, Kind

Numbers = Mapping[str, np.ndarray]

CARRIED, NOT_CARRIED = "carried on defaults", "not carried"
CONTRADICTED, VACUOUS, NONE = "contradicted", "vacuous", "no experiment yet"
FIRST, SECOND, BOTH, NEITHER = "the first side", "the second side", "both, each in its place", "cannot be told apart"
AGREES, DIFFERS, CONTRADICTS, UNMAPPED = "agrees", "differs", "contradicts", "cannot be mapped"
VERDICTS: Mapping[Kind, tuple[str, ...]] = {
    "claim": (CARRIED, NOT_CARRIED, CONTRADICTED, VACUOUS, NONE),
    "dispute": (FIRST, SECOND, BOTH, NEITHER, NONE),
    "fact": (AGREES, DIFFERS, CONTRADICTS, UNMAPPED),
}
BROKE_OFF = "broke off"  # what an experiment did, not what was found of a record
REMOVED, STAYS, LOST, NOTHING, NO_SWITCH = "removes it", "still holds", "control lost", "nothing to remove", "no switch"

_SIDES = {(True, False): FIRST, (False, True): SECOND, (True, True): BOTH, (False, False): NEITHER}


def verdicts(asked: Claim | Dispute | Fact, numbers: Numbers) -> list[str]:
    """The verdict of each draw, one of ``VERDICTS`` of the record's kind.

    A claim is vacuous where a positive control did not move, where there is no effect to speak of though the thresholds
    are met, or where nothing could be measured; contradicted where the effect goes the other way by the least that
    counts.
    """
    if isinstance(asked, Dispute):
        sides = zip(met(asked.holds, numbers), met(asked.rival.holds, numbers), strict=True)
        return [_SIDES[bool(one), bool(other)] for one, other in sides]
    return _of_fact(asked, numbers) if isinstance(asked, Fact) else _of_claim(asked, numbers)


def met(checks: Sequence[Check], numbers: Numbers) -> np.ndarray:
    """Whether every check holds, for each draw."""
    return np.all([true(one, numbers) for one in checks], axis=0)


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


def _of_claim(asked: Claim, numbers: Numbers) -> list[str]:
    size, reached = effect(asked.effect, numbers), met(asked.holds, numbers)
    found: list[str] = []
    for x, all_met, moved in zip(size, reached, met(asked.control, numbers), strict=True):
        if not moved or not np.isfinite(x):
            found.append(VACUOUS)
        elif x <= -asked.effect.minimum and not all_met:
            found.append(CONTRADICTED)
        elif not all_met:
            found.append(NOT_CARRIED)
        else:
            found.append(CARRIED if x >= asked.effect.minimum else VACUOUS)
    return found


def _of_fact(asked: Fact, numbers: Numbers) -> list[str]:
    [name] = asked.numbers
    measured = ~np.isnan(_number(name, numbers))
    agrees, against = met(asked.holds, numbers), met(asked.contradicted, numbers)
    return [
        UNMAPPED if not there else AGREES if yes else CONTRADICTS if no else DIFFERS
        for there, yes, no in zip(measured, agrees, against, strict=True)
    ]


def knocked_out(asked: Claim, without: Numbers) -> str:
    """What a knock-out did to a claim that the defaults carry: first draw of the numbers without."""
    if met(asked.holds, without)[0]:
        return STAYS if abs(effect(asked.effect, without)[0]) >= asked.effect.minimum else REMOVED
    return REMOVED if met(asked.control, without)[0] else LOST


def _number(name: str, numbers: Numbers) -> np.ndarray:
    if name not in numbers:
        raise PairbondError(f"the experiment gives no number {name!r}; it gives {', '.join(sorted(numbers))}.")
    return np.asarray(numbers[name], float)
