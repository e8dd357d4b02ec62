"""Which courses are worked out: safety first, nobody acts who was not asked, two practices need two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairbond
from pairbond.counterfactual import COURSES, Course
from pairbond.counterfactual._choose import DANGER, NOT_DESCRIBED, ONE_WRITER, SHARED, Situation, choose
from pairbond.counterfactual.capacity import CAPACITY
from pairbond.counterfactual.offered import OFFERS

from ._made import NAMES, SECURE, current_state, diary, fitted

DIRECTED = {one.name for one in OFFERS if one.directed_at_other or one.needs_both}


@given(
    st.sets(st.sampled_from(COURSES)) | st.none(),
    st.sampled_from([("Ana",), ("Ben",), ("Ana", "Ben")]),
    st.sampled_from([0.0, 1.0, 2.0, 3.0]),
    st.booleans(),
    st.floats(0, 1),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_rules_hold_whatever_is_asked_for(
    wanted: set[str] | None, writers: tuple[str, ...], code: float, danger: bool, capable: float, shared: bool
) -> None:
    chosen, out = choose(
        None if wanted is None else sorted(wanted), Situation(NAMES, writers, code, danger, capable, shared)
    )
    names = {one.name for one in chosen}
    # each course is either worked out or explained, never both
    assert names | set(out) == (set(COURSES) if wanted is None else wanted)
    assert not names & set(out)
    assert all(one.actor(NAMES) in writers or (one.who == "both" and len(writers) == 2) for one in chosen)
    if danger or shared:
        assert not names & DIRECTED
    if shared:
        assert all(out[name] == SHARED for name in DIRECTED & set(out))
    if len(writers) == 1 or capable < 0.5:
        assert "six-practices" not in names
    if code >= 2:
        assert not names & {"limits", "no-contact", "reduced-contact", "giving-more"}
    assert [one.name for one in chosen] == sorted((one.name for one in chosen), key=COURSES.index)


@pytest.mark.parametrize(("days", "danger"), [(1, False), (2, True)])
@pytest.mark.parametrize("writer", [0, 1])
def test_two_days_of_one_persons_fear_are_enough(days: int, danger: bool, writer: int) -> None:
    fit = fitted(current_state(draws=2), diary(fear={writer: days}))
    found = pairbond.what_if(fit, ["limits", "support-network", "no-contact"], days=20, replicates=2)
    assert ("limits" in found.left_out) == danger
    assert set(found.table["course"]) >= {"support-network", "no-contact"}
    assert found.has_danger_items
    if danger:
        assert found.left_out["limits"] == DANGER
        assert "limits" not in set(found.table["course"])
        assert not any(one.course == "limits" for one in found.sentences)


def test_courses_of_ones_own_are_no_way_around() -> None:
    from pairbond.theory.interventions import Confrontation

    own = Course("mine", "mine", "{who} would.", "a", (Confrontation(who="a"),), directed_at_other=True)
    found = pairbond.what_if(fitted(current_state(draws=2), diary(fear={0: 5})), [own], days=20, replicates=2)
    assert found.left_out == {"mine": DANGER}
    assert found.table.empty
    assert not found.sentences
    elsewhere = Course("mine", "mine", "{who} would.", "b", (Confrontation(who="b"),), directed_at_other=True)
    found = pairbond.what_if(fitted(current_state(draws=2), diary((0,))), [elsewhere], days=20, replicates=2)
    assert "does not write" in found.left_out["mine"]


def test_one_writer_acts_alone() -> None:
    found = pairbond.what_if(fitted(current_state(SECURE, draws=2), diary((1,))), days=20, replicates=2)
    assert {one.actor(tuple(found.names)) for one in found.courses} == {"Ben"}
    assert found.left_out["six-practices"] == ONE_WRITER
    assert found.names == {"Ben": "Ben", "the other person": "the other person"}
    # sentences are about who writes and the two, never about the other person
    assert {one.partner for one in found.sentences} == {"Ben", "both"}


def test_of_one_whom_the_gate_stops_there_is_no_number() -> None:
    names = ["support-network", "limits", "no-contact"]
    whole = pairbond.what_if(fitted(current_state(draws=2)), names, days=20, replicates=2)
    found = whole.only_of(("Ana",))
    assert {(one.name, one.who) for one in found.courses} == {("support-network", "a"), ("limits", "a")}
    assert set(found.table["actor"]) == {"Ana"}
    assert set(found.table["partner"]) == set(found.reference["partner"]) == {"Ana", "both"}
    assert {one.partner for one in found.sentences} == {"Ana", "both"}
    assert found.left_out == {"no-contact": NOT_DESCRIBED}, "what two do needs both"
    assert whole.only_of(NAMES).table.equals(whole.table)


def test_six_practices_need_two_with_the_capacity() -> None:
    able = pairbond.what_if(fitted(current_state(SECURE, draws=3)), ["six-practices"], days=20, replicates=2)
    assert [one.who for one in able.courses] == ["both"]
    assert able.provenance["capable"] == 1.0
    unable = pairbond.what_if(fitted(current_state(draws=3)), ["six-practices"], days=20, replicates=2)
    assert unable.left_out == {"six-practices": CAPACITY}
    assert unable.provenance["capable"] < 0.5


@pytest.mark.parametrize(("code", "offered"), [(1.0, {"limits", "no-contact", "remembrance"}), (2.0, {"remembrance"})])
def test_after_a_separation_only_what_makes_sense_apart(code: float, offered: set[str]) -> None:
    found = pairbond.what_if(fitted(current_state(draws=2, code=code)), days=20, replicates=2)
    assert found.status == code
    assert {one.name for one in found.courses} >= offered
    assert not {one.name for one in found.courses} & {"giving-more", "reduced-contact", "six-practices"}
