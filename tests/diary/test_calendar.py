"""Which calendar day an entry belongs to: midnight decides, not the hour of the first entry."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.diary import Diary, calendar_days, diary_from_frame, read_diary
from pairbond.inference import LinearModel
from pairbond.inference._panel import Responses, responses
from pairbond.inference._spec import complete
from pairbond.predict._pseudo import pairings, repaired
from pairbond.predict.split import split

CASES = Path(__file__).parents[1] / "data" / "cases" / "day-borders"
BERLIN = ZoneInfo("Europe/Berlin")


def made(times: list, couples: int = 2) -> Diary:
    rows = [
        (f"c{c}", p, t, (k * 7 + ord(p) + c) % 5) for c in range(couples) for p in "AB" for k, t in enumerate(times)
    ]
    return diary_from_frame(pd.DataFrame(rows, columns=["couple", "person", "time", "y"]), ["y"])


def of_one(diary: Diary) -> list[int]:
    frame = diary.frame
    return calendar_days(frame)[(frame["couple"] == frame["couple"].iloc[0]) & (diary.places() == 0)].tolist()


def arranged(diary: Diary, clock: str) -> Responses:
    """The diary as a linear model sees it, weekdays included and no common course taken out."""
    kind = "var" if clock == "map" else "ct-var"
    return responses(*complete(diary, LinearModel(kind, weekday=True, common_course=False)))


evenings = {
    "spring": [(datetime(2024, 3, 18, 21, 30, tzinfo=BERLIN) + timedelta(days=k)).isoformat() for k in range(28)],
    "autumn": [(datetime(2024, 10, 18, 21, 30, tzinfo=BERLIN) + timedelta(days=k)).isoformat() for k in range(28)],
    "late first": [(datetime(2024, 3, 1, 22 if k == 0 else 21) + timedelta(days=k)).isoformat() for k in range(28)],
    "early first": [(datetime(2024, 3, 1, 1 if k == 0 else 23) + timedelta(days=k)).isoformat() for k in range(28)],
    "dates": [(date(2024, 3, 1) + timedelta(days=k)).isoformat() for k in range(28)],
}


@pytest.mark.parametrize("times", evenings.values(), ids=evenings)
def test_an_evening_entry_is_on_its_date_whatever_the_clock_does(times: list[str]) -> None:
    diary = made(times)
    assert of_one(diary) == list(range(28))
    weekdays = pd.to_datetime([t[:10] for t in times]).day_of_week
    for clock in ("map", "flow"):
        found = arranged(diary, clock)
        seen = np.asarray(found.panel.seen).any(1)
        np.testing.assert_array_equal(found.panel.weekday[seen[:, 0], 0], weekdays)
    assert found.first_weekday is not None
    ahead = found.times[found.rows - 1, [0, 1]] + 1  # a day after the last entry
    after = np.floor(ahead + found.first_weekday + 1e-6) % 7
    np.testing.assert_array_equal(after, (weekdays[-1] + 1) % 7)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 24 * 60 - 1), min_size=3, max_size=12), st.integers(0, 350))
def test_any_minute_of_a_day_is_that_day(minutes: list[int], start: int) -> None:
    begin = datetime(2024, 1, 1, tzinfo=BERLIN) + timedelta(days=start)
    walls = [begin.replace(tzinfo=None) + timedelta(days=k, minutes=m) for k, m in enumerate(minutes)]
    diary = made([wall.replace(tzinfo=BERLIN).isoformat() for wall in walls])
    assert of_one(diary) == list(range(len(minutes)))
    later = diary.frame[diary.frame["date"] >= pd.Timestamp(walls[1].date())]
    clock = minutes[0] / 1440
    if 1 / 24 <= clock < 23 / 24:  # without its first entry a couple's days still count from there
        days = calendar_days(later.reset_index(drop=True))
        assert sorted(set(days.tolist())) == list(range(1, len(minutes)))


def test_day_numbers_with_parts_of_a_day_are_days_of_their_own_count() -> None:
    diary = made([3.9, 4.85, 5.95, 6.0])
    assert of_one(diary) == [0, 1, 2, 3]
    np.testing.assert_allclose(diary.frame["time"][:4], [0.9, 1.85, 2.95, 3.0])


def test_clock_times_and_dates_of_the_same_evenings_are_the_same_days() -> None:
    mapping = CASES / "weekend.toml"
    clock, dates = (read_diary(CASES / f"weekend-{kind}.csv", mapping) for kind in ("clock", "dates"))
    kind = ["couple", "partner"]
    day = [calendar_days(d.frame) for d in (clock, dates)]
    np.testing.assert_array_equal(*day)
    assert clock.frame[kind].equals(dates.frame[kind])
    found = [arranged(d, "map") for d in (clock, dates)]
    for name in ("y", "seen", "weekday"):
        np.testing.assert_array_equal(*(getattr(f.panel, name) for f in found))


def test_the_night_of_summer_time_neither_doubles_a_day_nor_moves_a_weekday() -> None:
    mapping = {
        "columns": {"couple": "Couple", "role": "Title", "time": "Completed"},
        "item": [{"name": "satisfaction", "columns": "satisfaction", "kind": "continuous"}],
    }
    diary = read_diary(CASES / "summer-time.csv", mapping)
    found = arranged(diary, "map")
    seen = np.asarray(found.panel.seen).any(1)
    first = diary.frame.groupby("couple", sort=False)["date"].min()
    rows, couples = np.nonzero(seen)
    day = first.dt.normalize().to_numpy()[couples] + rows * np.timedelta64(1, "D")
    np.testing.assert_array_equal(found.panel.weekday[seen], pd.DatetimeIndex(day).day_of_week)


def test_strangers_keep_their_days_and_hours_beside_another_couple() -> None:
    rng = np.random.default_rng(0)
    rows = []
    for c in range(6):
        begin = datetime(2024, 3, 10) + timedelta(days=5 * c)
        for k in range(30):
            for p in "AB":
                wall = begin + timedelta(days=k, minutes=int(rng.integers(0, 1440)))
                rows.append((f"c{c}", f"c{c}{p}", p, wall.replace(tzinfo=BERLIN).isoformat(), rng.normal()))
    frame = pd.DataFrame(rows, columns=["couple", "person", "partner", "time", "y"])
    diary = diary_from_frame(frame.replace({"partner": {"A": 0, "B": 1}}).infer_objects(), ["y"])
    data = split(diary, 7)
    way = pairings(diary.couples, 1, 0)[0]
    before = diary.frame.assign(day=calendar_days(diary.frame)).set_index(["person", "y"])
    for weekday in (False, True):
        whole, _ = repaired(data, way, weekday)
        new = whole.frame.assign(day=calendar_days(whole.frame)).set_index(["person", "y"])
        both = before.join(new.add_suffix("_new"))
        moved = (both["day_new"] - both["day"]).groupby("person")
        assert (moved.nunique() == 1).all()
        assert (both["date"].dt.time == both["date_new"].dt.time).all()
        assert (both["date"].dt.day_of_week == both["date_new"].dt.day_of_week).all() or not weekday
        if not weekday:
            assert (both["day_new"] == both["day"]).all()
        gaps = both["time_new"] - both["time"]
        assert (gaps.groupby("person").agg(np.ptp) < 1e-8).all()
