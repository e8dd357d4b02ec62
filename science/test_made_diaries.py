"""The simulated diaries are what their truth says, and messy ones stay diaries."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pairbond.diary import DiaryError
from pairbond.inference import pooled_least_squares

from .made_diaries import FOR_MESS, RANGES, Made, correlated_errors, draw_process, drawn, partner_effect_alone, write
from .messy_diaries import DEGENERATE, TROUBLES, messy

pytestmark = pytest.mark.science


def moments(made: Made) -> np.ndarray:
    """Lag-one covariance over same-day covariance of long simulated series, standardised."""
    names = [item.name for item in made.diary.items]
    wide = made.diary.frame.pivot(index=["couple", "time"], columns="partner", values=names)
    wide = wide[[(name, p) for p in made.diary.partners for name in names]]
    days = wide.to_numpy().reshape(len(made.diary.couples), -1, wide.shape[1])
    days = days - days.mean(1, keepdims=True)
    same = np.einsum("cti,ctj->ij", days, days) / days.shape[1]
    lagged = np.einsum("cti,ctj->ij", days[:, 1:], days[:, :-1]) / (days.shape[1] - 1)
    sd = np.sqrt(np.diag(same))
    return lagged @ np.linalg.inv(same) * sd / sd[:, None]


@pytest.mark.parametrize("seed", range(3))
def test_long_series_have_the_effects_that_are_called_true(seed: int) -> None:
    process = draw_process(np.random.default_rng(seed), RANGES, items=2)
    alike = type(process)(
        process.lag, process.shock, process.error, 0 * process.line, dict.fromkeys(process.spreads, 0.0), 2
    )
    made = write(np.random.default_rng(seed + 10), alike, couples=8, days=4000, missing=0.0)
    np.testing.assert_allclose(moments(made).ravel(), made.effects["truth"], atol=0.025)


def test_the_two_examples_are_those_declared() -> None:
    rng = np.random.default_rng(1)
    errors = correlated_errors(rng)
    assert errors.effects.set_index(["cause_item", "effect_item"])["truth"].loc[("calm", "closeness")] == pytest.approx(
        0.18 * 0.24 / (1 - 0.24**2)
    )
    assert (len(errors.diary.couples), len(errors.diary.frame)) == (100, 3000)
    alone = partner_effect_alone(rng)
    assert alone.effects["truth"].tolist() == pytest.approx([0.0, 0.1, 0.1, 0.0])
    assert (len(alone.diary.couples), len(alone.diary.frame)) == (100, 4200)


def test_draws_stay_in_their_ranges() -> None:
    for seed in range(12):
        made = drawn(np.random.default_rng(seed))
        state = np.abs(np.linalg.eigvals(made.process.lag)).max()
        assert state < 0.95
        assert len(made.diary.couples) in {couples for couples, _ in RANGES.sizes}
        assert len(made.diary.items) in RANGES.items
        assert made.effects["truth"].abs().max() < 1


@pytest.mark.parametrize("name", [*TROUBLES, *DEGENERATE])
def test_every_trouble_leaves_another_diary(name: str) -> None:
    made = drawn(np.random.default_rng(2), replace(FOR_MESS, items=(2,), sizes=((20, 21),)))
    found = messy(made.diary, np.random.default_rng(3), [name])
    assert found.title == name
    assert not found.frame.equals(made.diary.frame)
    pooled_least_squares(found)


def test_several_troubles_leave_a_diary_or_a_sentence() -> None:
    refused = 0
    for seed in range(20):
        rng = np.random.default_rng([1, seed])
        made = drawn(rng, FOR_MESS)
        try:
            pooled_least_squares(messy(made.diary, rng))
        except DiaryError:
            refused += 1
    assert refused <= 2
