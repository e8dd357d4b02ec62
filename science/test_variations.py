"""Sets of changes are the same for the same seed, stay small, and are counted by what holds."""

from __future__ import annotations

import pandas as pd
import pytest

from pairbond.theory import Theory

from .numbers import NOT_MOVED
from .variations import STEP, chosen, counted

pytestmark = pytest.mark.science
THEORY = Theory()


def test_sets_are_those_of_their_seed_and_move_by_the_step() -> None:
    begin = {"cling": 0.6}
    sets = chosen(THEORY, 30, 0.05, begin, 1)
    assert sets == chosen(THEORY, 30, 0.05, begin, 1) != chosen(THEORY, 30, 0.05, begin, 2)
    assert sets[0] == begin
    assert any("cling" not in one for one in sets)
    moved = [(name, x) for one in sets[1:] for name, x in one.items() if (name, x) != ("cling", 0.6)]
    assert moved
    for name, x in moved:
        assert not name.startswith(NOT_MOVED)
        assert abs(x / THEORY.constants[name].value - 1.0) == pytest.approx(STEP)


def test_what_counts_is_carried_on_the_defaults_and_in_enough_worlds() -> None:
    found = pd.DataFrame(
        [
            {"set": 0, "claim": "C3", "defaults": True, "held": 0.8},
            {"set": 0, "claim": "J10", "defaults": True, "held": 0.7},
            {"set": 1, "claim": "C3", "defaults": False, "held": 1.0},
            {"set": 1, "claim": "J10", "defaults": True, "held": 0.9},
        ]
    )
    told = counted(found)
    assert told.carried.tolist() == [1, 1]
    assert told.part_1.tolist() == [1, 0]
    assert told.matters_most.tolist() == [0, 1]
    assert told.on_defaults.tolist() == [2, 1]
