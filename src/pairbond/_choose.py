"""One of several names, or a sentence with the nearest."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pairbond.errors import PairbondError, shown


def choose(what: str, given: str, choices: Iterable[str]) -> str:
    """``given`` if it is one of ``choices``; else an error that names the nearest.

    ``what`` : what the choices are, in one word ("couple").
    """
    legal = list(choices)
    if given in legal:
        return given
    near = get_close_matches(given[:100].lower(), [c.lower() for c in legal], n=1, cutoff=0.5)
    hint = next((c for c in legal if near and c.lower() == near[0]), None)
    listed = ", ".join(legal[:12]) + (f" and {len(legal) - 12} more" if len(legal) > 12 else "")
    raise PairbondError(
        f"There is no {what} '{shown(given)}'"
        + (f"; did you mean '{hint}'? " if hint else ". ")
        + f"There is: {listed or 'none'}."
    )


def choose_all(what: str, given: Iterable[str], choices: Iterable[str]) -> list[str]:
    """Each of ``given`` if it is one of ``choices``; else :func:`choose`'s error on the first that is not."""
    legal = list(choices)
    return [choose(what, name, legal) for name in given]
