"""A traced model as a WebAssembly module for browsers, made by Python alone: no node, no linker.

The module has the very operations of the machine code for this computer, from the one emitter
(:mod:`~pairbond.engine.emit`); only the shape of a vector differs. :func:`module` makes it from a task.
"""

from pairbond.engine.wasm.module import BUILDS, WasmModule, module

__all__ = ["BUILDS", "WasmModule", "module"]
