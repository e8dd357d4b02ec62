"""Tables behind the question whether the model fits."""

from __future__ import annotations

import pandas as pd

from pairbond.report._contradicted import ENDS, FRAGILE, fragile, least_squares
from pairbond.report._effect_table import end_of
from pairbond.report._lag_words import Lag
from pairbond.report._sections import Table
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import between, number

LABELS = {
    "sd": "median SD within a person, in points",
    "lag1": "correlation with the rating before",
    "skew": "skewness of ratings",
    "same_day": "correlation of the partners on the same occasion",
    "next_day": "correlation with the partner’s rating before",
}


def adequacy_tables(view: View, tests: HypothesisTests) -> tuple[Table, ...]:
    """Predictive checks, effects under assumed error, least squares, and effects of the states behind the ratings."""
    return tuple(t for t in (_checks(view), _error(view, tests), _twin(view), _latent(view)) if t is not None)


def place(view: View, row: dict[str, object]) -> str:
    if row["statistic"] == "same_day":
        return view.labels[str(row["item"])]
    return end_of(view, row["partner"], row["item"])


def named_test(view: View, key: tuple[object, ...]) -> str:
    first, second = end_of(view, key[1], key[2]), end_of(view, key[3], key[4])
    if key[0] == "same day":
        return f"{second} with {first} on the same occasion"
    return f"inertia of {first}" if first == second else f"{first} → {second}"


def shown_keys(view: View) -> list[tuple[object, ...]]:
    """Keys of the effects over the study's interval that the page shows."""
    assert view.effects is not None
    first = view.effects[view.effects["days"] == view.lag]
    return [("effect", *k) for k in first[ENDS].itertuples(index=False, name=None)]


def _names(view: View, table: pd.DataFrame) -> list[str]:
    return [named_test(view, ("effect", *k)) for k in table[ENDS].itertuples(index=False, name=None)]


def _checks(view: View) -> Table | None:
    checks = view.checks
    if checks is None or checks.empty:
        return None
    rows = checks.to_dict("records")
    shown = pd.DataFrame(
        {
            "statistic": [LABELS.get(str(r["statistic"]), str(r["label"])) for r in rows],
            "rating": [place(view, r) for r in rows],
            "diary": [number(r["observed"]) for r in rows],
            "90 % predictive interval": [between(r["q05"], r["q95"]) for r in rows],
        }
    )
    return Table("Predictive checks", checks, shown)


def _error(view: View, tests: HypothesisTests) -> Table:
    assert view.fit is not None
    table = view.fit.error_sensitivity
    wide = table.pivot_table(index=ENDS, columns="error_share", values="q50", sort=False).reset_index()
    keys = set(shown_keys(view))
    wide = wide[[("effect", *k) in keys for k in wide[ENDS].itertuples(index=False, name=None)]]
    shown = pd.DataFrame({"effect": _names(view, wide)})
    for share in wide.columns.drop(ENDS):
        shown[f"{100 * float(share):.0f} % error"] = [number(v) for v in wide[share]]
    lost = fragile(view, tests)
    if lost:
        marks = [("effect", *k) in lost for k in wide[ENDS].itertuples(index=False, name=None)]
        shown["remark"] = [FRAGILE if mark else "" for mark in marks]
    return Table("Effects under assumed measurement error", table, shown)


def _twin(view: View) -> Table | None:
    twin = least_squares(view)
    if twin.empty:
        return None
    shown = pd.DataFrame(
        {
            "effect": _names(view, twin),
            "this model": [number(v) for v in twin["q50"]],
            "least squares": [number(v) if v == v else "" for v in twin["estimate"]],
            "standard error": [number(v) if v == v else "" for v in twin["se"]],
        }
    )
    return Table("Beside pooled least squares", twin, shown)


def _latent(view: View) -> Table | None:
    assert view.fit is not None
    latent = view.fit.latent_effects
    if latent is None:
        return None
    keys = set(shown_keys(view))
    first = latent[latent["days"] == view.lag]
    first = first[[("effect", *k) in keys for k in first[ENDS].itertuples(index=False, name=None)]]
    shown = pd.DataFrame(
        {
            "effect": _names(view, first),
            "estimate": [number(v) for v in first["q50"]],
            "90 % interval": [between(r["q05"], r["q95"]) for r in first.to_dict("records")],
        }
    )
    return Table(f"Effects of the states behind the ratings over {Lag(view.lag).short}", latent, shown)
