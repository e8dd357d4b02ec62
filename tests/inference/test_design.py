"""Which model a diary's design asks for, and what is taken out of the ratings before a model sees them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import pairbond
from pairbond.diary import Diary, diary_from_frame
from pairbond.inference import Fit, clock_of, one_a_step
from pairbond.inference._inputs import inputs_of
from pairbond.inference._shared_course import common_course

QUICK = {"method": "normal", "starts": 1, "draws": 200}


def made(
    lag: np.ndarray, *, couples: int = 30, days: int = 28, seed: int = 0, items: tuple[str, ...] = ("calm",),
    error: np.ndarray | None = None, course: np.ndarray | None = None, step: float = 1.0,
) -> Diary:  # fmt: skip
    """Diaries of a first-order map with unit shocks; ``course`` [days] is added to everybody's level."""
    rng, d, k = np.random.default_rng(seed), len(lag), len(items)
    rows = []
    for c in range(couples):
        x, level = rng.normal(size=d), rng.normal(size=d)
        for day in range(-20, days):
            x = lag @ x + rng.normal(size=d)
            if day < 0:
                continue
            y = level + x + (0 if error is None else rng.multivariate_normal(np.zeros(d), error))
            y = y + (0 if course is None else course[day])
            for p in range(d // k):
                rows.append([f"c{c}", f"c{c}p{p}", p, day * step, *np.round(y[p * k : (p + 1) * k], 3)])
    table = pd.DataFrame(rows, columns=["couple", "person", "partner", "time", *items])
    return diary_from_frame(table, list(items), partners=("ann", "ben"))


def first(fit: Fit) -> pd.DataFrame:
    table = fit.effects[fit.effects["days"] == fit.lags[0]]
    return table.set_index(["cause_partner", "cause_item", "effect_partner", "effect_item"])


@pytest.mark.parametrize(
    ("step", "model", "unit"), [(1.0, "var", 1.0), (7.0, "var", 7.0), (1 / 6, "ct-var", 1 / 6), (0.4, "ct-var", 0.4)]
)
def test_one_entry_a_day_asks_for_a_map_and_others_for_continuous_time(step: float, model: str, unit: float) -> None:
    clock = clock_of(made(np.eye(2) * 0.2, couples=3, days=12, step=step))
    assert (clock.model, clock.unit) == (model, pytest.approx(unit))
    assert clock.reason.endswith(".")


@pytest.mark.parametrize(("apart", "model"), [(0.02, "var"), (0.2, "var"), (0.3, "ct-var"), (-0.5, "ct-var")])
def test_partners_asked_at_other_times_of_the_day_ask_for_continuous_time(apart: float, model: str) -> None:
    diary = made(np.eye(2) * 0.2, couples=3, days=14)
    when = diary.frame["time"] + 0.6 + np.where(diary.frame["partner"] == "ben", apart, 0.0)
    clock = clock_of(diary_from_frame(diary.frame.assign(time=when), ["calm"], partners=("ann", "ben")))
    assert clock.model == model
    assert clock.unit == 1.0
    assert model == "var" or f"{abs(apart) * 24:.0f} hours apart" in clock.reason


@pytest.mark.parametrize("every", [1.0, 0.125])
def test_what_partners_share_is_one_input_whatever_the_minute_of_their_entries(every: float) -> None:
    diary = made(np.eye(2) * 0.2, couples=3, days=30, step=every)
    rng = np.random.default_rng(0)
    frame = diary.frame.assign(time=diary.frame["time"] + 0.5 + rng.uniform(0, 0.04 * every, len(diary.frame)))
    frame["rain"] = np.round(diary.frame["time"] / every) % 3
    frame["stress"] = rng.normal(size=len(frame))
    frame["age"] = 30.0 + (frame["partner"] == "ben")
    names = ["rain", "stress", "age"]
    own_minutes = diary_from_frame(frame, ["calm"], partners=("ann", "ben"), covariates=names)
    assert inputs_of(own_minutes) == ("rain", "stress@ann", "stress@ben")


def test_a_rare_second_entry_is_averaged() -> None:
    diary = made(np.eye(2) * 0.2, couples=3, days=30)
    extra = diary.frame.iloc[[4]].assign(time=diary.frame["time"].iloc[4] + 0.2, calm=diary.frame["calm"].iloc[4] + 1)
    more = diary_from_frame(pd.concat([diary.frame, extra]), ["calm"], partners=("ann", "ben"))
    assert clock_of(more).model == "var"
    merged = one_a_step(more, 1)
    assert len(merged.frame) == len(diary.frame)
    assert merged.frame["calm"].sum() == pytest.approx(diary.frame["calm"].sum() + 0.5)


@pytest.mark.slow
def test_a_partner_effect_without_inertia_is_found_and_no_inertia_is_made() -> None:
    """No first-order flow can do that; the map that a daily diary gets can."""
    found = pairbond.fit(made(np.array([[0.0, 0.2], [0.2, 0.0]]), couples=60), **QUICK)
    table = first(found)
    assert found.spec.model.kind == "var"
    for own, other in (("ann", "ben"), ("ben", "ann")):
        assert abs(table.loc[(own, "calm", own, "calm"), "q50"]) < 0.08
        assert table.loc[(other, "calm", own, "calm"), "q05"] > 0.08


@pytest.mark.slow
def test_the_observed_effect_is_that_of_answers_and_not_of_states() -> None:
    """Errors that go together within an evening are no effect of one item on the other."""
    lag, apart = 0.3 * np.eye(4), np.kron(np.eye(2), np.array([[1.0, -0.6], [-0.6, 1.0]]))
    settled = np.eye(4) / (1 - 0.09)
    now = settled + apart
    sd = np.sqrt(np.diag(now))
    truth = (lag @ settled @ np.linalg.inv(now)) * sd / sd[:, None]
    diary = made(lag, couples=60, days=30, items=("calm", "trust"), error=apart, seed=4)
    found = pairbond.fit(diary, **QUICK)
    table = first(found)
    inside = (table["q05"].to_numpy() <= truth.ravel()) & (truth.ravel() <= table["q95"].to_numpy())
    assert inside.mean() >= 0.75
    assert np.abs(table["q50"].to_numpy() - truth.ravel()).max() < 0.08
    same = found.same_day[found.same_day["kind"] == "within person"]
    expected = now[0, 1] / now[0, 0]
    np.testing.assert_allclose(same[same["measure"] == "total"]["q50"], expected, atol=0.06)


@pytest.mark.slow
def test_people_who_never_change_are_set_aside_and_change_nothing_for_others() -> None:
    diary = made(np.array([[0.3, 0.1], [0.1, 0.3]]), couples=16)
    frame = diary.frame.copy()
    frame["calm"] = frame["calm"].round()
    frame.loc[frame["person"] == "c3p0", "calm"] = 2.0
    still = diary_from_frame(frame, ["calm"], partners=("ann", "ben"))
    gone = diary_from_frame(frame[frame["person"] != "c3p0"], ["calm"], partners=("ann", "ben"))
    one, other = pairbond.fit(still, **QUICK), pairbond.fit(gone, **QUICK)
    assert list(one.set_aside["person"]) == ["c3p0"]
    assert one.problem == other.problem == ""
    moved = (first(one)["q50"] - first(other)["q50"]).abs() / first(other)["sd"]
    assert moved.max() < 0.25


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["hump", "step"])
def test_a_course_of_everybody_is_seen_and_does_not_become_influence(shape: str) -> None:
    day = np.arange(28)
    course = 1.5 * np.sin(np.pi * day / 27) if shape == "hump" else 1.5 * (day > 13)
    found = pairbond.fit(made(np.zeros((2, 2)), couples=20, course=course, seed=2), **QUICK)
    table = first(found)
    across = table[[c != e for c, _, e, _ in table.index]]
    assert ((across["q05"] < 0) & (across["q95"] > 0)).all()
    assert found.common_course is not None
    assert found.common_course["p"].max() < 0.01


