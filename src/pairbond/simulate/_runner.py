"""Summaries part by part, where sums of many steps would lose digits or days have to be counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pairbond.engine.run import run_task
from pairbond.engine.task import RunResult, Task
from pairbond.simulate import _quantiles
from pairbond.simulate._summary import Tally

SINGLE_DAYS = 64


def run_in_parts(
    task: Task, tally: Tally, counts: _quantiles.Counts, engine: str, precision: str, workers: int
) -> RunResult:
    """Part by part: in single precision sums of many steps would lose digits, and the days have to be counted."""
    left = task.days
    most = min(SINGLE_DAYS if precision == "single" else left, counts.at_once if counts.names else left)
    total: dict[str, np.ndarray] = {}
    while True:
        days = min(left, most)
        result = run_task(replace(task, days=days), engine, precision, workers)
        counts.take(result.shown, days)
        onward, sums = tally.emptied(result.carry)
        total = {k: v + total.get(k, 0.0) for k, v in sums.items()}
        left -= days
        if left == 0:
            return replace(result, carry={**result.carry, **total}, shown=counts.results())
        task = replace(task, carry=onward, first=task.first + days * task.every)
