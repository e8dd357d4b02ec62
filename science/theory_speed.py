"""How long a quick fit of the theory takes: sixty days, one couple; cold, warm, and what bounds it.

Three fresh processes with one thread each. The first has empty caches (folders of its own in PAIRBOND_CACHE and
NUMBA_CACHE_DIR), the second finds what the first has left, and fits twice (and once more with as many threads as
there are processors). Compilation is what the first spends on its first fit more than the second does on its second.
In the third, costs of a likelihood (many candidates side by side) and of a slope with expected information are
measured by candidate and day; beside them the compiled step of the theory alone, on as many points as one day of one
candidate takes, so that the rest is linear algebra and ratings. Written to results/theory_speed.csv.

    python -m science.theory_speed
    python -m science.theory_speed --starts 2 --days 20
    python -m science.theory_speed --full yes           # one fit by method="full" on one thread: theory_speed_full.csv
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd

from ._results import FOLDER, record
from ._runs import ROOT, THREADS, options

DAYS, STARTS, SEED = 60, 8, 11
CANDIDATES, REPEATS = 160, 5
AROUND = 48  # points around a believed state


def child(what: str, days: int, starts: int) -> dict[str, float]:
    """Runs in a process of its own: two fits, or the costs of the parts."""
    began = time.perf_counter()
    import numpy as np

    from pairbond.inference.theory import fit_theory

    from ._theory_couples import truths
    from ._theory_diaries import write

    loaded = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        diary = write(truths(2, SEED)[0], Path(folder) / "diary", SEED).until(days)
    if what == "parts":
        return _parts(diary, np.random.default_rng(SEED))
    if what == "full":
        began, busy = time.perf_counter(), time.process_time()
        fitted = fit_theory(diary, seed=SEED, starts=starts, workers=1, method="full")
        return {"fit": time.perf_counter() - began, "fit_cpu": time.process_time() - busy, **fitted.timing}
    found = {"import": loaded}
    for name in ("first", "second"):
        began, busy = time.perf_counter(), time.process_time()
        fitted = fit_theory(diary, seed=SEED, starts=starts, workers=1)
        found[f"{name}_fit"] = time.perf_counter() - began
        found[f"{name}_fit_cpu"] = time.process_time() - busy
        found |= {f"{name}_{part}": seconds for part, seconds in fitted.timing.items()}
    began = time.perf_counter()
    _ = fitted.states, fitted.phases, fitted.cycling
    found["states_phases_cycling"] = time.perf_counter() - began
    began = time.perf_counter()
    fit_theory(diary, seed=SEED, starts=starts)
    return {**found, "all_processors_fit": time.perf_counter() - began}


def _parts(diary: Any, rng: Any) -> dict[str, float]:
    """Microseconds by candidate and day, the best of some repeats."""
    import numpy as np

    from pairbond.inference.sampling.modes import slopes
    from pairbond.inference.theory import day as _day
    from pairbond.inference.theory._initial_state import initial_state_prior
    from pairbond.inference.theory._parameters import Layout
    from pairbond.inference.theory._problem import Problem
    from pairbond.inference.theory.panel import panel

    days = panel(diary)
    problem = Problem(days, Layout(days), initial_state_prior())
    theta = 0.5 * rng.normal(size=(CANDIDATES, len(problem.layout)))
    each = 1e6 / (CANDIDATES * days.days)
    value = each * _best(lambda: problem.value(theta))
    eight = theta[:8]
    slope = 1e6 / (8 * days.days) * _best(lambda: slopes(problem, eight))
    traits = problem.layout.numbers(theta).traits
    wide = {name: np.repeat(v, AROUND, 1) for name, v in traits.items()}
    mean, _ = problem.initial_state_prior.at(traits)
    x, many = np.repeat(mean, AROUND, 0), CANDIDATES * AROUND
    carried, code = initial_state_prior().carried_mean(wide), np.zeros(many)
    step = 1e6 / CANDIDATES * _best(lambda: _day.day(x, carried, wide, code))
    show = 1e6 / CANDIDATES * _best(lambda: _day.shown(x, carried, wide, code))
    return {
        "likelihood_us_per_candidate_day": value,
        "slope_us_per_candidate_day": slope,
        "slope_in_likelihoods": slope / value,
        "parameters": float(len(problem.layout)),
        "theory_day_us_per_candidate_day": step,
        "theory_readings_us_per_candidate_day": show,
        "theory_share_of_likelihood": min((step + show) / value, 1.0),
        "likelihoods_of_this_diary_per_second": 1e6 / (value * days.days),
    }


def _best(work: Any) -> float:
    work()
    spent = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def fresh(what: str, days: int, starts: int, caches: str) -> dict[str, float]:
    """`child` in a fresh process; and how long the process took from first to last."""
    one = dict.fromkeys(THREADS, "1")
    kept = {"PAIRBOND_CACHE": f"{caches}/pairbond", "NUMBA_CACHE_DIR": f"{caches}/numba"}
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]))
    command = [
        sys.executable,
        "-m",
        "science.theory_speed",
        "--child",
        what,
        "--days",
        str(days),
        "--starts",
        str(starts),
    ]
    began = time.perf_counter()
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **one, **kept, "PYTHONPATH": path},
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return {"process": time.perf_counter() - began, **json.loads(done.stdout.splitlines()[-1])}


def run(days: int = DAYS, starts: int = STARTS, out: Path = FOLDER) -> pd.DataFrame:
    """process, quantity, value (seconds where nothing else is said)."""
    with tempfile.TemporaryDirectory() as caches:
        found = {"cold": fresh("fit", days, starts, caches), "warm": fresh("fit", days, starts, caches)}
        found["parts"] = fresh("parts", days, starts, caches)
    cold, warm = found["cold"], found["warm"]
    found["compared"] = {
        f"compile_{words}{cpu}": one[f"first_fit{cpu}"] - warm[f"second_fit{cpu}"]
        for words, one in (("cold", cold), ("cached", warm))
        for cpu in ("", "_cpu")
    }
    rows = [{"process": p, "quantity": q, "value": v} for p, table in found.items() for q, v in table.items()]
    table = pd.DataFrame(rows)
    record("theory_speed", table, out, days=days, starts=starts, threads=1, candidates=CANDIDATES)
    return table


def run_full(days: int = DAYS, starts: int = STARTS, out: Path = FOLDER) -> pd.DataFrame:
    """quantity, value: seconds of one fit by ``method="full"`` in a fresh process with empty caches."""
    with tempfile.TemporaryDirectory() as caches:
        found = fresh("full", days, starts, caches)
    table = pd.DataFrame([{"quantity": q, "value": v} for q, v in found.items()])
    record("theory_speed_full", table, out, days=days, starts=starts, threads=1)
    return table


def main() -> None:
    parser = options(__doc__, days=DAYS, starts=STARTS, child="", full="")
    wanted = parser.parse_args()
    if wanted.full:
        print(run_full(wanted.days, wanted.starts, wanted.out).to_string())
    elif wanted.child:
        print(json.dumps(child(wanted.child, wanted.days, wanted.starts)))
    else:
        print(run(wanted.days, wanted.starts, wanted.out).to_string())


if __name__ == "__main__":
    main()
