"""How fast the simulation is, beside the same step in JAX and NumPy: ``python -m benchmarks.simulate`` (two minutes).

All that is compared takes turns within one process, and ratios are of the medians of those turns, in processor time,
because the speed of a shared machine wanders. One *couple-step* is one Euler–Maruyama step of one couple, all
mechanisms on, with noise and chance; nothing is written down but the end.
Writes ``results/simulate_speed.csv`` and ``results/simulate_first.csv``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks import jax_runner
from pairbond.engine import native, plain
from pairbond.engine.machine import this_machine
from pairbond.simulate import prepare
from pairbond.simulate._run import Run
from pairbond.theory import Couple, Person

TURNS = 7
MANY = Couple(Person(0.2, 0.15, 0.9, 0.4, 0.5), Person(0.3, 0.35, -0.8, 0.75, 0.1))
# both clocks: the wall's, and the processor's, which does not count what others do on the machine
FIRST = """
import time
def now(): return time.perf_counter(), time.process_time()
began = time.perf_counter(), 0.0
import sys
from pairbond.simulate import prepare
from pairbond.theory import Couple, Person
marks = [now()]
def run(seed):
    return prepare(Couple(Person(.2, .15, .9, .4, .5), Person(.3, .35, -.8, .75, .1)), 1825, seed=seed)
run(0).arrays(); marks.append(now()); jax = "jax" in sys.modules
run(0).dataset(); marks.append(now())
warm = []
for seed in range(1, 12):
    start = now(); run(seed).arrays(); end = now()
    warm.append([e - s for e, s in zip(end, start)])
for clock in (0, 1):
    print(*(mark[clock] - began[clock] for mark in marks), sorted(w[clock] for w in warm)[5], jax)
"""


def ensemble(couples: int, days: int) -> Run:
    return prepare(MANY, days, draws=couples, record=(), precision="single")


def contestants() -> dict[str, tuple[Callable[[], Any], int]]:
    """Each with the number of couple-steps of one call; all are warm."""
    run = ensemble(4096, 60)
    task = run.task
    work = task.size * (task.steps - 1)
    found: dict[str, tuple[Callable[[], Any], int]] = {}
    found["compiled, single"] = (lambda: native.run(task, "float")), work
    found["compiled, double"] = (lambda: native.run(task, "double")), work
    with_summary = replace(run, record="summary").task
    found["compiled, single, with summary"] = (lambda: native.run(with_summary, "float")), work
    found["JAX, double"] = _jax(ensemble(1024, 30))
    found["JAX, single"] = _jax(ensemble(1024, 30), single=True)
    small = ensemble(1024, 2).task
    found["plain (NumPy), double"] = (lambda: plain.run(small)), small.size * small.steps
    for call, _ in found.values():
        call()
    return found


def _jax(run: Run, single: bool = False) -> tuple[Callable[[], Any], int]:
    import jax
    import jax.numpy as jnp

    task = run.task
    kind = np.float32 if single else np.float64
    carry = {k: np.asarray(v, kind) for k, v in task.carry.items()}
    given = {k: np.asarray(v, kind) for k, v in task.given.items()}
    with jax.enable_x64(not single):
        made = jax.jit(lambda c, g: jax_runner.trajectory(task, c, g, jnp.dtype(kind))[0]).lower(carry, given).compile()

    def call() -> None:
        with jax.enable_x64(not single):
            jax.block_until_ready(made(carry, given))

    return call, task.size * task.steps


def speeds() -> pd.DataFrame:
    found = contestants()
    seconds: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(TURNS):
        for name, (call, _work) in found.items():
            start = time.process_time()
            call()
            seconds[name].append(time.process_time() - start)
    rate = {name: found[name][1] / statistics.median(seconds[name]) / 1e6 for name in found}
    peer = rate["JAX, single"]
    rows = [{"runner": name, "million_couple_steps_a_second": r, "of_jax_single": r / peer} for name, r in rate.items()]
    return pd.DataFrame(rows)


def first_times() -> pd.DataFrame:
    """Seconds in fresh processes, of one couple over five years, day by day."""
    rows: list[dict[str, Any]] = []
    names = ("imports", "to_arrays", "to_dataset", "warm_arrays")
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(4):
            environment = {
                **os.environ,
                "PAIRBOND_CACHE": str(Path(folder) / ("new" + str(turn) if turn < 2 else "kept")),
            }
            done = subprocess.run(
                [sys.executable, "-c", FIRST], capture_output=True, text=True, check=True, env=environment
            )
            state = "machine code made" if turn < 3 else "machine code kept from before"
            for clock, line in zip(("wall", "processor"), done.stdout.splitlines(), strict=True):
                *times, jax = line.split()
                found = dict(zip(names, map(float, times), strict=True))
                rows.append({"process": state, "clock": clock, **found, "jax_imported": jax})
    return pd.DataFrame(rows)


def main() -> None:
    from science._results import record

    machine = f"{this_machine().cpu}, {this_machine().width} bits"
    about = {"command": "python -m benchmarks.simulate", "machine": machine, "cores_used": 1}
    rates = speeds()
    record("simulate_speed", rates, turns=TURNS, **about)
    print(rates.round(3).to_string())
    first = first_times()
    record("simulate_first", first, **about)
    print(first.round(3).to_string())


if __name__ == "__main__":
    main()
