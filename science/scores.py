"""How well days that no parameter has seen are predicted, on two sets of real people; whatever it says.

`real_diary`: the 80 couples that come with pairbond, last 7 days of each. `rties`: affect through a conversation,
turned on a dial by both partners while they watch the film of it; its steps of two seconds are taken as "days", and
the last 20 % of each conversation are predicted, one step of two seconds ahead. Its couples are the first ten, in the
order of the file, of whom no rating is missing.

`unseen`: each tenth of the 80 couples under the population fitted to the other nine tenths.

    python -m science.scores                    # from the root of the repository; all
    python -m science.scores real_diary
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

from pairbond.diary import Diary, example_diaries, example_diary, read_diary
from pairbond.predict import Comparison, compare

from ._results import record

RTIES = Path(__file__).resolve().parent.parent / "tests" / "data" / "rties_dial"
COUPLES, PSEUDO, SEED = 10, 20, 0


def real_diary() -> tuple[Diary, float]:
    return example_diary(example_diaries()[0]), 7


def rties() -> tuple[Diary, float]:
    diary = read_diary(RTIES)
    missing = diary.frame.groupby("couple", sort=False)["dial"].apply(lambda dial: dial.isna().any())
    both = diary.frame.groupby("couple", sort=False)["partner"].nunique() == 2
    return diary.select(list(missing.index[~missing & both][:COUPLES])), 0.2


SETS = {"real_diary": real_diary, "rties": rties}


def table(found: Comparison) -> pd.DataFrame:
    """Scores of the models, then their differences with 90 % (q05 to q95) and 50 % intervals."""
    scores = found.scores.assign(row="score")
    paired = found.paired.assign(row="difference", cells=found.settings["cells"])
    both = pd.concat([scores, paired], ignore_index=True)
    columns = ["row", "model", "against", "cells", "mean_logscore", "rmse", "difference"]
    return both[[*columns, "q05", "q25", "q50", "q75", "q95"]]


def run(name: str) -> Comparison:
    """Compare all models on one of `SETS` and write results/prediction_<name>.csv."""
    diary, holdout = SETS[name]()
    start = time.perf_counter()
    found = compare(diary, holdout=holdout, pseudo=PSEUDO, seed=SEED)
    settings = dict(found.settings)
    if name == "rties":
        settings["unit_of_time"] = "one step of two seconds, taken as one day"
        settings["which_couples"] = ", ".join(diary.couples)
    seconds = {"seconds": round(time.perf_counter() - start), "of_which_compiling": round(found.timing["compile"])}
    record(f"prediction_{name}", table(found), **settings, **seconds)
    if found.pseudo is not None:
        record(f"prediction_{name}_pairings", found.pseudo, **settings)
    return found


def unseen() -> None:
    """Leave couples out of the real diary and write results/unseen_couples.csv."""
    diary, _ = real_diary()
    found = compare(diary, pseudo=0, couples_out=True, seed=SEED)
    assert found.unseen is not None
    assert found.unseen_paired is not None
    sums = found.unseen.groupby("model", sort=False)[["cells", "log_density"]].sum().reset_index()
    sums = sums.assign(row="score", mean_logscore=sums["log_density"] / sums["cells"]).drop(columns="log_density")
    both = pd.concat([sums, found.unseen_paired.assign(row="difference")], ignore_index=True)
    print(both.round(4).to_string())
    record("unseen_couples", both, couples=len(diary.couples), folds=10, seed=SEED)


def main(names: list[str]) -> None:
    if not names or "unseen" in names:
        unseen()
    for name in [n for n in names if n != "unseen"] if names else list(SETS):
        found = run(name)
        print(table(found).round(4).to_string())
        print(found.settings, {k: round(v, 1) for k, v in found.timing.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
