"""Diaries made up for these tests: two partners, one item, known carry-over and influence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.diary import Diary, Item, diary_from_frame

MOOD = Item("mood", label="mood", low=-20.0, high=20.0, kind="bounded")


def diary(
    *,
    couples: int = 6,
    days: int = 28,
    own: float = 0.2,
    across: float = 0.0,
    writers: int = 2,
    seed: int = 0,
    missing: float = 0.0,
    dates: bool = False,
) -> Diary:
    """A first-order process, one step a day; ``across`` is what goes from each partner to the other."""
    rng = np.random.default_rng(seed)
    lag = np.array([[own, across], [across, own]])
    rows = []
    for c in range(couples):
        level, x = rng.normal(0, 1, 2), rng.normal(0, 1, 2)
        for day in range(days):
            x = lag @ x + rng.normal(0, 1, 2)
            for p in range(writers):
                mood = np.nan if rng.random() < missing else round(float(level[p] + x[p]), 3)
                when = pd.Timestamp("2024-01-01") + pd.Timedelta(days=day + c) if dates else day
                rows.append({"couple": f"c{c}", "person": f"c{c}p{p}", "partner": p, "time": when, "mood": mood})
    return diary_from_frame(pd.DataFrame(rows), [MOOD])
