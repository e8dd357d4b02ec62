"""A plain loop over steps, for tests only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from pairbond.theory import Couple, Theory, numpy_functions

NONE: Mapping[str, Any] = {}


def run(
    theory: Theory,
    params: Mapping[str, Any],
    days: float,
    dt: float = 0.25,
    inputs: Callable[[float], Mapping[str, Any]] = lambda day: NONE,
    begin: tuple[dict[str, Any], dict[str, Any]] | None = None,
    keep: tuple[str, ...] = (),
    every: float = 1.0,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, np.ndarray]]:
    """Without noise and without chance. Last state and status, and ``keep`` [time, …], one row each ``every`` days."""
    state, status = begin or (theory.start(params), theory.start_status(params))
    rows: dict[str, list[Any]] = {name: [] for name in keep}
    stride = round(every / dt)
    for i in range(round(days / dt)):
        following, status, values = theory.step(numpy_functions, state, status, inputs(i * dt), params, {}, {}, dt)
        if i % stride == 0:
            for name in keep:
                rows[name].append(state[name] if name in state else values[name])
        state = following
    return state, status, {name: np.array(values) for name, values in rows.items()}


def upward(x: np.ndarray, dt: float) -> np.ndarray:
    """Times at which x crosses 0 upwards, interpolated."""
    at = np.flatnonzero((x[:-1] < 0) & (x[1:] >= 0))
    return (at - x[at] / (x[at + 1] - x[at])) * dt


def both_ways(couple: Couple) -> list[Couple]:
    return [couple, couple.swapped()]
