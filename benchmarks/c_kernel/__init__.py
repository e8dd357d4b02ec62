"""The step by hand in C++: a yardstick for the compiled runner. Needs a compiler; nothing else here does."""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from pairbond.simulate._noise import channel_key
from pairbond.simulate._task import Task

SOURCE = Path(__file__).parent / "kernel.cc"
# All are tried, and the fastest is the yardstick. Not -ffast-math as a whole: it takes the rounding out of e^x, which
# is faster and wrong.
FLAGS = (
    ("-O3", "-march=native", "-fno-math-errno"),
    ("-O3", "-march=native", "-fno-math-errno", "-mprefer-vector-width=512"),
    ("-O3", "-march=native", "-ffast-math", "-fno-associative-math", "-mprefer-vector-width=512"),
)
STATES = ("felt_worth", "shame", "arousal", "unmet_need", "image", "expected_warmth", "uncertainty", "bond", "load",
          "reality_trust", "outside_life", "inner_worth", "integration", "critic", "grief")  # fmt: skip
TRAITS = ("inner_worth_0", "integration_0", "answer", "anxiety", "avoidance", "outside_life_0", "domain", "glory")
CHANNELS = ("felt_worth", "shame", "arousal", "unmet_need", "image", "expected_warmth", "leave", "part", "return")


def built(flags: tuple[str, ...], compiler: str = "g++") -> ctypes.CDLL:
    """The kernel as a library."""
    folder = tempfile.mkdtemp()
    library = Path(folder) / "kernel.so"
    subprocess.run([compiler, *flags, "-shared", "-fPIC", str(SOURCE), "-o", str(library)], check=True)
    return ctypes.CDLL(str(library))


def prepared(task: Task, library: ctypes.CDLL, dt: float) -> tuple[Callable[[], None], Callable[[], dict[str, Any]]]:
    """A call that runs the task from its beginning, and one that tells the end of it by name."""
    lanes, size = library.lanes(), task.size
    blocks = -(-size // lanes)

    def packed(rows: list[np.ndarray], kind: Any) -> np.ndarray:
        table = np.stack(rows).astype(kind)
        table = np.concatenate([table, np.repeat(table[:, -1:], blocks * lanes - size, axis=1)], axis=1)
        return np.ascontiguousarray(table.reshape(len(rows), blocks, lanes).transpose(1, 0, 2))

    state = {k.removeprefix("state."): v for k, v in task.carry.items() if k.startswith("state.")}
    zero = np.zeros(size)
    states = packed([state[name][j] for j in (0, 1) for name in STATES], np.float32)
    couples = packed([state["security"], state["tension"], zero, zero], np.float32)
    attempts = packed([zero, zero], np.float32)
    given = {k.removeprefix("param."): v for k, v in task.given.items()}
    traits = packed([given[name][j] for j in (0, 1) for name in TRAITS], np.float32)
    keys = packed(list(task.keys), np.uint32)
    channels = np.array([channel_key(name) for name in CHANNELS], np.uint32)
    work = [states.copy(), couples.copy(), attempts.copy()]
    library.run.restype = None
    library.run.argtypes = [ctypes.c_void_p] * 6 + [ctypes.c_int64] * 2 + [ctypes.c_float]

    def go() -> None:
        for mine, first in zip(work, (states, couples, attempts), strict=True):
            mine[:] = first
        places = [a.ctypes.data for a in (*work, traits, keys, channels)]
        library.run(*places, blocks, task.steps - 1, dt)

    def told() -> dict[str, Any]:
        flat = [a.transpose(1, 0, 2).reshape(a.shape[1], -1)[:, :size] for a in work]
        found: dict[str, Any] = {name: flat[0][[i, 15 + i]] for i, name in enumerate(STATES)}
        found |= dict(zip(("security", "tension", "code", "days_apart"), flat[1], strict=True))
        return found | {"attempts": flat[2]}

    return go, told
