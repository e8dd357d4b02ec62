"""What LLVM makes of a text, one text at a time, kept on disk between runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from threading import RLock

import llvmlite
import llvmlite.binding as llvm

from pairbond._cache import compile_cache_dir, read_cache, write_cache

ONE_AT_A_TIME = RLock()  # LLVM is not made for two threads


def fingerprint(*made_from: str) -> str:
    """A name for what LLVM makes from some texts in the version that is installed."""
    return sha256("\n".join([llvmlite.__version__, *made_from]).encode()).hexdigest()


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """What is on disk under a name ("wasm/….wasm"), or else is made now."""
    path = compile_cache_dir() / name
    found = read_cache(path)
    if found is None:
        with ONE_AT_A_TIME:
            found = make()
        write_cache(path, found)
    return found


def object_code(text: str, triple: str, maker: llvm.TargetMachine, optimise: bool = False) -> bytes:
    """The object code of a program in LLVM's language; ``optimise``: beyond what choosing the instructions does."""
    parsed = llvm.parse_assembly(text)
    parsed.triple, parsed.data_layout = triple, str(maker.target_data)
    if optimise:
        options = llvm.create_pipeline_tuning_options(speed_level=2)
        passes = llvm.create_pass_builder(maker, options)
        passes.getModulePassManager().run(parsed, passes)
    return maker.emit_object(parsed)


@cache
def start() -> None:
    """Get LLVM ready for every processor that it knows, this one among them."""
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
