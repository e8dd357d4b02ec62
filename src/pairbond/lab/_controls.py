"""What the page lets people set: the persons' sliders, and how much may be run."""

from __future__ import annotations

from typing import Any

from pairbond.lab.module import LabModule
from pairbond.scenario.file import PersonPart
from pairbond.scenario.scenario import SHOWN
from pairbond.theory import Theory
from pairbond.theory.person import TRAITS

Row = dict[str, Any]
SLIDERS = tuple(name for name in TRAITS if name in PersonPart.model_fields)  # what a scenario names
STEPS = 100  # of a slider, from end to end
LIMITS = {
    "days": {"low": 1, "high": 3650, "usual": 730},
    "draws": {"low": 1, "high": 64, "usual": 8},
    "seed": {"low": 0, "high": 2**31 - 1, "usual": 0},
    "cells": {"high": 60_000},  # days × draws: a browser keeps all of it, about 25 MB
    "link": {"high": 8000},  # letters
    "file": {"high": 100_000},  # bytes of a scenario
}


def traits(made: LabModule) -> list[Row]:
    """Sliders: of the theory the traits that a scenario names, of another model its parameters.

    ``name`` is that of a link or a file, ``parameter`` that of the module; ``couple``: one number for the two.
    """
    model = made.program.model
    if isinstance(model, Theory):
        named = {name: TRAITS[name] for name in SLIDERS}
    else:
        named = {name: name for name in made.program.parameters}
    known = {row["name"]: row for row in made.description["parameters"]}
    return [_slider(name, known[parameter]) for name, parameter in named.items()]


def _slider(name: str, row: Row) -> Row:
    span = row["high"] - row["low"]
    step = float(f"{span / STEPS:.1g}")
    return {
        "name": name,
        "parameter": row["name"],
        "label": row["label"],
        "term": row.get("term", row["label"]),
        "unit": row["unit"],
        "low": row["low"],
        "high": row["high"],
        "default": row["default"],
        "step": step,
        "digits": max(0, len(f"{step:f}".rstrip("0").partition(".")[2])),
        "couple": len(row["slots"]) == 1,
    }


def shown(made: LabModule) -> list[str]:
    """Quantities in the pictures, the most telling first."""
    there = [row["name"] for row in made.description["shown"]]
    if isinstance(made.program.model, Theory):
        return [*SHOWN, "warmth"]
    return there[:6]
