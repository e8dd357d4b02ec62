"""The one family of errors that pairbond raises on purpose, and how a value is quoted in its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class PairbondError(Exception):
    """Something pairbond refuses to do, said in plain sentences.

    ``str(error)`` is meant to be shown to a person as it stands: no traceback
    is needed to understand it. The command line prints it and ends with
    ``exit_code``.
    """

    exit_code: int = 2


def shown(value: object, most: int = 60) -> str:
    r"""A value as it stands in a sentence: one line, control characters as escapes, the middle of a long one left out.

    Examples
    --------
    >>> shown("two\nlines")
    'two\\nlines'
    >>> len(shown("x" * 1000))
    60
    """
    text = str(value)
    if len(text) > 4 * most:  # never more work than is shown
        text = text[: 2 * most] + text[-2 * most :]
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
    if len(text) <= most:
        return text
    head = most // 2
    return f"{text[:head]}…{text[len(text) - (most - head - 1) :]}"


def nearest(name: str, legal: Iterable[str]) -> str:
    """The legal name that looks most like ``name``, for a sentence that helps.

    Examples
    --------
    >>> nearest("inertja", ["inertia", "overvaluation"])
    'inertia'
    """
    return get_close_matches(str(name)[:100], list(legal), n=1, cutoff=0.0)[0]
