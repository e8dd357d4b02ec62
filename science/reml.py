"""The fitted effects of the bundled diary beside restricted maximum likelihood, effect by effect.

statsmodels' mixed model of each rating on all ratings of both partners one day before (consecutive days only), one
outcome at a time, as published studies do it: predictors centred on each person's own mean, or taken from a straight
line of each person's own; fixed and random intercept and day; own lag and partner's lag of the same item differ between
couples, random effects uncorrelated. Inertia is corrected for the bias of T days, -(1 + φ) / T with means and twice
that with lines. Beside it pooled least squares. Intervals are 90 %.

    python -m science.reml          # from the root of the repository; a few minutes
"""

from __future__ import annotations

import sys
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

import pairbond
from pairbond.diary import Diary, calendar_days, example_diary
from pairbond.inference import Fit, pooled_least_squares

from ._coverage_sets import KEYS, REAL, first_lag
from ._results import record

REACH = float(norm.ppf(0.95))
CENTRED = {"mean": 0, "line": 1}


@dataclass(frozen=True)
class Lagged:
    """Rows of consecutive days, standardised: ratings ``y``, centred ratings the day before, couple and day.

    days : mean number of days behind a person's mean (harmonic).
    """

    rows: pd.DataFrame
    places: list[tuple[str, str]]
    days: float


def lagged(diary: Diary, degree: int) -> Lagged:
    """Predictors without each person's polynomial of this ``degree`` (0 mean, 1 line)."""
    names = [item.name for item in diary.items]
    places = [(p, name) for p in diary.partners for name in names]
    frame = diary.frame.assign(day=calendar_days(diary.frame))
    wide, left, counts = {}, {}, []
    for p, name in places:
        series, rest, freedom, square = [], [], 0, 0.0
        for couple, rows in frame[frame["partner"] == p].groupby("couple"):
            own = rows.set_index("day")[name].dropna()
            if len(own) <= degree + 1:
                continue
            gone = own - np.polyval(np.polyfit(own.index, own, degree), own.index)
            counts.append(len(own))
            square, freedom = square + float((gone**2).sum()), freedom + len(own) - degree - 1
            series.append(pd.concat({couple: own}))
            rest.append(pd.concat({couple: gone}))
        sd = np.sqrt(square / freedom)
        wide[p, name], left[p, name] = pd.concat(series) / sd, pd.concat(rest) / sd
    answers, centred = (pd.DataFrame({f"{p}{name}": x[p, name] for p, name in places}) for x in (wide, left))
    before = centred.reset_index(names=["couple", "day"])
    before["day"] += 1
    after = answers.reset_index(names=["couple", "day"])
    rows = after.merge(before, on=["couple", "day"], suffixes=("", "_before"))
    rows["time"] = (rows["day"] - rows["day"].mean()) / rows["day"].std()
    return Lagged(rows, places, float(len(counts) / np.sum(1 / np.array(counts))))


def reml(data: Lagged, degree: int) -> pd.DataFrame:
    """One row an effect: estimate (corrected if inertia), se, low, high, spread between couples (NaN: none)."""
    from statsmodels.regression.mixed_linear_model import MixedLM, MixedLMParams

    lines = []
    for p, item in data.places:
        causes = [f"{q}{name}_before" for q, name in data.places]
        rows = data.rows.dropna(subset=[f"{p}{item}", *causes])
        fixed = rows[["time", *causes]].assign(one=1.0)
        differ = [f"{q}{item}_before" for q in sorted({q for q, _ in data.places}, key=lambda q: q != p)]
        random = rows[["time", *differ]].assign(one=1.0)
        free = MixedLMParams.from_components(np.ones(fixed.shape[1]), np.eye(random.shape[1]))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a spread at zero is an answer
            found = MixedLM(rows[f"{p}{item}"], fixed, groups=rows["couple"], exog_re=random).fit(
                reml=True, free=free, method=["lbfgs", "powell"]
            )
        spread = dict(zip(random.columns, np.sqrt(np.diag(found.cov_re)), strict=True))
        for (q, name), cause in zip(data.places, causes, strict=True):
            estimate, se = float(found.fe_params[cause]), float(found.bse_fe[cause])
            if (q, name) == (p, item):
                bias = (degree + 1) / data.days
                estimate, se = (estimate + bias) / (1 - bias), se / (1 - bias)
            lines.append(
                {
                    "cause_partner": q, "cause_item": name, "effect_partner": p, "effect_item": item,
                    "estimate": estimate, "se": se, "low": estimate - REACH * se, "high": estimate + REACH * se,
                    "spread": spread.get(cause, np.nan), "converged": bool(found.converged), "rows": len(rows),
                }
            )  # fmt: skip
    return pd.DataFrame(lines)


