"""The coordinate ``partner`` of every table and data set: its names, and where each stands on an array's axis.

Where a diary is there, they are those of the diary (``Diary.partners``); invented people are "a" and "b".
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from pairbond.errors import PairbondError, nearest, shown

PARTNERS = ("a", "b")
BOTH = "both"
OTHER = "the other person"
RESERVED = MappingProxyType({BOTH: "the two together", OTHER: "who does not write"})


def checked_partner(given: object, legal: Sequence[str]) -> str:
    """``given``, if it is one of the names.

    Parameters
    ----------
    given : what a caller wrote for a partner.
    legal : the names it may be, at least one.

    Raises
    ------
    PairbondError : anything else, with the nearest name; a number, with the names to use.

    Examples
    --------
    >>> checked_partner("Ana", ("Ana", "Ben"))
    'Ana'
    """
    if isinstance(given, str) and given in legal:
        return given
    raise PairbondError(f"{refusal(given, legal)}.")


def refusal(given: object, legal: Sequence[str]) -> str:
    """What is said where ``given`` is none of the names: those it may be, and the nearest.

    Examples
    --------
    >>> refusal("ana", ("Ana", "Ben"))
    "there is no partner 'ana'; it is 'Ana' or 'Ben', and the nearest is 'Ana'"
    >>> refusal(0, ("Ana", "Ben"))
    "0 is no name of a partner; it is 'Ana' or 'Ben'"
    """
    names = [repr(shown(name)) for name in legal]
    listed = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if not isinstance(given, str):
        return f"{shown(given)} is no name of a partner; it is {listed}"
    folded = {name.casefold(): name for name in reversed(legal)}
    near = shown(folded.get(given.casefold()) or nearest(given, legal))
    nearer = f", and the nearest is {near!r}" if len(legal) > 1 else ""
    return f"there is no partner {shown(given)!r}; it is {listed}{nearer}"


def place_of(partner: object, names: Sequence[str]) -> int:
    """Where a partner stands on an array's axis: the place of the name among ``names``. Raises as `checked_partner`."""
    return list(names).index(checked_partner(partner, names))


def partner_names(names: Sequence[str]) -> tuple[str, str]:
    """What the two are called where a model has two and only one may write: the second is "the other person".

    Examples
    --------
    >>> partner_names(("Ana",))
    ('Ana', 'the other person')
    """
    return names[0], names[1] if len(names) > 1 else OTHER
