"""Answers in words: the words of an item, in order, are whole numbers of its scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from pairbond.diary._names import identifiers
from pairbond.diary._numbers import MISSING_WORDS, Numbers
from pairbond.diary._scale_words import rank_words
from pairbond.diary.faults import listing, nearest_name
from pairbond.errors import shown

MOST_WORDS = 11  # different ones in a column that holds answers on a scale
_QUOTES = "\"'“”„‟«»‹›‚‘’` "


def plain_word(word: object) -> str:
    """A word as it is compared: without letter case, quotation marks around it, doubled spaces, a point at its end."""
    return " ".join(str(word).split()).strip(_QUOTES).rstrip(".").rstrip().casefold()


def with_scale(part: dict[str, Any]) -> dict[str, Any]:
    """The keys of an item with those that follow from its words: low 0, high, and whole steps."""
    words = part.get("words")
    if not isinstance(words, list) or not words:
        return part
    low = 0 if part.get("low") is None else part["low"]
    high = part.get("high")
    if high is None and isinstance(low, int | float):
        high = low + len(words) - 1
    return {"kind": "binary" if len(words) == 2 else "ordinal", **part, "low": low, "high": high}


def faults_of_words(
    name: str, words: Sequence[object], low: float | None, high: float | None, codes: Iterable[object]
) -> Iterator[tuple[str, str]]:
    """Cause and sentence of everything that is wrong with the words of an item."""
    if not words:
        return
    plain = [plain_word(word) for word in words]
    twice = [word for word in dict.fromkeys(plain) if plain.count(word) > 1]
    if len(words) < 2:
        yield "one-word", f"item {name}: words needs at least two, from the lowest answer to the highest."
    elif twice:
        yield "word-twice", f"item {name}: words has {twice[0]!r} twice; name each word once."
    elif low is not None and high is not None and abs(high - low - (len(words) - 1)) > 1e-9:
        yield (
            "words-and-scale",
            f"item {name}: {len(words)} words from low {low:g} end at {low + len(words) - 1:g}, not at high {high:g}; "
            "leave out high, or name every word of the scale.",
        )
    for code in dict.fromkeys(plain_word(code) for code in codes):
        if code in plain:
            yield "legal-missing-code", f"item {name}: the missing code {code} is one of its words."


def numbers_of_words(
    cells: np.ndarray, words: Sequence[object], low: float, missing: Iterable[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Answers as float64, NaN where nothing was answered, and where a cell is none of the words (boolean)."""
    place = {plain_word(word): low + at for at, word in enumerate(words)}
    nothing = {plain_word(code) for code in (*missing, *MISSING_WORDS)} - set(place)
    unique, back = np.unique(identifiers(cells).astype(str), return_inverse=True)
    plain = [plain_word(cell) for cell in unique.tolist()]
    values = np.array([place.get(word, np.nan) for word in plain], dtype=float)
    unknown = np.array([word not in place and word not in nothing for word in plain], dtype=bool)
    return values[back], unknown[back]


def said_of_unknown(cell: object, words: Sequence[object]) -> tuple[str, str | None]:
    """A sentence about a cell that is none of the words, and the nearest of them."""
    near = nearest_name(plain_word(cell), [str(word) for word in words])
    hint = f"the nearest is {near}" if near else "add it in its place, or leave the cell empty if there is no answer"
    return f"{str(cell)!r} is none of the words of this item, {listing(words)}; {hint}.", near


def said_of_words(cells: np.ndarray, numbers: Numbers) -> str:
    """A sentence that says how to read a column whose answers are mostly words; "" if they are not."""
    filled = numbers.not_number | numbers.endless | ~np.isnan(numbers.values)
    words = list({plain_word(cell): str(cell) for cell in cells[numbers.not_number][::-1]}.values())
    if 2 * numbers.not_number.sum() <= filled.sum() or not 2 <= len(words) <= MOST_WORDS:
        return ""
    named = ", ".join(f'"{shown(word)}"' for word in rank_words(words) or sorted(words))
    return f"the answers are words; name them under the item from the lowest to the highest, such as words = [{named}]."
