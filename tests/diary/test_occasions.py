"""What belongs to one occasion, and how often people wrote."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.diary import Design, Diary, allowed, design, diary_from_frame, lag_times, occasions, read_diary
from pairbond.diary.minimum import amounts

CASES = Path(__file__).parents[1] / "data" / "cases"
EVENINGS = {
    "columns": {"couple": "couple_id", "person": "participant_id", "role": "sex", "time": "ended"},
    "item": [{"name": "closeness", "columns": "closeness", "low": 0, "high": 100, "higher": "better"}],
}
PARENTS = {
    "columns": {"couple": "couple", "person": "person", "role": "role", "time": "day"},
    "partners": {"names": ["mother", "father"]},
    "item": [{"name": "y", "columns": "y", "kind": "continuous"}],
}


def made(*times: list, couple: str = "1") -> Diary:
    rows = [(couple, p, t, float(k % 3)) for p, own in enumerate(times) for k, t in enumerate(own)]
    return diary_from_frame(pd.DataFrame(rows, columns=["couple", "partner", "time", "x"]), ["x"])


def test_evenings_at_own_minutes_are_one_occasion_a_day() -> None:
    clock, dates = (read_diary(CASES / "own-minutes" / f"{name}.csv", EVENINGS) for name in ("clock", "dates"))
    assert design(clock) == design(dates)
    assert (design(clock).kind, design(clock).interval) == ("daily", 1.0)
    np.testing.assert_array_equal(occasions(clock), occasions(dates))
    assert amounts(clock) == amounts(dates)
    assert allowed(clock, "influence") == allowed(dates, "influence") == (True, "")


def test_parents_asked_at_other_times_of_the_day_share_its_occasion() -> None:
    diary = read_diary(CASES / "absent-fathers" / "parents.csv", PARENTS)
    assert design(diary).kind == "daily"
    yes, _ = allowed(diary, "influence")
    assert yes
    both = [amount.both for amount in amounts(diary).values()]
    assert sum(b >= 10 for b in both) == 8  # four families without a father, four with one answer of his


@pytest.mark.parametrize("column", ["sent", "start"])
def test_beeps_answered_within_minutes_are_one_occasion(column: str) -> None:
    answered = pd.read_csv(CASES / "several-beeps" / "esm.csv").dropna(subset=["PA1"])
    table = answered.rename(columns={column: "time", "dyad": "couple", "id": "person", "PA1": "pa"})
    table = table.assign(partner=table["role"] - 1)[["couple", "person", "partner", "time", "pa", "obsno"]]
    diary = diary_from_frame(table, ["pa"], covariates=["obsno"])
    how = design(diary)
    assert how.kind == "irregular"
    assert 1 / 24 < how.interval < 3 / 24
    assert how.most_a_day == 8
    beep = pd.Series(diary.frame["obsno"]).groupby([diary.frame["couple"], occasions(diary)]).nunique()
    assert (beep == 1).mean() > 0.97
    assert allowed(diary, "influence")[0]


def test_two_entries_of_one_person_are_two_occasions_and_the_nearest_pairs() -> None:
    diary = made([0.30, 0.50, 0.70, 1.30, 1.50, 1.70], [0.32, 0.69, 0.75, 1.58])
    assert design(diary).interval == pytest.approx(0.2)
    assert occasions(diary).tolist() == [0, 1, 2, 4, 5, 6, 0, 2, 3, 5]


def test_half_way_between_two_entries_is_on_neither_occasion() -> None:
    diary = made([0, 7, 14, 21, 28], [3.5, 10.5, 17.5, 24.5])
    assert design(diary).interval == 7
    assert len(set(occasions(diary))) == 9
    assert len(set(occasions(made([0, 7, 14, 21], [3.4, 10.4, 17.4])))) == 4


def test_missed_days_leave_a_diary_daily_and_other_days_do_not() -> None:
    assert design(made([0, 1, 3, 6, 7, 10])).kind == "daily"
    for other in (2, 7):
        assert design(made([other * k for k in range(6)])) == Design("daily", other, 1, 0.0)
    assert design(made([0, 7, 13, 20, 27, 35, 42])) == Design("daily", 7, 1, 0.0)  # a week, give or take a day
    assert design(made([0, 3, 7, 8, 14, 25, 27, 36])).kind == "irregular"
    assert design(made([0.1, 0.9, 1.5, 2.5, 3.5])) == Design("irregular", 0.9, 2, 0.25)
    assert design(made([*range(40), 39.6])) == Design("daily", 1, 2, 1 / 40)  # one evening told next morning
    np.testing.assert_array_equal(lag_times(made([0.6, 1.2, 2.9]).frame, design(made([0.6, 1.2, 2.9]))), [0, 1, 2])


sorted_times = st.lists(st.floats(0, 20), min_size=1, max_size=15, unique=True).map(sorted)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(sorted_times, sorted_times)
def test_an_occasion_has_at_most_one_entry_of_each_and_goes_with_time(one: list[float], two: list[float]) -> None:
    one, two = ([round(t, 3) for t in times] for times in (one, two))
    if len(set(one)) < len(one) or len(set(two)) < len(two):
        return
    diary = made(one, two)
    frame = diary.frame.assign(occasion=occasions(diary))
    how = design(diary)
    if how.kind == "irregular":
        assert not frame.duplicated(["partner", "occasion"]).any()
    assert sorted(set(frame["occasion"])) == list(range(frame["occasion"].nunique()))
    for _, mine in frame.groupby("partner"):
        assert mine["occasion"].is_monotonic_increasing
    if how.kind == "irregular":
        apart = frame.groupby("occasion")["time"].agg(np.ptp)
        assert (apart <= how.interval / 2 + 1e-5).all()
