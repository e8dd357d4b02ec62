"""A block of days is the theory's own days, for couples and for who is alone."""

from __future__ import annotations

import numpy as np
import pytest

from pairbond.population import living, origins
from pairbond.population.pairing import Pairs, giving, inflating
from pairbond.population.people import People
from pairbond.population.protocol import Protocol
from pairbond.population.relationships import Relationships
from pairbond.simulate import Begin, Block, prepare
from pairbond.theory import Couple, Person, Theory, numpy_functions

THEORY = Theory()
RULES = Protocol(entry_years=0)
COUPLES = 5


def adults(count: int = 2 * COUPLES, seed: int = 2, theory: Theory = THEORY) -> People:
    people = People(theory, seed)
    origins.found(people, count, RULES)
    origins.come_of_age(people, np.arange(count))
    return people


def paired(people: People, a: np.ndarray, b: np.ndarray) -> Relationships:
    relationships = Relationships()
    nothing = np.zeros((2, len(a)))
    living.begin(people, relationships, Pairs(a, b, nothing, nothing), day=30)
    return relationships


def around(people: People) -> living.Around:
    return living.Around(culture=0.5, support=0.0, held=np.zeros(len(people)))


def person(people: People, place: int) -> Person:
    names = {"inner_worth_0": "inner_worth", "integration_0": "integration", "outside_life_0": "outside_life"}
    return Person(**{names.get(name, name): float(x[place]) for name, x in people.params.items()})


@pytest.mark.parametrize(("precision", "within"), [("double", 1e-9), ("single", 2e-4)])
def test_one_block_is_what_simulate_makes_of_the_same_couples(precision: str, within: float) -> None:
    people = adults()
    a, b = np.arange(COUPLES), np.arange(COUPLES, 2 * COUPLES)
    relationships = paired(people, a, b)
    start = {name: x.copy() for name, x in relationships.state.items()}
    names = [f"{i} & {j}" for i, j in zip(a, b, strict=True)]
    block = Block(THEORY, living.MONITORS, RULES.dt, precision)
    assert not living.live(block, people, relationships, around(people), 30, 60).size

    couples = {name: Couple(person(people, i), person(people, j)) for name, i, j in zip(names, a, b, strict=True)}
    # the draw is what tells the same two who pair again on another day
    run = prepare(couples, days=90, draws=[30], seed=2, theory=THEORY, begin=Begin(start, day=30))
    then = run.at(90)
    for name, x in relationships.state.items():
        np.testing.assert_allclose(x, then[f"state.{name}"], atol=within, err_msg=name)
    for name, x in relationships.status.items():
        np.testing.assert_allclose(x, then[f"status.{name}"], atol=within, err_msg=name)
    assert {k: v[a].tolist() for k, v in people.state.items()} == {
        k: relationships.state[k][0].tolist() for k in people.state
    }


def test_the_strength_of_an_answer_is_the_theory_s_own() -> None:
    people = adults()
    everybody = np.arange(len(people))
    for place in everybody:
        p = THEORY.params(Couple(person(people, place), Person()))
        shown = THEORY.evaluate(numpy_functions, THEORY.start(p), THEORY.start_status(p), {}, p)
        assert inflating(people, everybody)[place] == pytest.approx(float(shown["inflating"][0]))
        assert giving(people, everybody)[place] == pytest.approx(float(shown["giving"][0]))


def test_the_order_of_couples_makes_no_difference() -> None:
    one, two = adults(), adults()
    a, b = np.arange(COUPLES), np.arange(COUPLES, 2 * COUPLES)
    for people, order in ((one, slice(None)), (two, slice(None, None, -1))):
        relationships = paired(people, a[order], b[order])
        living.live(living.block_of(THEORY, RULES), people, relationships, around(people), 30, 60)
    for name in one.state:
        np.testing.assert_array_equal(one.state[name], two.state[name], err_msg=name)
    np.testing.assert_array_equal(one.exposure, two.exposure)


@pytest.mark.slow
def test_who_is_alone_is_hardly_touched_by_nobody() -> None:
    block = Block(THEORY, dt=RULES.dt, precision="double")
    people = adults(2)
    who = {name: np.stack([x[:1], x[:1]]) for name, x in people.params.items()}
    found = []
    for other in (0.3, 0.9):
        mixed = {name: np.stack([who[name][0], np.array([other])]) for name in ("inner_worth_0", "anxiety")}
        # rivalry is felt without contact, so nobody has to be no rival: no answer, as the theory has it by default
        mixed["coping"] = np.stack([who["coping"][0], np.zeros(1)])
        params = {**who, **mixed, f"gain_{living.WAITS}": np.zeros((2, 1))}
        state = {**THEORY.start(params), "security": np.zeros(1), "tension": np.zeros(1)}
        status = {**THEORY.start_status(params), "code": np.array([living.ENDED])}
        found.append(block(params, {}, state, status, people.keys[:, :1], 0, 120).state)
    for name, x in found[0].items():
        if x.ndim == 2:  # what is left comes of mechanisms that read a state of the other rather than conduct
            assert x[0, 0] == pytest.approx(found[1][name][0, 0], abs=1e-3), name
    assert found[0]["inner_worth"][1, 0] < 0.5 < found[1]["inner_worth"][1, 0]


@pytest.mark.slow
def test_who_is_alone_is_not_drained_by_giving_to_nobody() -> None:
    load = []
    for theory in (THEORY, THEORY.without(living.WAITS)):
        people = adults(theory=theory)
        people.params["coping"][:] = -0.9
        people.params["inner_worth_0"][:] = people.state["inner_worth"][:] = 0.3
        living.live(living.block_of(theory, RULES), people, Relationships(), around(people), 0, 720)
        load.append(people.state["load"])
    np.testing.assert_allclose(load[0], load[1], atol=1e-4)


def test_an_end_frees_both_and_is_dated() -> None:
    people = adults()
    relationships = paired(people, np.arange(COUPLES), np.arange(COUPLES, 2 * COUPLES))
    relationships.status["code"][:] = 2.0  # no contact, and no craving: the theory ends that at once
    relationships.state["bond"][:] = 0.0
    freed = living.live(living.block_of(THEORY, RULES), people, relationships, around(people), 30, 60)
    assert sorted(freed) == list(range(2 * COUPLES))
    assert not relationships.going_on.size
    assert (people["relationship"] == -1).all()
    assert ((relationships["ended"] > 30) & (relationships["ended"] < 31)).all()


def test_a_death_ends_a_relationship() -> None:
    people = adults()
    relationships = paired(people, np.arange(COUPLES), np.arange(COUPLES, 2 * COUPLES))
    old = Protocol(entry_years=0, death_age=1, death_spread=0.5)  # at 18 nobody is left
    dead = living.die(people, relationships, old, 90, 90, 0)
    assert len(dead) == len(people)
    assert relationships["death"].all()
    assert (relationships["ended"] == 90).all()
    assert not people.alive.any()


def test_what_earlier_relationships_left_goes_along() -> None:
    people = adults()
    people.state["load"][:] = 0.7
    people.state["bond"][:] = 0.6
    relationships = paired(people, np.arange(COUPLES), np.arange(COUPLES, 2 * COUPLES))
    assert (relationships.state["load"] == 0.7).all()
    assert (relationships.state["bond"] == THEORY.defaults["start_bond"]).all()
