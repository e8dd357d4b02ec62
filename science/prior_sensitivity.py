"""How far the results of the bundled diary depend on the width of the priors: halved, as they are, and doubled.

The same diary of 80 couples is fitted with every prior half as wide and twice as wide around its centre. One row a
quantity and width: median, 90 % interval, and how far the median moved, in posterior standard deviations of the fit
with the priors as they are.

Predicted before the first run. A lagged effect is known to about .03 and its prior has a standard deviation of .30, so
the prior weighs about 1 % at its own width, 4 % halved, a quarter per cent doubled. Lagged effects and residual
correlations should therefore move by less than a quarter of a posterior standard deviation with halved priors, inertia
most, as it may lie farthest from its centre, and by less than a tenth with doubled ones; no interval should come to
hold zero, or leave it out, that is not at the edge. Trends should move as little. Standard deviations between couples
are known far less well, by a factor of about 1.3 beside a prior of a factor of 1.8: those of partner effects and of
inertia should move most, by up to one posterior standard deviation with halved priors, half of one with doubled ones.

    python -m science.prior_sensitivity          # from the root of the repository; ten minutes on one core
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pairbond.diary import example_diary
from pairbond.inference import Fit, LinearModel, fit

from ._results import FOLDER, record

REAL, SCALES, DRAWS, SEED = "barkalifa_sample1", (1.0, 0.5, 2.0), 2000, 1
QUANTILES = ["q05", "q50", "q95"]


def quantities(fitted: Fit) -> pd.DataFrame:
    """What a report gives of the average couple and of differences between couples: kind, quantity, quantiles, sd."""
    effects = fitted.effects[fitted.effects["days"] == fitted.lags[0]]
    parts = [effects.assign(quantity=_arrow(effects))]
    same_day = fitted.same_day[fitted.same_day["measure"] == "residual"]
    pair = _who(same_day, "partner", "item") + " with " + _who(same_day, "other_partner", "other_item")
    parts.append(same_day.assign(kind="residual correlation", quantity=pair))
    if fitted.trend is not None:
        trend = fitted.trend[fitted.trend["couple"] == ""]
        parts.append(trend.assign(kind="trend, points a week", quantity=_who(trend, "partner", "item")))
    spread = fitted.random_effects.rename(columns={"partner": "effect_partner", "item": "effect_item"})
    parts.append(spread.assign(quantity=_arrow(spread), kind="SD between couples: " + spread["kind"]))
    return pd.concat(parts, ignore_index=True)[["kind", "quantity", *QUANTILES, "sd"]]


def _arrow(table: pd.DataFrame) -> pd.Series:
    cause, effect = (_who(table, f"{x}_partner", f"{x}_item") for x in ("cause", "effect"))
    return effect.where(cause == effect, cause + " -> " + effect)


def _who(table: pd.DataFrame, partner: str, item: str) -> pd.Series:
    return table[partner] + "'s " + table[item]


def beside(tables: dict[float, pd.DataFrame]) -> pd.DataFrame:
    """All widths under each other: ``shift`` and ``width`` (of the interval) in units of the fit at width one."""
    known = tables[1.0]
    rows = []
    for scale in sorted(tables):
        table = tables[scale]
        assert table["quantity"].equals(known["quantity"])
        width = (table["q95"] - table["q05"]) / (known["q95"] - known["q05"])
        shift = (table["q50"] - known["q50"]) / known["sd"]
        rows.append(table.assign(prior_scale=scale, shift=shift, width=width))
    found = pd.concat(rows, ignore_index=True)
    found["without_zero"] = (found["q05"] > 0) | (found["q95"] < 0)
    return found[["prior_scale", "kind", "quantity", *QUANTILES, "sd", "shift", "width", "without_zero"]]


def summary(table: pd.DataFrame) -> dict[str, str]:
    """For the head: by width and kind, the largest shift; and which lagged effects lose or gain their distance to 0."""
    found = {}
    before = table[table["prior_scale"] == 1].set_index(["kind", "quantity"])["without_zero"]
    for scale, rows in table[table["prior_scale"] != 1].groupby("prior_scale"):
        largest = rows.groupby("kind", sort=False)["shift"].agg(lambda s: s.abs().max())
        found[f"largest_shift_at_{scale:g}"] = "; ".join(f"{kind} {value:.2f}" for kind, value in largest.items())
        now = rows.set_index(["kind", "quantity"])["without_zero"]
        turned = now.index[now != before.loc[now.index]]
        found[f"intervals_that_change_sides_at_{scale:g}"] = "; ".join(" of ".join(x) for x in turned) or "none"
    return found


def run(scales: Sequence[float] = SCALES, out: Path = FOLDER, **settings: Any) -> pd.DataFrame:
    """Fit, put side by side, write down."""
    diary = example_diary(REAL)
    fits = {scale: fit(diary, LinearModel(prior_scale=scale), seed=SEED, draws=DRAWS, **settings) for scale in scales}
    problems = _listed(f"{scale:g}: {fitted.problem}" for scale, fitted in fits.items() if fitted.problem)
    table = beside({scale: quantities(fitted) for scale, fitted in fits.items()})
    record("prior_sensitivity", table, out, diary=REAL, model=fits[1.0].spec.model.kind, seed=SEED, draws=DRAWS,
           problems=problems, **summary(table))  # fmt: skip
    return table


def _listed(sentences: Iterable[str]) -> str:
    return " | ".join(sentences) or "none"


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_rows", 300, "display.max_columns", 20):
        print(run().round(3).to_string())
