"""Interventions: on the right days, for the right partner, kept up as often as said, seen before acted upon."""

from __future__ import annotations

import numpy as np
import pytest

from pairbond.engine import native
from pairbond.errors import PairbondError
from pairbond.simulate import prepare
from pairbond.theory import Couple
from pairbond.theory.interventions.healthy_adult import HealthyAdult
from pairbond.theory.interventions.no_contact import NoContact
from pairbond.theory.interventions.no_threats import NoThreats
from pairbond.theory.interventions.set_conduct import SetConduct
from pairbond.theory.interventions.six_practices import SixPractices

from ._couples import CYCLING, largest_difference, random_couples

SET = 0.0123  # no conduct has this value by chance


def acts(*interventions: object, days: int = 60, name: str = "warmth", **more: object) -> np.ndarray:
    """Where conduct that is set to a value has it: [days + 1, 2, n]."""
    run = prepare(CYCLING, days, record=[name], interventions=interventions, **more)  # type: ignore[arg-type]
    return run.arrays()[name] == SET


def fixed(**more: object) -> SetConduct:
    return SetConduct(conduct="warmth", value=SET, **more)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize(("who", "partners"), [("a", [1, 0]), ("b", [0, 1]), ("both", [1, 1])])
def test_it_acts_on_its_days_and_on_whom_it_names(who: str, partners: list[int]) -> None:
    found = acts(fixed(who=who, start=10, end=20))[..., 0]
    assert (found.sum(0) == np.array(partners) * 10).all()
    days = np.flatnonzero(found.any(1))
    assert days.tolist() == list(range(10, 20))


def test_before_it_starts_it_is_not_there() -> None:
    course = HealthyAdult(who="b", start=50, dose=0.8)
    with_it = prepare(CYCLING, 100, interventions=[course]).arrays()
    without = prepare(CYCLING, 100).arrays()
    for name, value in without.items():
        assert (value[:50] == with_it[name][:50]).all()
        # conduct of day 50 is changed, the states not before the next step
    assert (without["arousal"][51:] != with_it["arousal"][51:]).any()


def test_a_dose_of_nothing_is_nothing() -> None:
    nothing = prepare(random_couples(3), 60, interventions=[SixPractices(dose=0.0), NoContact(dose=0.0)])
    assert largest_difference(nothing_like(nothing), nothing) == 0


@pytest.mark.slow
def test_while_no_contact_is_kept_nobody_leaves_and_nobody_returns() -> None:
    hasty = Couple(CYCLING.a, CYCLING.b, {"leave_base": 0.1, "return_base": 0.6})
    free, kept = (prepare(hasty, 160, 64, interventions=x) for x in ((), (NoContact(who="b", start=40, end=100),)))
    code = {name: run.arrays()["code"] for name, run in (("free", free), ("kept", kept))}
    moves = {name: np.diff(value[40:101], axis=0) for name, value in code.items()}
    assert (moves["free"] < 0).sum() > 5
    assert ((code["free"][40:100] == 0) & (moves["free"] == 1)).sum() > 5
    assert (moves["kept"] >= 0).all()
    assert not ((code["kept"][40:100] == 0) & (moves["kept"] != 0)).any()
    assert (code["kept"][40] == 1).any()  # somebody was apart already, and may break off contact for good
    assert (kept.arrays()["contact"][40:100] == 0).all()
    after = np.diff(code["kept"][100:], axis=0)
    assert (after < 0).any()
    assert ((code["kept"][100:-1] == 0) & (after == 1)).any()


def nothing_like(run):
    from dataclasses import replace

    return replace(run, interventions=())


def test_adherence_is_a_share_of_days_for_each_partner_apart() -> None:
    found = acts(fixed(adherence=0.3), days=2000)[..., 0]
    assert found.mean(0) == pytest.approx([0.3, 0.3], abs=0.04)
    assert abs(np.corrcoef(found[:, 0], found[:, 1])[0, 1]) < 0.1
    assert abs(np.corrcoef(found[1:, 0], found[:-1, 0])[0, 1]) < 0.1


