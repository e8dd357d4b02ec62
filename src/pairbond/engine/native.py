"""The compiled runner: the model traced once, made into machine code for vectors of couples."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from pairbond.engine.emit import Job, emit
from pairbond.engine.machine import Machine, compiled, this_machine
from pairbond.engine.program import Program
from pairbond.engine.task import Ran, Task
from pairbond.engine.trace import Pair, Symbol, TracedFunctions

Slots = dict[str, tuple[int, ...]]  # name -> its places: two for the partners, one for the couple


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


def traced(task: Task) -> tuple[Job, Slots, Slots, Slots]:
    """The model of a task as a program, with the places of what is carried, given and shown."""
    program = Program()
    carried, given = _slots(task.carry), _slots(task.given)

    def symbols(kind: str, slots: Slots) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, places in slots.items():
            found = [Symbol(program, program.leaf(kind, place)) for place in places]
            made[name] = Pair(*found) if len(found) == 2 else found[0]
        return made

    after, shown = task.advance(
        TracedFunctions,
        symbols("carry", carried),
        {**task.fixed, **symbols("given", given)},
        _Drawn(task, "normal", program),
        _Drawn(task, "uniform", program),
        Symbol(program, program.leaf("step")),
    )
    after_lines = [line for name, places in carried.items() for line in _lines(program, after[name], len(places))]
    out: Slots = {}
    shown_lines: list[int] = []
    for name, value in shown.items():
        lines = _lines(program, value, 2 if isinstance(value, Pair) else 1)
        out[name] = tuple(range(len(shown_lines), len(shown_lines) + len(lines)))
        shown_lines += lines
    return Job(program, after_lines, shown_lines, sum(map(len, given.values()))), carried, given, out


# programs of this process, by all that goes into them
_kept: dict[Any, Prepared] = {}


class Prepared(NamedTuple):
    """A machine function, its program, and the places of what is carried, given and shown in it."""

    function: Callable[..., None]
    job: Job
    carried: Slots
    given: Slots
    shown: Slots


def prepared(task: Task, machine: Machine, number: str) -> Prepared:
    """The machine function of a task; made once where the task says what tells it from others."""
    sizes = [tuple((name, np.ndim(v)) for name, v in part.items()) for part in (task.carry, task.given)]
    channels = [tuple(part.items()) for part in (task.channels.normal, task.channels.uniform)]
    key = (task.structure, *sizes, *channels, tuple(task.fixed.items()), machine, number)
    if task.structure is None or key not in _kept:
        program = traced(task)
        made = Prepared(compiled(emit(program[0], machine.shape(number)), machine), *program)
        if task.structure is None:
            return made
        _kept[key] = made
    return _kept[key]


def _slots(values: Mapping[str, np.ndarray]) -> Slots:
    slots: Slots = {}
    count = 0
    for name, value in values.items():
        slots[name] = (count, count + 1) if np.ndim(value) == 2 else (count,)
        count += len(slots[name])
    return slots


def _lines(program: Program, value: Any, count: int) -> list[int]:
    parts = [value.a, value.b] if isinstance(value, Pair) else [value] * count
    return [part.line if isinstance(part, Symbol) else program.constant(part) for part in parts]


def run(task: Task, number: str = "double", workers: int = 1, machine: Machine | None = None) -> Ran:
    """Run a task in ``number`` "float" or "double", on ``workers`` threads."""
    machine = machine or this_machine()
    shape = machine.shape(number)
    kind = np.float32 if number == "float" else np.float64
    began = time.perf_counter()
    function, job, carried, given_at, out = prepared(task, machine, number)
    made = time.perf_counter()

    lanes, size = shape.lanes, task.size
    blocks = -(-size // lanes)
    carry = _packed(task.carry, carried, blocks, lanes, kind)
    given = _packed(task.given, given_at, blocks, lanes, kind)
    keys = _packed({"keys": task.keys}, {"keys": (0, 1)}, blocks, lanes, np.uint32)
    wide = max(len(job.shown), 1)
    rows = task.days + 1 if job.shown else 1
    shown = np.empty((blocks, rows, wide, lanes), kind)

    def part(begin: int, end: int) -> None:
        spare = np.empty((wide, lanes), kind)
        places = [a[begin:end].ctypes.data for a in (carry, given, keys, shown)]
        function(*places, spare.ctypes.data, end - begin, task.first, task.steps, task.every, rows)

    edges = np.linspace(0, blocks, min(workers, blocks) + 1).astype(int).tolist()
    if len(edges) == 2:
        part(0, blocks)
    else:
        with ThreadPoolExecutor(len(edges) - 1) as pool:
            list(pool.map(part, edges[:-1], edges[1:]))
    ended = time.perf_counter()
    after = {name: _unpacked(carry[:, list(at)], size, np.ndim(task.carry[name])) for name, at in carried.items()}
    flat = shown.transpose(1, 2, 0, 3).reshape(rows, wide, -1)[..., :size]
    table = {name: flat[:, at[0] : at[-1] + 1] if len(at) == 2 else flat[:, at[0]] for name, at in out.items()}
    return Ran(after, table, compile_seconds=made - began, run_seconds=ended - made)


def _packed(values: Mapping[str, np.ndarray], slots: Slots, blocks: int, lanes: int, kind: Any) -> np.ndarray:
    """[blocks, values, lanes]; the last block is filled up with copies of the last couple."""
    count = max(sum(map(len, slots.values())), 1)
    flat = np.zeros((count, blocks * lanes), kind)
    for name, places in slots.items():
        value = np.atleast_2d(np.asarray(values[name]))
        n = value.shape[1]
        flat[list(places), :n] = value
        flat[list(places), n:] = value[:, -1:]
    return np.ascontiguousarray(flat.reshape(count, blocks, lanes).transpose(1, 0, 2))


def _unpacked(packed: np.ndarray, size: int, dimensions: int) -> np.ndarray:
    """[blocks, places, lanes] to [2, n] or [n]."""
    flat = packed.transpose(1, 0, 2).reshape(packed.shape[1], -1)[:, :size]
    return np.array(flat if dimensions == 2 else flat[0])
