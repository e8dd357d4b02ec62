"""Are the parameters of a rival model recovered from a couple's diary, and do its intervals hold the truth?

Parameters, first states and errors are drawn from the priors of the fit. A diary has one entry of each partner a day, a
tenth of them missing, on a scale without steps that is wide enough for readouts from -3 to 3; a couple with a rating
off the scale is drawn anew, which leaves the posterior of the others as it is. So 90 % of the intervals should hold the
truth.

    python -m science.rival_recovery --model rinaldi --replications 40 --days 60     # from the root of the repository
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, diary_from_frame
from pairbond.inference.filtered import fit_model
from pairbond.inference.filtered._layout import ERROR, ERROR_SPREAD
from pairbond.model import CoupleModel, ModelCouple
from pairbond.rivals import RIVALS
from pairbond.simulate import Begin, prepare

from ._model_recovery import FAR, drawn_couple, on_wide_scales, summary, truth_and_intervals
from ._results import record

MISSING = 0.1


def made(model: CoupleModel, days: int, rng: np.random.Generator) -> tuple[ModelCouple, Diary]:
    """A couple of this model and its diary."""
    name, median = model.readouts[0].name, ERROR / abs(model.readouts[0].one - model.readouts[0].zero)
    while True:
        pair = drawn_couple(model, rng)
        start = {
            one.name: one.start + one.start_sd * rng.normal(size=(1,) if one.couple else (2, 1)) for one in model.states
        }
        path = prepare(pair, days, seed=int(rng.integers(2**31)), begin=Begin(start)).arrays()[name][..., 0]
        answers = path + median * np.exp(ERROR_SPREAD * rng.normal(size=2)) * rng.normal(size=path.shape)
        if np.isfinite(answers).all() and np.abs(answers).max() <= FAR:
            break
    rows = [
        {"couple": "1", "partner": p, "time": float(t), name: answers[t, p]}
        for t in range(days + 1)
        for p in (0, 1)
        if rng.uniform() >= MISSING
    ]
    return pair, diary_from_frame(pd.DataFrame(rows), [Item(name, kind="continuous", low=-FAR, high=FAR)])


def one(model: CoupleModel, days: int, seed: int) -> pd.DataFrame:
    """Truth and intervals of every parameter of one couple."""
    pair, diary = made(model, days, np.random.default_rng([seed, days]))
    fitted = fit_model(diary, model, seed=seed)
    return truth_and_intervals(pair, fitted).assign(seconds=sum(fitted.timing.values()))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--model", choices=list(RIVALS), required=True)
    options.add_argument("--replications", type=int, default=40)
    options.add_argument("--days", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    model = on_wide_scales(RIVALS[given.model])
    parts = [one(model, given.days, given.seed * 1000 + i).assign(replication=i) for i in range(given.replications)]
    table = pd.concat(parts)
    found = summary(table, contraction="mean")
    first = table.groupby("replication").first()
    record(
        f"rival_recovery_{given.model}", found, model=model.hash, replications=given.replications, days=given.days,
        trusted=f"{first['trusted'].mean():.3f}", seconds=f"median {first['seconds'].median():.1f}",
    )  # fmt: skip
    print(found.round(3).to_string(), first["trusted"].mean(), first["seconds"].median())


if __name__ == "__main__":
    main()
