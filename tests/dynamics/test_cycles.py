"""Falls and cycles, against a count by hand and by the phases, and for all courses."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pairbond.dynamics import (
    FALLS,
    HYSTERESIS,
    PURSUIT,
    RUPTURE,
    dominant_falls,
    fall_count,
    fall_period,
    falls,
    idealised,
    is_cycling,
    person_phases,
)  # fmt: skip

COURSES = arrays(float, st.tuples(st.integers(2, 40), st.just(2), st.integers(1, 3)), elements=st.floats(-2, 2))


def by_hand(course: list[float]) -> list[int]:
    good, found = course[0] >= 0, []
    for t, x in enumerate(course):
        if good and x < -HYSTERESIS:
            good = False
            found.append(t)
        elif not good and x > HYSTERESIS:
            good = True
    return [t for t in found if t]


@given(COURSES)
def test_falls_are_those_counted_by_hand(image: np.ndarray) -> None:
    found = falls(image)
    for where in np.ndindex(image.shape[1:]):
        mine = by_hand(image[(slice(None), *where)].tolist())
        assert np.flatnonzero(found[(slice(None), *where)]).tolist() == mine
        assert fall_count(image)[where] == len(mine)
        expected = (mine[-1] - mine[0]) / (len(mine) - 1) if len(mine) > 1 else np.nan
        assert np.array_equal(fall_period(image)[where], expected, equal_nan=True)


@given(COURSES)
def test_the_phases_leave_fusion_where_an_image_falls(image: np.ndarray) -> None:
    together = np.zeros((len(image), image.shape[2]))
    phase = person_phases(image, 0 * image, together, 0 * image)
    below = ~idealised(image)
    assert (np.isin(phase, (RUPTURE, PURSUIT)) >= below).all()  # pursuit may last beyond the rise
    assert (phase[falls(image)] != 0).all()


@given(COURSES)
def test_the_image_that_falls_more_often_decides(image: np.ndarray) -> None:
    count, period = dominant_falls(image)
    assert (count == fall_count(image).max(0)).all()
    assert (is_cycling(image, 0) == (count >= FALLS)).all()
    turned = dominant_falls(image[:, ::-1])
    assert (turned[0] == count).all()
    assert np.isnan(period[count < 2]).all()


def test_trembling_is_no_fall_and_a_wave_is_a_cycle() -> None:
    day = np.arange(400)
    wave = np.stack([np.sin(2 * np.pi * day / 50), 0.25 * np.sin(2 * np.pi * day / 3)])[None].transpose(2, 1, 0)
    assert fall_count(wave)[:, 0].tolist() == [8, 0]
    assert dominant_falls(wave)[1].tolist() == [50.0]
    assert is_cycling(wave, 100).all()
    assert not is_cycling(wave, 300).any()
