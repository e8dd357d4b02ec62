"""The strongest rival of the theory that looks at one item only.

A rule takes one item, the person's own or the partner's, as answered on the day, averaged over 3, 7 or 15 days around
it, or as the difference between the three days after and the three before; cuts it at thresholds (every step of the
scale, or tenths of the averages); and gives each piece of it the phase that makes balanced accuracy highest on the
couples it learns from. Where the diary says that the two are apart, which it says to the theory too, a rule of the same
kind is learnt for those days. Which item, which average and which phases are chosen on other couples than those that
are told: each couple in turn is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ._phase_scores import balanced, right

F = NDArray[np.float64]
I = NDArray[np.intp]  # noqa: E741
AROUND = (1, 3, 7, 15)  # days of an average
BEFORE = 3  # days before and after whose difference is taken
TENTHS = np.linspace(0.1, 0.9, 9)
KINDS = 5  # phases


@dataclass(frozen=True)
class BestItem:
    """Phase told for each row, and the rule used most often."""

    phase: I
    rule: str


def leave_couple_out(days: pd.DataFrame, items: list[str]) -> BestItem:
    """Phases told by the best single item, of rows with couple, partner, day, true, away and ``items``.

    Rows are in order of couple, partner, day.
    """
    couple = pd.factorize(days["couple"])[0]
    series = 2 * couple + days["partner"].to_numpy(int)
    true = days["true"].to_numpy(int)
    away = days["away"].to_numpy(bool)
    codes = {name: np.where(away, 100 + code, code) for name, code in features(days, items).items()}
    tables = {name: _tables(code, true, couple) for name, code in codes.items()}
    phase, used = np.zeros(len(days), int), []
    for left in range(couple.max() + 1):
        here = couple == left
        shares: dict[str, float] = {}
        for name, table in tables.items():
            found = _rule(table.sum(0) - table[left])[codes[name]]
            shares[name] = balanced(true[~here], right(true, found, series)[~here])
        best = max(shares, key=lambda name: shares[name])
        phase[here] = _rule(tables[best].sum(0) - tables[best][left])[codes[best][here]]
        used.append(best)
    return BestItem(phase, max(used, key=used.count))


def features(days: pd.DataFrame, items: list[str]) -> dict[str, I]:
    """Pieces of every way to read every item, by name; 99 where there is nothing to read."""
    wide = days.set_index(["couple", "partner", "day"])[items]
    index = wide.index
    partner = wide.reset_index()
    partner["partner"] = 1 - partner["partner"]
    other = partner.set_index(["couple", "partner", "day"]).reindex(index)
    found: dict[str, I] = {}
    for whose, table in (("own", wide), ("partner's", other)):
        for item in items:
            if not table[item].notna().any():
                continue
            grouped = table[item].groupby(level=["couple", "partner"], sort=False)
            for width in AROUND:
                value = grouped.transform(lambda v, w=width: v.rolling(w, center=True, min_periods=1).mean())
                found[f"{whose} {item}, mean of {width} d"] = _cut(value.to_numpy(float), width == 1)
            change = grouped.transform(
                lambda v: (
                    v[::-1].rolling(BEFORE, min_periods=1).mean()[::-1].shift(-1)
                    - v.rolling(BEFORE, min_periods=1).mean().shift(1)
                )
            )
            found[f"{whose} {item}, change"] = _cut(change.to_numpy(float), False)
    return found


def _cut(value: F, steps: bool) -> I:
    there = np.isfinite(value)
    if steps:
        code = np.searchsorted(np.unique(value[there]), np.where(there, value, 0.0))
    else:
        code = np.searchsorted(np.quantile(value[there], TENTHS), np.where(there, value, 0.0))
    return np.where(there, code, 99)


def _tables(code: I, true: I, couple: I) -> F:
    """Days of each couple, piece and phase."""
    found = np.zeros((couple.max() + 1, 200, KINDS))
    np.add.at(found, (couple, code, true), 1.0)
    return found


def _rule(table: F) -> I:
    """The phase of each piece [200] that makes balanced accuracy highest; unknown pieces: the commonest phase."""
    days = table.sum(0)
    share = table / np.maximum(days, 1.0)
    return np.where(table.sum(1) > 0, share.argmax(1), days.argmax())
