"""Runs a task through its WebAssembly module on wasmtime: a host as small as that of a browser."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sequence
from functools import cache

import numpy as np
import wasmtime

from pairbond.engine.packing import Blocks, unpacked
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

    def bytes(self, task: Task) -> tuple[bytes, bytes]:
        """What ``run`` leaves in ``carry`` and in ``shown``."""
        carry, shown = self._run(task, self.blocks(task))
        return carry.tobytes(), shown.tobytes()

    def run(self, task: Task, started: bool = False) -> RunResult:
        """The task; ``started``: from where the module's own ``start`` begins."""
        blocks = self.blocks(task)
        if started:
            blocks = blocks._replace(carry=self._start(blocks))
        return self.made.layout.result(task, *self._run(task, blocks))

    def blocks(self, task: Task) -> Blocks:
        """What lies in the memory before the first step."""
        return self.made.layout.blocks(task, self.made.shape)

    def _start(self, blocks: Blocks) -> np.ndarray:
        """What ``start`` writes: [blocks, values, lanes]."""
        carry = np.zeros_like(blocks.carry)
        given, keys, out = self._place(blocks.given, blocks.keys, carry)
        self.exports["start"](self.store, 0, given, keys, out, 0, len(carry), 0, 1, 1, 1)
        return self._read(out, carry)

    def shares(self, task: Task) -> dict[str, np.ndarray]:
        """What ``shares`` writes of the task's first moment: [2, n] or [n] by name."""
        blocks, places = self.blocks(task), self.made.shares
        row = np.zeros((len(blocks.carry), sum(map(len, places.values())), self.made.shape.lanes), blocks.carry.dtype)
        before, given, keys, out = self._place(*blocks[:3], row)
        self.exports["shares"](self.store, before, given, keys, out, 0, len(row), task.first, 1, 1, 1)
        assert (self._read(before, blocks.carry) == blocks.carry).all()
        return {k: unpacked(self._read(out, row)[:, list(x)], task.size, len(x)) for k, x in places.items()}

    def _run(self, task: Task, blocks: Blocks) -> tuple[np.ndarray, np.ndarray]:
        at = self._place(*blocks)
        began = time.perf_counter()
        self.exports["run"](self.store, *at, *blocks.counts(task))
        self.seconds = time.perf_counter() - began
        return self._read(at[0], blocks.carry), self._read(at[3], blocks.shown)

    def _place(self, *arrays: np.ndarray) -> list[int]:
        at, end = addresses(arrays)
        short = end - self.memory.data_len(self.store)
        if short > 0:
            self.memory.grow(self.store, -(-short // PAGE))
        for place, one in zip(at, arrays, strict=True):
            ctypes.memmove(self._address(place), one.ctypes.data, one.nbytes)
        return at

    def _read(self, place: int, like: np.ndarray) -> np.ndarray:
        found = np.empty_like(like)
        ctypes.memmove(found.ctypes.data, self._address(place), found.nbytes)
        return found

    def _address(self, place: int) -> int:
        pointer = self.memory.data_ptr(self.store)
        return ctypes.addressof(pointer.contents) + place


def addresses(arrays: Sequence[np.ndarray]) -> tuple[list[int], int]:
    """Where arrays lie in a memory, one after the other, each at a multiple of 16 bytes; and where they end."""
    ends = np.cumsum([-(-one.nbytes // 16) * 16 for one in arrays]).tolist()
    return [0, *ends[:-1]], ends[-1]


@cache
def compiled(binary: bytes) -> tuple[wasmtime.Engine, wasmtime.Module]:
    """wasmtime's machine code for a module, without relaxed SIMD."""
    config = wasmtime.Config()
    config.wasm_simd = True
    config.wasm_relaxed_simd = False
    engine = wasmtime.Engine(config)
    return engine, wasmtime.Module(engine, binary)
