"""Couples left out: densities against closed forms, and what they find."""

import numpy as np
import pytest
from scipy import integrate, stats

from pairbond.errors import PairbondError
from pairbond.inference import fit_many
from pairbond.inference._random_effects_covariance import prior_of
from pairbond.predict import compare
from pairbond.predict._population import Person, estimate, log_density
from pairbond.predict._unseen import folds

from ._made import diary


def covariance(steps, phi, t, s):
    when = np.cumsum(steps)
    apart = np.abs(when[:, None] - when)
    return t**2 + s**2 * np.where(apart == 0, 1.0, phi**apart)


@pytest.mark.parametrize("phi", [None, 0.6, -0.3])
def test_a_person_of_a_population_against_the_dense_normal_density(phi):
    rng = np.random.default_rng(0)
    person = Person(rng.normal(2, 1, 8), np.array([0, 1, 1, 3, 1, 2, 1, 1.0]))
    m, t, size, w = 1.5, 0.8, -0.1, 0.3
    at = np.array([m, np.log(t), size, np.log(w), *([] if phi is None else [np.arctanh(phi)])])

    def dense(z):
        cov = covariance(person.steps, phi or 0.0, t, np.exp(size + w * z))
        return stats.multivariate_normal.pdf(person.value, np.full(8, m), cov) * stats.norm.pdf(z)

    assert log_density(person, at) == pytest.approx(np.log(integrate.quad(dense, -8, 8)[0]), abs=1e-4)


@pytest.mark.slow
def test_the_population_is_recovered():
    rng = np.random.default_rng(1)
    people = []
    for _ in range(150):
        s, x = np.exp(rng.normal(0.2, 0.3)), np.zeros(40)
        x[0] = rng.normal()
        for i in range(1, 40):
            x[i] = 0.5 * x[i - 1] + np.sqrt(0.75) * rng.normal()
        people.append(Person(rng.normal(3, 0.7) + s * x, np.r_[0.0, np.ones(39)]))
    at = estimate(people, True, 0.1)
    np.testing.assert_allclose([at[0], np.exp(at[1]), at[2], np.exp(at[3])], [3, 0.7, 0.2, 0.3], atol=0.12)
    assert np.tanh(at[4]) == pytest.approx(0.5, abs=0.04)


def test_every_couple_is_left_out_once():
    couples = tuple(f"c{i}" for i in range(37))
    parts = folds(couples, 0)
    assert len(parts) == 10
    assert sorted(c for part in parts for c in part) == sorted(couples)
    assert {len(part) for part in parts} == {3, 4}
    assert len(folds(couples[:5], 0)) == 5


@pytest.mark.slow
def test_the_marginal_of_the_fitted_couples_is_the_objective_of_the_fit():
    made = diary(across=0.6, own=0.1, seed=5)
    fitted = fit_many([made], "ct-var", starts=1, draws=50)[0]
    prior = prior_of(fitted.layout)
    pull = ((fitted.posterior.mode["shared"] - prior.loc) / prior.scale) ** 2
    spread = ((fitted.posterior.mode["spread"] - prior.spread_loc) / prior.spread_scale) ** 2
    want = fitted.diagnostics["log_posterior"] + 0.5 * (pull.sum() + spread.sum()) + fitted.responses.log_jacobian
    found = fitted.marginal(made)
    assert list(found["couple"]) == list(made.couples)
    assert found["log_density"].sum() == pytest.approx(want, abs=0.02)
    alone = fitted.marginal(made.select(["c3"]))  # a couple's density does not hang on who else is asked about
    assert alone["log_density"].iloc[0] == pytest.approx(found["log_density"].iloc[3], abs=1e-3)


@pytest.mark.slow
def test_influence_is_predicted_in_couples_never_seen():
    found = compare(diary(across=0.6, own=0.1, seed=5), ["own-mean", "ar1", "ct-var"], pseudo=0, couples_out=True)
    assert found.unseen is not None
    assert found.unseen_paired is not None
    assert found.unseen.groupby("model")["cells"].sum().tolist() == [6 * 28 * 2] * 3
    gain = found.unseen_paired.set_index(["model", "against"]).loc[("ct-var", "ar1")]
    assert gain["q05"] > 0


def test_too_few_couples_are_no_population():
    with pytest.raises(
        PairbondError, match="leaving couples out needs 4 couples, so that the others can predict one; there are 2"
    ):
        compare(diary(couples=2), ["own-mean"], couples_out=True)
