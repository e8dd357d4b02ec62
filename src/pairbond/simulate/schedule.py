"""Interventions in time: which inputs are on at a step, for whom, and whether chance lets them be kept up.

Doses and days are numbers that a compiled run takes in as it starts; only *which* interventions there are, for whom,
and their conditions are compiled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pairbond.errors import PairbondError, nearest
from pairbond.model import Quantity
from pairbond.simulate import _dose_schedules

NEVER = 1e9  # a step that no run reaches, exact in single precision
OBSERVABLE = frozenset({"conduct", "received", "status"})


class Seen(Mapping[str, Any]):
    """What the condition of an intervention may look at: conduct, what is received of it, contact and status."""

    def __init__(self, values: Mapping[str, Any], table: Mapping[str, Quantity]) -> None:
        self._values, self._table = values, table

    def __getitem__(self, name: str) -> Any:
        if name in self._values and (name == "contact" or self._table[name].stage in OBSERVABLE):
            return self._values[name]
        near = nearest(name, list(self))
        raise PairbondError(f"nobody can observe {name!r}; an intervention could look at {near!r}.")

    def __iter__(self) -> Iterator[str]:
        return (k for k in self._values if k == "contact" or self._table[k].stage in OBSERVABLE)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Schedule:
    """The interventions of a run; ``every`` is the number of steps in a day."""

    interventions: tuple[Any, ...]
    table: Mapping[str, Quantity]
    every: int

    def __post_init__(self) -> None:
        for i, one in enumerate(self.interventions):
            for other in self.interventions[:i]:
                _refuse_twice(one, other)

    @property
    def structure(self) -> tuple[Any, ...]:
        """What needs another compiled program when it changes."""
        return tuple(
            (x.name, x.mask, tuple((k, _dose_schedules.shape(v)) for k, v in x.inputs.items()), x.adherence < 1, x.when)
            for x in self.interventions
        )

    @property
    def channels(self) -> dict[str, bool]:
        """Uniform numbers that decide, day by day, whether each partner keeps it up."""
        return {f"adherence {one.name}": False for one in self.interventions if one.adherence < 1}

    def given(self, size: int) -> dict[str, np.ndarray]:
        """Doses, days and adherence, for ``size`` trajectories."""
        found: dict[str, float] = {}
        for i, one in enumerate(self.interventions):
            found |= {f"act.{i}.{k}": v for k, v in window(one, self.every).items()}
            for name, value in one.inputs.items():
                found |= _dose_schedules.given(f"act.{i}.{name}", value, self.every)
            if one.adherence < 1:
                found[f"act.{i}.adherence"] = float(one.adherence)
        return {name: np.full(size, value) for name, value in found.items()}

    def memory(self, values: Mapping[str, Any], size: int) -> dict[str, np.ndarray]:
        """What is remembered from step to step, as it is when things look like ``values``."""
        found: dict[str, np.ndarray] = {}
        for i, one in enumerate(self.interventions):
            if one.adherence < 1:
                found["act.part"] = np.zeros(size)
                found[f"act.{i}.kept"] = np.zeros((2, size))
            if one.when is not None:
                holds = np.asarray(one.when(Seen(values, self.table)), float)
                found[f"act.{i}.holds"] = np.broadcast_to(holds, (2, size)).copy()
        return found

    def inputs(self, m: Any, carry: Any, given: Any, uniform: Any, step: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Inputs at this step, and the memory after it (conditions apart)."""
        inputs: dict[str, Any] = {}
        memory: dict[str, Any] = {}
        for i, one in enumerate(self.interventions):
            on = during(m, step, given, f"act.{i}")
            if one.mask != (1.0, 1.0):
                on = on * np.array([[one.mask[0]], [one.mask[1]]])
            if one.adherence < 1:
                part = carry["act.part"]
                chance = m.where(uniform[f"adherence {one.name}"] < given[f"act.{i}.adherence"], 1.0, 0.0)
                kept = m.where(part < 0.5, chance, carry[f"act.{i}.kept"])
                memory[f"act.{i}.kept"] = kept
                memory["act.part"] = m.where(part > self.every - 1.5, 0.0, part + 1.0)
                on = on * kept
            if one.when is not None:
                on = on * carry[f"act.{i}.holds"]
            for name, value in one.inputs.items():
                dose = _dose_schedules.level(m, given, f"act.{i}.{name}", value, step - given[f"act.{i}.start"])
                # a value for each partner, also where the two do not differ
                add_to(inputs, name, m.both(on * dose) if _shared(one) else on * dose)
        return inputs, memory

    def conditions(self, m: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """Whether each condition holds, seen at this step and acted upon from the next."""
        return {
            f"act.{i}.holds": m.where(one.when(Seen(values, self.table)), 1.0, 0.0)
            for i, one in enumerate(self.interventions)
            if one.when is not None
        }


def during(m: Any, step: Any, given: Mapping[str, Any], name: str) -> Any:
    """1 from ``<name>.start`` until before ``<name>.end``, both in steps, and otherwise 0."""
    return m.where(step < given[f"{name}.start"], 0.0, m.where(step < given[f"{name}.end"], 1.0, 0.0))


def add_to(inputs: dict[str, Any], name: str, level: Any) -> None:
    """Interventions that set one input add up."""
    inputs[name] = inputs[name] + level if name in inputs else level


def window(one: Any, every: int) -> dict[str, float]:
    """First step of an intervention, and the first after it."""
    # the first step at or after the day; half a billionth keeps 0.1 · 3 from being late
    start, end = (float(np.ceil(min(day, NEVER) * every - 5e-10)) for day in (one.start, one.end))
    return {"start": start, "end": min(end, NEVER)}


def _shared(one: Any) -> bool:
    return one.mask == (1.0, 1.0) and one.adherence >= 1 and one.when is None


def _refuse_twice(one: Any, other: Any) -> None:
    """Two interventions must not set the same input of the same partner on the same days."""
    together = one.start < other.end and other.start < one.end
    same_person = any(a and b for a, b in zip(one.mask, other.mask, strict=True))
    inputs = sorted(set(one.inputs) & set(other.inputs))
    if together and same_person and inputs:
        start, end = max(one.start, other.start), min(one.end, other.end)
        until = "on" if end == float("inf") else f"to day {end:g}"
        names = f"two interventions are called {one.name!r} and act" if one.name == other.name else (
            f"the interventions {other.name!r} and {one.name!r} both act on {inputs[0]!r}"
        )  # fmt: skip
        raise PairbondError(
            f"{names} on the same partner from day {start:g} {until}; end one before the other starts, or leave it out."
        )


def checked(interventions: Sequence[Any], table: Mapping[str, Quantity], every: int) -> Schedule:
    """The schedule of some interventions; refuses what is none, and two of one kind at one time."""
    for one in interventions:
        if not all(hasattr(one, name) for name in ("name", "mask", "inputs", "start", "end", "adherence", "when")):
            raise PairbondError(f"{one!r} is no intervention; one looks like NoContact(who='b', start=30).")
    return Schedule(tuple(interventions), table, every)
