"""Names, and the nearest legal one for errors that help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from pairbond.errors import PairbondError, nearest

T = TypeVar("T")


def check_names(owner: str, what: str, names: Iterable[str], there: Mapping[str, Any]) -> None:
    """Refuse names that are not there, with the nearest."""
    if unknown := set(names) - there.keys():
        name = min(unknown)
        raise PairbondError(f"{owner} has no {what} {name!r}; the nearest is {nearest(name, there)!r}.")


class Named(Mapping[str, T], Generic[T]):
    """A fixed table of named things; an unknown name is answered with the nearest."""

    def __init__(self, what: str, table: Mapping[str, T]) -> None:
        self._what = what
        self._table = dict(table)

    def __getitem__(self, name: str) -> T:
        if name not in self._table:
            raise PairbondError(f"there is no {self._what} {name!r}; the nearest is {nearest(name, self._table)!r}.")
        return self._table[name]

    def __contains__(self, name: object) -> bool:
        return name in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def __eq__(self, other: object) -> bool:
        """The same things in the same order: sums depend on it in the last digit."""
        return isinstance(other, Named) and list(self.items()) == list(other.items())

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(self._table.items()))

    def __repr__(self) -> str:
        return f"{self._what}: {', '.join(self._table)}"
