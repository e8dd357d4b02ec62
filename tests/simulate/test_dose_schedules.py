"""Doses that change with time: as the course says, in all runners, and told in one sentence where they cannot be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.engine import native
from pairbond.engine.functions import array_functions
from pairbond.engine.machine import GENERIC
from pairbond.errors import PairbondError
from pairbond.simulate import _dose_schedules, prepare
from pairbond.theory import DoseSchedule
from pairbond.theory.interventions import HealthyAdult, HoldingTherapy, NoContact, SetConduct

from ._couples import CYCLING, largest_difference, random_couples

M = array_functions(np)


@st.composite
def courses(draw) -> tuple:
    days = sorted(draw(st.sets(st.integers(1, 160), max_size=5)))
    doses = draw(st.lists(st.floats(0, 1), min_size=len(days) + 1, max_size=len(days) + 1))
    quarters = [0.0, *(day / 4 for day in days)]
    every = draw(st.none() | st.integers(int(quarters[-1]) + 1, 60))
    return list(zip(quarters, doses, strict=True)), draw(st.sampled_from(["step", "line"])), every


@settings(max_examples=40, deadline=None)
@given(courses(), st.integers(1, 6))
def test_every_step_has_the_dose_of_its_day(said: tuple, quarters: int) -> None:
    course = DoseSchedule(*said)
    every = 4 * quarters
    numbers = _dose_schedules.given("x", course, every)
    steps = np.arange(-3.0, 90.0 * every)
    level = np.broadcast_to(_dose_schedules.level(M, numbers, "x", course, steps), steps.shape)
    expected = [course.at(max(step, 0.0) / every) for step in steps]
    assert level == pytest.approx(expected, abs=1e-9)
    assert ((level >= 0) & (level <= 1)).all()


PULSES = DoseSchedule.pulses(every=7, days=3, dose=0.9, rest=0.1)
UP = DoseSchedule([(0, 0.2), (10, 0.8), (30, 0.4)], between="line")
COURSES = (
    SetConduct(who="a", conduct="warmth", value=UP, start=5),
    HealthyAdult(who="b", dose=PULSES, start=3.25, end=50, adherence=0.7),
    HoldingTherapy(who="a", dose=DoseSchedule([(0, 1), (20, 0)], every=30), retaliation=UP),
)


@pytest.mark.slow
def test_both_engines_agree() -> None:
    one = prepare(random_couples(3), 40, interventions=COURSES)
    assert largest_difference(one, replace(one, engine="plain")) < 1e-9


@pytest.mark.slow
def test_single_precision_and_plain_machines_see_the_same_days() -> None:
    course = [SetConduct(conduct="joy", value=DoseSchedule.pulses(every=5, days=2, dose=0.0123))]
    run = prepare(CYCLING, 9000, record=["joy"], interventions=course)
    on = run.arrays()["joy"] == 0.0123
    assert on[:, 0, 0].tolist() == [day % 5 < 2 for day in range(9001)]
    single = replace(run, precision="single").arrays()["joy"]
    assert ((np.abs(single - 0.0123) < 1e-6) == on).all()
    assert (native.run(run.task, machine=GENERIC).shown["joy"] == run.arrays()["joy"]).all()


def test_a_value_follows_its_course_from_the_start_of_the_intervention() -> None:
    run = prepare(CYCLING, 60, record=["warmth"], interventions=[SetConduct(conduct="warmth", value=UP, start=20)])
    warmth = run.arrays()["warmth"][20:, 0, 0]
    assert warmth == pytest.approx([UP.at(day) for day in range(41)])


def test_a_course_of_one_dose_is_that_dose() -> None:
    one = prepare(random_couples(2), 30, interventions=[NoContact(dose=DoseSchedule([(0, 0.7)]), start=9)])
    assert largest_difference(one, replace(one, interventions=(NoContact(dose=0.7, start=9),))) == 0


@pytest.mark.slow
def test_three_days_of_contact_in_three_weeks() -> None:
    course = NoContact(dose=DoseSchedule([(0, 1), (18, 0)], every=21), start=30)
    gaps = [NoContact(start=30 + 21 * i, end=48 + 21 * i) for i in range(5)]
    one = prepare(CYCLING, 120, interventions=[course])
    two = replace(one, interventions=tuple(gaps))
    assert all((a == two.arrays()[k]).all() for k, a in one.arrays().items())


@pytest.mark.slow
def test_a_fork_meets_the_course_where_it_is() -> None:
    run = prepare(CYCLING, 80, interventions=COURSES)
    forked = run.fork(33).arrays()
    assert all((value[33:] == forked[name]).all() for name, value in run.arrays().items())


def test_other_numbers_need_no_new_machine_code(monkeypatch) -> None:
    rng = np.random.default_rng(0)

    def warm() -> SetConduct:
        return SetConduct(conduct="warmth", value=DoseSchedule(list(enumerate(rng.uniform(0, 0.8, 30)))))

    prepare(CYCLING, 30, interventions=[warm()]).arrays()

    def refuse(*_: object) -> None:
        raise AssertionError("machine code was made anew")

    monkeypatch.setattr(native, "compiled", refuse)
    assert prepare(CYCLING, 30, interventions=[warm()]).arrays()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: DoseSchedule([]), "starts nowhere; its first point has to be on day 0"),
        (lambda: DoseSchedule([(3, 0.5)]), "starts on day 3; its first point has to be on day 0"),
        (lambda: DoseSchedule([(0, 0.5), (9, 0.2), (9, 0.1)]), "has day 9 after day 9; its days have to rise"),
        (lambda: DoseSchedule([(0, 0.5), (9, 1.2)]), r"dose of 1\.2 on day 9, outside \[0, 1\]; the nearest is 1"),
        (lambda: DoseSchedule([(0, float("nan"))]), r"outside \[0, 1\]"),
        (
            lambda: DoseSchedule([(0, 0.5)], between="lines"),
            "between of a dose schedule is 'lines'; the nearest is 'line'",
        ),
        (lambda: DoseSchedule([(0, 0.5), (9, 0.2)], every=9), "every 9 days; .*the nearest is 10"),
        (lambda: DoseSchedule([(0, 0.5)], every=2.5), "whole number"),
        (lambda: DoseSchedule([0.2, 0.8]), "pairs of a day and a dose"),
    ],
)
def test_courses_that_cannot_be(make, says: str) -> None:
    with pytest.raises(PairbondError, match=says):
        make()


def test_courses_are_reported_in_words() -> None:
    assert str(PULSES) == "0.9 from day 0, 0.1 from day 3, every 7 days"
    assert str(DoseSchedule([(k, 0.1 * k) for k in range(6)])) == "6 doses from 0 to 0.5"
