"""Names, and the nearest legal one for errors that help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from pairbond.errors import PairbondError, nearest

T = TypeVar("T")


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

    def __repr__(self) -> str:
        return f"{self._what}: {', '.join(self._table)}"
