"""When help comes before anything else: on how many days which answers were given."""

from __future__ import annotations

import pandas as pd

from pairbond.data.calendar import calendar_days
from pairbond.data.schema import Diary, Item
from pairbond.data.template_items import QUESTIONS, STRAIN

# From this many days on, help comes before anything else.
DANGER_DAYS = 2
# How near to its bad end (1) an answer must be to count: much hurt received, hardly any trust in one's own memory.
_STRAIN = dict(zip(STRAIN, (2 / 3, 5 / 6), strict=True))
_STANDARD = {key: q.item for q in QUESTIONS if q.item.name in STRAIN for key in (q.item.name, q.item.quantity)}


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
        past = _past(item, answers)
        for partner in diary.writers(couple):
            days = day[past & rows["partner"].eq(partner)].nunique()
            found.append((item.name, item.label, partner, int(days)))
    return pd.DataFrame(found, columns=["item", "label", "partner", "days"])


def help_first(diary: Diary, couple: str) -> bool:
    """Whether any danger item passed mid-scale on at least two days of one partner."""
    return bool((danger_days(diary, couple)["days"] >= DANGER_DAYS).any())


def leads_with_help(diary: Diary, couple: str) -> bool:
    """Whether help comes before anything else on what this couple is shown.

    Where two write, both may be reading: it comes whenever danger was asked about, whatever was answered. For one who
    writes it comes after the danger rule, or where on at least two days there were such answers, much hurt received or
    very low trust in one's own memory.
    """
    writers = diary.writers(couple)
    if len(writers) > 1:
        return any(item.danger for item in diary.available)
    if help_first(diary, couple):
        return True
    rows = diary.rows(couple)
    day = pd.Series(calendar_days(rows), index=rows.index)
    hard = pd.Series(False, index=rows.index)
    for item in diary.available:
        hard |= _past(item, rows[item.name]) if item.danger else _strained(item, rows[item.name])
    return bool(day[hard & rows["partner"].isin(writers)].nunique() >= DANGER_DAYS)


def _past(item: Item, answers: pd.Series) -> pd.Series:
    return answers < item.middle if item.higher == "better" else answers > item.middle


def _strained(item: Item, answers: pd.Series) -> pd.Series:
    """Answers of a standard item about hurt or own memory near its bad end; of no other item."""
    standard = _STANDARD.get(item.name) or _STANDARD.get(item.quantity)
    width = item.high - item.low
    if standard is None or not 0 < width < float("inf"):
        return pd.Series(False, index=answers.index)
    place = (answers - item.low) / width
    better = (standard.higher if item.higher == "neither" else item.higher) == "better"
    return (1 - place if better else place) >= _STRAIN[standard.name] - 1e-9
