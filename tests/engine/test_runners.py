"""Both engines, and a third that only tests and benchmarks know, agree path by path on a stand-in model."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks import jax_runner

from pairbond.engine import native, plain
from pairbond.engine.machine import GENERIC
from pairbond.engine.task import RunResult, Task

from ._standin import task


def apart(one: RunResult, two: RunResult) -> float:
    """The largest difference between two runs."""
    assert set(one.shown) == set(two.shown)
    both = [*((one.shown[k], two.shown[k]) for k in one.shown), *((one.carry[k], two.carry[k]) for k in one.carry)]
    assert all(a.shape == b.shape for a, b in both)
    return max(float(np.abs(a.astype(float) - b).max()) for a, b in both)


@pytest.mark.slow
@pytest.mark.parametrize("noise", [True, False])
@pytest.mark.parametrize("size", [1, 7, 33])
def test_compiled_equals_plain(size: int, noise: bool) -> None:
    this = task(size, days=150, noise=noise)
    exact = plain.run(this)
    assert apart(exact, native.run(this)) < 1e-12
    assert apart(exact, native.run(this, machine=GENERIC)) < 1e-12
    assert apart(exact, native.run(this, "float")) < 1e-4
    if noise and size > 1:
        assert exact.carry["left"].sum() > 2  # the status did change on the way


def test_an_independent_runner_agrees() -> None:
    this = task(5, days=60)
    assert apart(plain.run(this), jax_runner.run(this)) < 1e-12


def test_the_number_of_threads_changes_nothing() -> None:
    this = task(40, days=30)
    assert apart(native.run(this), native.run(this, workers=3)) == 0


def test_a_larger_batch_changes_nobody() -> None:
    few, many = task(3, days=80), task(30, days=80)
    carry = {k: many.carry[k][..., :3] for k in many.carry}
    few = replace(few, given={k: v[..., :3] for k, v in many.given.items()}, carry=carry)
    for run in (native.run, plain.run):
        small, large = run(few), run(many)
        for name, value in small.shown.items():
            assert (value == large.shown[name][..., :3]).all()


def mirrored(this: Task) -> Task:
    """The same couples with their partners exchanged, each keeping their own noise."""

    def advance(m, carry, given, normal, uniform, step):
        normal = {k: normal[k] if single else m.swap(normal[k]) for k, single in this.channels.normal.items()}
        uniform = {k: uniform[k] if single else m.swap(uniform[k]) for k, single in this.channels.uniform.items()}
        return this.advance(m, carry, given, normal, uniform, step)

    def swapped(values):
        return {k: v[::-1] if np.ndim(v) == 2 else v for k, v in values.items()}

    return replace(this, advance=advance, carry=swapped(this.carry), given=swapped(this.given))


@pytest.mark.parametrize("number", ["double", "float"])
def test_exchanging_the_partners_exchanges_the_results_exactly(number: str) -> None:
    this = task(11, days=100)
    one, two = native.run(this, number), native.run(mirrored(this), number)
    for name, value in one.shown.items():
        assert (value == (two.shown[name][:, ::-1] if value.ndim == 3 else two.shown[name])).all(), name


@pytest.mark.parametrize("run", [native.run, plain.run])
def test_a_run_in_two_halves_is_the_run(run) -> None:
    whole = run(task(9, days=100))
    first_task = task(9, days=40)
    first = run(first_task)
    second = run(first_task.later(first, 60))
    assert apart(replace(whole, shown={}), replace(second, shown={})) == 0
    for name, value in whole.shown.items():
        assert (value[40:] == second.shown[name]).all()


def test_no_jax_on_the_way_of_the_compiled_run(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from tests.engine._standin import task\n"
        "from pairbond.engine import native; native.run(task(3, days=5)); print('jax' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parents[2])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_machine_code_is_kept_and_read_again(tmp_path: Path) -> None:
    code = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); os.environ['PAIRBOND_CACHE'] = sys.argv[2]\n"
        "from tests.engine._standin import task\n"
        "from pairbond.engine import native\n"
        "print(repr(float(native.run(task(3, days=50)).carry['mood'].sum())))"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parents[2]), str(tmp_path)]
    found = [subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    [kept] = (tmp_path / "compiled" / "kernels").iterdir()
    assert found[0] == found[1]
    assert kept.stat().st_size > 1000
    kept.write_bytes(b"damaged")
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == found[0]


def test_the_processor_is_left_as_it_was() -> None:
    tiny = np.array([1e-310])
    before = tiny * 0.5
    native.run(task(3, days=2))
    assert (tiny * 0.5 == before).all()
    assert before[0] > 0
