"""The contact and event columns: a few fixed words, and free text."""

from __future__ import annotations

import numpy as np

from pairbond.diary._numbers import MISSING_WORDS
from pairbond.diary.faults import Fault, fault, nearest_name
from pairbond.diary.schema import CONTACTS
from pairbond.diary.table import Table

# Refused, as a guess may be wrong, but named as the nearest choice.
_MEANT = {
    "together": ("with", "same place", "face to face", "in person", "living together", "met"),
    "apart": ("separate", "away", "phone", "call", "message", "messages", "text", "online"),
    "none": ("no", "no contact", "silence", "blocked", "separated", "0", "left"),
}


def contacts(table: Table, column: str, faults: list[Fault]) -> np.ndarray:
    """A contact column as "together", "apart", "none" or "" (not said)."""
    words = np.array([str(cell) for cell in table.columns[column]], dtype=object)
    unique, back = np.unique(words.astype(str), return_inverse=True)
    meaning = np.empty(len(unique), dtype=object)
    for at, word in enumerate(unique.tolist()):
        plain = word.strip().lower()
        if plain in CONTACTS:
            meaning[at] = plain
        elif word in MISSING_WORDS:
            meaning[at] = ""
        else:
            meaning[at] = None
    for at in np.flatnonzero(np.array([meaning[i] is None for i in back], bool)):
        word = words[at]
        near = _nearest(word)
        hint = f"; the nearest is {near}" if near else ""
        faults.append(
            fault(
                "unknown-contact",
                table.file,
                f"contact is {word}, but must be together, apart, none or empty{hint}.",
                row=int(table.rows[at]),
                column=column,
                value=word,
                nearest=near,
            )
        )
    return np.array([word or "" for word in meaning[back]], dtype=object)


def events(table: Table, column: str) -> np.ndarray:
    """An event column as text, "" where there is none."""
    words = [str(cell) for cell in table.columns[column]]
    return np.array(["" if word in MISSING_WORDS else word for word in words], dtype=object)


def _nearest(word: str) -> str | None:
    plain = word.strip().lower()
    for meant, others in _MEANT.items():
        if plain in others:
            return meant
    return nearest_name(plain, CONTACTS)
