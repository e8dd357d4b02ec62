"""The story's runs, numbers and choices in Python: the twin of what the page does with the same data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from pairbond.dynamics import cycles
from pairbond.engine import native
from pairbond.lab._sets import sets
from pairbond.simulate import GeneralProgram, prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory.couples import COUPLES
from pairbond.theory.interventions import INTERVENTIONS

ACTS = {one.name: one for one in INTERVENTIONS}


@cache
def program() -> GeneralProgram:
    """That of which the page has a module."""
    return GeneralProgram(default_theory(), sets(default_theory()))


def texts() -> dict[str, Any]:
    """The words of the page."""
    return json.loads((resources.files("pairbond.lab") / "texts" / "en.json").read_text(encoding="utf-8"))


def shown(step: Mapping[str, Any], arm: str, seed: int = 0) -> dict[str, np.ndarray]:
    """One run of a step on the machine code of the program that the page has: [days + 1, 2, draws] by name."""
    given = step["arms"][arm]
    couple = COUPLES[given["couple"]]
    for out in given["off"]:
        person = getattr(couple, out["partner"])
        person = replace(person, gains={**person.gains, out["mechanism"]: 0.0})
        couple = replace(couple, **{out["partner"]: person})
    acts = [ACTS[one["name"]](who=one["who"], start=one["start"]) for one in given["acts"]]
    run = prepare(
        couple, step["days"], step["draws"], seed, acts, allow_separation=bool(step["switches"]["allow_separation"])
    )
    return dict(native.run(program().task(run)).shown)


def measured(step: Mapping[str, Any], runs: Mapping[str, Mapping[str, np.ndarray]]) -> dict[str, float]:
    """Every number of a step."""
    found: dict[str, float] = {}
    for name, one in step["measures"].items():
        values = runs[one["arm"]]
        first, last = one["days"]
        found[name] = _number(one, {key: x[first : last + 1] for key, x in values.items()})
    return {name: x / found[step["measures"][name]["per"] or name] if step["measures"][name]["per"] else x
            for name, x in found.items()}  # fmt: skip


def _number(one: Mapping[str, Any], days: Mapping[str, np.ndarray]) -> float:
    partners = one["partners"]
    if one["kind"] == "falls":
        return float(np.median(cycles.fall_count(days[one["quantities"][0]][:, partners[0]])))
    if one["kind"] == "mean":
        each = [days[name][:, partners] for name in one["quantities"]]
        return float((np.sum(each, axis=0) if one["add"] else np.prod(each, axis=0)).mean())
    together = days["code"] < 0.5
    if one["kind"] == "together":
        return float(together.mean())
    left = ~together.all(axis=0)
    if one["kind"] == "ever left":
        return float(left.mean())
    assert one["kind"] == "first to leave"
    when = together.argmin(axis=0)
    went = days["leaver"][when, partners[0], np.arange(len(when))]
    return float(went[left].mean()) if left.any() else float("nan")


def chosen(rows: list[dict[str, Any]], numbers: Mapping[str, float]) -> str:
    """The outcome of a rule: the first of which every check holds."""
    for row in rows:
        if all(_holds(check, numbers) for check in row["when"]):
            return row["outcome"]
    raise AssertionError("the last outcome of a rule has no checks")


def _holds(check: Mapping[str, Any], numbers: Mapping[str, float]) -> bool:
    limit = check["by"] + (numbers[check["other"]] if check["other"] else 0.0)
    value = numbers[check["measure"]]
    return value > limit if check["is"] == ">" else value < limit
