"""A fit as its users meet it: repeatable, the same after saving, tied where partners have no roles, in order."""

from __future__ import annotations

import stat
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pairbond
from pairbond.diary import Diary, diary_from_frame
from pairbond.inference import Fit, LinearModel, pooled_least_squares

COUPLES, DAYS = 5, 21
MODEL = LinearModel("var", random=("mean",), trend=False)
SETTINGS = {"model": MODEL, "starts": 1, "draws": 60}
QUANTILES = ["q05", "q25", "q50", "q75", "q95"]


def written(distinguishable: bool, couples: list[str] | None = None) -> Diary:
    """Days on which ann's mood is carried by ben's mood of the day before."""
    frames = []
    for number in range(COUPLES):
        rng = np.random.default_rng(number)
        mood = np.zeros((DAYS, 2))
        for day in range(1, DAYS):
            mood[day] = np.array([0.5, 0.2]) * mood[day - 1, 1] + rng.normal(size=2)
        mood += rng.normal(size=2)
        mood[rng.random(mood.shape) < 0.1] = np.nan
        for p in (0, 1):
            frames.append(
                pd.DataFrame(
                    {
                        "couple": f"c{number}",
                        "person": f"c{number}-{p}",
                        "partner": p,
                        "time": range(DAYS),
                        "calm": mood[:, p],
                    }
                )
            )
    frame = pd.concat(frames)
    if couples:
        frame = frame.assign(couple=frame["couple"].map(dict(zip(sorted(set(frame["couple"])), couples, strict=True))))
    return diary_from_frame(frame, ["calm"], partners=("ann", "ben"), distinguishable=distinguishable)


@pytest.fixture(scope="module")
def fitted() -> Fit:
    return pairbond.fit(written(distinguishable=True), **SETTINGS)


@pytest.fixture(scope="module")
def alike() -> Fit:
    return pairbond.fit(written(distinguishable=False), **SETTINGS)


@pytest.mark.slow
def test_a_fit_is_summed_up_over_its_own_interval_with_partners_by_name(fitted: Fit) -> None:
    found, table = fitted.summary(), fitted.effects
    assert len(found) == (table["days"] == fitted.lags[0]).sum()
    first = table[table["days"] == fitted.lags[0]].iloc[0]
    name = first["cause_partner"]
    assert found["from"].iloc[0] == f"{name} {first['cause_item']}"
    assert (found["low"] < found["median"]).all()
    assert (found["median"] < found["high"]).all()


@pytest.mark.slow
def test_same_seed_same_numbers(fitted: Fit) -> None:
    again = pairbond.fit(written(distinguishable=True), **SETTINGS)
    for name, draws in fitted.draws.items():
        np.testing.assert_array_equal(again.draws[name], draws)
    other = pairbond.fit(written(distinguishable=True), **{**SETTINGS, "seed": 1})
    assert not np.array_equal(other.draws["shared"], fitted.draws["shared"])
    np.testing.assert_array_equal(other.posterior.mode["shared"], fitted.posterior.mode["shared"])


@pytest.mark.slow
def test_order_of_couples_does_not_matter(fitted: Fit) -> None:
    names = ["e", "d", "c", "b", "a"]  # sorted, the last couple comes first
    turned = pairbond.fit(written(distinguishable=True, couples=names), **SETTINGS)
    np.testing.assert_allclose(turned.posterior.mode["shared"], fitted.posterior.mode["shared"], atol=1e-8)
    np.testing.assert_allclose(turned.posterior.mode["own"][::-1], fitted.posterior.mode["own"], atol=1e-8)
    assert turned.diagnostics["log_likelihood"] == pytest.approx(fitted.diagnostics["log_likelihood"])


