"""A task as a WebAssembly module: ``run`` for its steps, ``start`` for its beginning, ``shares`` for a moment.

Both functions have the signature of the machine code (see ``engine/emit.py``), with addresses in the memory that the
host gives as ``env.memory``. ``start`` reads ``given`` and writes the carried values where its argument ``shown``
points, so that a host calls ``start(0, given, keys, carry, 0, blocks, 0, 1, 1, 1)`` and then ``run``. ``shares``, where
there is one, reads ``carry`` and ``given``, changes neither, and writes a row for its step ``first``:
``shares(carry, given, keys, row, 0, blocks, first, 1, 1, 1)``.

Only operations with the same result on every machine are used: SIMD of fixed width, nothing fused, nothing relaxed.
Very small numbers are kept, which the machine code takes for 0; they are below 1e-38 or 1e-308.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import llvmlite.binding as llvm

from pairbond.engine.emit import ARGUMENTS, emit_all
from pairbond.engine.object_code import fingerprint, kept, object_code, start
from pairbond.engine.packing import Layout, Slots
from pairbond.engine.random_numbers import ADD, MULTIPLY, ROUNDS, SHIFT
from pairbond.engine.task import Task
from pairbond.engine.task_program import traced, traced_shares, traced_start
from pairbond.engine.wasm.link import MEMORY_IMPORT, linked
from pairbond.engine.writer import Shape
from pairbond.errors import PairbondError, nearest

TRIPLE = "wasm32-unknown-unknown"
FEATURES = ("bulk-memory", "nontrapping-fptoint", "sign-ext")
BUILDS = MappingProxyType(
    {
        "single": Shape("float", 4, fused=False),
        "double": Shape("double", 2, fused=False),
        "scalar": Shape("double", 1, fused=False),  # for hosts without SIMD
    }
)


@dataclass(frozen=True)
class WasmModule:
    """A module and how its memory is read.

    Attributes
    ----------
    binary : the module.
    shape : its numbers, and how many trajectories lie side by side.
    layout : places of the values by name, two for the partners and one for the couple; a block of ``carry`` is
        ``[values, lanes]``, one of ``shown`` ``[rows, values, lanes]``.
    shares : places in the row that ``shares`` writes; none where the module has no such function.
    """

    binary: bytes
    shape: Shape
    layout: Layout
    shares: Slots

    def description(self) -> dict[str, Any]:
        """What a host has to know to call it: numbers, arguments, sizes of a block, and how keys are mixed."""
        shares = {"shares": sum(map(len, self.shares.values()))} if self.shares else {}
        return {
            "number": self.shape.number,
            "bytes": self.shape.bits // 8,
            "lanes": self.shape.lanes,
            "memory": list(MEMORY_IMPORT),
            "arguments": list(ARGUMENTS),
            "sizes": {**self.layout.sizes, **shares},
            "mix": {"multiply": list(MULTIPLY), "add": list(ADD), "shift": list(SHIFT), "rounds": ROUNDS},
        }


def module(
    task: Task,
    build: str = "double",
    start: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None,
    shares: Callable[..., Mapping[str, Any]] | None = None,
) -> WasmModule:
    """The module of a task.

    Parameters
    ----------
    task : what is carried, given and fixed; of the arrays only names and axes matter.
    build : "single" or "double" precision in vectors of 128 bits, or "scalar": double precision, one trajectory at a
        time, for hosts without SIMD.
    start : from what is given to what is carried at the first step; exported as ``start``.
    shares : what can be told of the beginning of a step, see ``traced_shares``; exported as ``shares``.

    Raises
    ------
    PairbondError : an unknown build, with the nearest.
    """
    if build not in BUILDS:
        raise PairbondError(f"build is {build!r}; the nearest is {nearest(build, BUILDS)!r}.")
    shape = BUILDS[build]
    job, layout = traced(task)
    jobs = {"run": job}
    if start is not None:
        jobs["start"] = traced_start(task, start)
    places: Slots = {}
    if shares is not None:
        jobs["shares"], places = traced_shares(task, shares)
    return WasmModule(compiled(emit_all(jobs, shape), tuple(jobs), simd=shape.lanes > 1), shape, layout, places)


def compiled(text: str, exports: tuple[str, ...], simd: bool = True) -> bytes:
    """The module of a program in LLVM's language that exports some of its functions; kept on disk between runs.

    Raises
    ------
    PairbondError : the program calls functions that are not its own.
    """
    features = ",".join(f"+{one}" for one in (*FEATURES, *(["simd128"] if simd else [])))
    key = fingerprint(TRIPLE, features, *exports, text)
    return kept(f"wasm/{key}.wasm", lambda: linked(_object(text, features), exports))


def _object(text: str, features: str) -> bytes:
    start()
    maker = llvm.Target.from_triple(TRIPLE).create_target_machine("generic", features, opt=2)
    return object_code(text, TRIPLE, maker, optimise=True)
