"""Intervals of paired differences."""

import numpy as np
import pandas as pd
import pytest

from pairbond.predict.paired import interval


def cells(couples, days):
    return pd.DataFrame([{"couple": f"c{c}", "day": t} for c in range(couples) for t in range(days)])


def test_no_difference_has_no_width():
    found = interval(cells(10, 7), np.zeros(70), 0)
    assert set(found.values()) == {0.0}


def test_over_couples_it_is_as_wide_as_the_means_of_couples_say():
    rng = np.random.default_rng(0)
    of_couple = rng.normal(0.1, 1.0, 400)
    found = interval(cells(400, 7), np.repeat(of_couple, 7), 0)
    assert found["difference"] == pytest.approx(of_couple.mean())
    half = 1.645 * of_couple.std() / np.sqrt(400)
    assert found["q95"] - found["q50"] == pytest.approx(half, rel=0.1)
    assert found["q50"] - found["q05"] == pytest.approx(half, rel=0.1)
    assert found["q05"] < found["q25"] < found["q50"] < found["q75"] < found["q95"]


def test_couples_with_more_answers_count_for_more():
    table = pd.concat([cells(6, 10), pd.DataFrame({"couple": "long", "day": np.arange(60)})])
    found = interval(table, np.r_[np.zeros(60), np.ones(60)], 0)
    assert found["difference"] == 0.5


def test_one_couple_is_judged_by_its_days_and_runs_of_days_widen_it():
    rng = np.random.default_rng(1)
    one = cells(1, 400)

    def width(draw):
        found = [interval(one, d / d.std(), 0) for d in (draw() for _ in range(12))]
        return np.mean([f["q95"] - f["q05"] for f in found])

    alone = width(lambda: rng.normal(size=400))
    runs = width(lambda: np.repeat(rng.normal(size=80), 5))
    assert alone == pytest.approx(2 * 1.645 / 20, rel=0.1)
    assert runs > 1.5 * alone


def test_the_seed_decides():
    d = np.random.default_rng(0).normal(size=70)
    assert interval(cells(10, 7), d, 1) == interval(cells(10, 7), d, 1) != interval(cells(10, 7), d, 2)
