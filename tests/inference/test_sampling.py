"""The short sampling run: its sampler and its coordinates, and its agreement with NumPyro's NUTS."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pandas as pd
import pytest

import pairbond
from pairbond.diary import Diary, diary_from_frame
from pairbond.inference import LinearModel
from pairbond.inference._hmc import affordable, sample
from pairbond.inference._kernel import log_likelihood
from pairbond.inference._laplace import find_mode
from pairbond.inference._random_effects_covariance import Prior, RandomEffectsCovariance, prior_of
from pairbond.inference._whitening import log_density, refined, to_model, whitening

SETTINGS = {"model": LinearModel("var", random=("mean", "inertia"), trend=False), "starts": 1, "seed": 3}
COUPLES, DAYS = 4, 18


def test_the_sampler_finds_a_normal_it_was_not_reported():
    rng = np.random.default_rng(0)
    low = np.array([[1.5, 0, 0], [0.5, 0.6, 0], [-0.4, 0.2, 1.0]])
    precision, mean = np.linalg.inv(low @ low.T), np.array([1.0, -2.0, 0.5])
    begin = jnp.asarray(rng.normal(size=(16, 3)))
    chains = sample(lambda x: -0.5 * (x - mean) @ precision @ (x - mean), begin, jax.random.PRNGKey(1), 200, 800)
    x = np.asarray(chains.x).reshape(-1, 3)
    np.testing.assert_allclose(x.mean(0), mean, atol=0.08)
    np.testing.assert_allclose(np.cov(x.T), low @ low.T, atol=0.15)
    assert 0.6 < float(chains.acceptance.mean()) < 0.95


@pytest.fixture(scope="module")
def group() -> Diary:
    rng, frames = np.random.default_rng(4), []
    for couple in range(COUPLES):
        state, mean = np.zeros(2), rng.normal(size=2)
        for day in range(DAYS):
            state = np.array([[0.4, 0.2], [0.1, 0.5]]) @ state + rng.normal(size=2)
            responses = mean + state + 0.5 * rng.normal(size=2)
            frames.append(pd.DataFrame({"couple": str(couple), "person": [f"{couple}a", f"{couple}b"],
                                        "partner": [0, 1], "time": day, "calm": responses}))  # fmt: skip
    return diary_from_frame(pd.concat(frames, ignore_index=True), ["calm"], partners=("ann", "ben"))


@pytest.fixture(scope="module")
def quick(group):
    return pairbond.fit(group, **SETTINGS)


@pytest.mark.slow
def test_white_coordinates_are_the_exact_posterior(quick):
    """Differences of density, volume included, against the posterior written out by hand in its own coordinates."""
    layout, panel, prior = quick.layout, quick.responses.panel, prior_of(quick.layout)
    where = [quick.posterior.mode[name][None] for name in ("shared", "spread", "own")]
    mode = find_mode(layout, panel, 1, *where)[0]
    rng, spread = np.random.default_rng(5), RandomEffectsCovariance(layout)
    first = whitening(layout, mode, prior)
    other = refined(first, first.centre + 0.1 * rng.normal(size=(200, len(first.centre))))
    for f in (first, other):
        values = []
        for _ in range(3):
            x = jnp.asarray(0.5 * rng.normal(size=len(f.centre) + f.lead.size))
            at = to_model(layout, f, x)
            mu, omega, b = (np.asarray(v) for v in (at.mu, at.omega, at.b))
            cov = spread.matrices(omega)[0]
            own = -0.5 * np.einsum("ni,ij,nj->", b, np.linalg.inv(cov), b) - 0.5 * len(b) * np.linalg.slogdet(cov)[1]
            shared = -0.5 * (((mu - prior.loc) / prior.scale) ** 2).sum()
            shared += -0.5 * (((omega - prior.spread_loc) / prior.spread_scale) ** 2).sum()
            phi = np.repeat((layout.tie @ mu)[:, None], len(b), 1)
            phi[layout.random_index] += b.T
            jacobian = jax.jacfwd(lambda x, f=f: to_model(layout, f, x).b)(x)[..., len(f.centre) :]
            volume = np.linalg.slogdet(np.asarray(jacobian).reshape(b.size, b.size))[1]
            arrays = type(panel)(*(jnp.asarray(a) for a in panel))
            exact = float(log_likelihood(layout, jnp.asarray(phi), arrays).sum()) + own + shared + volume
            values.append(float(log_density(layout, f, arrays, x)) - exact)
        np.testing.assert_allclose(values, values[0], atol=1e-7)


def test_large_groups_keep_the_normal_curve():
    none = np.zeros(0)
    weak, flat = Prior(none, none, none, none, 1.0), Prior(none, none, none, none, 0.0)
    assert affordable(12, 20, weak)
    assert not affordable(80, 14, weak)
    assert not affordable(4, 500, weak)
    assert not affordable(12, 20, flat)


@pytest.mark.slow
def test_normal_draws_on_request(group):
    plain = pairbond.fit(group, **SETTINGS, method="normal")
    assert plain.diagnostics["posterior"] == "normal"
    np.testing.assert_allclose(plain.draws["shared"].mean(0), plain.posterior.mode["shared"], atol=4 / np.sqrt(400))


@pytest.mark.slow
def test_quick_agrees_with_nuts(group, quick):
    full = pairbond.fit(group, **SETTINGS, method="full", draws=600)
    assert quick.diagnostics["posterior"] == "sampled briefly"
    assert full.diagnostics["posterior"] == "sampled"
    for part in ("shared", "spread"):
        a, b = quick.draws[part], full.draws[part]
        apart = (a.mean(0) - b.mean(0)) / b.std(0)
        assert np.sqrt((apart**2).mean()) < 0.25
        assert 0.85 < np.median(a.std(0) / b.std(0)) < 1.15


@pytest.mark.slow
def test_the_same_seed_gives_the_same_draws(group, quick):
    again = pairbond.fit(group, **SETTINGS)
    np.testing.assert_array_equal(again.draws["phi"], quick.draws["phi"])
