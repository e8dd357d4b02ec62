"""Couples followed side by side without noise, and what is read from their courses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from pairbond.simulate import prepare
from pairbond.theory import Couple, Theory

F = np.ndarray
DAYS, SETTLING = 2000, 800  # days followed, and those that do not count


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
