"""Are the parameters of a rival model recovered from a couple's diary, and do its intervals hold the truth?

Parameters, first states and errors are drawn from the priors of the fit. A diary has one entry of each partner a day, a
tenth of them missing, on a scale without steps that is wide enough for readouts from -3 to 3; a couple with an answer
off the scale is drawn anew, which leaves the posterior of the others as it is. So 90 % of the intervals should hold the
truth.

    python -m science.rival_recovery --model rinaldi --replications 40 --days 60     # from the root of the repository
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, diary_from_frame
from pairbond.inference.filtered import fit_model
from pairbond.inference.filtered._layout import ERROR, ERROR_SPREAD
from pairbond.model import CoupleModel, ModelCouple, Parameter
from pairbond.rivals import RIVALS
from pairbond.simulate import Begin, prepare

from ._results import record

MISSING, FAR = 0.1, 3.0


def wide(model: CoupleModel) -> CoupleModel:
    """The model with its readouts on a scale from -FAR to FAR."""
    return replace(model, readouts=tuple(replace(x, zero=0.5, one=0.5 + 0.5 / FAR) for x in model.readouts))


def _drawn(one: Parameter, count: int, rng: np.random.Generator) -> np.ndarray:
    """Values of a parameter from its prior."""
    if one.log:
        return np.clip(np.exp(rng.uniform(np.log(one.low), np.log(one.high), count)), one.low, one.high)
    return rng.uniform(one.low, one.high, count)


def made(model: CoupleModel, days: int, rng: np.random.Generator) -> tuple[ModelCouple, Diary]:
    """A couple of this model and its diary."""
    name, median = model.readouts[0].name, ERROR / abs(model.readouts[0].one - model.readouts[0].zero)
    while True:
        pair = model.couple(
            **{
                one.name: float(_drawn(one, 1, rng)[0]) if one.couple else tuple(_drawn(one, 2, rng))
                for one in model.parameters
            }
        )
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
    table = fitted.parameters[fitted.parameters["item"] == ""]
    truth = [
        np.atleast_1d(pair.values[name])[max(p, 0)] for name, p in zip(table["name"], table["partner"], strict=True)
    ]
    return table.assign(truth=truth, trusted=fitted.diagnostics["trusted"], seconds=sum(fitted.timing.values()))


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Coverage, bias and correlation of truth and median, by parameter and over all."""
    ranges = table.assign(inside=table["truth"].between(table["q05"], table["q95"]), off=table["q50"] - table["truth"])
    rows = [("all", ranges), *ranges.groupby("name", sort=False)]
    return pd.DataFrame(
        {
            "parameter": [name for name, _ in rows],
            "estimates": [len(part) for _, part in rows],
            "coverage90": [part["inside"].mean() for _, part in rows],
            "coverage90_se": [
                part.groupby("replication")["inside"].mean().std() / part["replication"].nunique() ** 0.5
                for _, part in rows
            ],
            "bias": [np.nan, *(part["off"].mean() for _, part in rows[1:])],
            "correlation": [np.nan, *(part["truth"].corr(part["q50"]) for _, part in rows[1:])],
            "contraction": [part["contraction"].mean() for _, part in rows],
        }
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--model", choices=list(RIVALS), required=True)
    options.add_argument("--replications", type=int, default=40)
    options.add_argument("--days", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    model = wide(RIVALS[given.model])
    parts = [one(model, given.days, given.seed * 1000 + i).assign(replication=i) for i in range(given.replications)]
    table = pd.concat(parts)
    found = summary(table)
    first = table.groupby("replication").first()
    record(
        f"rival_recovery_{given.model}", found, model=model.hash, replications=given.replications, days=given.days,
        trusted=f"{first['trusted'].mean():.3f}", seconds=f"median {first['seconds'].median():.1f}",
    )  # fmt: skip
    print(found.round(3).to_string(), first["trusted"].mean(), first["seconds"].median())


if __name__ == "__main__":
    main()
