"""Text from a user's file made safe to show: what is invisible becomes visible, and directions keep to themselves."""

from __future__ import annotations

import unicodedata

# They change the order in which everything after them is read.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ISOLATE, _END = "\u2068", "\u2069"


def visible(text: str) -> str:
    """Control characters, marks of direction and halves of characters written out, as ⟨U+202E⟩; new lines stay."""
    return "".join(f"⟨U+{ord(c):04X}⟩" if hidden(c) else c for c in text)


def isolated(text: str) -> str:
    """:func:`visible`, and set apart if it is written from right to left, so that the sentence around it stays."""
    shown = visible(text)
    if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in shown):
        return f"{_ISOLATE}{shown}{_END}"
    return shown


def visible_sentence(text: str) -> str:
    """:func:`visible`, but for the marks of :func:`isolated` where each one that begins also ends."""
    parts = text.split(_ISOLATE)
    if all(part.count(_END) == 1 for part in parts[1:]) and _END not in parts[0]:
        return _ISOLATE.join(_END.join(visible(piece) for piece in part.split(_END)) for part in parts)
    return visible(text)


def hidden(c: str) -> bool:
    """Whether a character cannot be seen, or turns the direction of what follows; new lines and tabs are not hidden."""
    return c in _TURNING or (unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\n\t")
