"""Modules for browsers: ``python -m benchmarks.wasm`` (a minute; chromium, if there is one).

Sizes, operations, time to compile, and time to run in wasmtime and in V8 against the machine code of this computer, all
in one run on one machine: trust the ratios. Nothing else should run beside it. Prints a table and writes it to
``build/wasm.json``.
"""

import gzip
import json
import os
import platform
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import chromium
from benchmarks.wasmtime_host import Host
from pairbond.engine import native
from pairbond.engine.task import Task
from pairbond.engine.task_program import traced
from pairbond.engine.wasm import BUILDS
from pairbond.lab import LabModule, lab_module
from pairbond.model import Model
from pairbond.rivals import RIVALS
from pairbond.simulate import Run, prepare
from pairbond.theory import Theory
from pairbond.theory.couples import COUPLES

OUT = Path("build/wasm.json")
SHORT = ("image", "craving", "arousal", "load", "warmth", "code")
RUNS = {"8 draws, 2 years": (8, 730), "20 draws, 2 years": (20, 730), "8 draws, 5 years": (8, 1826)}
TIMES = 7


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PAIRBOND_CACHE"] = folder  # every module and kernel is made anew
        rows = {
            "theory": _model(Theory(), COUPLES["closed-circuit"], ()),
            "theory, six values written down": _model(Theory(), COUPLES["closed-circuit"], SHORT),
            **{name: _model(model, model.couple(), ()) for name, model in RIVALS.items()},
        }
    about = {"machine": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"about": about, "models": rows}, indent=2) + "\n", encoding="utf-8")
    for name, found in rows.items():
        for what, row in found.items():
            print(f"{name:<32} {what:<30} {row}", flush=True)
    print(OUT)


def _model(model: Model, couple: Any, record: tuple[str, ...]) -> dict[str, Any]:
    run = prepare(couple, 1, 1, theory=model, record=record or "daily")
    found: dict[str, Any] = {"operations": {"for this couple": _operations(run.task)}}
    made: dict[str, LabModule] = {}
    for build in BUILDS:
        began = time.perf_counter()
        one = made[build] = lab_module(model, build, record)
        binary, text = one.binary, one.json().encode()
        found[f"module, {build}"] = {
            "bytes": len(binary),
            "gzipped": len(gzip.compress(binary)),
            "description": len(text),
            "description gzipped": len(gzip.compress(text)),
            "seconds to make": round(time.perf_counter() - began, 2),
        }
        began = time.perf_counter()
        Host(one.wasm)
        found[f"module, {build}"]["wasmtime compiles in ms"] = _least([time.perf_counter() - began])
    general = next(iter(made.values())).program
    found["operations"]["for every couple"] = _operations(general.default_task())
    for name, (draws, days) in RUNS.items():
        fixed = prepare(couple, days, draws, theory=model, record=record or "daily")
        found[name] = _times(fixed, general.task(fixed), made)
    return found


def _operations(task: Task) -> dict[str, int]:
    """Lines of the program that are worked out at every step, and once."""
    job, *_ = traced(task)
    needed = job.program.needed([*job.carry, *job.shown])
    steady = job.program.steady()
    return {"each step": sum(not steady[i] for i in needed), "once": sum(steady[i] for i in needed)}


def _times(fixed: Run, general: Task, made: dict[str, LabModule]) -> dict[str, Any]:
    """Milliseconds of the quickest run."""
    found: dict[str, Any] = {}
    for number in ("float", "double"):
        for what, task in (("for this couple", fixed.task), ("for every couple", general)):
            native.run(task, number)
            found[f"native {number}, {what}"] = _least([native.run(task, number).run_seconds for _ in range(TIMES)])
    for build, one in made.items():
        host, seconds = Host(one.wasm), []
        for _ in range(TIMES):
            host.run(general)
            seconds.append(host.seconds)
        found[f"wasmtime {build}"] = _least(seconds)
        if chromium.browser() is not None:
            shown = chromium.run(host, general, TIMES)
            found[f"V8 {build} compiles"] = _least([shown.compile_seconds])
            found[f"V8 {build}, first run"] = _least(shown.run_seconds[:1])
            found[f"V8 {build}"] = _least(shown.run_seconds[1:])
    return found


def _least(seconds: Sequence[float]) -> float:
    """The least of some times, which others on the machine disturb least, in milliseconds."""
    return round(1e3 * min(seconds), 1)


if __name__ == "__main__":
    main()
