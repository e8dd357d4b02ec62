"""Runs a task through its WebAssembly module on wasmtime: a host as small as that of a browser."""

from __future__ import annotations

import ctypes
import time
from functools import cache
from typing import Any

import numpy as np
import wasmtime

from pairbond.engine.packing import packed, unpacked
from pairbond.engine.task import RunResult, Task
from pairbond.engine.wasm import WasmModule

PAGE = 65536


class Host:
    """A module in a memory that grows as it is needed."""

    def __init__(self, made: WasmModule) -> None:
        engine, module = compiled(made.binary)
        self.made, self.store = made, wasmtime.Store(engine)
        self.memory = wasmtime.Memory(self.store, wasmtime.MemoryType(wasmtime.Limits(1, None)))
        self.exports = wasmtime.Instance(self.store, module, [self.memory]).exports(self.store)
        self.seconds = 0.0
        self.kind = np.float32 if made.shape.number == "float" else np.float64

    def bytes(self, task: Task) -> tuple[bytes, bytes]:
        """What ``run`` leaves in ``carry`` and in ``shown``."""
        carry, shown = self._run(task, self._carry(task))
        return carry.tobytes(), shown.tobytes()

    def run(self, task: Task, started: bool = False) -> RunResult:
        """The task; ``started``: from where the module's own ``start`` begins."""
        at_first = self.start(task) if started else self._carry(task)
        carry, shown = self._run(task, at_first)
        made, size, rows = self.made, task.size, task.days + 1
        after = {k: unpacked(carry[:, list(at)], size, np.ndim(task.carry[k])) for k, at in made.carry.items()}
        flat = shown.transpose(1, 2, 0, 3).reshape(rows, -1, shown.shape[0] * made.shape.lanes)[..., :size]
        out = {k: flat[:, at[0] : at[-1] + 1] if len(at) == 2 else flat[:, at[0]] for k, at in made.shown.items()}
        return RunResult(after, out)

    def start(self, task: Task) -> np.ndarray:
        """What ``start`` writes: [blocks, values, lanes]."""
        carry = np.zeros_like(self._carry(task))
        places, (given, keys, out) = self._place(self._given(task), self._keys(task), carry)
        self.exports["start"](self.store, 0, given, keys, out, 0, len(carry), 0, 1, 1, 1)
        return self._read(places[2], carry)

    def shares(self, task: Task) -> dict[str, np.ndarray]:
        """What ``shares`` writes of the task's first moment: [2, n] or [n] by name."""
        carry, places = self._carry(task), self.made.shares
        row = np.zeros((len(carry), sum(map(len, places.values())), self.made.shape.lanes), self.kind)
        at, (before, given, keys, out) = self._place(carry, self._given(task), self._keys(task), row)
        self.exports["shares"](self.store, before, given, keys, out, 0, len(carry), task.first, 1, 1, 1)
        assert (self._read(at[0], carry) == carry).all()
        return {k: unpacked(self._read(at[3], row)[:, list(x)], task.size, len(x)) for k, x in places.items()}

    def arrays(self, task: Task, carry: np.ndarray | None = None) -> tuple[np.ndarray, ...]:
        """carry, given, keys, shown, spare: what lies in the memory."""
        carry = self._carry(task) if carry is None else carry
        lanes, wide = self.made.shape.lanes, max(sum(map(len, self.made.shown.values())), 1)
        shown = np.zeros((len(carry), task.days + 1, wide, lanes), self.kind)
        return carry, self._given(task), self._keys(task), shown, np.zeros((wide, lanes), self.kind)

    def _run(self, task: Task, at_first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        carry, *others = self.arrays(task, at_first)
        places, at = self._place(carry, *others)
        began = time.perf_counter()
        self.exports["run"](self.store, *at, len(carry), task.first, task.steps, task.every, task.days + 1)
        self.seconds = time.perf_counter() - began
        return self._read(places[0], carry), self._read(places[3], others[2])

    def _carry(self, task: Task) -> np.ndarray:
        return self._packed(task.carry, self.made.carry, task.size)

    def _given(self, task: Task) -> np.ndarray:
        return self._packed(task.given, self.made.given, task.size)

    def _packed(self, values: Any, slots: Any, size: int) -> np.ndarray:
        lanes = self.made.shape.lanes
        return packed(values, slots, -(-size // lanes), lanes, self.kind)

    def _keys(self, task: Task) -> np.ndarray:
        lanes = self.made.shape.lanes
        return packed({"keys": task.keys}, {"keys": (0, 1)}, -(-task.size // lanes), lanes, np.uint32)

    def _place(self, *arrays: np.ndarray) -> tuple[list[int], list[int]]:
        at, places = 0, []
        for one in arrays:
            places.append(at)
            at += -(-one.nbytes // 16) * 16
        short = at - self.memory.data_len(self.store)
        if short > 0:
            self.memory.grow(self.store, -(-short // PAGE))
        for place, one in zip(places, arrays, strict=True):
            ctypes.memmove(self._address(place), one.ctypes.data, one.nbytes)
        return places, places

    def _read(self, place: int, like: np.ndarray) -> np.ndarray:
        found = np.empty_like(like)
        ctypes.memmove(found.ctypes.data, self._address(place), found.nbytes)
        return found

    def _address(self, place: int) -> int:
        pointer = self.memory.data_ptr(self.store)
        return ctypes.addressof(pointer.contents) + place


@cache
def compiled(binary: bytes) -> tuple[wasmtime.Engine, wasmtime.Module]:
    """wasmtime's machine code for a module, without relaxed SIMD."""
    config = wasmtime.Config()
    config.wasm_simd = True
    config.wasm_relaxed_simd = False
    engine = wasmtime.Engine(config)
    return engine, wasmtime.Module(engine, binary)
