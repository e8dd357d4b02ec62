"""Does a couple cycle, and in which phase is each day?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pairbond.dynamics import couple_phases, is_cycling, person_phases
from pairbond.inference.theory import _states
from pairbond.inference.theory import day as _day

F = NDArray[np.float64]
AHEAD = 450  # days followed without noise
SETTLING = 100  # of them, days that do not count
IMAGE = list(_states.PLACES["image"])


def cycling(x: F, carried: F, traits: dict[str, F]) -> NDArray[np.bool_]:
    """Whether couples at ``x`` [B, SIZE], ``carried`` [ALONG, B], with ``traits`` [2, B], cycle without noise, [B]."""
    size = len(x)
    code = np.zeros(size)
    carried = carried.copy()
    carried[_states.GRIEF] = 0.0
    images: list[F] = []
    for _ in range(AHEAD):
        moved = _day.day(x, carried, traits, code)
        images.append(x[:, IMAGE].T)
        x, carried = _states.inside(moved.x), moved.carried
    return is_cycling(np.stack(images), SETTLING)


def phases(course: F, traits: dict[str, F], code: F, carried: F) -> NDArray[np.int8]:
    """Phase of each day of the two persons and the couple, [T, 3, B]; course [T, B, SIZE], carried [T, ALONG, B]."""
    days, size, n = course.shape
    wide = {name: np.tile(value, days) for name, value in traits.items()}
    shown = _day.shown(
        course.reshape(-1, n), carried.swapaxes(0, 1).reshape(_states.ALONG, -1), wide, np.repeat(code, size)
    )
    pursuit = shown["pursuit"].reshape(2, days, size).swapaxes(0, 1)
    image = course[:, :, IMAGE].swapaxes(1, 2)
    own = person_phases(image, pursuit, np.repeat(code[:, None], size, 1), carried[:, _states.GRIEF])
    return np.concatenate([own, couple_phases(own, image)[:, None]], 1)
