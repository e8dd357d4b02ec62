"""Which rows of a fit's tables a report may show."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pairbond.inference import Fit


def of_couple(table: pd.DataFrame | None, couple: str | None) -> pd.DataFrame | None:
    """The rows of one couple; of all, if none is named or the table knows no couples."""
    if table is None or couple is None or "couple" not in table:
        return table
    return table[table["couple"] == couple]


def kinds_by_couple(random: tuple[str, ...]) -> set[str]:
    """Kinds of effects that each couple has its own of."""
    if "lags" in random:
        return {"inertia", "cross", "reciprocal", "partner cross"}
    return {kind for effect, kind in (("inertia", "inertia"), ("influence", "reciprocal")) if effect in random}


def without(table: pd.DataFrame, hidden: list[str]) -> pd.DataFrame:
    """Parameters whose names do not hold one of these items."""
    for name in hidden:
        table = table[~table["name"].str.contains(rf"\b{name}\b")]
    return table


def of_items(table: pd.DataFrame | None, keep: set[str]) -> pd.DataFrame | None:
    """Rows about these items."""
    return None if table is None else table[table["item"].isin(keep)]


def of_effects(table: pd.DataFrame | None, keep: set[str], writers: tuple[str, ...]) -> pd.DataFrame | None:
    """Effects among the items shown and the people who write."""
    if table is None:
        return None
    shown = table["cause_item"].isin(keep) & table["effect_item"].isin(keep)
    wrote = table["cause_partner"].isin(writers) & table["effect_partner"].isin(writers)
    return table[shown & wrote]


def of_pairs(table: pd.DataFrame, keep: set[str], writers: tuple[str, ...]) -> pd.DataFrame:
    """Pairs of ratings among the items shown and the people who write."""
    shown = table["item"].isin(keep) & table["other_item"].isin(keep)
    return table[shown & table["partner"].isin(writers) & table["other_partner"].isin(writers)]


def without_parts(table: pd.DataFrame, averages: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """Pairs of which neither is an average that the other one is part of; the same person's only."""
    made = [
        one["partner"] == one["other_partner"]
        and (one["item"] in averages.get(one["other_item"], ()) or one["other_item"] in averages.get(one["item"], ()))
        for one in table.to_dict("records")
    ]
    return table.loc[[not m for m in made]].reset_index(drop=True)


def residual_sds(fit: Fit, keep: set[str], writers: tuple[str, ...]) -> pd.DataFrame:
    """partner item residual_sd: SD in points of what the ratings of one lag before leave unexplained."""
    table = of_pairs(fit.shocks, keep, writers)
    own = table[(table["partner"] == table["other_partner"]) & (table["item"] == table["other_item"])]
    return own[["partner", "item"]].assign(residual_sd=own["q50"].to_numpy() ** 0.5).reset_index(drop=True)


def first_lag(fit: Fit, keep: set[str]) -> pd.DataFrame | None:
    """Differences between the two directions over the study's interval."""
    table = of_items(fit.asymmetry, keep)
    return None if table is None else table[table["days"] == fit.lags[0]]


def once(table: pd.DataFrame | None, first: str) -> pd.DataFrame | None:
    """Exchangeable partners have everything twice; one of each is enough, that of the ``first``."""
    if table is None:
        return None
    if "other_partner" in table:
        within = (table["partner"] == table["other_partner"]) & (table["partner"] == first)
        between = (table["partner"] != table["other_partner"]) & (table["item"] >= table["other_item"])
        return table[within | between]
    return table[table["cause_partner" if "cause_partner" in table else "partner"] == first]
