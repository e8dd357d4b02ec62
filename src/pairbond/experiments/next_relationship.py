"""The next relationship: somebody meets a new partner with what the last one left in them."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.world import Pair, Trajectory, World
from pairbond.simulate import Begin
from pairbond.theory import at_next_meeting


def meeting(world: World, pair: Pair, at: Trajectory, day: int) -> Begin:
    """``pair`` meets for the first time; its partner b is partner b of ``at`` on that day, partner a has no past.

    What b takes along is what the theory says somebody takes along.
    """
    fresh = world.theory.start(world.theory.params(world.couples(pair)))
    fresh = {name: _turned(world, np.asarray(x)) for name, x in fresh.items()}
    before = {name: np.stack([x[0], at.values[name][day][1]]) for name, x in fresh.items() if x.ndim == 2}
    state = at_next_meeting(fresh, before)
    return Begin({name: _turned(world, np.asarray(x)) for name, x in state.items()}, {})


def _turned(world: World, x: np.ndarray) -> np.ndarray:
    return x[::-1] if world.swapped and x.ndim == 2 else x
