"""WebAssembly: sections, what needs a linker is refused, and the stand-in model runs as it does in NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import wasmtime
from benchmarks.wasmtime_host import Host
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.engine import plain
from pairbond.engine.emit import Job, emit
from pairbond.engine.program import Program
from pairbond.engine.trace import Symbol, TracedFunctions
from pairbond.engine.wasm import BUILDS, module, sections
from pairbond.engine.wasm.link import linked
from pairbond.engine.wasm.module import compiled
from pairbond.engine.writer import Shape
from pairbond.errors import PairbondError

from ._standin import PERSON, task
from .test_runners import apart


@settings(max_examples=50)
@given(st.integers(0, 2**40))
def test_numbers_come_back(value: int) -> None:
    cursor = sections.Cursor(sections.number(value))
    assert cursor.number() == value
    assert not cursor.more


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.binary(max_size=200), st.text(max_size=9))))
def test_sections_come_back(rows: list[tuple[int, bytes, str]]) -> None:
    known = [sections.Section(kind, content, name if kind == 0 else "") for kind, content, name in rows]
    assert sections.read(sections.write(known)) == known


def test_what_is_cut_off_or_no_wasm_is_refused() -> None:
    binary = sections.write([sections.Section(1, b"abc")])
    with pytest.raises(PairbondError, match="ends in the middle"):
        sections.read(binary[:-1])
    with pytest.raises(PairbondError, match="no WebAssembly"):
        sections.read(b"\x7fELF" + binary)


@pytest.mark.parametrize("build", BUILDS)
def test_the_module_equals_the_plain_engine(build: str) -> None:
    this = task(7, days=40)
    made = module(this, build)
    assert apart(plain.run(this), Host(made).run(this)) < (1e-4 if build == "single" else 1e-12)


def test_a_module_starts_by_itself() -> None:
    this = task(5, days=3)

    def start(values):  # what is carried, in terms of what is given
        mood = {"mood": 0.4 * values["frail"], "hope": PERSON["hope"], "image": np.array([0.1, -0.2])}
        return {**mood, "tie": 0.2, "away": 0.0, "left": 0.0}

    begun = {"mood": 0.4 * this.given["frail"], "image": np.repeat([[0.1], [-0.2]], 5, axis=1)}
    known = replace(this, carry={**this.carry, **begun})
    made = module(this, start=start)
    assert apart(plain.run(known), Host(made).run(this, started=True)) < 1e-12


def test_without_simd_no_host_needs_any() -> None:
    config = wasmtime.Config()
    config.wasm_relaxed_simd = False
    config.wasm_simd = False
    engine = wasmtime.Engine(config)
    wasmtime.Module(engine, module(task(1), "scalar").binary)
    with pytest.raises(wasmtime.WasmtimeError):
        wasmtime.Module(engine, module(task(1), "double").binary)


def test_the_same_program_gives_the_same_bytes(tmp_path, monkeypatch) -> None:
    found = []
    for folder in ("one", "two"):
        monkeypatch.setenv("PAIRBOND_CACHE", str(tmp_path / folder))
        found.append(module(task(2)).binary)
    assert found[0] == found[1]


def test_what_calls_other_functions_is_refused() -> None:
    program = Program()
    x, y = (Symbol(program, program.leaf("carry", i)) for i in (0, 1))
    line = (x * y + TracedFunctions.exp(x)).line
    job = Job(program, [line, line], [line], 0)
    text = emit(job, Shape("float", 4, fused=True))  # a·b + c in one operation: a call of fmaf
    with pytest.raises(PairbondError, match="needs a linker"):
        compiled(text, ("run",))
    assert compiled(emit(job, Shape("float", 4, fused=False)), ("run",))


def test_an_unknown_function_is_refused_with_the_nearest() -> None:
    program = Program()
    line = program.leaf("carry", 0)
    with pytest.raises(PairbondError, match="no function 'runn'; the nearest is 'run'"):
        compiled(emit(Job(program, [line], [line], 0), Shape("double", 2, fused=False)), ("runn",))


def test_a_module_of_our_own_is_no_object() -> None:
    with pytest.raises(PairbondError, match="section of kind 7"):
        linked(module(task(1)).binary, ["run"])
