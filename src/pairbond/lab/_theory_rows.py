"""Rows of a description that only the theory has: mechanisms, named couples, and what its tables say of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pairbond.model import Model
from pairbond.simulate import GeneralProgram, prepare
from pairbond.theory import Theory, describe
from pairbond.theory.couples import COUPLES

Row = dict[str, Any]


def quantities(theory: Theory, columns: Sequence[str]) -> dict[str, Row]:
    """Some columns of the table of quantities, by name."""
    return {row["quantity"]: {key: row[key] for key in columns} for row in describe.rows(theory, "quantities")}


def constants(theory: Theory) -> dict[str, Row]:
    """Words, unit, tested range and source of every gain and parameter, by name; a gain has those of its mechanism."""
    found: dict[str, Row] = {}
    for row in describe.rows(theory, "parameters"):
        name, gain = row["parameter"], row["kind"] == "gain"
        owner = theory.mechanisms[row["owner"]] if gain else None
        found[name] = {
            "label": owner.says if owner else name.replace("_", " "),
            "symbol": row["symbol"],
            "stage": "gain" if gain else "parameter",
            "owner": row["owner"],
            "unit": row["unit"],
            "low": row["tested from"],
            "high": row["tested to"],
            "declared": row["range"] == "declared",
            "source": owner.source if owner else row["source"],
            "origin": row["origin"],
        }
    return found


def mechanisms(model: Model) -> list[Row]:
    """What the theory is made of; another model has no parts."""
    if not isinstance(model, Theory):
        return []
    return [
        {
            "name": one.name,
            "gain": one.gain,
            "symbol": one.symbol,
            "says": one.says,
            "source": one.source,
            "claims": list(one.claims),
        }
        for one in model.mechanisms.values()
    ]


def couples(program: GeneralProgram) -> list[Row]:
    """Named couples: parameters that are not the default, ``[a's, b's]`` or a number for the two."""
    model = program.model
    if not isinstance(model, Theory):
        return []
    default, rows = program.given(1), []
    for name, couple in COUPLES.items():
        given = program.task(prepare(couple, 0, theory=model, dt=1 / program.every)).given
        own = {k: v for k, v in given.items() if k.startswith("param.") and (v != default[k]).any()}
        rows.append({"name": name, "parameters": {k.removeprefix("param."): _plain(v) for k, v in own.items()}})
    return rows


def _plain(value: np.ndarray) -> list[float] | float:
    return value[:, 0].tolist() if value.ndim == 2 else float(value[0])
