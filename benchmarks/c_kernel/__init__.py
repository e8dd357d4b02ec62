"""The step by hand in C++: a yardstick for the compiled runner. Needs a compiler; nothing else here does.

The laws are written out in ``kernel.cc``. Their constants, and the names and order of states and traits, are asked of
the theory whenever the kernel is built, so a new value needs no edit; a new law, or a constant of another name, does.
"""

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
from pairbond.theory import Theory

SOURCE = Path(__file__).parent / "kernel.cc"
# All are tried, and the fastest is the yardstick. Not -ffast-math as a whole: it takes the rounding out of e^x, which
# is faster and wrong.
FLAGS = (
    ("-O3", "-march=native", "-fno-math-errno"),
    ("-O3", "-march=native", "-fno-math-errno", "-mprefer-vector-width=512"),
    ("-O3", "-march=native", "-ffast-math", "-fno-associative-math", "-mprefer-vector-width=512"),
)
# One couple at a time, in double precision: to be right, not fast.
EXACT = ("-O2", "-ffp-contract=off", "-DIN_DOUBLE")
THEORY = Theory()
STATES, COUPLE_STATES = ([x.name for x in THEORY.states if x.couple is couple] for couple in (False, True))
TRAITS = [x.name for x in THEORY.quantities.values() if x.stage == "trait"]
HISTORY, STATUS = ("attempts", "leaver"), ("code", "days_apart")
CHANNELS = (*THEORY.noisy, *THEORY.uniforms)


def header() -> str:
    """What the kernel has of the theory by name."""
    enums = {"STATES": STATES, "COUPLE_STATES": COUPLE_STATES, "TRAITS": TRAITS}
    bounded = [str(THEORY.quantities[name].high == 1.0).lower() for name in STATES]
    constants = [f"constexpr Number {name} = Number({one.value!r});" for name, one in THEORY.constants.items()]
    return "\n".join(
        [
            *(f"enum {{ {', '.join([*names, count])} }};" for count, names in enums.items()),
            *("namespace k {", *constants, "}"),
            f"constexpr int NOISY = {len(THEORY.noisy)}, noisy[] = {{{', '.join(THEORY.noisy)}}};",
            f"constexpr Number level[] = {{{', '.join(f'k::noise_{name}' for name in THEORY.noisy)}}};",
            f"constexpr bool bounded[] = {{{', '.join(bounded)}}};\n",
        ]
    )


def built(flags: tuple[str, ...], compiler: str = "g++") -> ctypes.CDLL:
    """The kernel as a library."""
    folder = Path(tempfile.mkdtemp())
    library = folder / "kernel.so"
    (folder / "theory.h").write_text(header(), encoding="utf-8")
    subprocess.run([compiler, *flags, "-shared", "-fPIC", f"-I{folder}", str(SOURCE), "-o", str(library)], check=True)
    return ctypes.CDLL(str(library))


def prepared(
    task: Task, library: ctypes.CDLL, dt: float, kind: Any = np.float32
) -> tuple[Callable[[], None], Callable[[], dict[str, Any]]]:
    """A call that runs the task from its beginning, and one that tells the end of it by name.

    ``kind`` is np.float64 for a library built with ``EXACT``.
    """
    lanes, size = library.lanes(), task.size
    blocks = -(-size // lanes)

    def packed(rows: list[np.ndarray], kind: Any = kind) -> np.ndarray:
        table = np.stack(rows).astype(kind)
        table = np.concatenate([table, np.repeat(table[:, -1:], blocks * lanes - size, axis=1)], axis=1)
        return np.ascontiguousarray(table.reshape(len(rows), blocks, lanes).transpose(1, 0, 2))

    given = {k.removeprefix("param."): v for k, v in task.given.items()}
    if others := sorted(set(given) - set(TRAITS)):
        raise ValueError(f"the kernel by hand knows traits only, and is given {', '.join(others)}.")
    state, status = (
        {k.removeprefix(part): v for k, v in task.carry.items() if k.startswith(part)} for part in ("state.", "status.")
    )
    states = packed([state[name][j] for j in (0, 1) for name in STATES])
    couples = packed([*(state[name] for name in COUPLE_STATES), *(status[name] for name in STATUS)])
    history = packed([status[name][j] for j in (0, 1) for name in HISTORY])
    traits = packed([given[name][j] for j in (0, 1) for name in TRAITS])
    keys = packed(list(task.keys), np.uint32)
    channels = np.array([channel_key(name) for name in CHANNELS], np.uint32)
    work = [states.copy(), couples.copy(), history.copy()]
    library.run.restype = None
    real = ctypes.c_float if kind is np.float32 else ctypes.c_double
    library.run.argtypes = [ctypes.c_void_p] * 6 + [ctypes.c_int64] * 2 + [real]

    def go() -> None:
        for mine, first in zip(work, (states, couples, history), strict=True):
            mine[:] = first
        places = [a.ctypes.data for a in (*work, traits, keys, channels)]
        library.run(*places, blocks, task.steps - 1, dt)

    def told() -> dict[str, Any]:
        flat = [a.transpose(1, 0, 2).reshape(a.shape[1], -1)[:, :size] for a in work]
        found: dict[str, Any] = {}
        for names, table in ((STATES, flat[0]), (HISTORY, flat[2])):
            found |= {name: table[[i, len(names) + i]] for i, name in enumerate(names)}
        return found | dict(zip((*COUPLE_STATES, *STATUS), flat[1], strict=True))

    return go, told
