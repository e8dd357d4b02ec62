"""What this machine can do, and machine code made for it (kept on disk between runs)."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import llvmlite.binding as llvm

from pairbond.engine.object_code import ONE_AT_A_TIME, fingerprint, kept, object_code, start
from pairbond.engine.writer import Shape

POINTERS, COUNTS = 5, (ctypes.c_int64, ctypes.c_int32, ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)


@dataclass(frozen=True)
class Machine:
    """A processor as LLVM names it, and the width of its vectors in bits."""

    cpu: str
    features: str
    width: int
    fused: bool

    def shape(self, number: str) -> Shape:
        """How couples are packed: ``number`` is "float" or "double"."""
        x86 = llvm.get_process_triple().startswith(("x86_64", "i686"))
        return Shape(number, self.width // (32 if number == "float" else 64), self.fused, x86)


@cache
def this_machine() -> Machine:
    """The processor we run on. ``PAIRBOND_PROCESSOR=generic`` asks for code that any of its family can run."""
    if os.environ.get("PAIRBOND_PROCESSOR") == "generic":
        return GENERIC
    start()
    has = {name for name, there in llvm.get_host_cpu_features().items() if there}
    width = 512 if "avx512dq" in has else 256 if "avx2" in has else 128
    features = llvm.get_host_cpu_features().flatten()
    # 64-bit ARM has fused multiply-add always and does not list it
    fused = "fma" in has or llvm.get_process_triple().startswith(("aarch64", "arm64"))
    return Machine(llvm.get_host_cpu_name(), features, width, fused)


GENERIC = Machine("", "", 128, False)


# what was compiled in this process; machine code lives as long as its engine
_engines: dict[str, Any] = {}


def compiled(text: str, machine: Machine) -> Callable[..., None]:
    """The function ``run`` of a program in LLVM's language.

    It takes five pointers and five counts (see ``emit.py``), and leaves Python free to run other threads.
    """
    key = fingerprint(llvm.get_process_triple(), machine.cpu, machine.features, text)
    with ONE_AT_A_TIME:
        if key not in _engines:
            _engines[key] = _engine(text, machine, key)
    address = _engines[key].get_function_address("run")
    return ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * POINTERS, *COUNTS)(address)


def _engine(text: str, machine: Machine, key: str) -> Any:
    start()
    triple = llvm.get_process_triple()
    # jit=True gives addresses anywhere in memory
    maker = llvm.Target.from_triple(triple).create_target_machine(machine.cpu, machine.features, opt=2, jit=True)
    made = kept(f"kernels/{key}.o", lambda: object_code(text, triple, maker))
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), maker)
    engine.add_object_file(llvm.ObjectFileRef.from_data(made))
    engine.finalize_object()
    return engine
