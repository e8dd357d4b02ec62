"""The kind of a value is the prefix of its name: ``state.shame``, ``tally.cycles``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def select_prefix(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Those of ``values`` whose name begins with ``name.``, without it."""
    start = f"{name}."
    return {k[len(start) :]: v for k, v in values.items() if k.startswith(start)}


def add_prefix(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The opposite of :func:`select_prefix`."""
    return {f"{name}.{k}": v for k, v in values.items()}
