"""Budgets: inside a node to the last digit, across nodes what a theory without the mechanism would lack."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.errors import PairbondError
from pairbond.simulate import prepare
from pairbond.simulate._budget import _moment
from pairbond.theory import COUPLES, Theory, numpy_functions
from pairbond.theory.interventions import HealthyAdult, SupportNetwork

from ._couples import CYCLING, random_couples

COURSES = (
    HealthyAdult(who="b", start=30, dose=0.6, adherence=0.5),
    SupportNetwork(when=lambda seen: seen["received_hostility"] > 0.05),
)
RUN = prepare(CYCLING, 200, draws=2, interventions=COURSES, seed=3)
MOMENT = _moment(RUN, 120, 1)
NODES = ("drift_shame", "drift_image", "injury", "reward", "leaving_rate", "warmth", "drift_tension", "healthy_adult")


# taken out of the theory; of all others the gain is set to 0, which is the same to the last bit (tests/theory)
GONE = ("splitting", "shame", "discounting", "narcissistic_injury", "preemptive_abandonment", "mentalization_loss")


def values_in(theory: Theory, **gains: float) -> dict[str, float]:
    """The nodes of b on day 120 of the second draw, worked out by a theory that lacks something."""
    state, status, inputs, params = MOMENT
    values = theory.evaluate(numpy_functions, state, status, inputs, {**params, **gains})
    # of a node that went with its mechanism one reads the neutral value
    found = {node: np.ravel(values.get(node, RUN.theory.quantities[node].default)) for node in NODES}
    return {node: float(value[-1]) for node, value in found.items()}


@pytest.fixture(scope="module")
def without() -> dict[str, dict[str, float]]:
    """Mechanism -> the nodes in a theory whose mechanism is gone; "" -> in one that has none."""
    found = {"": values_in(Theory([]))}
    for name, mechanism in RUN.theory.mechanisms.items():
        gone = name in GONE
        found[name] = values_in(RUN.theory.without(name)) if gone else values_in(RUN.theory, **{mechanism.gain: 0.0})
    return found


@pytest.mark.parametrize("node", NODES)
def test_a_knock_out_is_the_difference_to_a_theory_without_it(node: str, without: dict[str, dict[str, float]]) -> None:
    table = RUN.budget(node, "b", 120, draw=1)
    whole = values_in(RUN.theory)[node]
    assert table.attrs["value"] == pytest.approx(whole, rel=1e-12)
    out = table[table.kind == "knock-out"].set_index("mechanism")["share"]
    assert set(out.index) == set(RUN.theory.mechanisms)
    for name in RUN.theory.mechanisms:
        assert out[name] == pytest.approx(whole - without[name][node], rel=1e-9, abs=1e-12), name
    assert (out != 0).sum() >= 3
    assert table.attrs["without_any"] == pytest.approx(without[""][node], rel=1e-9, abs=1e-12)
    [joint] = table[table.kind == "jointly"]["share"]
    assert joint == pytest.approx(whole - without[""][node] - out.sum(), abs=1e-12)


def test_the_moment_is_that_of_the_run() -> None:
    """State, status, and the inputs of adherence, conditions and doses as they were in the step of that day."""
    found = replace(RUN, record=("healthy_adult", "shame", "drift_shame", "surprise", "parting_rate")).arrays()
    for day in (0, 30, 31, 32, 33, 90, 200):
        for draw in (0, 1):
            values = RUN.theory.evaluate(numpy_functions, *_moment(RUN, day, draw))
            for name in ("healthy_adult", "drift_shame", "surprise", "parting_rate"):
                assert values[name].ravel() == pytest.approx(found[name][day, ..., draw].ravel(), rel=1e-9), name


def test_a_state_is_reported_by_its_rate_of_change_and_its_summands_add_up() -> None:
    table = RUN.budget("shame", "a", 77)
    assert table.attrs["node"] == "drift_shame"
    assert (table.unit == "1/d").all()
    inside = table[table.kind == "inside"]
    assert inside["share"].sum() == pytest.approx(table.attrs["value"], abs=1e-14)
    assert (inside.term != "").all()
    assert "projective_identification" in set(inside.mechanism)
    for _, part in table.groupby("kind"):
        assert part["share"].abs().is_monotonic_decreasing
    assert (RUN.budget("craving", "a", 77).query("kind == 'inside'").unit == "before the link").all() == (
        next(x for x in RUN.theory.graph.steps if x.name == "craving").node.link is not None
    )


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.integers(0, 5), st.integers(0, 25), st.sampled_from(NODES))
def test_exchanging_the_partners_exchanges_their_budgets(which: int, day: int, node: str) -> None:
    couple = random_couples(6, 8)[which]
    there = prepare(couple, 25, noise=False, engine="plain", dt=1.0).budget(node, "a", day)
    back = prepare(couple.swapped(), 25, noise=False, engine="plain", dt=1.0).budget(node, "b", day)
    keys = ["kind", "mechanism", "term"]
    one, two = (x.sort_values(keys)["share"].to_numpy() for x in (there, back))
    assert (one == two).all()
    # remainder and knock-outs make up the value again, whatever the couple
    rest = there[there.kind != "inside"]["share"].sum() + there.attrs["without_any"]
    assert rest == pytest.approx(there.attrs["value"], abs=1e-12)


def test_a_mechanism_that_is_not_there_is_missed_by_nobody() -> None:
    less = replace(CYCLING, a=replace(CYCLING.a, gains={"shame": 0.0}), b=replace(CYCLING.b, gains={"shame": 0.0}))
    table = prepare(less, 50).budget("drift_shame", "a", 50)
    assert table.query("kind == 'knock-out' and mechanism == 'shame'")["share"].tolist() == [0.0]


def test_of_several_couples_one_has_to_be_named() -> None:
    run = prepare({"x": COUPLES["secure"], "y": CYCLING}, 20)
    one = run.budget("drift_tension", "a", 20, couple="y")
    assert one.attrs["couple"] == "y"
    assert one.attrs["partner"] == "both"
    assert one["share"].tolist() == run.budget("tension", "b", 20, couple="y")["share"].tolist()
    with pytest.raises(PairbondError, match="2 couples; say which, for example couple='x'"):
        run.budget("shame", "a", 3)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("shmae", "a", 3), "no node 'shmae'; the nearest is 'shame'"),
        (("shame", "c", 3), "no partner 'c'; it is 'a' or 'b'"),
        (("shame", "a", 201), "days 0 to 200, and no day 201; the nearest is 200"),
        (("shame", "a", 2.6), r"no day 2\.6; the nearest is 3"),
        (("shame", "a", float("nan")), "no day nan"),
        (("shame", "a", 3, None, 7), "no draw 7; the nearest is"),
        (("shame", "a", 3, "z"), "no couple 'z'; the nearest is 0"),
    ],
)
def test_what_is_not_there_is_named_with_the_nearest(asked: tuple, says: str) -> None:
    with pytest.raises(PairbondError, match=says):
        RUN.budget(*asked)
