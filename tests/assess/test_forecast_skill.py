"""Scores on held-out days: probabilities that add up, a factor model that finds its factor, verdicts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairbond.assess import _daily, _factor, _forecast_skill
from pairbond.assess.stories import Scores, scores, stories
from pairbond.diary import Item
from pairbond.predict import baselines
from pairbond.predict.split import split

from ._made import noise, simulated

GRADED = Item("a", low=0, high=6, kind="ordinal")


@given(mean=st.floats(-3, 9), scale=st.floats(0.05, 5), freedom=st.integers(1, 60))
def test_probabilities_of_all_steps_add_up_to_one(mean: float, scale: float, freedom: int) -> None:
    for item, steps in ((GRADED, np.arange(7.0)), (Item("b", low=0, high=1, kind="binary"), np.arange(2.0))):
        each = np.exp(
            _forecast_skill.graded(item, steps, np.full(len(steps), mean), np.full(len(steps), scale), freedom)
        )
        assert each.sum() == pytest.approx(1.0, abs=1e-6)


def test_a_scale_without_steps_is_scored_as_it_is() -> None:
    item = Item("a", low=0, high=1, kind="bounded")
    y = np.array([0.2, 0.9])
    found = _forecast_skill.graded(item, y, np.full(2, 0.5), np.full(2, 0.2), 10)
    np.testing.assert_allclose(found, baselines.student(y, np.full(2, 0.5), np.full(2, 0.2), 10))


def _course(seed: int, days: int = 400) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    f = np.zeros(days)
    for t in range(1, days):
        f[t] = 0.9 * f[t - 1] + np.sqrt(1 - 0.81) * rng.normal()
    loading = np.array([1.0, -0.8, 0.6, 0.0])
    y = 3 + f[:, None] * loading + rng.normal(size=(days, 4)) * 0.5
    return y, rng.uniform(size=y.shape) > 0.2, f


def test_one_hidden_course_is_found_again() -> None:
    y, seen, f = _course(1)
    found = _factor.fitted(np.where(seen, y, 0.0), seen, np.full(4, 0.01))
    # against the course that was drawn, not against what it was drawn from
    assert found.phi == pytest.approx(np.corrcoef(f[1:], f[:-1])[0, 1], abs=0.06)
    loading = f.std() * np.array([1.0, -0.8, 0.6, 0.0])
    assert np.sign(found.loading[0]) * found.loading == pytest.approx(loading, abs=0.12)
    assert np.sqrt(found.noise) == pytest.approx([0.5] * 4, abs=0.08)


def test_the_future_is_not_used() -> None:
    y, seen, _ = _course(2, 60)
    found = _factor.fitted(y, seen, np.full(4, 0.01))
    changed = y.copy()
    changed[40:] += 5.0
    one, other = found.predict(y, seen)[0], found.predict(changed, seen)[0]
    np.testing.assert_array_equal(one[:41], other[:41])
    assert not np.allclose(one[41:], other[41:])


def test_the_simulated_couple_is_not_as_always_and_noise_is() -> None:
    for diary, verdict in ((simulated(), "fits less well"), (noise(3), "fits as well")):
        data = split(_daily.daily(diary, diary.couples[0]), 0.4)  # the couple's last twelve days alone decide nothing
        found, whose = scores(data, None)
        shown = stories(Scores(found.cells, found.by | {"theory": found.by["yesterday"]}), whose, 0)
        assert {s.key: s.verdict for s in shown}["thin"] == verdict
        assert whose in data.diary.partners


def test_verdicts_follow_the_interval() -> None:
    rng = np.random.default_rng(0)
    cells = pd.DataFrame({"couple": "c", "partner": np.tile(["a", "b"], 60), "item": "a", "value": 1.0, "held": True})
    cells["time"] = np.repeat(np.arange(60.0), 2)
    cells["day"] = np.repeat(np.arange(60), 2)
    base = rng.normal(size=120)
    by = {"theory": base, "yesterday": base, "misfit": base - 1 + 0.1 * rng.normal(size=120), "strain": base + 1}
    by["low"] = base + rng.normal(size=120)
    shown = {s.key: s.verdict for s in stories(Scores(cells, by), "b", 0)}
    assert shown == {
        "misfit": "fits less well",
        "strain": "fits better",
        "low": "fits as well",
        "thin": "fits less well",
    }


def test_from_one_side_strain_is_not_asked() -> None:
    cells = pd.DataFrame(
        {
            "couple": "c",
            "partner": "a",
            "item": "a",
            "value": 1.0,
            "held": True,
            "time": np.arange(30.0),
            "day": range(30),
        }
    )
    zero = np.zeros(30)
    found = stories(Scores(cells, dict.fromkeys(("theory", "yesterday", "misfit", "strain", "low"), zero)), "a", 0)
    assert {s.key: s.verdict for s in found}["strain"] == "not compared"
