"""A saved fit of one couple: what comes back is what was saved, and a fit of another model is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.inference_theory.test_fit import diary_of

from pairbond.errors import PairbondError
from pairbond.inference import Posterior
from pairbond.inference.filtered import FilteredFit, simulated_diary
from pairbond.inference.theory import TheoryFit
from pairbond.rivals import RIVALS

RINALDI = RIVALS["rinaldi"]


def with_posterior(fit: FilteredFit | TheoryFit) -> FilteredFit | TheoryFit:
    """A fit of which only the form is right: nothing was searched for."""
    rng, size = np.random.default_rng(0), len(fit.layout)
    optima = {"value": [-1.5, -np.inf], "gap": [0.0, np.inf], "converged": [True, False], "iterations": [3, 4]}
    posterior = Posterior(
        draws={"shared": rng.normal(size=(50, size))},
        names={"shared": tuple(f"p{i}" for i in range(size))},
        mode={"shared": rng.normal(size=size)},
        optima=pd.DataFrame(optima),
        diagnostics={"trusted": True, "at_an_end": {}},
        timing={"search": 1.0},
        seed=7,
    )
    return replace(fit, posterior=posterior)


def empty() -> Posterior:
    return Posterior({}, {}, {}, pd.DataFrame(), {}, {}, 0)


@pytest.fixture(scope="module")
def of_rinaldi() -> FilteredFit:
    made = simulated_diary(RINALDI.couple(), 12, seed=1)
    fit = with_posterior(FilteredFit(RINALDI, made, made.couples[0], {}, empty()))
    assert isinstance(fit, FilteredFit)
    return fit


def same(one: FilteredFit | TheoryFit, two: FilteredFit | TheoryFit) -> None:
    pd.testing.assert_frame_equal(one.diary.frame, two.diary.frame, check_dtype=False)
    pd.testing.assert_frame_equal(one.optima, two.optima, check_dtype=False)
    pd.testing.assert_frame_equal(one.summary(), two.summary())
    np.testing.assert_array_equal(one.draws, two.draws)
    np.testing.assert_array_equal(one.posterior.mode["shared"], two.posterior.mode["shared"])
    for name in ("names", "diagnostics", "timing", "seed", "version"):
        assert getattr(one.posterior, name) == getattr(two.posterior, name)
    assert (one.couple, one.readings) == (two.couple, two.readings)


def test_a_fit_of_a_model_comes_back_as_it_was(of_rinaldi: FilteredFit, tmp_path: Path) -> None:
    same(of_rinaldi, FilteredFit.load(of_rinaldi.save(tmp_path / "a.fit"), RINALDI))
    assert repr(of_rinaldi.posterior) == f"<Posterior of {len(of_rinaldi.layout)} shared parameters, 50 draws>"


def test_a_fit_of_the_theory_comes_back_as_it_was(tmp_path: Path) -> None:
    fit = with_posterior(TheoryFit(diary_of(14), "1", {}, empty()))
    assert isinstance(fit, TheoryFit)
    same(fit, TheoryFit.load(fit.save(tmp_path / "a.fit")))


def test_fits_of_other_models_are_refused(of_rinaldi: FilteredFit, tmp_path: Path) -> None:
    file = of_rinaldi.save(tmp_path / "a.fit")
    with pytest.raises(PairbondError, match="it is of the model rinaldi, not of gottman-murray"):
        FilteredFit.load(file, RIVALS["gottman-murray"])
    with pytest.raises(PairbondError, match="is not a fit of theory that pairbond saved"):
        TheoryFit.load(file)
    other = replace(RINALDI, source="elsewhere", states=tuple(replace(one, start_sd=0.3) for one in RINALDI.states))
    with pytest.raises(PairbondError, match="the equations or numbers of rinaldi were others when it was saved"):
        FilteredFit.load(file, other)
    short = replace(of_rinaldi.posterior, draws={"shared": np.zeros((50, 2))})
    replace(of_rinaldi, posterior=short).save(file)
    with pytest.raises(PairbondError, match=r"the array draws_shared has shape \(50, 2\); the model has \d+ unknowns"):
        FilteredFit.load(file, RINALDI)
