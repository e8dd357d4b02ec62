"""The evaluator: what can never be called carried, and what a knock-out must do."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.errors import PairbondError
from pairbond.experiments import records, verdicts
from pairbond.experiments.record import Check, Claim
from pairbond.experiments.verdict import (
    CARRIED,
    CONTRADICTED,
    LOST,
    NOT_CARRIED,
    REMOVED,
    STAYS,
    VACUOUS,
    knocked_out,
    true,
)

ASKED = records("claim")["E2"]  # little > 1.5 × some > 1.5 × 1.5 × much; contrast up by .02; glad > .1
NUMBERS = ("after_little", "after_some", "after_much", "contrast", "glad")
ANY = st.floats(-2, 2) | st.just(float("nan")) | st.just(float("inf"))


def numbers(*values: float) -> dict[str, np.ndarray]:
    return {name: np.array([x]) for name, x in zip(NUMBERS, values, strict=True)}


def of(asked: Claim, *values: float) -> str:
    return verdicts(asked, numbers(*values))[0]


def test_each_verdict_can_come_out() -> None:
    assert of(ASKED, 0.9, 0.5, 0.2, 0.7, 0.5) == CARRIED
    assert of(ASKED, 0.6, 0.5, 0.2, 0.4, 0.5) == NOT_CARRIED
    assert of(ASKED, 0.2, 0.5, 0.9, -0.7, 0.5) == CONTRADICTED
    assert of(ASKED, 0.9, 0.5, 0.2, 0.7, 0.05) == VACUOUS  # what had to move did not
    assert of(ASKED, 0.009, 0.005, 0.002, 0.007, 0.5) == VACUOUS  # met, but too small to count


@settings(deadline=None)  # a busy machine is no fault
@given(st.tuples(ANY, ANY, ANY, ANY, ANY))
def test_nothing_without_effect_or_control_is_ever_carried(values: tuple[float, ...]) -> None:
    little, some, much, contrast, glad = values
    carried = of(ASKED, *values) == CARRIED
    assert carried == (
        little > 1.5 * some and some > 1.5 * much and 0.02 <= contrast < np.inf and 0.1 < glad < np.inf
        and all(np.isfinite(values[:3]))
    )  # fmt: skip


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.floats(-5, 5), min_size=2, max_size=6), st.floats(0, 2))
def test_a_row_that_rises_does_not_fall(row: list[float], least: float) -> None:
    x = {"row": np.array(row)[:, None]}
    up, down = (true(Check(number="row", comparison=how, value=least), x)[0] for how in ("rises", "falls"))
    assert not (up and down)
    assert up == (all(b > a for a, b in pairwise(row)) and np.diff(row).sum() > least)
    turned = {"row": -np.array(row)[:, None]}
    assert up == true(Check(number="row", comparison="falls", value=least), turned)[0]


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(0, 4), st.tuples(*[st.floats(-2, 2)] * 5))
def test_draws_are_judged_each_for_itself(place: int, values: tuple[float, ...]) -> None:
    good = np.array([0.9, 0.5, 0.2, 0.7, 0.5])
    wide = np.repeat(good[:, None], 5, axis=1)
    wide[:, place] = values
    shown = verdicts(ASKED, dict(zip(NUMBERS, wide, strict=True)))
    assert [x for i, x in enumerate(shown) if i != place] == [CARRIED] * 4
    assert shown[place] == of(ASKED, *values)


def test_a_threshold_is_taken_from_the_prediction_alone() -> None:
    strict = ASKED.model_copy(update={"holds": [ASKED.holds[0].model_copy(update={"times": 3.0}), ASKED.holds[1]]})
    assert of(ASKED, 0.9, 0.5, 0.2, 0.7, 0.5) == CARRIED
    assert of(strict, 0.9, 0.5, 0.2, 0.7, 0.5) == NOT_CARRIED


def test_a_knock_out_counts_only_if_what_must_move_still_moves() -> None:
    assert knocked_out(ASKED, numbers(0.3, 0.3, 0.3, 0.0, 0.5)) == REMOVED
    assert knocked_out(ASKED, numbers(0.3, 0.3, 0.3, 0.0, 0.0)) == LOST
    assert knocked_out(ASKED, numbers(0.9, 0.5, 0.2, 0.7, 0.5)) == STAYS
    assert knocked_out(ASKED, numbers(0.3, 0.3, 0.3, float("nan"), 0.5)) == REMOVED


def test_what_an_experiment_owes_is_named() -> None:
    with pytest.raises(PairbondError, match="gives no number 'contrast'"):
        verdicts(ASKED, {name: np.zeros(1) for name in NUMBERS if name != "contrast"})
    with pytest.raises(PairbondError, match="row of numbers"):
        true(Check(number="x", comparison="rises"), {"x": np.zeros(3)})
    with pytest.raises(PairbondError, match="rises or falls"):
        true(Check(number="x", comparison=">"), {"x": np.zeros((2, 3))})
