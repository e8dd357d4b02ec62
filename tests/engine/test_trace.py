"""What is written down when the model is watched: each operation once, constants worked out, partners as mirrors."""

from __future__ import annotations

import numpy as np
import pytest

from pairbond.engine.program import Program
from pairbond.engine.trace import Pair, Symbol, TracedFunctions

m = TracedFunctions


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture
def x(program: Program) -> Symbol:
    return Symbol(program, program.leaf("carry", 0))


@pytest.fixture
def y(program: Program) -> Symbol:
    return Symbol(program, program.leaf("carry", 1))


def same(a: Symbol, b: Symbol) -> bool:
    return a.line == b.line


def test_an_operation_is_written_once(program: Program, x: Symbol, y: Symbol) -> None:
    first = m.exp(x * y + 1.0)
    size = len(program.lines)
    assert same(first, m.exp(1.0 + y * x))
    assert len(program.lines) == size


def test_a_gain_of_nothing_takes_its_term_away(program: Program, x: Symbol, y: Symbol) -> None:
    whole = x + 0.0 * m.exp(y)
    assert same(whole, x)
    assert same(x * (1.0 + 0.0 * (m.tanh(y) - 1.0)), x)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x + 0.0, lambda x: 0.0 + x, lambda x: x - 0.0, lambda x: 1.0 * x, lambda x: x / 1.0,
        lambda x: 0.0 - (-x), lambda x: m.where(x > 0, x, x), lambda x: m.where(True, x, 2.0),
        lambda x: m.where(m.where(x > 0, 1.0, 1.0), x, 3.0), lambda x: -1.0 * -x, lambda x: -(0.0 - x),
    ],
)  # fmt: skip
def test_what_changes_nothing_is_left_out(x: Symbol, f) -> None:
    assert same(f(x), x)


def test_numbers_alone_are_worked_out(program: Program, x: Symbol) -> None:
    zero = x * 0.0
    found = m.where(zero < 1.0, m.exp(zero) + m.sqrt(zero + 4.0), x)
    assert program.number(found.line) == 3.0


def test_a_pair_goes_with_a_single_value(x: Symbol, y: Symbol) -> None:
    pair = Pair(x, y)
    both = pair + x
    assert same(both.b, x + y)
    assert same(m.swap(pair).a, y)
    assert same(m.total(pair), m.total(m.swap(pair)))
    assert same(m.product(pair), m.product(m.swap(pair)))
    mask = np.array([1.0, 0.0]) * pair
    assert same(mask.a, x)
    assert m.total(2.0) == 4.0
    assert m.product(3.0) == 9.0


def test_a_truth_counts_one_or_nothing(program: Program, x: Symbol) -> None:
    assert program.lines[(2.0 * (x > 1.0)).line][0] == "mul"
    assert program.lines[m.where(x, 1.0, 0.0).line][0] == "where"


def test_a_decision_about_a_value_is_refused_in_words(x: Symbol) -> None:
    with pytest.raises(TypeError, match=r"use m\.where instead of if"):
        bool(x > 0)
    with pytest.raises(TypeError, match="functions of m"):
        float(x)
