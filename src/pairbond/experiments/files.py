"""Reads the records that are declared in ``records/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, overload

from pydantic import ValidationError

from pairbond._toml import TomlError, read_toml
from pairbond.errors import PairbondError, nearest
from pairbond.experiments.record import Claim, Dispute, Fact, Kind
from pairbond.theory import COUPLES, Theory

FOLDER = Path(__file__).parent / "records"
KINDS: Mapping[Kind, type[Claim | Dispute | Fact]] = {"claim": Claim, "dispute": Dispute, "fact": Fact}
STANDS = ("against", "for", "neither")


@overload
def records() -> Mapping[str, Claim | Dispute | Fact]: ...
@overload
def records(kind: Literal["claim"]) -> Mapping[str, Claim]: ...
@overload
def records(kind: Literal["dispute"]) -> Mapping[str, Dispute]: ...
@overload
def records(kind: Literal["fact"]) -> Mapping[str, Fact]: ...


def records(kind: Kind | None = None) -> Mapping[str, Any]:
    """Every record by its id, or those of one kind.

    Claims come first, A1 to K3; then disputes, L1 to L7; then facts, those against the popular theory first.

    Examples
    --------
    >>> records("claim")["G1"].effect.number
    'cycles'
    >>> next(iter(records("fact").values())).stands
    'against'
    """
    return _all() if kind is None else _of(kind)


@cache
def _all() -> Mapping[str, Claim | Dispute | Fact]:
    return MappingProxyType({name: one for kind in KINDS for name, one in _of(kind).items()})


@cache
def _of(kind: Kind) -> Mapping[str, Claim | Dispute | Fact]:
    found = [read(path) for path in (FOLDER / f"{kind}s").glob("*.toml")]
    return MappingProxyType({one.id: one for one in sorted(found, key=_place)})


def _place(one: Claim | Dispute | Fact) -> tuple[int, str, int]:
    if isinstance(one, Fact):
        return STANDS.index(one.stands), one.id, 0
    return 0, one.id[0], int(one.id[1:])


def path_of(one: Claim | Dispute | Fact) -> Path:
    """The file of a record."""
    return FOLDER / f"{one.kind}s" / f"{one.id}.toml"


def read(path: Path) -> Claim | Dispute | Fact:
    """One record from its file.

    Raises
    ------
    PairbondError : in one sentence, what is wrong in the file.
    """
    try:
        content: Mapping[str, Any] = read_toml(path)
    except TomlError as error:
        raise PairbondError(error.at(path.name)) from None
    kind: Any = content.get("kind")
    if kind not in KINDS:
        raise PairbondError(f"{path.name}: kind: it has to be {', '.join(KINDS)}; it is {kind!r}.")
    try:
        found = KINDS[kind].model_validate(dict(content))
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(x) for x in fault["loc"]) or "the file"
        raise PairbondError(f"{path.name}: {where}: {fault['msg'].removeprefix('Value error, ')}.") from None
    if found.id != path.stem:
        raise PairbondError(f"{path.name} holds the {kind} {found.id!r}; its name should be {found.id}.toml.")
    if isinstance(found, Claim):
        _known(path.name, found)
    return found


def _known(file: str, found: Claim) -> None:
    """A knock-out and a course name what the theory has."""
    theory = _theory()
    for one in found.course:
        for what, name, among in (("quantity", one.quantity, theory.quantities), ("couple", one.couple, COUPLES)):
            if name not in among:
                raise PairbondError(
                    f"{file}: there is no {what} {name!r} for a course to be about; the nearest is "
                    f"{nearest(name, among)!r}."
                )
    for one in found.knock_out:
        for name, among in (*((x, theory.mechanisms) for x in one.mechanisms), *((x, theory.constants) for x in
                            one.constants)):  # fmt: skip
            if name not in among:
                raise PairbondError(
                    f"{file}: the theory has no {name!r} to knock out; the nearest is {nearest(name, among)!r}."
                )


@cache
def _theory() -> Theory:
    return Theory()
