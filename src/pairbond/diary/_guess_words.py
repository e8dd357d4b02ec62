"""Guesses which columns hold answers in words, and in which order the words stand.

The order follows from numbers in the words ("1 - never"), else from what they mean in a known language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pairbond.diary._answer_words import MOST_WORDS, plain_word
from pairbond.diary._numbers import MISSING_WORDS
from pairbond.diary._scale_words import is_unanswered, rank_words, side

_LONGEST = 80  # letters of a word
_NUMBER = re.compile(r"[+-]?\d+")
_LED = re.compile(r"\W*(\d{1,3})\s*(?:[^\w\s.,]|\.(?!\d))\s*\D.*", re.DOTALL)  # 1 - never, (2) rarely, 3 = often
_CODE = re.compile(r"([^\W\d_]{1,3})(\d{1,2})")  # A1, A2: codes of a survey program
_ENDED = re.compile(r"\D.*[(\[]\s*(\d{1,3})\s*[)\]]", re.DOTALL)  # never (1)
_REMARKS = {
    "numbers": "words in the order of their numbers",
    "meaning": "words in the order of what they seem to mean: check it, and add words that nobody chose",
    "answers": "words in a guessed order, from which follow each other: put them from the lowest to the highest",
}


@dataclass(frozen=True)
class Words:
    """Words of a scale from the lowest to the highest, ``low`` of its first, words that mean no answer.

    source : "numbers" or "meaning", from which the order follows, or "answers" where it was guessed from these.
    """

    words: tuple[str, ...]
    low: int = 0
    unanswered: tuple[str, ...] = ()
    source: str = "meaning"

    @property
    def remark(self) -> str:
        """What is said of them to the person who has to read the proposal."""
        return _REMARKS[self.source]

    def codes(self, cells: Iterable[object]) -> np.ndarray:
        """Cells as places on the scale, NaN where none of the words stands."""
        place = {plain_word(word): float(self.low + at) for at, word in enumerate(self.words)}
        return np.array([place.get(plain_word(cell), np.nan) for cell in cells], dtype=float)


def words_of(columns: dict[str, np.ndarray]) -> dict[str, Words]:
    """Columns of text whose words one can put in order, those with the same words on the same scale."""
    used = {name: words for name, cells in columns.items() if (words := vocabulary(cells))}
    used = {name: own for name, own in used.items() if not _coded(own) or _shares_codes(own, used)}
    scales: list[tuple[dict[str, str], Words]] = []
    for own in sorted(used.values(), key=len, reverse=True):
        for at, (words, _) in enumerate(scales):
            wider = {**own, **words}
            if all(_NUMBER.fullmatch(word) for word in set(own) & set(words)) or len(wider) > MOST_WORDS:
                continue
            order = in_order(wider.values())
            if order is not None:
                scales[at] = (wider, order)
                break
        else:
            order = in_order(own.values())
            if order is not None and len(own) > 1:
                scales.append((own, order))
    fitting = {name: [order for words, order in scales if set(own) <= set(words)] for name, own in used.items()}
    return {name: orders[0] for name, orders in fitting.items() if orders}


def _coded(words: dict[str, str]) -> bool:
    """Whether words are a letter and a number, as the codes of a survey program and as names of days or phases."""
    codes = [
        hit[1] if (hit := _CODE.fullmatch(word)) else "" for plain, word in words.items() if not is_unanswered(plain)
    ]
    return len(set(codes)) == 1 and codes[0] != ""


def _shares_codes(own: dict[str, str], used: dict[str, dict[str, str]]) -> bool:
    return sum(_coded(words) and bool(set(own) & set(words)) for words in used.values()) > 1


def vocabulary(cells: np.ndarray) -> dict[str, str]:
    """Different words of a column as they are written most often; empty if there are too many, or no words."""
    if cells.dtype.kind != "O":
        return {}
    count = Counter(str(cell) for cell in cells)
    words: dict[str, str] = {}
    for word, _ in count.most_common():
        if word not in MISSING_WORDS and plain_word(word):
            words.setdefault(plain_word(word), word)
            if len(words) > MOST_WORDS + 3 or len(word) > _LONGEST:
                return {}
    said = {plain: word for plain, word in words.items() if not is_unanswered(word)}
    return words if len(said) <= MOST_WORDS and any(not _NUMBER.fullmatch(word) for word in said.values()) else {}


def in_order(words: Iterable[str]) -> Words | None:
    """The words of a scale in the order of their numbers or of their meaning; ``None`` if neither tells it."""
    unanswered = tuple(word for word in words if is_unanswered(word))
    said = [word for word in words if word not in unanswered]
    numbered = _by_number(said)
    if numbered is not None:
        return Words(*numbered, unanswered, "numbers")
    ranked = rank_words(said) if not any(_NUMBER.fullmatch(word) for word in said) else None
    return Words(tuple(ranked), 0, unanswered) if ranked else None


def _by_number(words: list[str]) -> tuple[tuple[str, ...], int] | None:
    """Words by the numbers in them, gaps filled; words without a number may stand at the two ends of the rest."""
    code = _CODE if _coded({word: word for word in words}) else _NUMBER
    numbers: dict[int, str] = {}
    ends: list[str] = []
    for word in words:
        hit = _NUMBER.fullmatch(word) or _LED.fullmatch(word) or _ENDED.fullmatch(word) or code.fullmatch(word)
        if hit is None:
            ends.append(word)
            continue
        number = int(hit[0] if hit.re is _NUMBER else hit[hit.re.groups])
        if number in numbers:
            return None
        numbers[number] = word
    if not numbers or (len(numbers) == len(words) == 1):
        return None
    for word in ends:
        place = max(numbers) + 1 if side(word) > 0 else min(numbers) - 1
        if side(word) == 0 or len([other for other in ends if side(other) == side(word)]) > 1:
            return None
        numbers[place] = word
    low, high = min(numbers), max(numbers)
    if low < 0 or high - low >= MOST_WORDS + 1:
        return None
    led = _CODE.fullmatch(words[0]) if code is _CODE else None
    return tuple(numbers.get(number, f"{led[1] if led else ''}{number}") for number in range(low, high + 1)), low
