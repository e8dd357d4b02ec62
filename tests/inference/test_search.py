"""The search of the quick fit: its slope is that of its objective, and it ends where nothing is left to gain."""

from __future__ import annotations

import numpy as np
import pytest

import pairbond
from pairbond.diary import Diary
from pairbond.inference import LinearModel, _problem
from pairbond.inference._laplace import _Directions
from pairbond.inference._panel import responses
from pairbond.inference._random_effects_covariance import RandomEffectsCovariance, prior_of
from pairbond.inference._spec import complete

from .test_design import made


@pytest.fixture(scope="module")
def diary() -> Diary:
    return made(np.array([[0.3, 0.2], [0.1, 0.2]]), couples=6, days=12)


@pytest.mark.slow
def test_its_slope_is_that_of_the_objective(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_problem, "SETTLED", 1e-14)
    monkeypatch.setattr(_problem, "INNER", 200)
    monkeypatch.setattr(_problem, "REFINED", 10)
    diary, spec = complete(diary, LinearModel("var", trend=False))
    layout, rng = spec.layout(diary), np.random.default_rng(0)
    prior, spread = prior_of(layout), RandomEffectsCovariance(layout)
    problem = _problem.Problem(layout, responses(diary, spec).panel, 1, prior)
    mu = prior.loc + 0.3 * prior.scale * rng.normal(size=len(prior.loc))
    omega = spread.loc + 0.3 * spread.scale * rng.normal(size=len(spread.loc))
    here = problem.at(mu[None], omega[None], np.zeros((1, problem.n, problem.q)))
    slope = _Directions(problem, here, *problem.score(here), problem.laplace_slope(here)).slope[0]

    def objective(theta: np.ndarray) -> float:
        one, two = np.split(theta[None], [len(mu)], axis=1)
        return float(problem.at(one, two, here.b).objective[0])

    at, step = np.concatenate([mu, omega]), 3e-3
    for k in range(len(at)):
        move = step * np.eye(len(at))[k]
        assert slope[k] == pytest.approx((objective(at + move) - objective(at - move)) / (2 * step), abs=0.02, rel=0.02)


@pytest.mark.slow
def test_it_ends_where_nothing_is_left_to_gain(diary: Diary) -> None:
    found = pairbond.fit(diary, LinearModel("var", trend=False), method="normal", starts=3)
    assert found.diagnostics["next_step_gain"] < 0.05
    assert found.optima["gap"].max() < 0.1
    assert found.optima["distance"].max() < 0.2
