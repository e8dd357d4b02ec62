"""An order without a period differs from a rhythm in nothing but that it cannot be foreseen."""

from itertools import pairwise

import numpy as np
import pytest

from pairbond.experiments.intermittent_warmth import orders, rhythm
from pairbond.theory import DoseSchedule


def course(schedule: DoseSchedule, days: int) -> np.ndarray:
    return np.array([schedule.at(day) for day in range(days)])


def spells_in(x: np.ndarray) -> int:
    return 1 + sum(one != other for one, other in pairwise(x.tolist()))


@pytest.mark.parametrize(("turns", "on", "off"), [(40, 2, 2), (20, 4, 4), (32, 3, 2), (20, 5, 10)])
def test_mean_variance_and_number_of_spells_are_those_of_the_rhythm(turns: int, on: int, off: int) -> None:
    days = turns * (on + off)
    regular = course(rhythm(on, off, 0.8), days)
    drawn = [course(one, days) for one in orders(turns, on, off, 0.8, 5)]
    for one in drawn:
        assert one.mean() == pytest.approx(regular.mean())
        assert one.var() == pytest.approx(regular.var())
        assert spells_in(one) == spells_in(regular) == 2 * turns
    assert len({one.tobytes() for one in drawn}) == 5
    # what comes in a whole turn of the rhythm is known there, and not here
    assert (regular[: -(on + off)] == regular[on + off :]).all()
    assert all((one[: -(on + off)] == one[on + off :]).mean() < 0.75 for one in drawn)


def test_orders_are_the_same_whenever_they_are_drawn() -> None:
    assert list(orders(20, 4, 4, 0.8, 3)) == list(orders(20, 4, 4, 0.8, 3))
