"""Rounding goes to the nearest step, and leaves alone what is no weight."""

from __future__ import annotations

import pytest

from pairbond.theory import Theory

from .coarser import LADDERS, PLACES, rounded, step, values

pytestmark = pytest.mark.science
THEORY = Theory()


def test_nothing_moves_without_a_ladder() -> None:
    assert rounded(THEORY, LADDERS["as it is"]) == {}


@pytest.mark.parametrize(("x", "near"), [(0.37, 0.4), (9.7, 10.0), (-1.84, -2.0), (0.006, 0.006), (1.0, 1.0)])
def test_the_nearest_of_ten_steps(x: float, near: float) -> None:
    assert step(x, LADDERS["ten"]) == pytest.approx(near)


@pytest.mark.parametrize("name", ["ten", "seven", "five", "three"])
def test_what_moves_goes_to_the_nearest_step(name: str) -> None:
    moved = rounded(THEORY, LADDERS[name])
    every = [one * 10.0**k for one in LADDERS[name] for k in range(-4, 4)]
    assert moved
    assert values(THEORY, moved) < values(THEORY, {})
    for number, x in moved.items():
        before = THEORY.constants[number].value
        assert not THEORY.constants[number].free
        if any(part in number for part in PLACES):
            assert abs(x - before) <= 0.025 + 1e-9
        else:
            off = min(max(y / abs(before), abs(before) / y) for y in every)
            assert max(x / before, before / x) == pytest.approx(off)
