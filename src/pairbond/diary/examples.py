"""Diaries that come with pairbond, found by listing a folder."""

from __future__ import annotations

from importlib.resources import as_file, files

from pairbond.diary.faults import listing, nearest_name
from pairbond.diary.read import read_diary
from pairbond.diary.schema import Diary
from pairbond.errors import PairbondError


def example_diaries() -> tuple[str, ...]:
    """Names of the diaries that come with pairbond, in alphabetical order."""
    folder = files("pairbond.diary") / "bundled"
    return tuple(sorted(place.name for place in folder.iterdir() if (place / "mapping.toml").is_file()))


def example_diary(name: str) -> Diary:
    """One of :func:`example_diaries`. Raises :class:`PairbondError` for another name."""
    names = example_diaries()
    if name not in names:
        near = nearest_name(name, names)
        hint = f"the nearest is {near}" if near else f"there are {listing(names)}"
        raise PairbondError(f"No diary called {name} comes with pairbond; {hint}.")
    with as_file(files("pairbond.diary") / "bundled" / name) as folder:
        return read_diary(folder)