@pytest.mark.slow
def test_adherence_holds_for_whole_days() -> None:
    run = prepare(CYCLING, 50, interventions=[NoContact(adherence=0.5)], record=["contact"], dt=0.25)
    fine = prepare(CYCLING, 50, interventions=[NoContact(adherence=0.5)], record=["contact"], dt=0.05)
    daily = np.unique(run.arrays()["contact"])
    assert daily.tolist() == [0.0, 1.0]
    # the chance of a day does not depend on how finely the day is cut: not the draw, the share
    assert fine.arrays()["contact"].mean() == pytest.approx(0.25, abs=0.2)


def test_adherence_draws_leave_everything_else_as_it_is() -> None:
    full = prepare(CYCLING, 40, interventions=[NoContact(start=30)]).arrays()
    often = prepare(CYCLING, 40, interventions=[NoContact(start=30, adherence=0.5)]).arrays()
    assert all((full[k][:30] == often[k][:30]).all() for k in full)


def test_a_condition_is_seen_first_and_acted_upon_in_the_next_step() -> None:
    course = fixed(who="a", when=lambda seen: seen["days_apart"] > 3)
    run = prepare(CYCLING, 1500, record=["warmth", "days_apart"], interventions=[course])
    found = run.arrays()
    acted = found["warmth"][:, 0, 0] == SET
    long_apart = found["days_apart"][:, 0] > 3.3
    assert long_apart.any()
    assert (acted[long_apart]).all()
    assert not acted[found["days_apart"][:, 0] <= 3].any()


def test_a_condition_may_differ_between_partners() -> None:
    course = SetConduct(conduct="joy", value=SET, when=lambda seen: seen["received_warmth"] > 0.4)
    run = prepare(CYCLING, 80, record=["joy", "received_warmth"], interventions=[course], dt=1.0)
    found = run.arrays()
    held = found["received_warmth"] > 0.4
    assert (found["joy"][1:] == SET)[held[:-1]].all()
    assert not (found["joy"][1:] == SET)[~held[:-1]].any()
    assert 0 < held[:, 1].mean() < 1
    assert (held[:, 0] != held[:, 1]).any()


def test_states_cannot_be_observed() -> None:
    with pytest.raises(PairbondError, match="nobody can observe 'shame'"):
        prepare(CYCLING, 5, interventions=[NoContact(when=lambda seen: seen["shame"] > 0.5)]).arrays()


@pytest.mark.parametrize(
    ("two", "words"),
    [
        ([NoContact(start=5), NoContact(who="b", start=9, end=20)], "two interventions are called 'no_contact'.*9 to"),
        ([SixPractices(), NoThreats(who="a")], "'six_practices' and 'no_threats' both act on 'no_threats'"),
    ],
)
def test_two_of_a_kind_at_one_time_are_refused(two: list, words: str) -> None:
    with pytest.raises(PairbondError, match=words):
        prepare(CYCLING, 5, interventions=two)


def test_two_of_a_kind_after_each_other_or_on_different_conduct_are_fine() -> None:
    one = acts(fixed(start=0, end=5), fixed(start=8, end=9), fixed(start=20), SetConduct(conduct="joy", value=1.0))
    assert one[:, 0, 0].sum() == 5 + 1 + 41


def test_other_doses_and_days_need_no_new_machine_code(monkeypatch) -> None:
    prepare(CYCLING, 10, interventions=[HealthyAdult(start=1, end=5)]).arrays()

    def refuse(*_: object) -> None:
        raise AssertionError("machine code was made anew")

    monkeypatch.setattr(native, "compiled", refuse)
    assert prepare(CYCLING, 10, interventions=[HealthyAdult(start=2, end=7, dose=0.3)]).arrays()
