"""The runners agree path by path over two years, for couples of every kind."""

from __future__ import annotations

import pandas as pd
import pytest

from ._results import record
from .parity import COUPLES, DAYS, SEED, table


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    rows = table()
    record("parity", rows, couples=COUPLES, days=DAYS, seed=SEED)
    return rows.set_index("compared")


@pytest.mark.parametrize(
    "row",
    [
        "compiled, double",
        "compiled, single, 120 days, until a status changes",
        pytest.param(
            "compiled, single, 700 days, until a status changes",
            marks=pytest.mark.xfail(
                reason="three of the 50 couples part by up to .001 in a sudden turn of the image", strict=True
            ),
        ),
    ],
)
def test_the_same_paths(found: pd.DataFrame, row: str) -> None:
    assert found.loc[row, "largest_difference"] <= found.loc[row, "allowed"]


def test_the_status_changed_on_the_way(found: pd.DataFrame) -> None:
    assert found.changes_of_status.min() > 20
