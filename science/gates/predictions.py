"""What was predicted of each criterion before it was run: predictions.toml and repairs.toml, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from pairbond._toml import read_toml
from science._results import FOLDER

Key = tuple[str, str, str]  # gate, row, chance
WORDS = {True: "met", False: "missed"}


@cache
def _read(name: str) -> dict[str, Any]:
    return dict(read_toml(Path(__file__).parent / f"{name}.toml"))


def predicted(gate: str, row: str, chance: str) -> str:
    """Of the theory: "met" or "missed"; "" where nothing is predicted because nothing is wanted."""
    values = _read("predictions")[gate].get(row)
    return "" if values is None else WORDS[values[-1 if chance == "with" else 0]]


def changes(repair: str) -> dict[Key, bool]:
    """The criteria that a repair was predicted to change, and whether it comes to meet them."""
    return {_key(words): word == "met" for word in ("met", "missed") for words in _read("repairs")[repair][word]}


def measured_first(name: str) -> dict[Key, str]:
    """What a table of the first seed says of each criterion: "met", "missed", or "" where nothing is wanted."""
    table = pd.read_csv(FOLDER / f"{name}.csv", comment="#", keep_default_na=False).astype(str)
    words = {"True": "met", "False": "missed"}
    columns = (table[name].tolist() for name in ("gate", "row", "chance", "passed"))
    return {(gate, row, chance): words.get(passed, "") for gate, row, chance, passed in zip(*columns, strict=True)}


def predicted_with(repairs: Sequence[str]) -> dict[Key, str]:
    """Of the theory with some repairs: what was measured of the theory, and the changes predicted of each repair."""
    found = measured_first("core_gates")
    for one in _read("repairs"):
        if one in repairs:
            found |= {key: WORDS[met] for key, met in changes(one).items()}
    return found


def _key(words: str) -> Key:
    gate, row, *chance = words.split()
    return gate, row, chance[0] if chance else "without"
