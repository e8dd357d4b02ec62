"""A number without a row does not exist: every number that an equation reads is in the table of parameters, once."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pairbond.theory import Constant, Theory, describe
from pairbond.theory._trace import PLACES, Expression, traced
from pairbond.theory.childhood import symbolic_term

THEORY = Theory()
ROWS = describe.table(THEORY, "parameters")
# numbers of a shape rather than of people: halves and squares, and 1.5 between two codes of the status
SHAPE = {0.0, 0.5, 1.0, 1.5, 2.0}
IN_CHILDHOOD = 21  # numbers that stand in the terms of childhood without a name; there may only be fewer


def functions() -> Iterator[Any]:
    """Everything that is worked out in a step, traced."""
    x = Expression("x", ())
    for step in THEORY.graph.steps:
        for fn in (step.node.base, *(one.term.fn for one in (*step.adds, *step.scales))):
            yield traced(fn) if callable(fn) else fn
        for fn in (step.node.link, *(one.term.fn for one in step.edits)):
            if fn is not None:
                yield traced(fn, x)


def written(thing: Any) -> list[float]:
    """Numbers that stand in an expression itself."""
    if isinstance(thing, Expression):
        return [] if thing.op in PLACES else [x for one in thing.args for x in written(one)]
    return [float(thing)] if isinstance(thing, int | float) else []


def test_every_constant_and_gain_has_exactly_one_row() -> None:
    declared = [one.name for part in (*THEORY.parts, *THEORY.mechanisms.values()) for one in part.params]
    gains = [one.gain for one in THEORY.mechanisms.values()]
    assert sorted(ROWS.index) == sorted([*declared, *gains])
    assert ROWS.index.is_unique
    assert sorted(ROWS.index[ROWS["kind"] == "gain"]) == sorted(gains)
    free = [one.name for part in (*THEORY.parts, *THEORY.mechanisms.values()) for one in part.params if one.free]
    assert sorted(ROWS.index[ROWS["kind"] == "free"]) == sorted(THEORY.free) == sorted(free)
    assert len(free) == 42


def test_no_equation_has_a_number_without_a_row() -> None:
    read = {name for one in functions() if isinstance(one, Expression) for place, name in one.leaves() if place == "p"}
    assert len(read) > 300
    assert read <= set(ROWS.index)
    assert {abs(x) for one in functions() for x in written(one)} <= SHAPE
    early = [symbolic_term(early) for one in THEORY.mechanisms.values() for early in one.childhood]
    assert sum(abs(x) not in (0.0, 1.0) for one in early for x in written(one)) <= IN_CHILDHOOD


def test_what_is_not_declared_is_said_to_be_missing() -> None:
    assert ROWS.loc["tau_bond", ["value", "unit", "range", "origin"]].tolist() == [60.0, "d", "missing", "assumed"]
    assert ROWS.loc[["tau_bond", "leak"], ["low", "high", "sensitivity"]].isna().all().all()
    assert ROWS.loc["culture", ["low", "high", "range"]].tolist() == [0.0, 1.0, "declared"]
    assert ROWS.loc["gain_envy", ["value", "low", "high", "source"]].tolist() == [1.0, 0.0, 1.0, "none stated"]
    assert ROWS.loc["tau_load", "origin"] == "essay"
    assert ROWS.loc["leak_wound", ["tested from", "tested to"]].tolist() == pytest.approx([0.536, 0.804])
    assert set(ROWS["origin"]) <= {"published", "essay", "assumed", "chosen by search"}
    assert (ROWS["range"] == "missing").equals(ROWS["low"].isna())
    assert ROWS.loc[ROWS["kind"] == "free", "symbol"].str.len().min() > 0


def test_what_is_declared_of_a_number_is_in_its_row() -> None:
    envy = THEORY.mechanisms["envy"]
    more = Constant("mine", 0.3, "m", "1/d", "me (2026)", limits=(0.1, 0.4), origin="published", sensitivity=0.02)
    theory = THEORY.with_(replace(envy, params=(*envy.params, more)))
    row = describe.table(theory, "parameters").loc["mine"]
    assert row[["symbol", "unit", "value", "low", "high"]].tolist() == ["m", "1/d", 0.3, 0.1, 0.4]
    assert row[["range", "origin", "source", "sensitivity", "kind", "owner"]].tolist() == [
        "declared", "published", "me (2026)", 0.02, "fixed", "envy",
    ]  # fmt: skip
    assert np.isnan(ROWS["sensitivity"]).all()
