"""How it would go on by itself: a couple followed from where it stands, together, without noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pairbond.dynamics import is_cycling, person_phases
from pairbond.dynamics.cycles import dominant_falls
from pairbond.inference.theory import _cycles, _states
from pairbond.inference.theory import day as _day
from pairbond.inference.theory.current_state import CurrentState

F = NDArray[np.float64]
SHORT = 60  # days over which phases are read


@dataclass(frozen=True, eq=False)
class NoiseFreeProjection:
    """What M accounts of one couple, or M couples, do.

    Attributes
    ----------
    phases : [SHORT, 2, M], of each person, as places in ``pairbond.dynamics.PHASES``.
    cycles : [M], whether an image tips over again and again.
    period : [M], days from one tipping over to the next; NaN where there is no cycle.
    """

    phases: NDArray[np.int8]
    cycles: NDArray[np.bool_]
    period: F


def noise_free_projection(current_state: CurrentState) -> NoiseFreeProjection:
    """Follow a couple for ``_cycles.AHEAD`` days; the rule for a cycle is that of ``TheoryFit.cycling``."""
    size = len(current_state)
    x = _states.packed({name: current_state.state[name] for name in _states.PLACES})
    carried, code = _states.carried_packed(current_state.state), np.zeros(size)
    image, pursuit = np.empty((_cycles.AHEAD, 2, size)), np.empty((_cycles.AHEAD, 2, size))
    for day in range(_cycles.AHEAD):
        moved = _day.day(x, carried, dict(current_state.traits), code)
        image[day], pursuit[day] = x[:, _cycles.IMAGE].T, moved.shown["pursuit"]
        x, carried = _states.inside(moved.x), moved.carried
    cycles = is_cycling(image, _cycles.SETTLING)
    none = np.zeros((_cycles.AHEAD, size))
    phases = person_phases(image, pursuit, none, np.zeros_like(image))
    return NoiseFreeProjection(
        phases[:SHORT], cycles, np.where(cycles, dominant_falls(image[_cycles.SETTLING :])[1], np.nan)
    )
