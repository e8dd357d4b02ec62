"""What a methods section says of a sample, as numbers: people, occasions, missing ratings, variance components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, design, lag_times, occasions
from pairbond.model import BOTH

_NEXT = 1.5  # usual intervals up to which an entry counts as the next one


@dataclass(frozen=True)
class Sample:
    """couples, persons, entries (of persons), pairs (entries followed by the same person's next one), and compliance:
    share of the occasions between a person's couple's first and last entry that were answered, or None where people
    wrote at no fixed interval; of each partner with the range over persons in ``by_partner`` (partner -> mean, least,
    most). ``both``: occasions on which both partners of a couple wrote. ``interval`` is in days."""

    couples: int
    persons: int
    entries: int
    pairs: int
    compliance: float | None
    by_partner: dict[str, tuple[float, float, float]]
    both: int
    interval: float


def sample_of(diary: Diary, items: Sequence[Item]) -> Sample:
    """Counts over all rows in which at least one of these items was answered."""
    names = [item.name for item in items]
    how = design(diary)
    frame = diary.frame[diary.frame[names].notna().any(axis=1)]
    when = pd.Series(lag_times(frame, how), index=frame.index)
    person = [frame["couple"], frame["partner"]]
    gaps = when.groupby(person, sort=False).diff()
    pairs = int(((gaps > 0) & (gaps <= _NEXT * how.interval)).sum())
    compliance, by_partner = None, {}
    if how.kind == "daily":
        steps = (when / how.interval).round()
        span = steps.groupby(frame["couple"]).agg(lambda s: s.max() - s.min() + 1)
        answered = steps.groupby(person, sort=False).nunique()
        possible = span.reindex(answered.index.get_level_values(0)).to_numpy()
        compliance = float(answered.sum() / possible.sum())
        for partner, rate in (answered / possible).groupby(level="partner"):
            mine = answered.index.get_level_values("partner") == partner
            by_partner[str(partner)] = (float(answered[mine].sum() / possible[mine].sum()), rate.min(), rate.max())
    occasion = pd.Series(occasions(diary), index=diary.frame.index)[frame.index]
    both = int((frame["partner"].groupby([frame["couple"], occasion], sort=False).nunique() > 1).sum())
    persons = int(frame.groupby(["couple", "partner"], sort=False).ngroups)
    return Sample(
        int(frame["couple"].nunique()), persons, len(frame), pairs, compliance, by_partner, both, how.interval
    )


def item_table(diary: Diary, items: Sequence[Item], partners: Sequence[str], pooled: bool) -> pd.DataFrame:
    """One row an item and partner (over both if ``pooled``): partner item persons ratings missing mean within_sd
    between_sd icc.

    ``missing`` is the share of entries without this rating; ``icc`` the intraclass correlation of single ratings in
    persons (one-way analysis of variance), NaN where fewer than two persons rated twice.
    """
    rows = []
    for item in items:
        for partner in [BOTH] if pooled else partners:
            mine = diary.frame if partner == BOTH else diary.frame[diary.frame["partner"] == partner]
            rated = mine[["couple", "partner", item.name]].dropna()
            by = rated.groupby(["couple", "partner"], sort=False)[item.name]
            within, between, icc = components(by)
            rows.append(
                {
                    "partner": partner, "item": item.name, "persons": by.ngroups, "ratings": len(rated),
                    "missing": 1 - len(rated) / max(len(mine), 1), "mean": float(by.mean().mean()),
                    "within_sd": within, "between_sd": between, "icc": icc,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def components(by: Any) -> tuple[float, float, float]:
    """Of ratings grouped by person: SD within and between persons and intraclass correlation (one-way ANOVA)."""
    n = by.size().to_numpy(float)
    k, total = len(n), float(n.sum())
    if k == 0 or total <= k:
        return np.nan, np.nan, np.nan
    mean = by.mean().to_numpy(float)
    within = float((by.var(ddof=0).to_numpy(float) * n).sum() / (total - k))
    if k < 2:
        return float(np.sqrt(within)), np.nan, np.nan
    grand = float((n * mean).sum() / total)
    n0 = (total - float((n**2).sum()) / total) / (k - 1)
    between = max((float((n * (mean - grand) ** 2).sum() / (k - 1)) - within) / n0, 0.0)
    whole = within + between
    return float(np.sqrt(within)), float(np.sqrt(between)), between / whole if whole > 0 else np.nan
