"""Theories that a table can be made of, by the word of ``--theory``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pairbond.theory import Theory
from pairbond.theory.repairs import repaired

THEORIES: Mapping[str, Callable[[], Theory]] = MappingProxyType({"default": Theory, "repaired": repaired})


def suffix(word: str) -> str:
    """What is put behind the name of a table; nothing for the default theory."""
    return "" if word == "default" else f"_{word}"
