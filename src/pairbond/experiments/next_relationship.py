"""The next relationship: somebody meets a new partner with what the last one left in them."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.trial import Pair, Trajectory, Trial
from pairbond.simulate import Begin
from pairbond.theory import at_next_meeting


def meeting(trial: Trial, pair: Pair, at: Trajectory, day: int) -> Begin:
    """``pair`` meets for the first time; its partner b is partner b of ``at`` on that day, partner a has no past.

    What b takes along is what the theory says somebody takes along.
    """
    fresh = trial.theory.start(trial.theory.params(trial.couples(pair)))
    fresh = {name: _turned(trial, np.asarray(x)) for name, x in fresh.items()}
    before = {name: np.stack([x[0], at.values[name][day][1]]) for name, x in fresh.items() if x.ndim == 2}
    state = at_next_meeting(fresh, before)
    return Begin({name: _turned(trial, np.asarray(x)) for name, x in state.items()}, {})


def _turned(trial: Trial, x: np.ndarray) -> np.ndarray:
    return x[::-1] if trial.swapped and x.ndim == 2 else x
