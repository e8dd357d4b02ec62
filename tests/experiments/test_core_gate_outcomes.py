"""What the core's gates measure, on courses whose answer is known, and how a threshold is read."""

from __future__ import annotations

import numpy as np
import pytest
from science.gates import GATES
from science.gates._batch import at_day, held, mean_conduct, replayed, started
from science.gates._courses import arousal_turns, correlation, cycling, half_life, masked_mean, peak_day
from science.gates._gate import Criterion, Setting, average, middle, ratio, share
from science.gates.attraction import choice, persons_for
from science.gates.deepening import by_year
from science.gates.experience import angry
from science.gates.populations import RANGES, SEEDS, couples, people
from science.gates.predictions import predicted
from science.gates.reliance import inner_optimum
from science.gates.unpredictability import DAYS, irregular_starts, regular_starts
from science.gates.withdrawal import nearness

from pairbond.experiments.participants import acts
from pairbond.theory import Theory
from pairbond.theory.interventions.set_conduct import CONDUCT

DAY = np.arange(1001.0)[:, None]


def test_a_wave_that_crosses_three_times_is_a_cycle() -> None:
    wave = np.sin(2 * np.pi * (DAY - 300) / np.array([60.0, 300.0]))
    assert cycling(wave).tolist() == [True, False]
    assert not cycling(0.29 * wave).any()


def test_arousal_turns_only_when_it_swings_far_enough() -> None:
    wave = 0.5 + np.array([0.2, 0.09]) * np.sin(2 * np.pi * DAY[:500] / 50)
    assert arousal_turns(wave).tolist() == [10.0, 0.0]


def test_the_half_life_of_a_decay_is_its_half_life() -> None:
    x = 0.8 * 2.0 ** (-DAY / np.array([60.0, 120.0, 1e6]))
    assert half_life(x).tolist() == [61.0, 121.0, 1001.0]


def test_means_over_some_days() -> None:
    x = np.array([[1.0, 1.0], [2.0, 2.0], [6.0, 6.0]])
    found = masked_mean(x, np.array([[True, False], [False, False], [True, False]]))
    assert found[0] == 3.5
    assert np.isnan(found[1])
    assert peak_day(np.exp(-(((DAY[:, 0] - 400) / 50) ** 2))) == pytest.approx(400, abs=1)
    assert by_year(np.repeat(np.arange(5.0), 365)[:, None])[:, 0].tolist() == [0, 1, 2, 3, 4]
    assert angry(np.array([[0.2, 0.2]] * 1 + [[0.0, 0.2]] * 29)).tolist() == [False, True]


def test_correlation_is_pearsons() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 100, 3))
    assert correlation(x, y)[1] == pytest.approx(np.corrcoef(x[:, 1], y[:, 1])[0, 1])
    assert correlation(x, np.ones_like(x)).tolist() == [0, 0, 0]


def test_estimates_have_the_standard_errors_of_their_distributions() -> None:
    x = np.random.default_rng(1).normal(2.0, 1.0, 400)
    assert share([True, False, True, True]) == (0.75, pytest.approx(np.sqrt(0.75 * 0.25 / 4)))
    assert average(x) == (x.mean(), pytest.approx(x.std(ddof=1) / 20))
    assert middle(x)[1] == pytest.approx(1.2533 / 20, rel=0.25)
    assert ratio(3 * x, x) == (pytest.approx(3.0), pytest.approx(0.0, abs=1e-12))
    assert all(np.isnan(fn([])[0]) for fn in (share, average, middle))


def test_how_near_business_only_is_to_none() -> None:
    before, none = np.array([0.8, 0.6]), np.array([0.2, 0.0])
    assert nearness(before, before - 0.45, none) == (pytest.approx(0.75), pytest.approx(0.0, abs=1e-12))


