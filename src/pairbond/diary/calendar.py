"""Which calendar day an entry belongs to."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

# Days (about a tenth of a second): a day number this close below a whole one was meant as that.
CLOSE = 1e-6


def calendar_days(frame: pd.DataFrame) -> NDArray[np.intp]:
    """Calendar day of every row, counted from the day of the couple's first entry (day 0).

    Days begin at midnight of the clock beside which the entry was written, so neither the minute of the first
    entry nor the change to summer time moves an entry to another day. Where the diary has no dates, the day is
    the whole part of ``time``.

    Parameters
    ----------
    frame : rows of the table of a :class:`~pairbond.diary.Diary`; columns ``couple``, ``time`` and ``date`` are read.
        Rows may be missing: where a couple's first entry is not among them, its day follows from ``time``.
    """
    time = frame["time"].to_numpy(float)
    if "date" not in frame or frame["date"].isna().any():
        return np.floor(time + CLOSE).astype(np.intp)
    first = pd.Series(_since_first(frame), index=frame.index)
    return (local_days(frame["date"]) - first.to_numpy()).astype(np.intp)


def local_days(dates: pd.Series) -> NDArray[np.intp]:
    """Days from 1970-01-01 to the local date of each time; none may be missing."""
    return dates.to_numpy("datetime64[us]").astype("datetime64[D]").astype(np.intp)


def _since_first(frame: pd.DataFrame) -> NDArray[np.intp]:
    """Local date of the first entry of each row's couple, as days from 1970-01-01."""
    couple = frame["couple"].to_numpy()
    time, day = frame["time"].to_numpy(float), local_days(frame["date"])
    clock = frame["date"].to_numpy("datetime64[us]") - day.astype("datetime64[D]")
    origin = np.floor(day + clock / np.timedelta64(1, "D") - time + CLOSE)
    table = pd.DataFrame({"couple": couple, "time": time, "day": day, "origin": origin})
    by = table.groupby("couple", sort=False)
    earliest = by["time"].transform("idxmin").to_numpy()
    begun = table["time"].to_numpy()[earliest] <= CLOSE  # the first entry is there
    return np.where(begun, by["day"].transform("min"), table["origin"].to_numpy()[earliest]).astype(np.intp)
