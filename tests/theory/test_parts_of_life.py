"""Interventions, childhood, phases: what they promise, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairbond.dynamics import PHASES, person_phases
from pairbond.errors import PairbondError
from pairbond.theory import COUPLES, PEOPLE, Childhood, Couple, Person, Theory, coping_strengths
from pairbond.theory import interventions as kinds
from pairbond.theory import numpy_functions as m
from pairbond.theory._shapes import hill
from pairbond.theory.childhood import childhood_with

THEORY = Theory()
PARAMS = THEORY.params(COUPLES["closed-circuit"])


def acted(one: kinds.Intervention) -> dict:
    """Values while one intervention acts, resolved as a runner does it."""
    inputs = {name: np.array(one.mask) * x if not name.startswith("to_") else x for name, x in one.inputs.items()}
    return THEORY.evaluate(m, THEORY.start(PARAMS), THEORY.start_status(PARAMS), inputs, PARAMS)


PLAIN = THEORY.evaluate(m, THEORY.start(PARAMS), THEORY.start_status(PARAMS), {}, PARAMS)


@pytest.mark.parametrize(
    ("one", "changed"),
    [
        (kinds.NoContact(who="a"), {"contact": 0.0}),
        (kinds.ReducedContact(who="b"), {"contact": 0.2}),
        (kinds.Silence(who="a"), {"warmth": (0.0, None), "pursuit": (0.0, None), "withdrawal": (1.0, None)}),
        (kinds.SetConduct(who="b", conduct="warmth", value=0.9), {"warmth": (None, 0.9)}),
    ],
)
def test_what_an_intervention_sets(one, changed) -> None:
    values = acted(one)
    for name, expected in changed.items():
        for i, x in enumerate(np.atleast_1d(np.array(expected, dtype=object))):
            got = np.atleast_1d(values[name])[i]
            # what the other does reaches one too, a little, where closeness crowds
            assert got == pytest.approx(np.atleast_1d(PLAIN[name])[i] if x is None else x, rel=1e-3)


def test_limits_and_giving_more() -> None:
    limits = acted(kinds.Limits(who="b", dose=0.5))["boundary"] - PLAIN["boundary"]
    assert limits == pytest.approx([0.0, 0.2])
    more = acted(kinds.GivingMore(who="a"))["warmth"]
    assert more[0] == pytest.approx(PLAIN["warmth"][0] + 0.5 * (1 - PLAIN["warmth"][0]))


def test_a_practice_is_worth_what_one_can_mentalize() -> None:
    plain, kept = PLAIN, acted(kinds.NoThreats())
    share = plain["practised"]
    assert np.all((share > 0.0) & (share < 1.0))
    assert np.allclose(kept["threat"], plain["threat"] * (1.0 - share))


@pytest.mark.parametrize("kind", [k for k in kinds.INTERVENTIONS if k not in (kinds.Evocation, kinds.SetConduct)])
def test_every_intervention_does_something_and_a_dose_of_nought_nothing(kind) -> None:
    state = THEORY.start(PARAMS)
    state |= {"grief": state["grief"] + 0.5, "shame": state["shame"] + 0.4}

    def changes(dose: float, code: float) -> bool:
        status = THEORY.start_status(PARAMS) | {"code": np.array(code)}
        inputs = {name: np.full(2, x) for name, x in kind(dose=dose).inputs.items()}
        with_it = THEORY.evaluate(m, state, status, inputs, PARAMS)
        without = THEORY.evaluate(m, state, status, {}, PARAMS)
        rates = [name for name in without if name.startswith("drift_")]
        return any(not np.array_equal(with_it[name], without[name]) for name in rates)

    assert changes(1.0, 0.0) or changes(1.0, 2.0)
    assert not changes(0.0, 0.0)
    assert not changes(0.0, 2.0)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: kinds.Silence(who="c"), "who of silence: there is no partner 'c'; it is 'a', 'b' or"),
        (lambda: kinds.Limits(dose=1.5), r"dose of limits is 1\.5, outside \[0, 1\]; the nearest is 1"),
        (lambda: kinds.HoldingTherapy(collapse=-1.0), "collapse of holding_therapy is -1"),
        (lambda: kinds.NoContact(start=30.0, end=10.0), "ends on day 10, but starts on day 30"),
        (lambda: kinds.Evocation(mode="healthy_adlt"), "nearest is 'healthy_adult'"),
        (lambda: kinds.SetConduct(conduct="warmt", value=0.5), "nearest is 'warmth'"),
    ],
)
def test_interventions_that_cannot_be(make, says: str) -> None:
    with pytest.raises(PairbondError, match=says):
        make()


@pytest.mark.parametrize("body", [{}, {"directed_at_partner": "yes"}], ids=["forgotten", "no truth value"])
@pytest.mark.parametrize("parent", [kinds.Intervention, kinds.Limits, kinds.SupportNetwork])
def test_an_intervention_that_does_not_say_whether_it_meets_the_partner_cannot_be(parent, body: dict) -> None:
    with pytest.raises(PairbondError, match="the intervention Mine has to say directed_at_partner = True or False"):
        type("Mine", (parent,), body)
    assert type("Mine", (parent,), {"directed_at_partner": True})(who="a").directed_at_partner


def test_what_changes_conduct_meets_the_partner() -> None:
    for kind in kinds.INTERVENTIONS:
        edited = {THEORY.quantities[term.node].stage for term in kind.edits}
        assert kind.directed_at_partner or "conduct" not in edited, kind.name


def test_evocation_calls_up_its_mode() -> None:
    assert acted(kinds.Evocation(who="b", mode="vulnerable_child"))["vulnerable_child"][1] > 0.5


def test_one_wound_two_answers() -> None:
    praised = Childhood(mirroring=0.2, praise=0.7).person()
    caring = Childhood(mirroring=0.2, parentification=0.7).person()
    held = Childhood(mirroring=0.9, praise=0.7).person()
    assert praised.inner_worth == caring.inner_worth == pytest.approx(0.23, abs=0.01)
    assert praised.coping > 0.7
    assert caring.coping < -0.7
    assert abs(held.coping) < 0.1
    shaky = [Childhood(mirroring=0.5, inconsistency=x).person() for x in (0.1, 0.5, 0.9)]
    assert shaky[0].anxiety < shaky[1].anxiety < shaky[2].anxiety
    assert shaky[0].avoidance < shaky[1].avoidance < shaky[2].avoidance
    with pytest.raises(PairbondError, match="praise is 2"):
        Childhood(praise=2.0)


def test_parents_pass_on_what_they_do() -> None:
    days = np.ones((2, 50))
    warm = dict.fromkeys(("mentalization", "care"), 0.6 * days) | dict.fromkeys(
        ("arousal", "inflating", "unmet_need"), 0.1 * days
    )
    child = childhood_with(warm)
    assert child.mirroring == pytest.approx(1.0)
    assert child.inconsistency == pytest.approx(0.0)
    assert child.containment == pytest.approx(0.6 * 0.9)
    assert child.praise == pytest.approx(0.13)
    assert child.parentification == pytest.approx(1.3 * 0.1 * 0.4)
    with pytest.raises(PairbondError, match="care of both parents is needed"):
        childhood_with({"mentalization": days})


def test_phases_apart_and_afterwards() -> None:
    image, grief = np.ones((6, 2)), np.linspace(0, 1, 6)[:, None] * np.ones(2)
    found = person_phases(image, image, [0, 1, 2, 2, 3, 3], grief)[:, 0]
    assert [PHASES[i] for i in found] == ["fusion", "apart", "apart", "recovery", "recovery", "recovery"]


def test_a_rupture_without_an_end_stays_a_rupture() -> None:
    image = np.concatenate([np.ones(5), -np.ones(10)])[:, None] * np.ones(2)
    found = person_phases(image, 0 * image, np.zeros(15), 0 * image)[:, 0]
    assert (found[5:] == 1).all()
    wobbles = np.array([1, 0.2, -0.2, 0.1, -0.29, 1])[:, None] * np.ones(2)
    assert (person_phases(wobbles, 0 * wobbles, np.zeros(6), 0 * wobbles) == 0).all()


def test_named_people_and_couples_are_there() -> None:
    assert len(PEOPLE) == 10
    assert len(COUPLES) == 15
    assert COUPLES["closed-circuit"].a is PEOPLE["self-inflating"]


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_an_answer_is_a_way_that_is_taken_by_more_or_less_and_never_beyond(less: float, more: float) -> None:
    less, more = sorted((less, more))
    half = THEORY.defaults["coping_half"]
    assert 0.0 <= hill(less, half) <= hill(more, half) < 1.0


def test_half_of_an_answer_is_taken_at_the_half() -> None:
    half = THEORY.defaults["coping_half"]
    assert np.ravel(coping_strengths(np.zeros(1), np.array([half]), half)) == pytest.approx([0.5, 0.0])


def test_both_ways_are_taken_alike_and_a_fifth_more_or_less_changes_little() -> None:
    one, other = (Couple(Person(coping=x), Person(coping=-x)) for x in (0.9, 0.72))
    strong, weaker = (THEORY.evaluate(m, THEORY.start(p), THEORY.start_status(p), {}, p)
                      for p in map(THEORY.params, (one, other)))  # fmt: skip
    assert strong["inflating"][0] == pytest.approx(strong["giving"][1])
    assert 0.85 < weaker["inflating"][0] / strong["inflating"][0] < 0.95  # .8 where strength is proportional