@pytest.mark.parametrize(
    ("criterion", "value", "error", "met"),
    [
        (Criterion("x", "", ">=", 0.02, interval=True), 0.03, 0.01, True),
        (Criterion("x", "", ">=", 0.02, interval=True), 0.03, 0.02, False),
        (Criterion("x", "", "<", 0.0, interval=True), -0.03, 0.02, False),
        (Criterion("x", "", "between", 60, 200), 200.0, 9.0, True),
        (Criterion("x", "", "between", 60, 200), float("nan"), 9.0, False),
        (Criterion("x", "", "<=", 0.25), float("nan"), 0.0, False),
        (Criterion("x", "", "printed"), 0.3, 0.0, True),
    ],
)
def test_a_threshold_is_read_as_it_says(criterion: Criterion, value: float, error: float, met: bool) -> None:
    assert criterion.passed(value, error) is met


def test_irregular_orders_have_the_mean_and_the_spells_of_the_rhythm() -> None:
    chance = np.random.default_rng(2)
    for on, off in ((2, 2), (4, 4), (6, 6)):
        rhythm = regular_starts(on, off, DAYS)
        orders = [irregular_starts(on, off, DAYS, chance) for _ in range(30)]
        for order in orders:
            lengths = np.diff([*order, DAYS])
            assert len(order) == len(rhythm)
            assert lengths.min() >= 1
            assert lengths[::2].sum() == np.diff([*rhythm, DAYS])[::2].sum() == DAYS // 2
        assert len({tuple(x) for x in orders}) == 30


def test_the_inner_optimum_is_measured_above_the_better_end() -> None:
    well = np.array([0.0, 0.5, 0.7, 0.4])[:, None] + np.zeros(5)
    assert inner_optimum(well)[0] == pytest.approx(0.3)
    assert choice(np.array([0.5]), np.array([0.5]))[0] == 0.5
    assert persons_for(200) * (persons_for(200) - 1) / 2 >= 200


def test_people_are_drawn_within_their_ranges_and_more_of_them_are_no_others() -> None:
    for kind, ranges in RANGES.items():
        some, more = people(kind, 3, 5), people(kind, 50, 5)
        assert more[:3] == some
        for name, (low, high) in ranges.items():
            assert all(low <= getattr(one, name) <= high for one in more)
    assert len({*SEEDS.values()}) == len(SEEDS)
    [pair] = couples("secure", "secure", 1, 5)
    assert pair.a != pair.b


def test_every_criterion_was_predicted_and_every_gate_has_a_control() -> None:
    for letter, gate in GATES.items():
        assert gate.letter == letter
        assert any(one.control for one in gate.criteria)
        names = [one.name for one in gate.criteria]
        assert len(names) == len(set(names))
        for noise, word in ((False, "without"), (True, "with")):
            for one in gate.asked(noise):
                assert (predicted(letter, one.name, word) == "") is (one.comparison == "printed"), one.name


@pytest.mark.slow
def test_conduct_that_is_held_is_conduct_that_is_set_and_a_constant_record_is_conduct_that_is_held() -> None:
    setting = Setting(Theory(), 2, 3, True)
    pairs = couples("self-inflating", "self-sacrificing", 2, 3)
    run = started(setting, pairs, 20, CONDUCT)
    begin, own = at_day(run, 20), mean_conduct(run.arrays(), 1, 0, 20)
    own = {name: np.minimum(x, 1.0) for name, x in own.items()}
    both = held(setting, pairs, begin, 10, 1, own, ["image"])["image"]
    record = {name: np.repeat(x[None], 10, axis=0) for name, x in own.items()}
    again = replayed(setting, pairs, begin, 1, record, ["image"])["image"]
    np.testing.assert_array_equal(again, both[:10])
    given = acts("b", 20, **{name: float(x[0]) for name, x in own.items()})
    first = started(setting, pairs, 30, ["image"], given, begin).arrays()["image"]
    np.testing.assert_array_equal(first[:, :, 0], both[:, :, 0])
