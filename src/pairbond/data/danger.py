"""On how many days answers about fear, threat, control or harm passed mid-scale."""

from __future__ import annotations

import pandas as pd

from pairbond.data.calendar import calendar_days
from pairbond.data.schema import Diary

# From this many days on, help comes before anything else.
DANGER_DAYS = 2


def danger_days(diary: Diary, couple: str) -> pd.DataFrame:
    """Days past mid-scale for every danger item and every partner who writes.

    All danger items of the mapping count, also those that are not analysed. Past
    mid-scale means above the middle of the scale, or below it if a higher answer is
    better ("I felt safe").

    Returns
    -------
    Table with the columns ``item``, ``label``, ``partner`` (0 or 1) and ``days``
    (distinct days, 0 included); no rows if there is no danger item.
    """
    rows = diary.rows(couple)
    day = pd.Series(calendar_days(rows), index=rows.index)
    found: list[tuple[str, str, int, int]] = []
    for item in diary.available:
        if not item.danger:
            continue
        answers = rows[item.name]
        past = answers < item.middle if item.higher == "better" else answers > item.middle
        for partner in diary.writers(couple):
            days = day[past & rows["partner"].eq(partner)].nunique()
            found.append((item.name, item.label, partner, int(days)))
    return pd.DataFrame(found, columns=["item", "label", "partner", "days"])


def help_first(diary: Diary, couple: str) -> bool:
    """Whether any danger item passed mid-scale on at least two days of one partner."""
    return bool((danger_days(diary, couple)["days"] >= DANGER_DAYS).any())
