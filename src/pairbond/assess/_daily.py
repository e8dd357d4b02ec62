"""The diary as the theory reads it: one entry a person and day, questions about danger set apart."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from pairbond.diary import Diary, Item, calendar_days
from pairbond.inference.theory.panel import Panel, panel


def daily(diary: Diary, couple: str) -> Diary:
    """One couple, whole days; of several entries a day the mean, of yes or no the last, of danger the worst.

    Ratings about fear, threat, control or harm are kept, for the rules about help, but so that the theory does not read
    them: both partners may see what is found, and no statement on one may hang on what the other wrote about that.
    """
    part = diary.select([couple])
    items = tuple(_unread(item) if item.danger else item for item in part.available)
    other = {old.name: new.name for old, new in zip(part.available, items, strict=True)}
    frame = part.frame.rename(columns=other)
    frame = frame.assign(time=calendar_days(frame).astype(float))
    keys = ["couple", "person", "partner", "time"]
    if frame.duplicated(keys).any():
        ways = {c: "last" for c in frame.columns if c not in keys} | {item.name: _one_a_day(item) for item in items}
        frame = frame.groupby(keys, sort=False, as_index=False).agg(ways)[list(frame.columns)]
    frame = frame.sort_values(["couple", "partner", "time"], kind="stable", ignore_index=True)
    return replace(part, frame=pd.DataFrame(frame), available=items, items=items)


def _one_a_day(item: Item) -> str:
    """How several ratings of a day become one; a calm entry later in the day takes nothing off a fear."""
    if not item.danger:
        return "last" if item.form.two else "mean"  # half a yes is none
    return "min" if item.higher == "better" else "max"


def _unread(item: Item) -> Item:
    """The same question under a name and a term that say nothing to the theory."""
    return replace(item, name=f"danger_{item.name}", quantity="")


def read(diary: Diary, couple: str) -> Panel:
    """What the theory reads of a diary of :func:`daily`. Raises ``PairbondError`` if that is nothing."""
    return panel(diary, couple)


def only_read(diary: Diary, days: Panel) -> Diary:
    """The same diary, analysing the items that the theory reads."""
    used = {column.item for column in days.columns}
    return diary.with_items([item.name for item in diary.available if item.name in used])
