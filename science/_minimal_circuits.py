"""Circuits of the minimal model followed side by side, and which of them cycle by the project's definition of a fall.

Images of circuits differ in size, and near onset they are small: falls are counted, with their hysteresis, in an image
measured by half of its own range late in the course. Whether that range is more than nothing is decided before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from pairbond.dynamics import FALLS, fall_count, fall_period, falls
from pairbond.minimal import Circuit, rates

STILL, LASTING = 1e-3, 0.95  # range of an image that swings at all; share of it that has to be left a quarter later

F = np.ndarray


def side_by_side(circuits: Sequence[Circuit]) -> Any:
    """Circuits as one whose numbers are arrays [n]."""
    numbers = {one.name: np.array([getattr(c, one.name) for c in circuits]) for one in fields(Circuit)}
    return Circuit(**numbers)  # pyright: ignore[reportArgumentType]


def followed(
    many: Any, step: Any, steps: int, held: F | None = None, begin: F | None = None, kept: int = 1
) -> tuple[F, F]:
    """Courses [T, 3, n] by a Runge–Kutta method with a fixed ``step``, every ``kept`` steps, and the last state [3, n].

    They begin with a good image, or with ``begin`` [3, n]; ``held`` [n] is the voice that is heard whatever the hope.
    """
    x = np.tile([[1.0], [0.5], [0.5]], len(many.splitting)) if begin is None else begin.copy()
    course = [x]
    for i in range(steps):
        k1 = rates(many, x, held)
        k2 = rates(many, x + 0.5 * step * k1, held)
        k3 = rates(many, x + 0.5 * step * k2, held)
        k4 = rates(many, x + step * k3, held)
        x = x + step * (k1 + 2 * k2 + 2 * k3 + k4) / 6
        if (i + 1) % kept == 0:
            course.append(x)
    return np.stack(course), x


@dataclass(frozen=True)
class Falls:
    """Of images [T, n] in their later half: whether each cycles [n], half its range, mean time between falls, falls."""

    cycles: F
    swing: F
    period: F  # in steps of the image; NaN with fewer than two falls
    fell: F  # [T / 2, n]


def judge_falls(image: F) -> Falls:
    """Whether images [T, n] cycle: ``FALLS`` falls in the later half, and a range that does not dwindle."""
    quarter = len(image) // 4
    half = image[-2 * quarter :]
    late, before = np.ptp(half[quarter:], axis=0), np.ptp(half[:quarter], axis=0)
    own = half / np.maximum(late / 2, STILL)
    lasting = (late >= LASTING * before) & (late > STILL)
    return Falls((fall_count(own) >= FALLS) & lasting, late / 2, fall_period(own), falls(own))
