"""The order of answers in words, from what the words of rating scales mean: never, sometimes, often; disagree, agree.

A word of a scale is a degree ("a little"), turned round by a negation, and on scales with two sides ("very
dissatisfied") the degree of one of them. Each language is tried on its own and must know every word of a column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pairbond._toml import toml_tables

Tokens = tuple[str, ...]

_LEVELS = (-9.0, -7.0, -5.0, -2.0, 0.0, 3.0, 6.0, 7.5, 9.0)  # of "not at all" to "extremely"
_PLAIN = 6.0  # strength of a side without a degree, of 10
_TOKEN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W_\u3040-\u30ff\u4e00-\u9fff]+")


@dataclass(frozen=True)
class _Language:
    """Phrases as tokens: degrees with their level, the two sides, negations, the middle, and what is no answer."""

    phrases: dict[Tokens, tuple[str, float]]
    unanswered: tuple[Tokens, ...]
    longest: int


def rank_words(words: Iterable[str]) -> list[str] | None:
    """Words from the lowest to the highest, if one language knows them all and no two alike; ``None`` if not."""
    given = list(words)
    for language in _languages():
        scores = [_score(_tokens(word), language) for word in given]
        known = [score for score in scores if score is not None]
        if len(known) == len(given) and len(set(known)) == len(given):
            return [word for _, word in sorted(zip(known, given, strict=True))]
    return None


def side(word: str) -> int:
    """-1 if a word stands low on a scale, 1 if high, 0 if that cannot be told."""
    found = [score for language in _languages() if (score := _score(_tokens(word), language)) is not None]
    return 0 if not found else (found[0] > 0) - (found[0] < 0)


def is_unanswered(word: str) -> bool:
    """Whether a word says that there is no answer: "prefer not to say", "don't know"."""
    tokens = _tokens(word)
    return any(_same(tokens[: len(phrase)], phrase) and (len(tokens) == len(phrase) or phrase[-1].endswith("*"))
               for language in _languages() for phrase in language.unanswered)  # fmt: skip


def _score(tokens: Tokens, language: _Language) -> float | None:
    """Place of a word on a scale from -10 to 10; ``None`` if nothing of it is known."""
    degree: float | None = None
    sides: set[str] = set()
    turned = False
    at, known = 0, False
    while at < len(tokens):
        length, what, level = _longest(tokens[at:], language)
        if not length:
            at += 1
            continue
        known = True
        if what == "middle":
            return 0.0
        if what == "level":
            degree = level if degree is None else max(degree, level)
        elif what == "not":
            turned = True
        else:
            sides.add(what)
        at += length
    if not known:
        return None
    if len(sides) == 2:  # neither agree nor disagree
        return 0.0
    if not sides and not turned:
        return degree
    strength = _PLAIN if degree is None else 10.0 if degree == _LEVELS[0] else (degree + 9) / 18 * 10
    down = (sides == {"against"}) != (turned or degree == _LEVELS[0])
    if sides == {"against"} and degree == _LEVELS[0]:  # not at all sad
        return 10.0
    if not sides and degree is None:
        return _LEVELS[0]  # no, not
    return -strength if down or not sides or (turned and degree == _LEVELS[0]) else strength


def _longest(tokens: Tokens, language: _Language) -> tuple[int, str, float]:
    """Length, kind and level of the longest phrase with which these tokens begin; length 0 if there is none."""
    for length in range(min(language.longest, len(tokens)), 0, -1):
        head = tokens[:length]
        found = language.phrases.get(head)
        if found is None and length == 1:
            found = next((v for k, v in language.phrases.items() if len(k) == 1 and _same(head, k)), None)
        if found is not None:
            return length, *found
    return 0, "", 0.0


def _same(tokens: Tokens, phrase: Tokens) -> bool:
    """Whether tokens are a phrase, whose last may be the beginning of a word."""
    if len(tokens) != len(phrase) or tokens[:-1] != phrase[:-1]:
        return False
    last = phrase[-1]
    return tokens[-1].startswith(last[:-1]) if last.endswith("*") else tokens[-1] == last


def _tokens(text: str) -> Tokens:
    """Words without case and accents, Chinese and Japanese ones as single signs; a star at the end is kept."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = unicodedata.normalize("NFC", "".join(sign for sign in plain if not "\u0300" <= sign <= "\u036f"))
    tokens = tuple(_TOKEN.findall(plain))
    return (*tokens[:-1], f"{tokens[-1]}*") if text.endswith("*") and tokens else tokens


@cache
def _languages() -> tuple[_Language, ...]:
    data = toml_tables((files("pairbond.diary") / "scale_words.toml").read_text(encoding="utf-8"))
    return tuple(_language(parts) for parts in data.values())


def _language(parts: dict) -> _Language:
    phrases: dict[Tokens, tuple[str, float]] = {}
    for level, text in zip(_LEVELS, parts["levels"], strict=True):
        phrases |= {_tokens(phrase): ("level", level) for phrase in text.split("|")}
    for kind in ("against", "for", "not", "middle"):
        phrases |= {_tokens(phrase): (kind, 0.0) for phrase in parts[kind].split("|")}
    unanswered = tuple(_tokens(phrase) for phrase in parts["unanswered"].split("|"))
    return _Language(phrases, unanswered, max(map(len, phrases)))
