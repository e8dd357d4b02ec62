"""Fixed numbers are coarse: weights are steps of one ladder, places are twentieths."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairbond.theory import Theory
from pairbond.theory._ladder import STEPS, nearest_place, nearest_step, next_step
from pairbond.theory._spec import fixed, places

OURS = {name: one for name, one in Theory().constants.items() if one.source == "definition" and not one.free}
MEASURED_IN = {"d", "1/d"}  # days, and rates a day


@given(st.floats(1e-4, 1e4), st.sampled_from((-1.0, 1.0)))
def test_the_nearest_step_is_within_an_eighth_and_a_step(size: float, sign: float) -> None:
    found = nearest_step(sign * size)
    assert math.copysign(1.0, found) == sign
    assert abs(math.log(abs(found) / size)) <= 0.5 * math.log(4.0 / 3.0) + 1e-9  # the widest gap is from 3 to 4
    assert nearest_step(found) == found


@given(st.floats(-3.0, 3.0))
def test_the_nearest_place_is_a_twentieth(x: float) -> None:
    found = nearest_place(x)
    assert abs(found - x) <= 0.025 + 1e-9
    assert nearest_place(found) == found


@pytest.mark.parametrize(("x", "nearest"), [(0.37, 0.4), (9.7, 10.0), (-1.84, -2.0), (0.006, 0.006), (0.0, 0.0)])
def test_some_steps(x: float, nearest: float) -> None:
    assert nearest_step(x) == nearest


@given(st.sampled_from(STEPS), st.integers(-3, 3), st.booleans())
def test_a_step_up_and_a_step_down_are_undone_by_each_other(step: float, decade: int, up: bool) -> None:
    begin = nearest_step(step * 10.0**decade)
    there = next_step(begin, up)
    assert (there > begin) == up
    assert next_step(there, not up) == begin


def test_a_weight_that_is_too_exact_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"cling = 0\.37 .* use 0\.4, the nearest of 1, 1\.2, .* a Constant"):
        fixed(cling=0.37)
    with pytest.raises(ValueError, match=r"open_middle = 0\.28 is no twentieth.* use 0\.3"):
        places(open_middle=0.28)


def test_every_number_by_definition_is_coarse() -> None:
    exact = {
        name: one.value
        for name, one in OURS.items()
        if one.unit not in MEASURED_IN and one.value not in (nearest_step(one.value), nearest_place(one.value))
    }
    assert not exact


def test_the_numbers_are_few_though_the_weights_are_many() -> None:
    values = {abs(one.value) for one in OURS.values() if one.unit not in MEASURED_IN}
    assert len(values) <= 40
    assert len(values) < len(OURS) / 8
    assert len(STEPS) == 10
