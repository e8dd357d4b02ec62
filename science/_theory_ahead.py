"""Where a fitted couple would go, together and without noise: the period its posterior implies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pairbond.engine.run import run_task
from pairbond.inference.theory import CurrentState
from pairbond.simulate import prepare

from ._theory_couples import AHEAD, turning

F = NDArray[np.float64]


def images(current_state: CurrentState, days: int = AHEAD) -> F:
    """Images [days + 1, 2, M] from the last evening of the diary on, one course a draw; everybody together."""
    task = prepare(current_state.couples, days, record=("image",), noise=False).task
    state = {f"state.{name}": np.asarray(value, float) for name, value in current_state.state.items()}
    apart = {"state.grief": np.zeros_like(state["state.grief"])}
    ahead = replace(task, carry={**task.carry, **state, **apart})
    return run_task(ahead, "compiled", "double", 1).shown["image"]


def implied(current_state: CurrentState) -> tuple[float, dict[str, float]]:
    """Share of draws that cycle, and quantiles of the period among those that do (none: NaN)."""
    course = images(current_state)
    turns = [turning(course[:, :, i]) for i in range(course.shape[2])]
    periods = [period for cycles, period in turns if cycles]
    at = {"q05": 0.05, "q50": 0.5, "q95": 0.95}
    return len(periods) / len(turns), {k: float(np.quantile(periods, q)) if periods else np.nan for k, q in at.items()}
