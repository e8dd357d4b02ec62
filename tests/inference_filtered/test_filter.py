"""The filter of any model against closed forms and particles."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from pairbond.engine.functions import array_functions
from pairbond.inference.filtered import simulated_diary
from pairbond.inference.filtered._filter import Filter, States
from pairbond.inference.filtered._layout import Layout
from pairbond.inference.filtered._panel import Panel, panel
from pairbond.inference.filtered._smoother import courses
from pairbond.model import CoupleModel
from pairbond.rivals import RIVALS

from ._made import typical

F = NDArray[np.float64]


def prepared(name: str, days: int = 12, seed: int = 1) -> tuple[CoupleModel, Panel, Layout, F]:
    model = RIVALS[name]
    made = panel(
        simulated_diary(typical(model, np.random.default_rng(seed)), days, seed=seed, missing=0.1), model, None, {}
    )
    layout = Layout(model, made.columns)
    return model, made, layout, np.random.default_rng(seed).normal(scale=0.5, size=(3, len(layout)))


def matrices(model: CoupleModel, params: dict[str, F], dt: float) -> tuple[F, F, F]:
    """Transition, constant and noise of one step of a linear model, read from its own step."""
    m, zero = array_functions(np), np.zeros((2, 1))
    given = {k: v[:, None] if v.ndim == 1 and len(v) == 2 else v for k, v in params.items()}

    def moved(x: F) -> F:
        return model.step(m, {"feeling": x[:, None]}, {}, {}, given, {}, {}, dt)[0]["feeling"][:, 0]

    constant = moved(zero[:, 0])
    slope = np.stack([moved(e) - constant for e in np.eye(2)], 1)
    return slope, constant, dt * np.diag(given["noise"][:, 0] ** 2)


def joint(model: CoupleModel, made: Panel, params: dict[str, F], error: F) -> tuple[F, F, F, NDArray[np.bool_]]:
    """Mean and covariance of all states, stacked, and the answers that were given with their error variances."""
    a, b, q = matrices(model, params, made.dt)
    mean, sd = States(model).start()
    n, steps = len(mean), made.steps
    means, cov = [mean], np.zeros((steps * n, steps * n))
    cov[:n, :n] = np.diag(sd**2)
    for t in range(1, steps):
        means.append(a @ means[-1] + b)
        past, here = slice(0, t * n), slice(t * n, (t + 1) * n)
        cov[here, past] = a @ cov[(t - 1) * n : t * n, past]
        cov[past, here] = cov[here, past].T
        cov[here, here] = a @ cov[(t - 1) * n : t * n, (t - 1) * n : t * n] @ a.T + q
    return np.concatenate(means), cov, np.tile(error**2, steps), made.seen.ravel()


def test_a_linear_model_has_the_density_of_its_joint_normal_distribution() -> None:
    model, made, layout, theta = prepared("rinaldi")
    assert [c.partner for c in made.columns] == [0, 1]
    params, error = layout.numbers(theta)
    track = Filter(model, made).run(params, error)
    for k in range(len(theta)):
        mean, cov, noise, seen = joint(model, made, {n: v[:, k] for n, v in params.items()}, error[k])
        exact = multivariate_normal(mean[seen], cov[np.ix_(seen, seen)] + np.diag(noise[seen]))
        assert track.total[k] == pytest.approx(exact.logpdf(made.y.ravel()[seen]), abs=1e-8)


def test_drawn_courses_have_the_exact_mean_and_covariance_given_the_diary() -> None:
    model, made, layout, theta = prepared("rinaldi", days=4)
    params, error = layout.numbers(np.repeat(theta[:1], 6000, 0))
    found = courses(Filter(model, made).run(params, error, keep=True), 0).transpose(1, 0, 2).reshape(6000, -1)
    mean, cov, noise, seen = joint(model, made, {n: v[:, 0] for n, v in params.items()}, error[0])
    total = cov[np.ix_(seen, seen)] + np.diag(noise[seen])
    gain = np.linalg.solve(total, cov[seen]).T
    after = mean + gain @ (made.y.ravel()[seen] - mean[seen])
    left = cov - gain @ cov[seen]
    sd = np.sqrt(np.diag(left))
    assert np.abs((found.mean(0) - after) / sd).max() < 5 / np.sqrt(6000)
    assert found.std(0) == pytest.approx(sd, rel=0.06)


def test_a_nonlinear_model_is_near_its_particles() -> None:
    """The influence bends at 0, which a Gaussian filter takes as straight on average: within 1.5 nats in 60 answers."""
    model, made, layout, theta = prepared("gottman-murray", days=30)
    params, error = layout.numbers(0.5 * theta)
    total = Filter(model, made).run(params, error).total
    rng, count, m = np.random.default_rng(0), 20_000, array_functions(np)
    mean, sd = States(model).start()
    for k in range(len(theta)):
        wide = {name: np.repeat(value[:, k : k + 1], count, 1) for name, value in params.items()}
        x = mean[:, None] + sd[:, None] * rng.normal(size=(2, count))
        value = 0.0
        for t in range(made.steps):
            off = np.where(made.seen[t][:, None], made.y[t][:, None] - x, 0.0) / error[k][:, None]
            log = -(0.5 * off**2 + np.log(error[k] * np.sqrt(2 * np.pi))[:, None] * made.seen[t][:, None]).sum(0)
            value += logsumexp(log) - np.log(count)
            weight = np.exp(log - logsumexp(log))
            at = np.searchsorted(np.cumsum(weight), (rng.uniform() + np.arange(count)) / count).clip(0, count - 1)
            noise = {"affect": rng.normal(size=(2, count))}
            x = model.step(m, {"affect": x[:, at]}, {}, {}, wide, noise, {}, 1.0)[0]["affect"]
        assert total[k] == pytest.approx(value, abs=1.5)


def test_candidates_side_by_side_are_candidates_alone() -> None:
    model, made, layout, theta = prepared("gottman-murray")
    params, error = layout.numbers(theta)
    both = Filter(model, made).run(params, error).total
    alone = [Filter(model, made).run(*layout.numbers(theta[k : k + 1])).total[0] for k in range(3)]
    assert both == pytest.approx(alone, abs=1e-9)


def test_coordinates_go_there_and_back() -> None:
    _, _, layout, theta = prepared("rinaldi")
    natural, log_slope = layout.to_natural(theta)
    back, inside = layout.from_natural(natural)
    assert inside.all()
    assert back == pytest.approx(theta, abs=1e-8)
    for one, slope in zip(theta, log_slope, strict=True):
        jacobian = layout.jacobian(one)
        assert np.linalg.slogdet(jacobian)[1] == pytest.approx(slope)
        moved = [(layout.to_natural((one + s * 1e-6 * e)[None])[0][0]) for e in np.eye(len(one)) for s in (1, -1)]
        differences = (np.array(moved[::2]) - np.array(moved[1::2])).T / 2e-6
        assert differences == pytest.approx(jacobian, abs=1e-6)
