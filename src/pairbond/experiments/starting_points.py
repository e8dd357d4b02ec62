"""Going on from a moment of a run, with a state or the status put otherwise."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pairbond.experiments.trial import Trajectory, Trial
from pairbond.simulate import Begin

NO_CONTACT = 2.0
LEFT_BY = {"a": (1.0, 0.0), "b": (0.0, 1.0)}


def begin_from(
    trial: Trial,
    at: Trajectory,
    day: int,
    raised: Mapping[str, tuple[float, float]] | None = None,
    left_by: str | None = None,
) -> Begin:
    """Where one pair stands on a day of a run, as the beginning of another.

    Parameters
    ----------
    raised : by how much states of a and of b are raised at once; what would leave [0, 1] stays at its end.
    left_by : "a" or "b": that partner has left today, and there is no contact. None: together.
    """
    state = {name: at.values[name][day] for name in trial.states}
    for name, by in (raised or {}).items():
        state[name] = np.clip(state[name] + np.array(by)[:, None], 0.0, 1.0)
    status: dict[str, np.ndarray] = {}
    if left_by is not None:
        leaver = np.repeat(np.array(LEFT_BY[left_by])[:, None], trial.size, axis=1)
        status = {"code": np.full(trial.size, NO_CONTACT), "leaver": leaver, "attempts": leaver}
    if trial.swapped:
        state, status = ({k: x[::-1] if x.ndim == 2 else x for k, x in one.items()} for one in (state, status))
    return Begin(state, status)
