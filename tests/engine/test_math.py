"""The machine code's own functions against NumPy's in extended precision, in units in the last place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from pairbond.engine.emit import Job, emit
from pairbond.engine.machine import GENERIC, Machine, compiled, this_machine
from pairbond.engine.program import Program
from pairbond.engine.trace import Symbol, TracedFunctions

MACHINES = {"this": this_machine(), "generic": GENERIC}
TYPES: dict[str, Any] = {"float": np.float32, "double": np.float64}


def through_machine(f: Callable[[Any], Any], x: np.ndarray, number: str, machine: Machine) -> np.ndarray:
    """f(x) by machine code, where f calls the namespace of symbols."""
    program = Program()
    line = program.leaf("carry", 0)
    shape = machine.shape(number)
    run = compiled(emit(Job(program, [line], [f(Symbol(program, line)).line], 0), shape), machine)
    blocks = -(-x.size // shape.lanes)
    carry = np.resize(x, blocks * shape.lanes).astype(TYPES[number])
    shown, spare = np.empty_like(carry), np.empty(shape.lanes, TYPES[number])
    keys = np.zeros((blocks, 2, shape.lanes), np.uint32)
    run(*(a.ctypes.data for a in (carry, carry, keys, shown, spare)), blocks, 0, 1, 1, 1)
    return shown[: x.size]


def reference(name: str, x: np.ndarray) -> np.ndarray:
    long = x.astype(np.longdouble)
    return 1 / (1 + np.exp(-long)) if name == "sigmoid" else getattr(np, name)(long)


RANGES = {
    "exp": [np.linspace(-87, 88, 40_001), np.linspace(-1e-3, 1e-3, 4001)],
    "log": [np.geomspace(1e-30, 1e30, 40_001), np.linspace(0.9, 1.1, 4001)],
    "tanh": [np.linspace(-30, 30, 40_001), np.geomspace(1e-20, 2, 4001)],
    "sigmoid": [np.linspace(-60, 60, 40_001)],
    "sqrt": [np.geomspace(1e-30, 1e30, 4001)],
}


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("number", TYPES)
@pytest.mark.parametrize("name", RANGES)
def test_within_three_units_in_the_last_place(name: str, number: str, machine: str) -> None:
    for x in RANGES[name]:
        x = x.astype(TYPES[number])
        y = through_machine(getattr(TracedFunctions, name), x, number, MACHINES[machine])
        exact = reference(name, x)
        unit = np.spacing(np.abs(exact).astype(TYPES[number])).astype(np.longdouble)
        assert (np.abs(y.astype(np.longdouble) - exact) / unit).max() < 3


@pytest.mark.parametrize("number", TYPES)
def test_far_out_values_stay_finite_and_what_is_no_number_stays_none(number: str) -> None:
    far = np.array([-1e30, -1000, 1000, 1e30], TYPES[number])
    for name, ends in {"exp": None, "tanh": (-1, 1), "sigmoid": (0, 1)}.items():
        y = through_machine(getattr(TracedFunctions, name), far, number, this_machine())
        assert np.isfinite(y).all()
        if ends:
            assert y[[0, 3]] == pytest.approx(ends, abs=1e-30)
    none = np.full(4, np.nan, TYPES[number])
    for name in ("exp", "tanh", "sigmoid", "sqrt"):
        assert np.isnan(through_machine(getattr(TracedFunctions, name), none, number, this_machine())).all()
    m = TracedFunctions
    for f in (lambda x: m.minimum(x, 1.0), lambda x: m.maximum(0.0, x), lambda x: m.maximum(x + 1.0, x * 2.0)):
        assert np.isnan(through_machine(f, none, number, this_machine())).all()
