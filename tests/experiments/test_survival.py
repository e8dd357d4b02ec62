"""Partings and returns are counted on courses whose answer is known, and a level is found where there is one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from science._results import FOLDER
from science.heads import head
from science.survival import (
    FURTHEST,
    LEAVING,
    PUBLISHED,
    RETURNING,
    broken_up,
    first_leaving,
    parted_in,
    returned,
    root,
    with_levels,
)

from pairbond.theory import Theory
from pairbond.theory.repairs import repaired


def courses() -> np.ndarray:
    """Three couples over 600 days: one stays, one leaves on day 100 and returns on day 200, one leaves on day 300."""
    code = np.zeros((601, 3))
    code[100:200, 1] = 1.0
    code[300:, 2] = 2.0
    return code


def test_partings_and_returns_are_counted() -> None:
    code = courses()
    assert broken_up(code) == (0.5, 2)  # on day 180 one of the three is apart
    assert broken_up(code, begin=0) == (pytest.approx(1 / 3), 3)
    assert parted_in(code, 0) == (pytest.approx(2 / 3), 3)
    assert returned(code) == (0.5, 2)
    assert first_leaving(code) == (300.0, 3)


def test_a_level_is_found_where_there_is_one_and_an_end_where_there_is_none() -> None:
    def figure(factor: float) -> float:
        return 1.0 - np.exp(-0.05 * factor)

    assert root(figure, 0.3) == pytest.approx(-np.log(0.7) / 0.05, rel=1e-3)
    assert root(figure, 0.9999) == pytest.approx(FURTHEST)
    assert root(figure, 1e-6) == pytest.approx(1 / FURTHEST)


def test_a_level_multiplies_the_rates_and_nothing_else() -> None:
    before, after = Theory().constants, with_levels(Theory(), 2.0, 3.0).constants
    changed = {name: after[name].value / one.value for name, one in before.items() if after[name].value != one.value}
    assert changed == pytest.approx({**dict.fromkeys(LEAVING, 2.0), **dict.fromkeys(RETURNING, 3.0)})


def test_the_table_is_of_the_repaired_theory() -> None:
    table, said = pd.read_csv(FOLDER / "survival.csv", comment="#"), head(FOLDER / "survival.csv").said
    assert said["theory_repaired"] == repaired().hash
    assert table.figure.tolist() == list(PUBLISHED)
    assert table.published.notna().sum() == 6
