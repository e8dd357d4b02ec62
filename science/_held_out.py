"""Answers of days nobody has seen: how likely each model found them, summed by couple, and the interval of a lead."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pairbond.diary import Diary
from pairbond.inference.theory import TheoryFit
from pairbond.predict import baselines
from pairbond.predict.split import split

F = NDArray[np.float64]
RESAMPLES = 4000
RULES = {"ar1": baselines.yesterday, "own_mean": baselines.own_mean}


def densities(fitted: TheoryFit, diary: Diary, held: int, graded: bool = True) -> pd.DataFrame:
    """Log density of each held-out rating, one step ahead, by the theory and the baselines; only where all have one.

    Yes and no are left out if ``graded``: the baselines give them densities, which are no chances.
    """
    items = [item.name for item in diary.available if item.kind != "binary" or not graded]
    seen = {c.item for c in fitted.panel.columns}
    data = split(diary.with_items([name for name in items if name in seen]), held)
    ours = fitted.predict(diary)[["partner", "item", "time", "logdensity"]]
    cells = data.cells.merge(ours, "left", ["partner", "item", "time"]).rename(columns={"logdensity": "theory"})
    for name, rule in RULES.items():
        cells[name] = baselines.predict(data, rule)["logdensity"].to_numpy()
    there = cells["held"] & np.isfinite(cells[["theory", *RULES]]).all(axis=1)
    return cells[there].drop(columns="held")


def means(cells: pd.DataFrame) -> dict[str, float]:
    """Mean log density of a couple's ratings by model, and their number."""
    return {f"score_{n}": float(cells[n].mean()) for n in ("theory", *RULES)} | {"held_answers": len(cells)}


def lead(sums: ArrayLike, counts: ArrayLike, seed: int = 0) -> tuple[float, float, float]:
    """Mean difference per rating, from its sum and the number of ratings of each couple, with a 90 % interval.

    Couples are redrawn, not ratings: people differ more than days.
    """
    sums, counts = np.asarray(sums, float), np.asarray(counts, float)
    n = len(sums)
    weight = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), RESAMPLES)
    low, high = np.quantile((weight @ sums) / (weight @ counts), [0.05, 0.95])
    return float(sums.sum() / counts.sum()), float(low), float(high)
