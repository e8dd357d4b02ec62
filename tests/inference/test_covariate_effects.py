"""Effects of covariates in the units of the diary: points of the rating for one unit more."""

from dataclasses import replace

import numpy as np
import pytest

from pairbond.inference.result import _TABLES

from .test_saved import a_fit, of_people


@pytest.mark.parametrize(("points", "unit"), [(1.0, 1.0), (1.0, 10.0), (5.0, 1.0)])
def test_an_effect_is_in_points_for_one_unit_more(points: float, unit: float) -> None:
    diary = of_people(("Ada", "Ben"))
    rng = np.random.default_rng(2)
    frame = diary.frame.assign(calm=points * diary.frame["calm"], rain=unit * rng.normal(size=len(diary.frame)))
    fit = a_fit(replace(diary, frame=frame))
    table = fit.covariate_effects
    assert table is not None
    assert table[["covariate", "of", "partner", "item"]].to_numpy().tolist() == [
        ["rain", of, partner, "calm"] for of in ("Ada", "Ben") for partner in ("Ada", "Ben")
    ]
    draws = fit.draws["shared"] @ fit.layout.tie.T
    at = fit.layout.slices["input"].start
    own = draws[:, at] * fit.responses.scale[0].mean() / fit.responses.input_scale[0]
    assert table["q50"][0] == pytest.approx(np.median(own))
    assert table["sd_per_sd"][0] == pytest.approx(np.median(draws[:, at]))
    mine = frame.loc[frame["partner"] == "Ada", "rain"]
    assert fit.responses.input_scale[0] == pytest.approx(mine.std(ddof=0))


def test_without_covariates_there_is_no_table_and_with_them_it_is_among_the_files() -> None:
    diary = of_people(("Ada", "Ben"))
    assert a_fit(replace(diary, covariates=(), frame=diary.frame.drop(columns="rain"))).covariate_effects is None
    shared = a_fit(diary).covariate_effects
    assert shared is not None
    assert set(shared["of"]) == {"both"}, "both have the same rain"
    assert "covariate_effects" in _TABLES
