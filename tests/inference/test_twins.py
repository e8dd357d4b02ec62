"""The fast filter, a plain NumPy filter, one big Gaussian and other people's Kalman filter agree."""

from __future__ import annotations

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from pairbond.inference import _filter
from pairbond.inference._kernel import log_likelihood
from pairbond.inference._posterior import numbers
from pairbond.inference._system import baseline

from ._problems import Problem, problems

PROBLEMS = problems()
# one of each kind is tried in the fast tests, all of them in the slow ones
FAST = {
    "flow, order 1",
    "flow, order 2, free start, inputs",
    "flow, order 1, one writer",
    "map, order 1, error, inputs",
}
every_model = pytest.mark.parametrize(
    "problem",
    [pytest.param(one, id=name, marks=() if name in FAST else pytest.mark.slow) for name, one in PROBLEMS.items()],
)


@cache
def kernel(problem: Problem) -> np.ndarray:
    run = jax.jit(lambda phi, panel: log_likelihood(problem.layout, phi, panel))
    return np.asarray(run(problem.phi, problem.panel))


@cache
def plain(problem: Problem) -> tuple[dict[str, np.ndarray], list[int], np.ndarray, np.ndarray, np.ndarray]:
    """Numbers of the model, places of the ratings, centred ratings [T, B, D + p], seen, step."""
    s = problem.layout.settings
    level = np.asarray(baseline(problem.layout, problem.phi, problem.panel))
    y = np.moveaxis(np.where(problem.panel.seen, problem.panel.y - level, 0.0), 1, 2)
    seen = np.moveaxis(np.asarray(problem.panel.seen), 1, 2)
    places = [*range(s.processes), *range(s.states, s.states + s.covariates)]
    return (
        numbers(problem.layout, problem.phi.T, problem.gaps, problem.floor),
        places,
        y,
        seen,
        np.asarray(problem.panel.step),
    )


@pytest.mark.slow
@every_model
def test_likelihood_is_that_of_one_big_gaussian(problem: Problem) -> None:
    expected = [problem.dense(c).log_density(*problem.of(c)) for c in range(problem.couples)]
    np.testing.assert_allclose(kernel(problem), expected, rtol=1e-9, atol=1e-9)


@every_model
def test_plain_filter_gives_the_same_likelihood(problem: Problem) -> None:
    track = _filter.run(*plain(problem))
    np.testing.assert_allclose(track.log_density.sum(0), kernel(problem), rtol=1e-9, atol=1e-9)


@every_model
def test_smoothed_course_is_the_posterior_of_one_big_gaussian(problem: Problem) -> None:
    num, places, y, seen, step = plain(problem)
    mean, cov = _filter.smooth(num, _filter.run(num, places, y, seen, step), step)
    t, _, m = mean.shape
    for c in range(problem.couples):
        expected, spread = problem.dense(c).posterior(*problem.of(c))
        np.testing.assert_allclose(mean[:, c], expected.reshape(t, m), atol=1e-7)
        blocks = spread.reshape(t, m, t, m)[np.arange(t), :, np.arange(t)]
        np.testing.assert_allclose(cov[:, c], blocks, atol=1e-7)


@every_model
def test_one_day_ahead_is_the_conditional_of_one_big_gaussian(problem: Problem) -> None:
    num, places, y, seen, step = plain(problem)
    track = _filter.run(num, places, y, seen, step)
    level = np.moveaxis(np.asarray(baseline(problem.layout, problem.phi, problem.panel)), 1, 2)
    day, couple = problem.days - 2, 1
    dense = problem.dense(couple)
    answers, was_seen = problem.of(couple)
    width = answers.shape[1]
    before = np.flatnonzero(was_seen[:day].ravel())
    now = np.arange(day * width, (day + 1) * width)
    gain = np.linalg.solve(dense.cov[np.ix_(before, before)], dense.cov[np.ix_(before, now)]).T
    expected = dense.mean[now] + gain @ (answers.ravel()[before] - dense.mean[before])
    variance = np.diag(dense.cov[np.ix_(now, now)] - gain @ dense.cov[np.ix_(before, now)])
    np.testing.assert_allclose(track.expected[day, couple] + level[day, couple], expected, atol=1e-8)
    np.testing.assert_allclose(track.variance[day, couple], variance, atol=1e-8)


@pytest.mark.slow
@every_model
def test_dynamax_agrees(problem: Problem) -> None:
    """Missing cells are taken out exactly: their rows of the emission matrix are zero, their density known."""
    from dynamax.linear_gaussian_ssm import LinearGaussianSSM

    num, places, y, seen, step = plain(problem)
    t, m, width = problem.days, num["start_mean"].shape[1], y.shape[2]
    model = LinearGaussianSSM(state_dim=m, emission_dim=width)
    for c in range(problem.couples):
        at = np.concatenate([step[:1, c], step[:-1, c]])  # dynamax keeps a step with the day it leads to
        observation = np.eye(m)[places] * seen[:, c][:, :, None]
        both = seen[:, c][:, :, None] & seen[:, c][:, None]
        noise = np.where(both, num["error"][c], 0.0) + np.eye(width) * ~seen[:, c][:, :, None]
        given = {
            "initial_mean": num["start_mean"][c], "initial_covariance": num["start_cov"][c],
            "dynamics_weights": num["transition"][c][at], "dynamics_covariance": num["noise_cov"][c][at],
            "dynamics_bias": np.zeros((t, m)), "dynamics_input_weights": np.zeros((t, m, 0)),
            "emission_weights": observation, "emission_covariance": noise,
            "emission_bias": np.zeros((t, width)), "emission_input_weights": np.zeros((t, width, 0)),
        }  # fmt: skip
        params, _ = model.initialize(**{name: jnp.asarray(value) for name, value in given.items()})
        total = float(model.filter(params, jnp.asarray(y[:, c])).marginal_loglik)
        missing = (~seen[:, c]).sum()
        np.testing.assert_allclose(kernel(problem)[c], total + 0.5 * missing * np.log(2 * np.pi), rtol=1e-6)
