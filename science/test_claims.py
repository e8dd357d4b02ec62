"""Every experiment gives the numbers that its prediction is about, and cannot see who is called a and who b."""

from __future__ import annotations

import numpy as np
import pytest

from pairbond.claims import Draw, World, measure, predictions

pytestmark = pytest.mark.science
BY_CHANCE = [name for name, one in predictions().items() if one.runs > 1]


@pytest.mark.parametrize("claim", predictions())
def test_the_numbers_that_are_asked_for(claim: str) -> None:
    numbers = measure(claim, World(draws=(Draw(0), Draw(1)), runs=2))
    asked = predictions()[claim]
    rows = {one.number for one in (*asked.holds, *asked.control) if one.comparison in ("rises", "falls")}
    for name in asked.numbers:
        assert numbers[name].shape[-1] == 2, name
        assert numbers[name].ndim == (2 if name in rows else 1), name


@pytest.mark.parametrize("claim", [x for x in predictions() if x not in BY_CHANCE])
def test_changing_places_changes_no_number(claim: str) -> None:
    one, other = measure(claim, World()), measure(claim, World(swapped=True))
    for name, x in one.items():
        np.testing.assert_allclose(x, other[name], rtol=1e-6, atol=1e-8, err_msg=name)
