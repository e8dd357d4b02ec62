"""The search, the draws and the smoother on a short made diary."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import genpareto, multivariate_normal

from pairbond.inference.sampling import draws, modes
from pairbond.inference.sampling.modes import Optimum
from pairbond.inference.sampling.multivariate_t import MultivariateT
from pairbond.inference.sampling.pareto import tail_shape
from pairbond.inference.theory import _filter, _initial_state, _smoother, _states
from pairbond.inference.theory._parameters import Layout, trait_theta
from pairbond.inference.theory._problem import Problem

from ._made import CYCLING, SECURE, numbers, panel


@pytest.fixture(scope="module")
def problem() -> Problem:
    _, diary = panel(CYCLING, 10, 5)
    return Problem(diary, Layout(diary), _initial_state.initial_state_prior())


def true_theta(problem: Problem) -> np.ndarray:
    theta = np.zeros((1, len(problem.layout)))
    theta[:, :12] = trait_theta(CYCLING)
    return theta


def test_slopes_are_those_of_the_value(problem: Problem) -> None:
    theta = true_theta(problem)
    value, slope, precision = modes.slopes(problem, theta)
    way = np.random.default_rng(0).normal(size=theta.shape) * 1e-3
    there = problem.value(theta + way) - problem.value(theta - way)
    assert there[0] == pytest.approx(2 * float(slope[0] @ way[0]), rel=0.02, abs=2e-4)
    assert value[0] == pytest.approx(problem.value(theta)[0])
    assert np.linalg.eigvalsh(precision[0]).min() >= 1.0 - 1e-9  # the prior's own precision, and more


@pytest.mark.slow
def test_climbs_rise_and_arrive(problem: Problem) -> None:
    begin = modes.spread_starts(problem, 3, 0)
    apart = [np.linalg.norm(begin[i] - begin[j]) for i in range(3) for j in range(i)]
    assert min(apart) > 1.0
    ends = modes.find_modes(problem, begin.copy())
    assert all(end.value >= value for end, value in zip(ends, problem.value(begin), strict=True))
    assert max(end.value for end in ends) > problem.value(true_theta(problem))[0]


def test_coordinates_go_to_natural_ones_and_back(problem: Problem) -> None:
    layout = problem.layout
    theta = np.random.default_rng(1).normal(size=(5, len(layout)))
    x, log_slope = layout.to_natural(theta)
    back, inside = layout.from_natural(x)
    np.testing.assert_allclose(back, theta)
    assert inside.all()
    step = 1e-6
    for i, one in enumerate(theta):
        jacobian = layout.jacobian(one)
        np.testing.assert_allclose(np.linalg.slogdet(jacobian)[1], log_slope[i])
        near = one + step * np.eye(len(layout))
        np.testing.assert_allclose((layout.to_natural(near)[0] - x[i]).T / step, jacobian, rtol=1e-4, atol=1e-5)
    worth = layout.at["inner_worth", "", 0]
    outside = x[:1].copy()
    outside[0, worth] = 1.5
    assert not layout.from_natural(outside)[1].any()
    a, _ = layout.people(true_theta(problem)[0])
    assert a.coping == pytest.approx(0.9)


MIDDLE = np.full(14, 0.4)
MIDDLE[[0, 3]] = 0.5
MIDDLE[[2, 8]] = 0.0  # strengths of the answers, far from their ends


class _Known(Problem):
    """A posterior with a bend and known moments, in place of a diary's."""

    def value(self, theta: np.ndarray) -> np.ndarray:
        x, log_slope = self.layout.to_natural(theta)
        bend = x[:, 0] - 0.5 - 4 * (x[:, 3] - 0.5) ** 2  # inner worth against anxiety
        return log_slope - 0.5 * (
            (bend / 0.05) ** 2
            + ((x[:, 3] - 0.5) / 0.1) ** 2
            + ((np.delete(x, [0, 3], 1) - np.delete(MIDDLE, [0, 3])) ** 2 / 0.01).sum(1)
        )


