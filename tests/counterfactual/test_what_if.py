"""Paired differences: the same draws, the same noise, partners without a first and a second."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairbond
from pairbond.counterfactual import COURSES, Course, WhatIf
from pairbond.counterfactual._batch import Batch
from pairbond.counterfactual._differences import summary
from pairbond.counterfactual.offered import OFFERS
from pairbond.counterfactual.outcomes import OUTCOMES, falls, horizons, paths
from pairbond.errors import PairbondError
from pairbond.simulate import Begin, prepare
from pairbond.theory import DoseSchedule, Person
from pairbond.theory.interventions import (
    INTERVENTIONS,
    Evocation,
    Intervention,
    Limits,
    NoContact,
    SetConduct,
    SupportNetwork,
)

from ._made import CYCLING, SECURE, current_state, diary, fitted, swapped

DAYS = 40


@pytest.fixture(scope="module")
def found() -> WhatIf:
    return pairbond.what_if(fitted(), days=DAYS, replicates=4)


def test_what_was_found_is_called_in_one_short_line(found: WhatIf) -> None:
    assert repr(found) == f"<WhatIf: {len(found.courses)} courses of action, {len(found.left_out)} left out>"


def test_every_course_every_outcome_every_horizon(found: WhatIf) -> None:
    assert found.horizons == (30, DAYS)
    sides = sum(1 if one.couple else 2 for one in OUTCOMES)
    assert len(found.table) == len(found.courses) * sides * 2
    table = found.table
    quantiles = table[["q05", "q25", "q50", "q75", "q95"]].to_numpy()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert (table["above"] + table["below"] <= 1.0).all()
    assert (table[["sd_aleatoric", "sd_epistemic"]] >= 0).all(axis=None)
    assert set(table["partner"]) == {"both", "Ana", "Ben"}
    # what is on offer to people who are together, but an agreement of two that these two cannot keep
    assert {one.name for one in found.courses} == set(COURSES) - {"remembrance", "reconnection", "six-practices"}
    assert found.reference.groupby(["outcome", "partner"]).size().eq(DAYS + 1).all()
    assert found.provenance["draws"] == 4


@pytest.mark.parametrize("course", [(Limits(who="a"), SupportNetwork(who="b", dose=0.5)), (NoContact(who="both"),)])
def test_one_batch_is_the_simulator_begun_where_the_couple_stands(course: tuple[Intervention, ...]) -> None:
    here = current_state(draws=3)
    shown = Batch(here, 4, 20, seed=5).run(course)
    begin = Begin(here.state, {"code": np.full(3, here.code)})
    run = prepare(here.couples, 20, draws=2, seed=5, interventions=course, begin=begin, allow_separation=False)
    for name, value in run.arrays().items():
        if name in shown:
            plain = shown[name].reshape(*shown[name].shape[:-1], 3, 4)[..., ::2]
            assert (plain.reshape(*value.shape) == value).all(), name


def test_the_compiled_batch_is_the_plain_one() -> None:
    runs = [Batch(current_state(draws=2), 2, 8, 0, engine).run((Limits(who="b"),)) for engine in ("compiled", "plain")]
    for name, value in runs[0].items():
        np.testing.assert_allclose(value, runs[1][name], atol=1e-12)


@pytest.mark.parametrize("people", [CYCLING, SECURE])
def test_partners_exchanged_are_results_exchanged(people: tuple[Person, Person]) -> None:
    here = current_state(people, draws=3)
    one = pairbond.what_if(fitted(here), days=30, replicates=2)
    two = pairbond.what_if(fitted(swapped(here)), days=30, replicates=2)
    turn = {"Ana": "Ben", "Ben": "Ana", "both": "both"}
    keys = ["course", "actor", "outcome", "partner", "day"]
    other = two.table.assign(actor=two.table["actor"].map(turn), partner=two.table["partner"].map(turn))
    a, b = (table.sort_values(keys).reset_index(drop=True) for table in (one.table, other))
    pd.testing.assert_frame_equal(a, b, rtol=0, atol=1e-12)
    assert one.left_out == two.left_out


def test_the_same_seed_is_the_same_and_another_is_not(found: WhatIf) -> None:
    again = pairbond.what_if(fitted(), ["limits"], days=DAYS, replicates=4)
    whole = found.table[found.table["course"] == "limits"].reset_index(drop=True)
    # what else is asked for changes nothing: the noise is the same
    pd.testing.assert_frame_equal(again.table, whole)
    other = pairbond.what_if(fitted(), ["limits"], days=DAYS, replicates=4, seed=1)
    assert (other.table["q50"] != whole["q50"]).any()


def test_a_course_that_does_nothing_differs_in_nothing() -> None:
    nothing = Course("nothing", "nothing", "{who} would do nothing.", "a", (SupportNetwork(who="a", dose=0.0),))
    found = pairbond.what_if(fitted(), [nothing], days=30, replicates=2)
    assert (found.table[["mean", "q05", "q95", "sd_aleatoric", "sd_epistemic"]] == 0).all(axis=None)
    assert {one.direction for one in found.sentences} == {"as before"}


def test_support_carries_and_no_contact_means_fewer_falls() -> None:
    found = pairbond.what_if(fitted(current_state(draws=6)), ["support-network", "no-contact"], days=360)
    table = found.table.set_index(["course", "actor", "outcome", "partner", "day"])
    assert table["q95"]["support-network", "Ben", "load", "Ben", 360] < 0
    # what happens outside can still tip an image of somebody absent, so on the whole and not in every draw
    assert table["mean"]["no-contact", "both", "falls", "both", 360] < 0


@pytest.mark.parametrize("code", [0.0, 1.0])
def test_nobody_leaves_or_comes_back(code: float) -> None:
    here = current_state(draws=2, code=code)
    batch = Batch(here, 2, 400, 0)
    assert "code" not in batch.run()  # and so it cannot be told
    task = batch._task
    assert not task.channels.uniform
    assert (task.carry["status.code"] == code).all()


@given(st.integers(2, 6), st.integers(2, 5), st.integers(0, 999))
@settings(max_examples=30, deadline=None)
def test_chance_and_not_knowing_are_distinguished(draws: int, pairs: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    level, replicates = rng.normal(0, 3.0, (draws, 1)), rng.normal(0, 1.0, (1, 2 * pairs))
    known = summary(np.zeros((draws, 1)) + replicates)
    assert known["sd_epistemic"] == pytest.approx(0.0, abs=1e-9)
    assert known["sd_aleatoric"] == pytest.approx(replicates.std(ddof=1))
    certain = summary(level + 0 * replicates)
    assert certain["sd_aleatoric"] == pytest.approx(0.0, abs=1e-9)
    assert certain["sd_epistemic"] == pytest.approx(level.std(ddof=1))


def test_the_two_kinds_of_spread_are_found_again() -> None:
    rng = np.random.default_rng(0)
    both = summary(rng.normal(0, 2.0, (4000, 1)) + rng.normal(0, 1.0, (4000, 8)))
    assert both["sd_epistemic"] == pytest.approx(2.0, rel=0.05)
    assert both["sd_aleatoric"] == pytest.approx(1.0, rel=0.05)


def test_falls_are_counted_with_the_hysteresis_of_the_phases() -> None:
    image = np.array([1, 0.1, -0.2, 0.2, -0.4, 0.2, 0.4, -1.0])[:, None, None] * np.array([1.0, 0.0])[:, None]
    assert falls(image)[:, 0].tolist() == [0, 0, 0, 0, 1, 1, 1, 2]


def test_outcomes_are_means_over_two_weeks() -> None:
    shown = Batch(current_state(draws=2), 2, 30, 0).run()
    other = Batch(current_state(draws=2), 2, 30, 0).run((Limits(who="a"),))
    away = (paths(other)["load"][17:31] - paths(shown)["load"][17:31]).mean(0)[1]
    found = pairbond.what_if(fitted(current_state(draws=2)), ["limits"], days=30, replicates=2).table
    row = found.query("actor == 'Ana' and outcome == 'load' and partner == 'Ben'").iloc[0]
    assert row["mean"] == pytest.approx(away.mean())


@pytest.mark.parametrize(("days", "at"), [(14, (14,)), (30, (30,)), (90, (30, 90)), (365, (30, 90, 180, 365))])
def test_horizons(days: int, at: tuple[int, ...]) -> None:
    assert horizons(days) == at


def test_offers_reach_what_they_say() -> None:
    # building a course checks that what meets the other person is said to
    assert len({one.name for one in OFFERS}) == len(OFFERS)
    for one in OFFERS:
        assert one.by("a").directed_at_other == one.directed_at_other
        assert "{who}" in one.says


def test_a_linear_fit_is_refused() -> None:
    made = pairbond.Fit.__new__(pairbond.Fit)
    with pytest.raises(PairbondError, match=r"the nearest is pairbond.fit\(diary, model='theory'\)"):
        pairbond.what_if(made)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"days": 13}, "days is 13, but has to be a whole number; the nearest is 14"),
        (
            {"replicates": 3},
            "replicates is 3, but has to be even, as each noise realisation is used twice; the nearest is",
        ),
        ({"seed": -1}, "seed is -1; the nearest is 0"),
        ({"courses": ["limit"]}, "there is no course 'limit'; the nearest is 'limits'"),
        ({"courses": "no contact"}, "the nearest is 'no-contact'"),
        ({"courses": ["as-before"]}, "'as-before' is what every course is compared with"),
    ],
)
def test_what_is_not_possible_is_refused(settings: dict[str, object], sentence: str) -> None:
    with pytest.raises(PairbondError, match=sentence):
        pairbond.what_if(fitted(current_state(draws=2)), **settings)


def test_own_courses_are_checked() -> None:
    says = "{who} would."
    with pytest.raises(PairbondError, match="limits in the course 'mine' meets the other person"):
        Course("mine", "mine", says, "a", (Limits(who="a"),))
    for kind in INTERVENTIONS:
        if kind.directed_at_partner and kind not in (Evocation, SetConduct):
            with pytest.raises(PairbondError, match=f"{kind.name} in the course 'mine' meets the other person"):
                Course("mine", "mine", says, "a", (kind(who="a"),))
    with pytest.raises(PairbondError, match="set_conduct in the course 'mine' meets the other person"):
        Course("mine", "mine", says, "a", (SetConduct(who="a", conduct="hostility", value=1.0),))
    with pytest.raises(PairbondError, match="meets the other person"):
        Course("mine", "mine", says, "a", (SupportNetwork(who="b"),))
    with pytest.raises(PairbondError, match="comes and goes"):
        Course("mine", "mine", says, "a", (SupportNetwork(who="a", start=3),))
    with pytest.raises(PairbondError, match="there is no partner 'c'; it is 'a', 'b' or 'both'"):
        Course("mine", "mine", says, "c", ())
    rising = DoseSchedule([(0, 0.2), (30, 0.8)], between="line")
    for one in (SupportNetwork(who="a", dose=rising), SetConduct(who="a", conduct="warmth", value=rising)):
        with pytest.raises(PairbondError, match=f"{one.name} in the course 'mine' changes from day to day"):
            Course("mine", "mine", says, "a", (one,))
    mine = Course(
        "mine", "mine", says, "a", (SetConduct(who="a", conduct="warmth", value=0.5),), directed_at_other=True
    )
    found = pairbond.what_if(fitted(current_state(draws=2), diary()), [mine, "limits"], days=20, replicates=2)
    assert [one.name for one in found.courses] == ["limits", "limits", "mine"]
    with pytest.raises(PairbondError, match="two courses of 'a' are called 'mine'"):
        pairbond.what_if(fitted(current_state(draws=2)), [mine, mine], days=20, replicates=2)
