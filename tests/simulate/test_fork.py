"""Going on from a day: the same noise, and the same numbers where nothing is changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pairbond.errors import PairbondError
from pairbond.simulate import prepare
from pairbond.theory.interventions.healthy_adult import HealthyAdult
from pairbond.theory.interventions.no_contact import NoContact
from pairbond.theory.interventions.support_network import SupportNetwork

from ._couples import CYCLING, random_couples

COURSES = (
    HealthyAdult(who="b", start=10, end=80, adherence=0.6),
    SupportNetwork(when=lambda seen: seen["received_hostility"] > 0.1),
)


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "day"), [("compiled", 0), ("compiled", 17), ("compiled", 30), ("plain", 17)])
def test_with_nothing_changed_a_fork_is_the_run(engine: str, day: int) -> None:
    run = prepare(random_couples(3), 30, draws=2, interventions=COURSES, engine=engine)
    whole, forked = run.arrays(), run.fork(day).arrays()
    for name, value in whole.items():
        assert (value[day:] == forked[name]).all(), name


def test_a_fork_of_a_fork() -> None:
    run = prepare(CYCLING, 60, interventions=COURSES)
    twice = run.fork(20).fork(35).arrays()
    assert all((value[35:] == twice[name]).all() for name, value in run.arrays().items())


def test_another_course_from_a_day_on_equals_that_course_from_the_start() -> None:
    run = prepare(CYCLING, 100)
    course = [NoContact(start=40, end=60)]
    forked = run.fork(40, interventions=course).arrays()
    planned = prepare(CYCLING, 100, interventions=course).arrays()
    assert all((value[40:] == forked[name]).all() for name, value in planned.items())


def test_a_fork_may_go_on_for_longer_and_write_down_something_else() -> None:
    run = prepare(CYCLING, 50)
    longer = run.fork(30, days=120, record=["pain"])
    assert longer.dataset().day.values.tolist() == list(range(30, 121))
    assert list(longer.arrays()) == ["pain"]
    whole = prepare(CYCLING, 120, record=["pain"]).arrays()["pain"]
    assert (whole[30:] == longer.arrays()["pain"]).all()
    summary = run.fork(30, record="summary").arrays()
    assert summary["days_together"] <= 20


@pytest.mark.parametrize("day", [-1, 51])
def test_a_day_outside_the_run_is_refused(day: int) -> None:
    with pytest.raises(PairbondError, match="from day 0 to 50"):
        prepare(CYCLING, 50).fork(day)


@pytest.mark.parametrize(("day", "nearest"), [(-1, 3), (2, 3), (51, 50), (7.5, 8), (float("nan"), 50)])
def test_there_is_no_checkpoint_outside_the_run(day: float, nearest: int) -> None:
    run = prepare(CYCLING, 50).fork(3)
    with pytest.raises(PairbondError, match=f"the run has days 3 to 50, and no day {day:g}; the nearest is {nearest}"):
        run.at(day)


def test_a_fork_may_end_where_it_begins_and_not_before() -> None:
    run = prepare(CYCLING, 50)
    assert run.fork(50).dataset().day.values.tolist() == [50]
    with pytest.raises(PairbondError, match="to end on that day or a later one"):
        run.fork(50, days=49)


def test_a_checkpoint_is_the_state_of_that_day() -> None:
    run = prepare(random_couples(2), 40)
    states = run.arrays()
    for name, value in run.at(25).items():
        kind, _, rest = name.partition(".")
        if kind in ("state", "status"):
            assert np.array_equal(value, states[rest][25])
    assert replace(run, days=25).fork(25).arrays()["image"].shape[0] == 1
