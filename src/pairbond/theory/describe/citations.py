"""What a theory rests on: each source, and what rests on it."""

from __future__ import annotations

from re import fullmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbond.theory.theory import Theory


def citations(theory: Theory) -> dict[str, tuple[str, ...]]:
    """Each source in alphabetical order, and the mechanisms and free parameters that rest on it."""
    found: dict[str, list[str]] = {}
    for one in (*theory.mechanisms.values(), *theory.free.values()):
        for source in sources(one.source):
            found.setdefault(source, []).append(one.name)
    return {source: tuple(dict.fromkeys(found[source])) for source in sorted(found)}


def sources(text: str) -> list[str]:
    """The works named in a source: works are set apart by semicolons, essays (S0–S4) by commas."""
    works = [one.strip() for one in text.split(";")]
    return [one for work in works for one in (work.split(", ") if fullmatch(r"(S\d(, )?)+", work) else [work])]
