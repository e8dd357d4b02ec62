"""Dates of R, which are numbers with a class, as ISO text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def r_dates(days: Any, attrs: Mapping[str, Any]) -> np.ndarray:
    """Class ``Date``: days since 1970-01-01, fractions cut off; missing gives None."""
    return np.array([None if day is None else str((_FIRST + timedelta(days=day // 1)).date()) for day in _plain(days)])


def r_moments(seconds: Any, attrs: Mapping[str, Any]) -> np.ndarray:
    """Class ``POSIXct``: seconds since 1970 as a clock shows them, with its distance to UTC.

    In R a column without time zone is shown in that of the computer; which one that was
    is not in the file, so UTC is taken.
    """
    zone = _zone(attrs.get("tzone"))
    return np.array(
        [
            None if second is None else (_FIRST + timedelta(seconds=second)).astimezone(zone).isoformat()
            for second in _plain(seconds)
        ]
    )


def _plain(numbers: Any) -> list[float | None]:
    numbers = np.ma.filled(np.ma.asarray(numbers).astype(float), np.nan)
    return [None if number != number else number for number in numbers.tolist()]


def _zone(names: Any) -> tzinfo:
    name = str(names[0]) if names is not None and len(names) else ""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
