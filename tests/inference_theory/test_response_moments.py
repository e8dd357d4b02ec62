"""What the filter believes of an answer, against answers drawn."""

from __future__ import annotations

import numpy as np
import pytest

from pairbond.inference.theory import _response_moments


@pytest.mark.parametrize(("reading", "spread"), [(0.5, 0.01), (0.02, 0.0), (0.97, 0.02)])
def test_moments_and_chances_are_those_of_rounded_answers(reading: float, spread: float) -> None:
    rng = np.random.default_rng(0)
    true = reading + np.sqrt(spread) * rng.normal(size=400_000)
    answer = np.clip(np.round(6 * (true + 0.12 * rng.normal(size=true.size))), 0, 6) / 6
    r, s, noise, steps = (np.full((1, 1), v) for v in (reading, spread, 0.12, 6.0))
    found = _response_moments.rounded(r, s, noise, steps[0])
    assert found.mean.item() == pytest.approx(answer.mean(), abs=1e-3)
    assert found.variance.item() + found.slope.item() ** 2 * spread == pytest.approx(answer.var(), rel=0.02, abs=1e-3)
    if spread:
        assert found.slope.item() == pytest.approx(np.cov(true, answer)[0, 1] / true.var(), rel=0.02)
    for k in range(7):
        chance = _response_moments.probability(np.full((1, 1), k / 6), r, s, noise, steps[0]).item()
        error = np.sqrt(chance * (1 - chance) / true.size)
        assert abs(chance - (np.round(6 * answer) == k).mean()) < 4.5 * error + 1e-6


def test_chances_add_up() -> None:
    one = np.full(7, 1.0)
    total = _response_moments.probability(np.arange(7) / 6, 0.3 * one, 0.01 * one, 0.12 * one, 6 * one).sum()
    assert total == pytest.approx(1.0)