def test_draws_find_a_banana() -> None:
    _, diary = panel(SECURE, 2, 1)
    known = _Known(diary, Layout(diary), _initial_state.initial_state_prior())
    theta = known.layout.from_natural(MIDDLE[None])[0][0]
    jacobian = known.layout.jacobian(theta)
    spread = np.full(14, 0.1)
    spread[0] = 0.05
    optimum = Optimum(theta, 0.0, jacobian.T @ np.diag(spread**-2) @ jacobian, 0.0, 1, True)
    found = draws.draw(known, [optimum], 1000, 0, effort=draws.Effort(size=512, moves=15, last=80))
    x = known.layout.to_natural(found.theta)[0]
    assert found.r_hat.max() < 1.1
    assert x[:, 3].std() == pytest.approx(0.1, rel=0.12)
    assert x[:, 0].mean() == pytest.approx(0.54, abs=0.015)
    assert np.corrcoef(x[:, 0], (x[:, 3] - 0.5) ** 2)[0, 1] > 0.5  # .73; natural coordinates would give 0
    # with the effort of "quick" the ends of so bent a ridge are thin (science/banana_posterior.py says how thin)
    quick = known.layout.to_natural(draws.draw(known, [optimum], 1000, 0).theta)[0]
    assert quick[:, 3].mean() == pytest.approx(0.5, abs=0.02)
    assert quick[:, 5].std() == pytest.approx(0.1, rel=0.15)
    again = known.layout.to_natural(draws.draw(known, [optimum], 1000, 0).theta)[0]
    np.testing.assert_array_equal(again, quick)


def test_a_move_leaves_its_distribution() -> None:
    rng = np.random.default_rng(0)
    root = np.linalg.cholesky(np.array([[1.0, 0.5], [0.5, 2.0]]))
    shape = MultivariateT(np.array([1.0, -2.0]), root)
    x = shape.draw(20000, rng)
    far = shape.far(x)
    for _ in range(5):
        x = shape.renewed(x, 0.5, rng)
    for q in (0.1, 0.5, 0.9, 0.99):
        assert np.quantile(shape.far(x), q) == pytest.approx(np.quantile(far, q), rel=0.08)


def test_groups_that_disagree_are_reported() -> None:
    rng = np.random.default_rng(0)
    near = rng.normal(size=(2, 200, 1))
    assert draws.r_hat(near)[0] < 1.05
    assert draws.r_hat(near + np.array([0.0, 1.5])[:, None, None])[0] > 1.3


def test_the_tail_of_the_weights_is_reported() -> None:
    rng = np.random.default_rng(0)
    for shape in (0.2, 0.9):
        found = tail_shape(np.log(genpareto.rvs(shape, size=4000, random_state=rng)))
        assert found == pytest.approx(shape, abs=0.2)


@pytest.mark.slow
def test_smoothing_knows_more_than_filtering() -> None:
    """Errors shrink against the true states of a few diaries, and courses scatter as the variance says.

    What happens outside is left out: no diary tells it, and its squared error is forty times that of any other state.
    """
    shown = np.setdiff1d(np.arange(_states.SIZE), _states.PLACES["fortune"])
    off = np.zeros(2)
    for seed in range(8, 13):  # by chance a single diary may be better filtered
        states, diary = panel(SECURE, 12, seed)
        number = numbers(diary, SECURE)
        many = type(number)(
            {k: np.repeat(v, 200, 1) for k, v in number.traits.items()}, *(np.repeat(x, 200, 0) for x in number[1:])
        )
        track = _filter.run(diary, many, _initial_state.initial_state_prior(), keep=True)
        smooth = _smoother.smooth(track, 0)
        off += [float(((mean - states)[:, shown] ** 2).mean()) for mean in (track.mean[:, 0], smooth.mean[:, 0])]
        image = smooth.course[5, :, 4]
        assert image.std() == pytest.approx(np.sqrt(smooth.variance[5, 0, 4]), rel=0.2)
        assert abs(image.mean() - smooth.mean[5, 0, 4]) < 4 * image.std() / np.sqrt(200)
    assert off[1] < off[0]


def test_a_last_day_is_smoothed_as_it_was_filtered() -> None:
    _, diary = panel(SECURE, 3, 9)
    track = _filter.run(diary, numbers(diary, SECURE), _initial_state.initial_state_prior(), keep=True)
    np.testing.assert_allclose(_smoother.smooth(track, 0).mean[-1], track.mean[-1])
    assert multivariate_normal(np.zeros(track.cov.shape[-1]), track.cov[-1, 0]).pdf(np.zeros(track.cov.shape[-1])) > 0
