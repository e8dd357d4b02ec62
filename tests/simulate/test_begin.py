"""Beginning where people stand, instead of at their meeting; and holding them there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pairbond.errors import PairbondError
from pairbond.simulate import Begin, prepare
from pairbond.theory import COUPLES
from pairbond.theory.interventions.limits import Limits

from ._couples import CYCLING, random_couples


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "day"), [("compiled", 0), ("compiled", 17), ("compiled", 30), ("plain", 17)])
def test_beginning_from_a_day_of_a_run_is_its_fork(engine: str, day: int) -> None:
    course = (Limits(who="a", start=20),)
    run = prepare(random_couples(3), 30, draws=2, interventions=course, engine=engine)
    begun = prepare(
        random_couples(3), 30, draws=2, interventions=course, engine=engine, begin=Begin.of(run.at(day), day)
    )
    forked = run.fork(day).arrays()
    assert all((value == begun.arrays()[name]).all() for name, value in forked.items())
    assert begun.dataset().day.values.tolist() == list(range(day, 31))


def test_a_run_from_given_states_can_be_forked_again() -> None:
    run = prepare(CYCLING, 40)
    begun = prepare(CYCLING, 40, begin=Begin.of(run.at(10), 10))
    again = begun.fork(25).arrays()
    assert all((value[25:] == again[name]).all() for name, value in run.arrays().items())


def test_all_draws_of_a_couple_may_begin_alike() -> None:
    here = Begin.of(prepare(random_couples(2), 50).at(50), 0)
    begun = prepare(random_couples(2), 5, draws=3, begin=here).arrays()["load"]
    np.testing.assert_array_equal(begun[0], np.repeat(here.state["load"], 3, axis=-1))
    assert np.unique(begun[5, 0]).size == 6


def test_partners_exchanged_at_the_beginning_are_exchanged_throughout() -> None:
    one = random_couples(1)[0]
    here = Begin.of(prepare(one, 60, noise=False).at(60), 0)

    def turned(values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {k: v[::-1] if v.ndim == 2 else v for k, v in values.items()}

    other = Begin(turned(dict(here.state)), turned(dict(here.status)))
    a = prepare(one, 50, noise=False, begin=here).arrays()
    b = prepare(one.swapped(), 50, noise=False, begin=other).arrays()
    assert all((v == (b[k][:, ::-1] if v.ndim == 3 else b[k])).all() for k, v in a.items())


@pytest.mark.slow
@pytest.mark.parametrize("code", [0.0, 1.0, 2.0])
def test_without_leaving_people_stay_as_they_are(code: float) -> None:
    couple = COUPLES["closed-circuit"]
    here = Begin.of(prepare(couple, 200, allow_separation=False).at(200), 0)
    here = replace(here, status={"code": np.array([code])})
    held = prepare(couple, 700, draws=20, record=["code"], begin=here, allow_separation=False).arrays()["code"]
    # without contact it is over when nobody craves any more: no chance, and nobody comes back
    assert (held == code).all() if code < 2 else (held >= code).all()
    free = prepare(couple, 700, draws=20, record=["code"], begin=here).arrays()["code"]
    assert (free != held).any()


def test_a_beginning_that_cannot_be_is_refused() -> None:
    good = Begin.of(prepare(CYCLING, 5).at(5), 0)

    def state(**changed: np.ndarray) -> Begin:
        return Begin({**good.state, **changed}, good.status)

    def refused(begin: Begin, sentence: str, days: int = 5) -> None:
        with pytest.raises(PairbondError, match=sentence):
            prepare(CYCLING, days, begin=begin)

    refused(Begin({k: v for k, v in good.state.items() if k != "shame"}), "does not say 'shame'")
    refused(state(sham=np.zeros((2, 1))), "has 'sham'; there are")
    refused(state(shame=np.zeros(1)), r"shame of the beginning has shape \[1\]; it has to be \[2, 1\]")
    refused(state(shame=np.full((2, 1), 1.5)), r"shame of the beginning leaves \[0, 1\]")
    refused(state(image=np.full((2, 1), np.nan)), "image of the beginning leaves")
    refused(replace(good, day=6), "begins on day 6 and ends on day 5")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ({"code": np.array([1.5])}, "code of the beginning is 1.5; it has to be a whole number: the nearest is 2"),
        ({"attempts": np.array([[1.0], [0.2]])}, "attempts of the beginning is 0.2; .* the nearest is 0"),
        ({"leaver": np.array([[0.7], [0.0]])}, "leaver of the beginning is 0.7; .* the nearest is 1"),
    ],
)
def test_nobody_is_half_together(status: dict[str, np.ndarray], sentence: str) -> None:
    good = Begin.of(prepare(CYCLING, 5).at(5), 0)
    with pytest.raises(PairbondError, match=sentence):
        prepare(CYCLING, 5, begin=replace(good, status={**good.status, **status}))
    apart = {"code": np.array([1.0]), "days_apart": np.array([2.25])}
    prepare(CYCLING, 5, begin=replace(good, status={**good.status, **apart}))


def test_a_run_may_begin_on_its_last_day_and_not_after() -> None:
    good = Begin.of(prepare(CYCLING, 5).at(5), 5)
    assert prepare(CYCLING, 5, begin=good).dataset().day.values.tolist() == [5]
    for day, nearest in ((6, 5), (-2, 0)):
        with pytest.raises(PairbondError, match=f"a whole day from 0 to 5: the nearest is {nearest}"):
            prepare(CYCLING, 5, begin=replace(good, day=day))
