"""The verdicts that come with the package, from the tables of claims, disputes and published facts.

The commands that make these tables write them; ``python -m science.verdicts`` does it from the tables as they stand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from pairbond._files import write_file
from pairbond.experiments.verdict_table import PATH

from ._results import FOLDER
from .heads import head, newest_name

TABLES = {"claim": "claims", "dispute": "disputes", "fact": "evidence"}
NUMBERS = ("effect", "draws", "held", "version")
WORDS = ("knock_out", "knock_outs", "specific", "all_three", "carried", "numbers", "missed", "error")
MADE = ("date", "command", "asked_again")


def verdicts(folder: Path = FOLDER) -> dict[str, Any]:
    """The verdicts of all tables as plain data: ``made``, ``rows`` and ``earlier``."""
    made, rows = {}, []
    for kind, name in TABLES.items():
        path = folder / f"{name}.csv"
        said = head(path)
        made[kind] = {"theory": newest_name(said["theory"]), **{key: said[key] for key in MADE if said[key]}}
        rows += [_row(row) for row in _read(path)]
    return {"made": made, "rows": rows, "earlier": [_earlier(row) for row in _read(folder / "claims_earlier.csv")]}


def write(folder: Path = FOLDER, path: Path = PATH) -> Path:
    """Write them, one row a line."""
    found = verdicts(folder)
    parts = []
    for name, value in found.items():
        if isinstance(value, list):
            lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f'"{name}": [\n{lines}\n]')
        else:
            parts.append(f'"{name}": {json.dumps(value, ensure_ascii=False, indent=1)}')
    return write_file(path, "{\n" + ",\n".join(parts) + "\n}\n", private=False)


def _read(path: Path) -> list[dict[str, str]]:
    table = pd.read_csv(path, comment="#", dtype=str, keep_default_na=False)
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _row(row: dict[str, str]) -> dict[str, Any]:
    numbers = {name: _number(row[name]) for name in NUMBERS if row.get(name)}
    words = {name: row[name] for name in WORDS if row.get(name)}
    return {"id": row["id"], "kind": row["kind"], "verdict": row["verdict"], **numbers, **words}


def _earlier(row: dict[str, str]) -> dict[str, Any]:
    made = {"date": row["made_on"], "theory": newest_name(row["made_with"])}
    return {
        "id": row["id"],
        **{name: _number(row[name]) for name in ("version", "held")},
        "verdict": row["verdict"],
        **made,
    }


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value == int(value) else value


if __name__ == "__main__":
    print(write())