@pytest.mark.slow
def test_saved_and_loaded_it_is_the_same(fitted: Fit, tmp_path: Path) -> None:
    loaded = Fit.load(fitted.save(tmp_path / "new" / "a.fit"))
    assert list((tmp_path / "new").iterdir()) == [tmp_path / "new" / "a.fit"]
    assert [stat.S_IMODE(x.stat().st_mode) for x in (tmp_path / "new", tmp_path / "new" / "a.fit")] == [0o700, 0o600]
    assert loaded.spec == fitted.spec
    assert loaded.diagnostics == fitted.diagnostics
    assert set(loaded.posterior.mode) == set(fitted.posterior.mode) == {"shared", "spread", "own"}
    for name, found in fitted.posterior.mode.items():
        np.testing.assert_array_equal(loaded.posterior.mode[name], found)
    for part in fields(Diary):
        if part.name != "frame":
            assert getattr(loaded.diary, part.name) == getattr(fitted.diary, part.name), part.name
    for name in ("parameters", "effects", "levels", "states", "one_step", "shared"):
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(fitted, name), check_dtype=False)


@pytest.mark.slow
def test_the_width_of_the_prior_is_a_setting_that_is_saved(fitted: Fit, tmp_path: Path) -> None:
    """A prior of hardly any width leaves everything at its centre."""
    narrow = pairbond.fit(written(distinguishable=True), **{**SETTINGS, "model": replace(MODEL, prior_scale=0.01)})
    centre = narrow.layout.loc[np.argmax(narrow.layout.tie > 0, axis=0)]
    np.testing.assert_allclose(narrow.posterior.mode["shared"], centre, atol=0.02)
    assert np.abs(fitted.posterior.mode["shared"] - centre).max() > 0.1
    np.testing.assert_allclose(narrow.parameters["prior_sd"], 0.01 * fitted.parameters["prior_sd"])
    loaded = Fit.load(narrow.save(tmp_path / "a.fit"))
    assert loaded.spec.model.prior_scale == 0.01
    pd.testing.assert_frame_equal(loaded.parameters, narrow.parameters)


@pytest.mark.slow
def test_one_step_densities_add_up_to_predictions_of_the_diary(fitted: Fit) -> None:
    """Predicting the fitted diary itself gives the one-step table."""
    pd.testing.assert_frame_equal(fitted.predict(fitted.diary), fitted.one_step)
    answers = fitted.diary.frame["calm"].notna().sum()
    assert len(fitted.one_step) == answers


@pytest.mark.slow
def test_influence_that_is_there_is_found_in_its_direction(fitted: Fit) -> None:
    day = fitted.effects[fitted.effects["days"] == 1].set_index(["cause_partner", "effect_partner"])
    assert day.loc[("ben", "ann"), "q05"] > 0
    # where nothing was put in, five couples happen to lean to one side: the fit leans as far as least squares
    twin = pooled_least_squares(fitted.diary).set_index(["cause_partner", "effect_partner"])
    assert ((day["q50"] - twin["estimate"]).abs() < twin["se"]).all()


@pytest.mark.slow
def test_exchangeable_partners_have_equal_parameters(alike: Fit) -> None:
    assert alike.spec.exchangeable
    day = alike.effects.set_index(["days", "cause_partner", "effect_partner"])[QUANTILES]
    for days in (1, 2, 7):
        for a, b in ((("ann", "ann"), ("ben", "ben")), (("ann", "ben"), ("ben", "ann"))):
            np.testing.assert_allclose(day.loc[(days, *a)], day.loc[(days, *b)], atol=1e-9)
    assert alike.asymmetry is None


@pytest.mark.slow
def test_bands_are_in_order(fitted: Fit) -> None:
    tables = [
        fitted.parameters,
        fitted.effects,
        fitted.couple_effects,
        fitted.levels,
        fitted.states,
        fitted.forecast(3),
    ]
    for table in tables:
        assert table is not None
        values = table[QUANTILES].to_numpy()
        assert np.isfinite(values).all()
        assert (np.diff(values, axis=1) >= 0).all()


@pytest.mark.slow
def test_forecast_ends_where_nothing_is_known(fitted: Fit) -> None:
    """Far ahead the expectation is the person's level and the band no longer widens."""
    ahead = fitted.forecast(60)
    last = ahead.groupby(["couple", "partner"]).tail(2)
    middle = last.groupby(["couple", "partner"])["mean"]
    np.testing.assert_allclose(middle.first(), middle.last(), atol=1e-3)
    spread = last.groupby(["couple", "partner"])["sd"]
    np.testing.assert_allclose(spread.first(), spread.last(), atol=1e-3)
    assert len(ahead) == 60 * 2 * COUPLES
