"""The baselines against closed forms and against scipy."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from pairbond.diary import least_sd
from pairbond.diary.variation import LEAST
from pairbond.predict.baselines import Series, own_mean, yesterday

from ._made import MOOD, diary


def series(values, later=(), response=(), *, times=None, least=1e-3, step=1.0):
    values = np.asarray(values, float)
    times = np.arange(len(values), dtype=float) if times is None else np.asarray(times, float)
    return Series(times, values, np.asarray(later, float), np.asarray(response, float), least, step)


RNG = np.random.default_rng(3)
KNOWN = RNG.normal(2, 1.5, 20)


def test_own_mean_is_the_t_predictive():
    mean, density = own_mean(series(KNOWN, [20, 21], [1.0, 4.0]))
    scale = KNOWN.std(ddof=1) * np.sqrt(1 + 1 / 20)
    np.testing.assert_allclose(mean, KNOWN.mean())
    np.testing.assert_allclose(density, stats.t.logpdf([1.0, 4.0], 19, KNOWN.mean(), scale))


def test_yesterday_one_step_is_the_prediction_interval_of_least_squares():
    _, density = yesterday(series(KNOWN, [20], [1.0]))
    x, y = KNOWN[:-1], KNOWN[1:]
    line = stats.linregress(x, y)
    rest = y - line.intercept - line.slope * x
    s2 = (rest**2).sum() / 17
    new = KNOWN[-1]
    scale = np.sqrt(s2 * (1 + 1 / 19 + (new - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()))
    want = stats.t.logpdf(1.0, 17, line.intercept + line.slope * new, scale)
    assert density[0] == pytest.approx(want, rel=1e-9)


def test_yesterday_uses_the_held_out_answer_of_the_day_before():
    one = yesterday(series(KNOWN, [20, 21], [1.0, 2.0]))[0]
    two = yesterday(series(KNOWN, [20, 21], [3.0, 2.0]))[0]
    slope = stats.linregress(KNOWN[:-1], KNOWN[1:]).slope
    assert one[0] == two[0]
    assert two[1] - one[1] == pytest.approx(2 * slope)


@pytest.mark.parametrize("gap", [2, 3, 6])
def test_over_a_gap_it_agrees_with_draws_from_the_exact_posterior(gap):
    rng = np.random.default_rng(1)
    known = np.zeros(300)
    for i in range(1, 300):
        known[i] = 0.5 + 0.6 * known[i - 1] + rng.normal()
    at, response = 299.0 + gap, 2.0  # the long-run mean is 1.25
    mean, density = yesterday(series(known, [at], [response]))
    x, y = known[:-1], known[1:]
    design = np.column_stack([np.ones(len(x)), x])
    inverse = np.linalg.inv(design.T @ design)
    beta = inverse @ design.T @ y
    rest = ((y - design @ beta) ** 2).sum()
    noise = rest / rng.chisquare(len(x) - 2, 4000)
    draws = beta + np.sqrt(noise)[:, None] * rng.multivariate_normal([0, 0], inverse, 4000)
    powers = draws[:, 1:] ** np.arange(gap)
    middle = draws[:, 0] * powers.sum(1) + draws[:, 1] ** gap * known[-1]
    spread = np.sqrt(noise * (powers**2).sum(1))
    assert mean[0] == pytest.approx(middle.mean(), abs=0.02)
    assert density[0] == pytest.approx(np.log(stats.norm.pdf(response, middle, spread).mean()), abs=0.01)


def test_long_gaps_lead_back_to_the_long_run_mean():
    mean, _ = yesterday(series(KNOWN, [400], [0.0]))
    line = stats.linregress(KNOWN[:-1], KNOWN[1:])
    assert mean[0] == pytest.approx(line.intercept / (1 - line.slope))


def test_a_person_who_never_changes_gets_the_noise_of_rounding():
    flat = series(np.full(20, 3.0), [20], [3.0], least=0.5 / np.sqrt(12))
    scale = 0.5 / np.sqrt(12) * np.sqrt(1 + 1 / 20)
    for rule in (own_mean, yesterday):
        assert rule(flat)[1][0] == pytest.approx(stats.t.logpdf(3.0, 19, 3.0, scale))


def test_the_least_noise_is_that_of_the_answer_step_or_of_the_scale():
    made = diary(couples=10, days=28)
    # thousandths are finer than half a percent of a scale of 40
    assert least_sd(made, MOOD) == pytest.approx(LEAST * 40)
    whole = made.frame.assign(mood=made.frame["mood"].round())
    assert least_sd(replace(made, frame=whole), MOOD) == pytest.approx(1 / np.sqrt(12))


def test_too_few_answers_give_no_prediction_and_too_few_steps_the_mean():
    assert np.isnan(own_mean(series([1.0, 2.0], [3], [1.0]))[1]).all()
    gappy = series([1.0, 2.0, 1.5, 3.0], [30], [1.0], times=[0, 5, 10, 20])
    np.testing.assert_array_equal(yesterday(gappy), own_mean(gappy))
