"""Couples followed side by side without noise, and what is read from their courses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pairbond.simulate import prepare
from pairbond.theory import Couple, Theory
from pairbond.theory.phases import HYSTERESIS

F = np.ndarray
DAYS, SETTLING = 2000, 800  # days followed, and those that do not count
FALLS = 3  # times an image has to tip over in the rest for it to be a cycle


def follow(
    couples: Sequence[Couple], record: Sequence[str], days: int = DAYS, theory: Theory | None = None, **more: Any
) -> dict[str, F]:
    """Values by name, ``[days + 1, 2, n]`` of persons, without noise and chance."""
    return prepare(list(couples), days, theory=theory, noise=False, record=tuple(record), **more).arrays()


def with_gains(couple: Couple, gains: Mapping[str, float]) -> Couple:
    """The couple with these gains for both partners, times those they have."""
    people = [
        replace(one, gains={**one.gains, **{k: x * one.gains.get(k, 1.0) for k, x in gains.items()}})
        for one in (couple.a, couple.b)
    ]
    return Couple(*people, params=couple.params)


def turns(image: F) -> tuple[F, F]:
    """Of images ``[T, 2, n]``: how often the one that tips over most does so, ``[n]``, and the days of a turn (NaN)."""
    high = image > HYSTERESIS
    low = image < -HYSTERESIS
    count, period = np.zeros(image.shape[1:]), np.full(image.shape[1:], np.nan)
    for p in range(image.shape[1]):
        for i in range(image.shape[2]):
            falls, up = [], False
            for t in np.flatnonzero(high[:, p, i] | low[:, p, i]):
                if up and low[t, p, i]:
                    falls.append(t)
                up = bool(high[t, p, i])
            count[p, i] = len(falls)
            if len(falls) > 1:
                period[p, i] = (falls[-1] - falls[0]) / (len(falls) - 1)
    who = count.argmax(0)
    each = np.arange(image.shape[2])
    return count[who, each], period[who, each]
