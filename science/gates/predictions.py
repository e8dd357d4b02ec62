"""What was predicted of each criterion before any gate was run: predictions.toml, in words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pairbond._toml import read_toml


@cache
def _read() -> dict[str, Any]:
    return dict(read_toml(Path(__file__).parent / "predictions.toml"))


def predicted(gate: str, row: str, chance: str) -> str:
    """ "met" or "missed"; "" where nothing is predicted because nothing is asked."""
    values = _read()[gate].get(row)
    if values is None:
        return ""
    return "met" if values[-1 if chance == "with" else 0] else "missed"
