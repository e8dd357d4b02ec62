"""The theory at its defaults beside the specification it began from, whose numbers it has left in places."""

import numpy as np
import pandas as pd
import pytest

from ._results import record
from .regimes import DRAWS, SEED, YEARS, Theory, measured

# what rests on 40 runs is recorded, not asserted
CHANCE = ("median", "mean number", "share ended", "share of first", "share of time", "within couples")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    found = measured()
    record("regimes", found, theory=Theory().hash, draws=DRAWS, years=YEARS, seed=SEED)
    return found


@pytest.mark.science
@pytest.mark.xfail(
    strict=True,
    reason="with its new mechanisms and numbers the theory has left most of what was specified: results/findings.md",
)
def test_numbers_are_those_of_the_specification(table: pd.DataFrame) -> None:
    rows = table[~table["what"].apply(lambda what: any(name in what for name in CHANCE))]
    near = (rows["found"] - rows["specified"]).abs() <= np.maximum(0.02, 0.03 * rows["specified"].abs())
    assert (near | (rows["specified"].isna() & rows["found"].isna())).all()


def survived(table: pd.DataFrame) -> pd.Series:
    found = table.loc[table["what"].str.contains("47 to 66", regex=False)].set_index("what")["found"]
    assert len(found) == 10
    return found


@pytest.mark.science
def test_the_cycle_survives_what_it_is_said_to_survive(table: pd.DataFrame) -> None:
    assert survived(table).notna().all()


@pytest.mark.science
@pytest.mark.xfail(
    strict=True, reason="with everything there it turns in 43 days, not 52: results/regimes.csv, period (d)"
)
def test_and_turns_in_the_specified_time(table: pd.DataFrame) -> None:
    assert survived(table).between(46.5, 66.5).all()


@pytest.mark.science
def test_secure_couples_rest_and_earn_security(table: pd.DataFrame) -> None:
    for couple in ("secure", "secure-anxious", "secure-self-sacrificing"):
        rows = table[(table["couple"] == couple) & table["what"].str.startswith("security after 4")]
        assert (rows["found"] > 0.7).all()


@pytest.mark.science
def test_the_cycle_still_turns_after_4000_days_and_a_stance_ends_it(table: pd.DataFrame) -> None:
    said = table.set_index("what")["found"]
    assert said["still turning in the last 200 of 4000 days (cycles)"] >= 3
    assert said["healthy-adult stance of b: cycles"] == 0


@pytest.mark.science
def test_turns_are_quicker_the_stronger_the_answer(table: pd.DataFrame) -> None:
    rows = table[table["what"].str.contains("answer of a")]["found"].dropna()
    assert len(rows) >= 4
    assert rows.is_monotonic_decreasing


@pytest.mark.science
def test_what_ends_the_cycle_alone(table: pd.DataFrame) -> None:
    said = table.set_index("what")["found"]
    for mechanism in ("expectation_adaptation", "narcissistic_injury", "need_idealisation", "over_giving"):
        assert np.isnan(said[f"period (d), without {mechanism}"])