def beside(fitted: Fit) -> pd.DataFrame:
    """One row an effect: the fit, both mixed models, least squares."""
    table = first_lag(fitted.effects)[[*KEYS, "kind", "q05", "q50", "q95", "sd"]]
    others = {f"reml_{name}": reml(lagged(fitted.diary, degree), degree) for name, degree in CENTRED.items()}
    twin = pooled_least_squares(fitted.diary, fitted.spec.items)
    others["least_squares"] = twin[[*KEYS, "estimate", "se", "low", "high"]]
    for name, other in others.items():
        renamed = other.rename(columns={c: f"{name}_{c}" for c in other.columns if c not in KEYS})
        table = table.merge(renamed, on=KEYS, validate="one_to_one")
    return table.merge(_spreads(fitted), on=KEYS, how="left")


def _spreads(fitted: Fit) -> pd.DataFrame:
    """Standard deviation between couples of the effects that have one, with its interval."""
    found = fitted.random_effects
    found = found[found["kind"].isin(["inertia", "partner effect"])]
    found = found.rename(columns={"partner": "effect_partner", "item": "effect_item"})
    return found[[*KEYS, "q05", "q50", "q95"]].rename(columns={f"q{q}": f"spread_q{q}" for q in ("05", "50", "95")})


def agreement(table: pd.DataFrame) -> dict[str, Any]:
    """Signs and overlap of the fit with each other estimate; where they differ, which effects."""
    found: dict[str, Any] = {}
    reliable = (table["q05"] > 0) | (table["q95"] < 0)
    for other in ("reml_mean", "reml_line", "least_squares"):
        low, high, estimate = (table[f"{other}_{x}"] for x in ("low", "high", "estimate"))
        either = reliable | (low > 0) | (high < 0)
        same = np.sign(estimate) == np.sign(table["q50"])
        overlap = (low <= table["q95"]) & (table["q05"] <= high)
        found[f"{other}_same_sign"] = f"{int((same & either).sum())} of {int(either.sum())} where either is reliable"
        found[f"{other}_overlap"] = f"{int(overlap.sum())} of {len(table)}"
        apart = (table["q50"] - estimate).abs()
        found[f"{other}_largest_gap"] = f"{apart.max():.3f} ({(apart / table[f'{other}_se']).max():.2f} of its se)"
        odd = table[(either & ~same) | ~overlap]
        named = [f"{r.cause_partner}.{r.cause_item} -> {r.effect_partner}.{r.effect_item}" for r in odd.itertuples()]
        found[f"{other}_differs"] = "; ".join(named) or "nowhere"
    return found


def main(model: str = "auto", method: str = "quick") -> pd.DataFrame:
    fitted = pairbond.fit(
        example_diary(REAL),
        model=model,
        method=method,
        progress=lambda words: print(words, file=sys.stderr, flush=True),
    )
    table = beside(fitted)
    about = agreement(table)
    record(
        "reml",
        table,
        diary=REAL,
        model=fitted.spec.model.kind,
        method=method,
        problem=fitted.problem or "none",
        **about,
    )
    for name, value in about.items():
        print(f"{name}: {value}")
    return table


if __name__ == "__main__":
    with pd.option_context("display.width", 250, "display.max_columns", 40):
        print(main(*sys.argv[1:]).round(3).to_string())
