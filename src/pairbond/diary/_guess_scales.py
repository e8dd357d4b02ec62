"""Guesses about one column of numbers: its scale, kind, missing codes and meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from pairbond.diary._guess_words import Words

# Scales in use, narrowest first; the first that holds all answers is proposed.
_SCALES = (
    (0, 1), (0, 2), (1, 2), (1, 3), (0, 3), (1, 4), (0, 4), (1, 5), (0, 5), (1, 6), (0, 6),
    (1, 7), (0, 7), (0, 8), (1, 9), (0, 9), (1, 10), (0, 10), (1, 11), (0, 100), (1, 100),
)  # fmt: skip
_MOST_COUNTED = 40  # whole numbers up to here that fit no scale are a count, not a slider to 100
_NARROW = ((1, 2), (1, 3), (0, 2), (1, 4), (0, 3))
_CODES = (-9, -8, -7, -77, -88, -99, -777, -888, -999, -9999, 77, 88, 99, 777, 888, 999, 9999)

_WORSE = (
    "anx|sad|depr|ang[er]|stress|hurt|critic|conflict|lonel|worr|tired|exhaust|fear|afraid|neg|hostil"
    "|shame|guilt|upset|irrit|jealous|pain|threat|control|harm|nervous|tension|distress|unpleasant"
)
_BETTER = (
    "happ|content|calm|close|warm|support|satisf|pos|joy|trust|vig|energ|intim|relax|love|pleasant"
    "|relief|cheer|secur|safe|respons"
)
_ABOUT_PARTNER = r"receiv|perceiv|(?<![a-z])(ppr|respons)|^(partner|other)"


@dataclass(frozen=True)
class ScaleGuess:
    """A proposed scale; low and high are ``None`` for a number without ends."""

    low: float | None
    high: float | None
    kind: str
    missing: tuple[float, ...]


def guess_scale(values: np.ndarray) -> ScaleGuess:
    """Scale, kind and missing codes from the answers of one item (NaN allowed)."""
    values = values[~np.isnan(values)]
    codes = _missing_codes(values)
    values = values[~np.isin(values, codes)]
    if not values.size:
        return ScaleGuess(None, None, "continuous", codes)
    low, high = float(values.min()), float(values.max())
    whole = bool((values == np.round(values)).all())
    if low < 0 or high > 100 or not _looks_bounded(values):
        if whole and low >= 0 and high <= 1000:
            return ScaleGuess(0, float(high), "count", codes)
        return ScaleGuess(None, None, "continuous", codes)
    found = next(
        (pair for pair in _SCALES if pair not in _NARROW and pair[0] <= low and high <= pair[1]),
        (0, 100),
    )
    if whole and found == (0, 100) and high <= _MOST_COUNTED:
        return ScaleGuess(0, high, "count", codes)
    if set(np.unique(values)) <= {1.0, 2.0}:
        found = (1, 2)
    kind = "binary" if whole and found[1] - found[0] == 1 else "bounded"
    if whole and kind == "bounded" and found[1] <= 11:
        kind = "ordinal"
    return ScaleGuess(found[0], found[1], kind, codes)


def scale_of_words(words: Words) -> ScaleGuess:
    """Scale of answers in words."""
    high = words.low + len(words.words) - 1
    return ScaleGuess(words.low, high, "binary" if len(words.words) == 2 else "ordinal", ())


def _missing_codes(values: np.ndarray) -> tuple[float, ...]:
    """Usual codes that lie far outside of everything else."""
    present = [code for code in _CODES if (values == code).any()]
    rest = values[~np.isin(values, present)]
    if not present or rest.size == 0:
        return ()
    low, high = float(rest.min()), float(rest.max())
    return tuple(
        float(code) for code in present if (code < 0 <= low) or (code > 0 and code > high + 3 * max(high - low, 1))
    )


def _looks_bounded(values: np.ndarray) -> bool:
    """Whether answers pile up on few values, as on a scale, and not on a number line."""
    distinct = len(np.unique(values))
    ends = float(np.mean((values == values.min()) | (values == values.max())))
    tenths = bool((values * 10 == np.round(values * 10)).all())
    slider = tenths and values.max() > 60 and float(np.ptp(values)) > 30
    return distinct <= 101 or ends > 0.02 or slider


def guess_higher(name: str, *, start: bool = False) -> str:
    """ "better", "worse" or "neither", from the name of a column (``start``: from how it begins)."""
    match = re.match if start else re.search
    worse, better = (
        match(_WORSE, name.lower()),
        match(rf"(?P<no>un|dis|in|not_?|lack_?(of_?)?)?(?:{_BETTER})", name.lower()),
    )
    if better and (worse is None or better.start() <= worse.start()):  # what a name begins with counts
        return "worse" if better["no"] else "better"
    return "worse" if worse else "neither"


def guess_about(name: str) -> str:
    """ "partner" if a name speaks of what is perceived of the other person, else "own"."""
    return "partner" if re.search(_ABOUT_PARTNER, name.lower()) else "own"
