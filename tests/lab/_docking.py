"""Runs of any model on a module and on the machine code of this computer, and how far they are apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from benchmarks.wasmtime_host import Host

from pairbond.engine import native
from pairbond.engine.task import Task
from pairbond.lab import LabModule, lab_module
from pairbond.lab._sets import offered
from pairbond.model import CoupleModel, Model
from pairbond.rivals import RIVALS
from pairbond.simulate import Run, prepare
from pairbond.simulate.recording import default_theory
from pairbond.theory import Theory
from pairbond.theory.couples import COUPLES

MODELS: dict[str, Model] = {one.name: one for one in (default_theory(), *RIVALS.values())}
WHO = ("a", "b", "both")


@cache
def module_of(model: str, build: str) -> LabModule:
    return lab_module(MODELS[model], build)


@cache
def host_of(model: str, build: str) -> Host:
    return Host(module_of(model, build).wasm)


def couples_of(model: Model) -> Mapping[str, Any]:
    """The named couples of the theory; of another model a default couple and one whose partners differ."""
    if isinstance(model, Theory):
        return COUPLES
    assert isinstance(model, CoupleModel)
    own = {
        one.name: 0.9 * one.default + 0.1 * one.low if one.couple else (
            0.9 * one.default + 0.1 * one.low, 0.9 * one.default + 0.1 * one.high
        )
        for one in model.parameters
    }  # fmt: skip
    return {"default": model.couple(), "unequal": model.couple(**own)}


def plain_run(model: Model, days: int, draws: int, couples: Sequence[str] = ()) -> Run:
    """Every couple, or some, with nothing done and nothing taken out."""
    there = couples_of(model)
    return prepare({k: there[k] for k in couples or there}, days, draws, seed=7, theory=model)


def knock_outs(model: Model, count: int) -> list[str]:
    """Mechanisms evenly spread over those of the theory."""
    names = list(model.mechanisms) if isinstance(model, Theory) else []
    return [names[i] for i in np.linspace(0, len(names) - 1, count).astype(int)] if names else []


def variants(run: Run, count: int, start: float, end: float) -> Iterator[tuple[str, Run]]:
    """``count`` knock-outs for both partners, and every offered intervention, of a or b or both in turn."""
    for name in knock_outs(run.theory, count):
        out = {
            key: replace(one, **{who: replace(getattr(one, who), gains={name: 0.0}) for who in ("a", "b")})
            for key, one in run.couples.items()
        }
        yield f"without {name}", replace(run, couples=out)
    for i, (name, one) in enumerate(offered(run.theory).items()):
        act = one(who=WHO[i % 3], start=start, end=end)
        yield name, replace(run, interventions=(act,))


def parts(task: Task, size: int = 120) -> Iterator[Task]:
    """A task in pieces that memory can hold."""
    for first in range(0, task.size, size):
        yield task.only(np.arange(first, min(first + size, task.size)))


@dataclass
class Gaps:
    """How far a module is from the machine code.

    ``largest``: of each trajectory the largest difference in anything written down, before its status first differs.
    ``same_status``: share of days with the same status. ``changes``: how often a status changed at all.
    """

    largest: np.ndarray
    same_status: float
    changes: int


def gaps(model: str, build: str, task: Task) -> Gaps:
    """Run a task of the general program on both."""
    largest, same, changes = [], [], 0
    for part in parts(task):
        found, wanted = host_of(model, build).run(part).shown, native.run(part).shown
        code = wanted.get("code", np.zeros((part.days + 1, part.size)))
        equal = found.get("code", code) == code
        before = np.cumprod(equal, axis=0, dtype=bool)
        worst = np.zeros(part.size)
        for name, value in wanted.items():
            apart = np.abs(found[name].astype(float) - value)
            assert np.isfinite(apart).all(), name
            days = apart.max(axis=1) if apart.ndim == 3 else apart
            worst = np.maximum(worst, np.where(before, days, 0.0).max(axis=0))
        largest.append(worst)
        same.append(equal)
        changes += int((np.diff(code, axis=0) != 0).sum())
    return Gaps(np.concatenate(largest), float(np.concatenate(same, axis=1).mean()), changes)


def summaries(model: str, run: Run, build: str | None) -> dict[str, np.ndarray]:
    """Mean and standard deviation over days and draws of what is written down, and the share of days in each status.

    Of a run of one couple; ``build`` None: on the machine code of this computer. Numbers in days or without a bound
    that only count (days apart, leavings) are left to the shares.
    """
    program = module_of(model, build or "double").program
    task = program.task(run)
    shown = native.run(task).shown if build is None else host_of(model, build).run(task).shown
    found: dict[str, np.ndarray] = {}
    for name, value in shown.items():
        wide = np.moveaxis(value.astype(float), 1, 0).reshape(2, -1) if value.ndim == 3 else value.reshape(1, -1)
        if run.theory.quantities[name].stage != "status":
            found |= {f"mean {name}": wide.mean(axis=1), f"sd {name}": wide.std(axis=1)}
    if "code" in shown:
        found |= {f"status {k}": (np.asarray(shown["code"]) == k).mean(keepdims=True) for k in range(4)}
    return found
