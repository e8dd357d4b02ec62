"""Times as files write them: local dates, moments in seconds, prompts of a day; and numbers that are no days."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pairbond.diary import Diary, DiaryError, calendar_days, read_diary
from pairbond.diary._times import parse_times

CASES = Path(__file__).parents[1] / "data" / "cases"
ITEM = {"name": "x", "columns": "x", "kind": "continuous"}


def read(folder: Path, times: list[str], more: dict | None = None, extra: str = "", **columns: str) -> Diary:
    """A diary of one writer who answered at these times."""
    names = "".join(f",{name}" for name in extra.split())
    path = folder / "diary.csv"
    path.write_text(f"when,x{names}\n" + "".join(f"{t}\n" for t in times), encoding="utf-8")
    mapping = {"columns": {"time": "when", **columns}, "partners": {"names": ["me"]}, "item": [ITEM], **(more or {})}
    return read_diary(path, mapping)


def dates(diary: Diary) -> list[str]:
    return diary.frame["date"].dt.strftime("%Y-%m-%d %H:%M").tolist()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["18.03.2024 21:30", "01.04.2024 9:05"], ["2024-03-18 21:30", "2024-04-01 09:05"]),
        (["3/18/2024 9:41 PM", "4/1/2024 12:05 AM"], ["2024-03-18 21:41", "2024-04-01 00:05"]),
        (["18/03/2024", "01/04/2024"], ["2024-03-18 00:00", "2024-04-01 00:00"]),
        (["2024/03/18 21:30:15", "2024/04/01 07:00"], ["2024-03-18 21:30", "2024-04-01 07:00"]),
        (["18 Mar 2024 19:54:00", "1 April 2024 08:00"], ["2024-03-18 19:54", "2024-04-01 08:00"]),
        (["Mar 18, 2024", "Apr 1, 2024"], ["2024-03-18 00:00", "2024-04-01 00:00"]),
        (["18MAR2024:21:30:00", "01APR2024:08:00:00"], ["2024-03-18 21:30", "2024-04-01 08:00"]),
        (["18. Mai 2024", "1. Okt 2024"], ["2024-05-18 00:00", "2024-10-01 00:00"]),
        (["Mon, 18-03-24 21:30", "Mon, 01-04-24 08:00"], ["2024-03-18 21:30", "2024-04-01 08:00"]),
        (["2024-03-18 21:25:00 +0100", "2024-04-01 20:00:00 +0200"], ["2024-03-18 21:25", "2024-04-01 20:00"]),
        (["20240318", "20240401"], ["2024-03-18 00:00", "2024-04-01 00:00"]),
        (["20240318212500", "20240401080500"], ["2024-03-18 21:25", "2024-04-01 08:05"]),
        (["2024-W12-1", "2024-W14-1"], ["2024-03-18 00:00", "2024-04-01 00:00"]),
        (["2024年3月18日 21:25", "2024年4月1日 8:05"], ["2024-03-18 21:25", "2024-04-01 08:05"]),
        (["2024. 3. 18.", "2024. 4. 1."], ["2024-03-18 00:00", "2024-04-01 00:00"]),
        (["18 kwietnia 2024", "1 października 2024"], ["2024-04-18 00:00", "2024-10-01 00:00"]),
        (["18. června 2024", "1. července 2024"], ["2024-06-18 00:00", "2024-07-01 00:00"]),
        (["18. maaliskuuta 2024", "1. marraskuuta 2024"], ["2024-03-18 00:00", "2024-11-01 00:00"]),
        (["18 марта 2024", "1 апреля 2024"], ["2024-03-18 00:00", "2024-04-01 00:00"]),
        (["lunes, 18 de marzo de 2024", "lunes, 1 de abril de 2024"], ["2024-03-18 00:00", "2024-04-01 00:00"]),
        (["18 mars 2024 à 21h30", "1 août 2024 à 08h00"], ["2024-03-18 21:30", "2024-08-01 08:00"]),
        (["18.03.2024 um 21.30 Uhr", "01.04.2024 um 08.00 Uhr"], ["2024-03-18 21:30", "2024-04-01 08:00"]),
        (["2024/03/18 9:25:33 PM GMT+1", "2024/04/01 8:05:00 AM GMT+2"], ["2024-03-18 21:25", "2024-04-01 08:05"]),
    ],
)
def test_local_dates_that_can_be_read_in_one_way_are_read(tmp_path: Path, cells: list[str], expected: list) -> None:
    assert dates(read(tmp_path, [f'"{c}",{k}' for k, c in enumerate(cells)])) == expected


@pytest.mark.parametrize("days", [["Day 1", "Day 12"], ["day_1_arm_1", "day_12_arm_2"], ["D01", "D12"]])
def test_numbered_days_are_counted(tmp_path: Path, days: list[str]) -> None:
    assert read(tmp_path, [f"{day},{k}" for k, day in enumerate(days)]).frame["time"].tolist() == [0.0, 11.0]


def test_parts_of_a_day_are_times_of_it(tmp_path: Path) -> None:
    words = ["Morning", "abends", "après-midi", "PM"]
    rows = [f"2024-03-{18 + k},{k},{word}" for k, word in enumerate(words)]
    hours = read(tmp_path, rows, None, "slot", within_day="slot").frame["date"].dt.hour
    assert hours.tolist() == [8, 20, 15, 18]


def test_dates_that_could_be_read_in_two_ways_are_asked_about_once(tmp_path: Path) -> None:
    rows = [f"{month:02d}/{day:02d}/2024,{day}" for month in (3, 4) for day in range(1, 12)]
    with pytest.raises(DiaryError) as caught:
        read(tmp_path, rows)
    assert str(caught.value) == (
        "diary.csv, row 2, column when: 03/01/2024 and all other dates of this column could be day, then month, or "
        'month, then day; say order = "day-month" or order = "month-day" under [time].'
    )
    months = [read(tmp_path, rows, {"time": {"order": o}}).frame["date"].dt.month for o in ("month-day", "day-month")]
    assert months[0].max() == 4
    assert months[1].max() == 11


@settings(deadline=None, max_examples=50)
@given(st.lists(st.datetimes(pd.Timestamp("1990-01-01"), pd.Timestamp("2060-01-01")), min_size=1, max_size=8))
def test_every_way_of_writing_a_time_means_the_same(when: list) -> None:
    when = [w.replace(second=0, microsecond=0) for w in when] + [pd.Timestamp("2024-03-18 21:30").to_pydatetime()]
    expected = np.array(when, dtype="datetime64[us]")
    for form in (
        "%d.%m.%Y %H:%M",
        "%m/%d/%Y %I:%M %p",
        "%d %b %Y %H:%M",
        "%Y-%m-%d %H:%M",
        "%d/%m/%Y, %H:%M",
        "%b %d, %Y %H:%M",
    ):
        found = parse_times(np.array([w.strftime(form) for w in when], dtype=object))
        np.testing.assert_array_equal(found.local, expected, err_msg=form)
        assert found.main == "moment"


@pytest.mark.parametrize("kind", ["date_us", "date_ushm", "date_de", "date_sema", "date_iso_sp_tz", "unixms", "excel"])
def test_evenings_from_seven_programs_are_one_entry_a_day(kind: str) -> None:
    path = CASES / "times" / f"{kind}.csv"
    time = path.read_text().splitlines()[0].split(",")[2]
    mapping = {
        "columns": {"couple": "couple", "role": "sex", "time": time},
        "time": {"unixms": {"unit": "milliseconds", "zone": "Europe/Berlin"}, "excel": {"start": "1899-12-30"}}.get(
            kind, {}
        ),
        "item": [{"name": "s", "columns": "satisfaction", "kind": "continuous"}],
    }
    diary = read_diary(path, mapping)
    assert diary.has_dates
    assert diary.frame["date"].dt.year.eq(2024).all()
    days = diary.frame.assign(day=calendar_days(diary.frame))
    assert not days.duplicated(["couple", "partner", "day"]).any()
    assert days.groupby(["couple", "partner"])["day"].max().eq(23).all()


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (
            [f"{1710878556 + 86400 * k},{k}" for k in range(5)],
            'numbers such as 1711051356 are too large to be days; did you mean unit = "seconds" under [time]? As '
            "seconds since 1970 that is 2024-03-21.",
        ),
        (
            [f"{1767571200000 + 86400000 * k},{k}" for k in range(5)],
            'numbers such as 1767744000000 are too large to be days; did you mean unit = "milliseconds" under [time]? '
            "As milliseconds since 1970 that is 2026-01-07.",
        ),
        (
            [f"{86400 * k},{k}" for k in range(30)],
            'numbers from 0 to 2.5056e+06 span more than a hundred years as days; did you mean unit = "seconds" under '
            "[time]?",
        ),
    ],
)
def test_numbers_that_are_no_days_are_refused_with_the_unit_that_was_meant(
    tmp_path: Path, times: list[str], said: str
) -> None:
    with pytest.raises(DiaryError) as caught:
        read(tmp_path, times)
    assert str(caught.value) == f"diary.csv, column when: {said}"


def test_one_time_far_from_the_others_an_endless_one_and_a_code_are_faults(tmp_path: Path) -> None:
    with pytest.raises(DiaryError) as caught:
        read(tmp_path, ["0,1", "1,2", "2,3", "99999,4", "1e400,5", "-999,6", "3,7"])
    assert str(caught.value).splitlines() == [
        "diary.csv, row 5, column when: 99999 lies more than a hundred years from the other times.",
        "diary.csv, row 6, column when: 1e400 is not a finite number.",
        "diary.csv, row 7, column when: day -999 lies before day 0; if -999 stands for no time, list it as missing "
        "under [file].",
    ]
    diary = read(tmp_path, ["0,1", "1,2", "-999,", "2,3"], {"file": {"missing": [-999]}})
    assert diary.frame["x"].tolist() == [1, 2, 3]


def test_seconds_since_1970_become_the_clock_on_the_wall(tmp_path: Path) -> None:
    rows = ["1711828800,1,3600", "1711911600,2,7200"]  # 20:00 and 19:00 in universal time, the night between
    evening = ["2024-03-30 21:00", "2024-03-31 21:00"]
    unit = {"time": {"unit": "seconds", "offset": "east"}}
    diary = read(tmp_path, rows, unit, "east")
    assert dates(diary) == evening
    assert dates(read(tmp_path, rows, {"time": {"unit": "seconds", "zone": "Europe/Brussels"}}, "east")) == evening
    np.testing.assert_allclose(diary.frame["time"], [0, 23 / 24])
    plain = read(tmp_path, rows, {"time": {"unit": "seconds"}}, "east")
    assert plain.notes == ("Times are read as seconds since 1970-01-01; the first is 2024-03-30 20:00 (UTC).",)
    short = read(tmp_path, ["0,1", "3600,2"], {"time": {"unit": "seconds"}})
    assert not short.has_dates


def test_days_of_a_spreadsheet_are_dates_with_their_clock(tmp_path: Path) -> None:
    diary = read(tmp_path, ["45369.899228,1", "45370.920058,2"], {"time": {"start": "1899-12-30"}})
    assert dates(diary) == ["2024-03-18 21:34", "2024-03-19 22:04"]
    assert dates(read(tmp_path, ["45369,1", "45370,2"], {"time": {"start": "1899-12-30"}}))[0] == "2024-03-18 00:00"


def test_the_time_of_day_may_stand_in_a_column_of_its_own(tmp_path: Path) -> None:
    clock = read(tmp_path, ["2024-03-18,1,9:30 PM", "2024-03-19,2,21:45"], extra="at", within_day="at")
    assert dates(clock) == ["2024-03-18 21:30", "2024-03-19 21:45"]
    rows = [f"{day},{day * 8 + k},{k}" for day in (1, 2) for k in range(1, 9)]
    prompts = read(tmp_path, rows, extra="nr", within_day="nr")
    assert "Prompts 1 to 8 of a day (nr) are taken as evenly spread from 8:00 to 22:00." in prompts.notes
    np.testing.assert_allclose(prompts.frame["time"][[0, 7, 8]], [8 / 24, 22 / 24, 1 + 8 / 24])
    assert calendar_days(prompts.frame).tolist() == [0] * 8 + [1] * 8


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ({"start": "Monday"}, "time.start is Monday, but must be a date such as 1970-01-01."),
        ({"zone": "Europe/Berln"}, "there is no time zone Europe/Berln; the nearest is Europe/Berlin."),
        ({"zone": "UTC", "offset": "x"}, "time has a zone and a column of offsets; give one of the two."),
        ({"unit": -1.0}, "time.unit is -1, but must be a number of days above 0."),
    ],
)
def test_what_a_mapping_says_of_times_is_checked(tmp_path: Path, time: dict, said: str) -> None:
    with pytest.raises(DiaryError) as caught:
        read(tmp_path, ["1,1", "2,2"], {"time": time})
    assert str(caught.value) == f"the mapping: {said}"


@pytest.mark.parametrize(
    "cell",
    ["1 March 2024 10:00 +99:00", "2024-03-01T10:00:00+99:00", "31.12.9999 23:30 -05:00", "0001-01-01T00:00:00+05:00"],
)
def test_an_offset_that_leads_nowhere_is_no_time(cell: str) -> None:
    assert set(parse_times(np.array([cell, cell], dtype=object)).kind) == {"bad"}
