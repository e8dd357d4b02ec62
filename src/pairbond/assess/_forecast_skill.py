"""Log scores of the theory, yesterday's rating and the plainer stories on the days that were held out.

All are scored on the same responses, each predicted from the days before it. Where a scale has few steps, every one of
them says how likely each *step* is, with what lies beyond the ends of the scale counted to its end: ratings pile up
there, and whoever knows that the scale ends would otherwise win by that alone.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from pairbond.assess import _factor
from pairbond.diary import Item, least_sd
from pairbond.inference.theory import TheoryFit
from pairbond.inference.theory.panel import FINE
from pairbond.predict import baselines
from pairbond.predict.baselines import Predictive, Series
from pairbond.predict.split import Split

F = NDArray[np.float64]
KEY = ["partner", "item", "time"]


def theory(data: Split, fitted: TheoryFit) -> F:
    """Log score of each cell by the theory; NaN where it says nothing."""
    table = fitted.predict(data.diary)[[*KEY, "logdensity"]]
    return data.cells.merge(table, "left", KEY)["logdensity"].to_numpy(float)


def baseline(data: Split, rule: Callable[[Series], Predictive | None]) -> F:
    """Log score of each cell by a rule for one person and one item; NaN where there is none."""

    def scored(series: Series) -> tuple[F, F]:
        found = rule(series)
        if found is None or series.item is None:
            nothing = np.full(len(series.response), np.nan)
            return nothing, nothing
        return found.mean, graded(series.item, series.response, found.mean, found.scale, found.freedom)

    return baselines.predict(data, scored)["logdensity"].to_numpy(float)


def factor(data: Split, partners: tuple[str, ...]) -> tuple[F, float]:
    """Log score of each cell of these writers by one hidden course behind all of it, and its training log score."""
    cells = data.cells[data.cells["partner"].isin(partners)]
    wide = cells.pivot(index="time", columns=["partner", "item"], values="value")
    wide = wide[sorted(wide.columns, key=lambda column: (partners.index(column[0]), column[1]))]
    first, last = int(wide.index.min()), int(wide.index.max())
    wide = wide.reindex(np.arange(first, last + 1, dtype=float))
    held = cells.groupby("time")["held"].any().reindex(wide.index, fill_value=False).to_numpy(bool)
    y, seen = wide.fillna(0.0).to_numpy(float), wide.notna().to_numpy()
    by_name = {item.name: item for item in data.diary.items}
    items = [by_name[str(name)] for _, name in wide.columns]
    least = np.array([least_sd(data.training, item) ** 2 for item in items])
    model = _factor.fitted(y[~held], seen[~held], least)
    mean, variance = model.predict(y, seen)
    count = np.maximum(seen[~held].sum(0), 4)
    scale = np.sqrt(variance * (1 + 1 / count))
    score = np.stack([graded(it, y[:, j], mean[:, j], scale[:, j], int(count[j]) - 3) for j, it in enumerate(items)], 1)
    long = pd.DataFrame(np.where(seen, score, np.nan), wide.index, wide.columns).stack([0, 1], future_stack=True)
    long.index.names = ["time", "partner", "item"]
    table = long.rename("logdensity").reset_index()
    found = data.cells.merge(table, "left", KEY)["logdensity"].to_numpy(float)
    return found, float(np.nansum(np.where(data.cells["held"].to_numpy(bool), np.nan, found)))


def graded(item: Item, response: F, mean: F, scale: F, freedom: int) -> F:
    """Log density of ratings under Student's t: of a step of the scale where it has few, by the width of a step."""
    width = item.high - item.low
    whole = item.form.stepped and np.isfinite(width) and width <= FINE
    step = width if item.form.two else 1.0
    plain = np.asarray(student.logpdf(response, freedom, mean, scale), float)
    if not whole:
        return plain
    top = student.cdf((response + step / 2 - mean) / scale, freedom)
    bottom = student.cdf((response - step / 2 - mean) / scale, freedom)
    above = np.where(response >= item.high - step / 2, 1.0, top)
    below = np.where(response <= item.low + step / 2, 0.0, bottom)
    steps = np.abs((response - item.low) / step - np.round((response - item.low) / step)) < 1e-6
    return np.where(steps, np.log(np.maximum(above - below, 1e-12) / step), plain)
