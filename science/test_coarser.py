"""Rounding to a shorter ladder moves what is not on it, to the nearest of its steps."""

from __future__ import annotations

import pytest

from pairbond.theory import Theory

from .coarser import LADDERS, rounded

pytestmark = pytest.mark.science
THEORY = Theory()


def test_the_theory_is_on_its_own_ladder() -> None:
    assert rounded(THEORY, LADDERS["ten"]) == {}


@pytest.mark.parametrize("name", ["seven", "five", "three"])
def test_what_moves_goes_to_the_nearest_step(name: str) -> None:
    moved = rounded(THEORY, LADDERS[name])
    assert moved
    for number, x in moved.items():
        before = THEORY.constants[number].value
        assert x * before > 0
        every = [step * 10.0**k for step in LADDERS[name] for k in range(-4, 4)]
        assert max(x / before, before / x) == pytest.approx(min(max(y / abs(before), abs(before) / y) for y in every))
