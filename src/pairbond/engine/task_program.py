"""A task as straight-line programs: its step, and the state it starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from pairbond.engine.emit import Job
from pairbond.engine.packing import Layout, Slots, slots
from pairbond.engine.program import Program
from pairbond.engine.task import Task
from pairbond.engine.trace import Pair, Symbol, TracedFunctions
from pairbond.errors import PairbondError


class _Drawn(Mapping[str, Any]):
    """Symbols of random numbers."""

    def __init__(self, task: Task, kind: str, program: Program) -> None:
        self._names = task.channels.normal if kind == "normal" else task.channels.uniform
        self._kind, self._program = kind, program

    def __getitem__(self, name: str) -> Any:
        couple = self._names[name]
        a, b = (Symbol(self._program, self._program.leaf(self._kind, name, i)) for i in (0, 1))
        return a if couple else Pair(a, b)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def traced(task: Task) -> tuple[Job, Layout]:
    """The model of a task as a program, with the places of its values."""
    program = Program()
    carried, given = slots(task.carry), slots(task.given)
    after, shown = task.advance(
        TracedFunctions,
        _symbols(program, "carry", carried),
        {**task.fixed, **_symbols(program, "given", given)},
        _Drawn(task, "normal", program),
        _Drawn(task, "uniform", program),
        Symbol(program, program.leaf("step")),
    )
    after_lines = [line for name, places in carried.items() for line in _lines(program, after[name], len(places))]
    shown_lines, out = _shown(program, shown)
    return Job(program, after_lines, shown_lines, sum(map(len, given.values()))), Layout(carried, given, out)


def traced_start(task: Task, start: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Job:
    """What a task carries at its first step, computed from what is given: a program that shows it.

    Its one row of ``shown`` lies as the ``carry`` of the task's step does.

    Parameters
    ----------
    task : names and places of what is carried and given.
    start : from the values given, by name, to those carried.
    """
    program = Program()
    given = slots(task.given)
    found = start({**task.fixed, **_symbols(program, "given", given)})
    lines = [line for name, at in slots(task.carry).items() for line in _lines(program, found[name], len(at))]
    return Job(program, [], lines, sum(map(len, given.values())))


def traced_shares(task: Task, shares: Callable[..., Mapping[str, Any]]) -> tuple[Job, Slots]:
    """What can be told of the beginning of a step from what a task carries then, with its places.

    The program changes nothing of what is carried.

    Parameters
    ----------
    task : names and places of what is carried and given.
    shares : from (m, carry, given, uniform, step), as in a task, to values by name.
    """
    program = Program()
    carried, given = slots(task.carry), slots(task.given)
    carry = _symbols(program, "carry", carried)
    found = shares(
        TracedFunctions,
        carry,
        {**task.fixed, **_symbols(program, "given", given)},
        _Drawn(task, "uniform", program),
        Symbol(program, program.leaf("step")),
    )
    kept = [line for name, at in carried.items() for line in _lines(program, carry[name], len(at))]
    lines, out = _shown(program, found)
    return Job(program, kept, lines, sum(map(len, given.values()))), out


def _shown(program: Program, values: Mapping[str, Any]) -> tuple[list[int], Slots]:
    """Lines of what is written down, and their places."""
    lines: list[int] = []
    out: Slots = {}
    for name, value in values.items():
        own = _lines(program, value, 2 if isinstance(value, Pair) else 1)
        out[name] = tuple(range(len(lines), len(lines) + len(own)))
        lines += own
    return lines, out


def _symbols(program: Program, kind: str, places: Slots) -> dict[str, Any]:
    """A symbol for each value of the partners or the couple."""
    made: dict[str, Any] = {}
    for name, at in places.items():
        found = [Symbol(program, program.leaf(kind, place)) for place in at]
        made[name] = Pair(*found) if len(found) == 2 else found[0]
    return made


def _lines(program: Program, value: Any, count: int) -> list[int]:
    """Lines of a value of the partners (``count`` 2) or of the couple."""
    if isinstance(value, np.ndarray):
        value = value.item() if value.size == 1 else Pair(*value.ravel().tolist())
    if isinstance(value, Pair) and count == 1:
        raise PairbondError("a value of the couple comes out differently for its partners; the model has to say one.")
    parts = [value.a, value.b] if isinstance(value, Pair) else [value] * count
    return [part.line if isinstance(part, Symbol) else program.constant(part) for part in parts]