def test_without_a_common_course_none_is_found_more_often_than_the_test_says() -> None:
    """Carry-over of each couple's own is no course of all."""
    false = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        y = np.zeros((30, 1, 16))
        for day in range(1, 30):
            y[day] = 0.5 * y[day - 1] + rng.normal(size=(1, 16))
        false += len(common_course(y, np.tile(np.arange(30.0)[:, None], (1, 16)), None))
    assert false <= 8  # 3 expected at .05; 8 or more has a chance of 1 %


@pytest.mark.slow
def test_each_partner_has_a_covariate_of_their_own() -> None:
    diary = made(np.zeros((2, 2)), couples=12, seed=3)
    frame = diary.frame.copy()
    rng = np.random.default_rng(5)
    frame["stress"] = rng.normal(size=len(frame))
    frame["age"] = 30.0 + (frame["partner"] == "ben")
    mine = frame["partner"] == "ann"
    frame.loc[mine, "calm"] = frame.loc[mine, "calm"] - 1.0 * frame.loc[mine, "stress"]
    with_stress = diary_from_frame(frame, ["calm"], partners=("ann", "ben"), covariates=["stress", "age"])
    found = pairbond.fit(with_stress, model="var", **QUICK)
    table = found.parameters.set_index("name")["q50"]
    assert found.spec.inputs == ("stress@ann", "stress@ben")
    assert table["input[ann.calm<-stress of ann]"] < -0.5
    assert abs(table["input[ann.calm<-stress of ben]"]) < 0.15
    assert abs(table["input[ben.calm<-stress of ben]"]) < 0.15
    assert any("age" in note for note in found.diary.notes)
    effects = found.covariate_effects
    assert effects is not None
    own = effects.set_index(["covariate", "of", "partner", "item"]).loc[("stress", "ann", "ann", "calm")]
    assert own["q05"] < -1.0 < own["q95"], "a point less for one unit more, as made"
    assert own["q95"] - own["q05"] < 0.5


@pytest.mark.slow
def test_hours_called_hours_and_hours_called_days_are_the_same_study() -> None:
    """The same ratings two hours apart, time given in days or in steps called days: one model, one effect."""
    rng = np.random.default_rng(0)
    by_day = made(np.array([[0.5, 0.15], [0.15, 0.5]]), couples=14, days=40, step=1 / 12)
    again = by_day.frame.assign(time=by_day.frame["time"] * 24 + rng.uniform(0, 1e-9))
    by_hour = diary_from_frame(again, ["calm"], partners=("ann", "ben"))
    one, other = (pairbond.fit(d, model="ct-var", **QUICK) for d in (by_day, by_hour))
    np.testing.assert_allclose(first(one)["q50"], first(other)["q50"], atol=1e-3)
    assert other.lags[0] == pytest.approx(24 * one.lags[0], rel=1e-5)
