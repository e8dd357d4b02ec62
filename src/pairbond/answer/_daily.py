"""The diary as the theory reads it: one entry a person and day, without questions about danger."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pairbond.data import Diary
from pairbond.fit.theory._panel import Panel, panel


def daily(diary: Diary, couple: str) -> Diary:
    """One couple, whole days, means where somebody wrote more than once a day.

    Answers about fear, threat, control or harm are left out: both partners may read what is found, and no statement on
    one of them may hang on what the other wrote about that.
    """
    part = diary.select([couple])
    kept = tuple(item for item in part.available if not item.danger)
    frame = part.frame.assign(time=np.floor(part.frame["time"].to_numpy(float) + 1e-6))
    keys = ["couple", "person", "partner", "time"]
    if frame.duplicated(keys).any():
        names = [item.name for item in part.available]
        ways = {c: ("mean" if c in names else "last") for c in frame.columns if c not in keys}
        frame = frame.groupby(keys, sort=False, as_index=False).agg(ways)[list(frame.columns)]
    frame = frame.sort_values(["couple", "partner", "time"], kind="stable", ignore_index=True)
    return replace(part, frame=pd.DataFrame(frame), available=kept, items=kept)


def read(diary: Diary, couple: str) -> Panel:
    """What the theory reads of a diary of :func:`daily`. Raises ``PairbondError`` if that is nothing."""
    return panel(diary, couple)


def only_read(diary: Diary, days: Panel) -> Diary:
    """The same diary, analysing the items that the theory reads."""
    used = {column.item for column in days.columns}
    return diary.with_items([item.name for item in diary.available if item.name in used])
