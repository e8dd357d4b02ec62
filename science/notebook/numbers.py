"""Which numbers the claims hang on where all of them vary.

python -m science.notebook.numbers --parameter-draws 256 --seed 5000    # results/numbers.csv; all claims, long
python -m science.notebook.numbers --parameter-draws 16 --claims C3 G1  # a look

In every world free parameters and traits vary by a fifth, as in the table of claims, and every fixed weight by a tenth.
Each check of a claim becomes a distance from its threshold; a lasso over the parameter draws says which numbers it
depends on.
That is good for a direction and bad for a distance: which changes let more claims hold, ``variations.py`` asks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pairbond.errors import PairbondError
from pairbond.experiments.files import records
from pairbond.experiments.protocols import all_protocols
from pairbond.experiments.record import Check, Claim
from pairbond.experiments.run import measure
from pairbond.experiments.trial import SPREAD as FREE_SPREAD
from pairbond.experiments.trial import Draw, Trial
from pairbond.experiments.verdict import effect, true
from pairbond.theory import PEOPLE, Theory
from pairbond.theory.person import TRAITS
from science._results import record

SPREAD = 0.1  # of a fixed weight
NOT_MOVED = ("start_", "noise_", "culture", "over_")  # where runs begin, noise, what is no law
SLOW = ("A5", "A7", "C19", "C20", "G16", "I20", "J9", "J11")
FEW_RUNS = 16


def weights(theory: Theory) -> list[str]:
    """Every number of the laws but gains and the widths of steps, free or not."""
    return [
        name
        for name, one in theory.constants.items()
        if one.value != 0.0 and not name.startswith("gain_") and "corner" not in name and not name.endswith("_width")
    ]


def world(theory: Theory, seed: int, number: int) -> tuple[Draw, dict[str, float]]:
    """A world in which everything varies, and by how much each number and trait departs there."""
    draw, departs, constants = Draw(number, seed), {}, []
    for name in weights(theory):
        one = theory.constants[name]
        departs[name] = draw.factor(name) - 1.0
        if one.free:
            continue
        departs[name] *= SPREAD / FREE_SPREAD
        low, high = one.limits or (-np.inf, np.inf)
        constants.append((name, float(np.clip(one.value * (1.0 + departs[name]), low, high))))
    traits = {f"{who} {trait}": draw.factor(f"{who} {trait}") - 1.0 for who in PEOPLE for trait in TRAITS}
    return Draw(number, seed, constants=tuple(constants)), {**departs, **traits}


def distance(check: Check, numbers: Mapping[str, Any]) -> np.ndarray:
    """How far beyond its threshold a check is in each world; below 0 it fails."""
    x = np.asarray(numbers[check.number], float)
    if check.comparison in ("rises", "falls"):
        steps = np.diff(x, axis=0) * (1.0 if check.comparison == "rises" else -1.0)
        return np.minimum(steps.min(axis=0), steps.sum(axis=0) - check.value)
    over = x - check.value - (check.times * np.asarray(numbers[check.of], float) if check.of else 0.0)
    return {"<": -over, "<=": -over, "==": -np.abs(over)}.get(check.comparison, over)


def distances(asked: Claim, numbers: Mapping[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """``[checks, parameter draws]`` in units of their spread, at most 3, and whether each holds; the effect last."""
    checks = [*asked.holds, *asked.control]
    size = effect(asked.effect, numbers) - asked.effect.minimum
    found = np.array([*(distance(one, numbers) for one in checks), size])
    held = np.array([*(true(one, numbers) for one in checks), size >= 0.0])
    spread = np.maximum(np.nanstd(found, axis=1, keepdims=True), 1e-6)
    units = np.clip(np.nan_to_num(found / spread, nan=-3.0), -3.0, 3.0)
    return np.where(held, np.maximum(units, 0.02), np.minimum(units, -0.02)), held


def slopes(departs: np.ndarray, units: np.ndarray, rounds: int = 400) -> np.ndarray:
    """What one check owes to each number: a lasso by accelerated gradient, then least squares of what it kept."""
    centre, spread = departs.mean(0), departs.std(0)
    x, y = (departs - centre) / spread, units - units.mean()
    n, k = x.shape
    penalty = 0.7 * y.std() * np.sqrt(2.0 * np.log(k) / n)
    step = n / np.linalg.norm(x, 2) ** 2
    b = ahead = np.zeros(k)
    for i in range(rounds):
        to = ahead - step * x.T @ (x @ ahead - y) / n
        after = np.sign(to) * np.maximum(np.abs(to) - step * penalty, 0.0)
        ahead, b = after + i / (i + 3.0) * (after - b), after
    kept = np.flatnonzero(b)
    b = np.zeros(k)
    if kept.size:
        z = x[:, kept]
        b[kept] = np.linalg.solve(z.T @ z + 0.15 * n * np.eye(kept.size), z.T @ y)
    return b / spread


def gather(theory: Theory, claims: Iterable[str], parameter_draws: int, seed: int) -> pd.DataFrame:
    """One row a check: claim, check, share of parameter draws in which it holds, what it hangs on most."""
    made = [world(theory, seed, number) for number in range(1, parameter_draws + 1)]
    names = list(made[0][1])
    departs = np.array([[x[name] for name in names] for _, x in made])
    rows = []
    for name in claims:
        asked = records("claim")[name]
        print("claim", name, file=sys.stderr, flush=True)
        try:
            numbers = measure(name, Trial(theory, tuple(one for one, _ in made), runs=min(asked.runs, FEW_RUNS)))
        except (PairbondError, ArithmeticError, ValueError, LookupError):
            continue
        units, held = distances(asked, numbers)
        said = [f"{one.number} {one.comparison}" for one in (*asked.holds, *asked.control)] + ["effect"]
        for what, unit, hold in zip(said, units, held, strict=True):
            owed = pd.Series(slopes(departs, unit), names)
            most = owed[owed.abs().sort_values(ascending=False).index[:5]]
            depends = "; ".join(f"{number} {0.1 * x:+.2f}" for number, x in most.items() if x)
            rows.append({"claim": name, "check": what, "held": hold.mean(), "a_tenth_more_of": depends})
    return pd.DataFrame(rows)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--parameter-draws", type=int, default=256)
    options.add_argument("--seed", type=int, default=5000, help="of parameter draws in which no table asks")
    options.add_argument("--claims", nargs="*", help="which; by default all but the slowest")
    given = options.parse_args()
    theory = Theory()
    claims = given.claims or [name for name in records("claim") if name in all_protocols() and name not in SLOW]
    found = gather(theory, claims, given.parameter_draws, given.seed)
    record("numbers", found, theory=theory.hash, parameter_draws=given.parameter_draws, seed=given.seed)
    print(found.to_string(index=False))


if __name__ == "__main__":
    main()
