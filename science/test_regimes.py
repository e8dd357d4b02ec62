"""The theory at its defaults does what its specification says, where that needs no chance."""

import numpy as np
import pandas as pd
import pytest

from ._results import record
from .regimes import DRAWS, SEED, YEARS, Theory, measured

# what the specification itself leaves open (how euphoria was counted, on which day of the cycle contact ended) or
# what rests on 40 runs is measured and recorded, not asserted
OPEN = ("euphoria", "half-life of craving", "median", "mean number", "share ended", "share of first", "share of time",
        "leaving rate", "sd of the period", "still turning", "(47 to 66)", "inner worth of b gained")  # fmt: skip


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    found = measured()
    record("regimes", found, theory=Theory().hash, draws=DRAWS, years=YEARS, seed=SEED)
    return found


@pytest.mark.science
def test_numbers_are_those_of_the_specification(table: pd.DataFrame) -> None:
    closed = table[~table["what"].str.contains("|".join(map(_literal, OPEN)))]
    assert len(closed) > 70
    both_none = closed["specified"].isna() & closed["found"].isna()
    near = (closed["found"] - closed["specified"]).abs() <= np.maximum(0.02, 0.03 * closed["specified"].abs())
    assert (near | both_none).all(), closed[~(near | both_none)].to_string()


@pytest.mark.science
def test_the_cycle_survives_what_it_is_said_to_survive(table: pd.DataFrame) -> None:
    found = table.loc[table["what"].str.contains("47 to 66", regex=False), "found"]
    assert len(found) == 10
    assert found.between(46.5, 66.5).all()


@pytest.mark.science
def test_the_cycle_still_turns_after_4000_days(table: pd.DataFrame) -> None:
    [cycles] = table.loc[table["what"].str.startswith("still turning"), "found"]
    assert cycles >= 3


def _literal(text: str) -> str:
    return text.replace("(", r"\(").replace(")", r"\)")
