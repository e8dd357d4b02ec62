"""Which small changes of numbers let more claims hold around the defaults: random sets of them, asked side by side.

python -m science.notebook.variations --sets 56 --parameter-draws 10 --seed 3100     # results/variations.csv; 20 min
python -m science.notebook.variations --from cling=.65 craving_value=1.1     # around a set that did well

Every set moves each number with a small chance, up or down by 15 %; with ``--from`` it first takes most of that set.
All sets are asked in the same parameter draws, in which free parameters and traits vary by a fifth as in the table
of claims, and on the defaults. A set that does well here was the best of many: what it is worth has to be asked in
other parameter draws, by ``science.claims`` with a seed that nothing was chosen in.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

import numpy as np
import pandas as pd

from pairbond.errors import PairbondError
from pairbond.experiments.files import records
from pairbond.experiments.protocols import all_protocols
from pairbond.experiments.run import measure
from pairbond.experiments.trial import Draw, Trial
from pairbond.experiments.verdict import CARRIED, verdicts
from pairbond.theory import Theory
from science._results import record

from .numbers import NOT_MOVED, SLOW, weights

STEP = 0.15
KEPT = 0.8  # of what --from gives
ENOUGH = 0.8  # of the parameter draws
FEW_RUNS = 10


def chosen(theory: Theory, sets: int, chance: float, begin: Mapping[str, float], seed: int) -> list[dict[str, float]]:
    """The sets of numbers that are others; the first is ``begin`` alone."""
    rng = np.random.default_rng(seed)
    names = [name for name in weights(theory) if not name.startswith(NOT_MOVED)]
    found = [dict(begin)]
    for _ in range(sets - 1):
        kept = {name: x for name, x in begin.items() if rng.random() < KEPT}
        for name in names:
            moved, up = rng.random() < chance, rng.random() < 0.5
            if moved:
                kept[name] = theory.constants[name].value * (1.0 + STEP if up else 1.0 - STEP)
        found.append(kept)
    return found


def held(
    theory: Theory, claims: list[str], sets: list[dict[str, float]], parameter_draws: int, seed: int
) -> pd.DataFrame:
    """For each claim and set: whether it is carried on the defaults, and in which share of the parameter draws."""
    draws = tuple(Draw(i, seed, constants=tuple(one.items())) for one in sets for i in range(parameter_draws + 1))
    rows = []
    for name in claims:
        asked = records("claim")[name]
        print("claim", name, file=sys.stderr, flush=True)
        try:
            shown = verdicts(asked, measure(name, Trial(theory, draws, runs=min(asked.runs, FEW_RUNS))))
        except (PairbondError, ArithmeticError, ValueError, LookupError):
            continue
        carried = np.array([one == CARRIED for one in shown]).reshape(len(sets), parameter_draws + 1)
        rows += [{"set": i, "claim": name, "defaults": x[0], "held": x[1:].mean()} for i, x in enumerate(carried)]
    return pd.DataFrame(rows)


def counted(found: pd.DataFrame) -> pd.DataFrame:
    """One row a set: how many claims hold on the defaults and in enough draws, in all and where they matter most."""
    first = found.claim.map(lambda x: records("claim")[x].part == 1)
    most = found.claim.map(lambda x: records("claim")[x].priority == 3)
    both = found.defaults & (found.held >= ENOUGH)
    parts = {"carried": both, "part_1": both & first, "matters_most": both & most, "on_defaults": found.defaults}
    return pd.DataFrame({name: x.groupby(found.set).sum() for name, x in parts.items()})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sets", type=int, default=56)
    options.add_argument("--parameter-draws", type=int, default=10)
    options.add_argument("--seed", type=int, default=3100, help="of parameter draws in which no table asks")
    options.add_argument("--chance", type=float, default=0.05, help="that a number is moved")
    options.add_argument("--from", dest="begin", nargs="*", default=[], metavar="NAME=VALUE")
    options.add_argument("--claims", nargs="*", help="which; by default all but the slowest")
    given = options.parse_args()
    theory = Theory()
    begin = {name: float(x) for name, _, x in (one.partition("=") for one in given.begin)}
    if unknown := begin.keys() - theory.constants.keys():
        options.error(f"the theory has no number {min(unknown)!r}")
    sets = chosen(theory, given.sets, given.chance, begin, given.seed)
    claims = given.claims or [name for name in records("claim") if name in all_protocols() and name not in SLOW]
    table = counted(held(theory, claims, sets, given.parameter_draws, given.seed))
    table["changes"] = [" ".join(f"{name}={x:.4g}" for name, x in one.items()) for one in sets]
    table = table.sort_values("carried", ascending=False, kind="stable")
    record(
        "variations",
        table.reset_index(),
        theory=theory.hash,
        sets=given.sets,
        parameter_draws=given.parameter_draws,
        seed=given.seed,
    )
    print(table.head(5).to_string())


if __name__ == "__main__":
    main()
