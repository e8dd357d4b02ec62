"""What must hold for every diary, whatever is in it."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pairbond.diary import Diary, Mapping, diary_from_frame, read_diary, write_diary
from pairbond.diary.schema import Item

ITEMS = (
    Item("warmth", low=0, high=6, kind="ordinal", higher="better"),
    Item("hurt", low=0, high=6, kind="bounded", higher="worse"),
)
NAMES = ("woman", "man")
ordinary = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Entry:
    couple: str
    day: int
    contact: str
    # partner name -> (warmth, hurt), None where not answered
    answers: dict[str, tuple[int | None, float | None]]


whole = st.none() | st.integers(0, 6)
halves = st.none() | st.integers(0, 12).map(lambda steps: steps / 2)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Up to three couples with up to six days each; cells, days and partners may be missing."""
    made = []
    for couple in draw(st.lists(st.sampled_from(["7", "10", "b"]), min_size=1, max_size=3, unique=True)):
        for day in draw(st.lists(st.integers(0, 20), min_size=1, max_size=6, unique=True)):
            answers = {name: (draw(whole), draw(halves)) for name in NAMES}
            made.append(Entry(couple, day, draw(st.sampled_from(["", "together", "none"])), answers))
    for item in (0, 1):
        assume(any(entry.answers[name][item] is not None for entry in made for name in NAMES))
    return made


def cell(value: float | None, missing: str = "") -> str:
    return missing if value is None else repr(value)


def long_rows(made: list[Entry], missing: str = "") -> list[dict[str, str]]:
    alone = len({entry.couple for entry in made}) == 1
    return [
        {
            "couple": entry.couple,
            "person": name if alone else f"{entry.couple} {name}",
            "role": name,
            "time": str(entry.day),
            "contact": entry.contact,
            "warmth": cell(entry.answers[name][0], missing),
            "hurt": cell(entry.answers[name][1], missing),
        }
        for entry in made
        for name in NAMES
    ]


def wide_rows(made: list[Entry]) -> list[dict[str, str]]:
    return [
        {
            "couple": entry.couple,
            "time": str(entry.day),
            "contact": entry.contact,
            **{f"{name}_warmth": cell(entry.answers[name][0]) for name in NAMES},
            **{f"{name}_hurt": cell(entry.answers[name][1]) for name in NAMES},
        }
        for entry in made
    ]


def mapping(layout: str, names: tuple[str, ...] = NAMES, missing: tuple[str, ...] = ()) -> Mapping:
    wide = layout == "wide"
    columns = {"couple": "couple", "time": "time", "contact": "contact"}
    if not wide:
        columns |= {"person": "person", "role": "role"}
    return Mapping.model_validate(
        {
            "title": "t",
            "file": {"layout": layout, "missing": list(missing)},
            "columns": columns,
            "partners": {"names": list(names)},
            "item": [
                {
                    "name": item.name,
                    "columns": {name: f"{name}_{item.name}" for name in NAMES} if wide else item.name,
                    "low": item.low,
                    "high": item.high,
                    "kind": item.kind,
                    "higher": item.higher,
                }
                for item in ITEMS
            ],
        }
    )


def read(rows: list[dict[str, str]], how: Mapping, sep: str = ",", encoding: str = "utf-8") -> Diary:
    header = list(rows[0])
    lines = [sep.join(header), *(sep.join(row[name] for name in header) for row in rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "diary.csv"
        path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
        return read_diary(path, how)


@ordinary
@given(entries(), st.randoms(use_true_random=False))
def test_row_order_does_not_matter(made, random) -> None:
    rows = long_rows(made)
    mixed = list(rows)
    random.shuffle(mixed)
    assert read(mixed, mapping("long")) == read(rows, mapping("long"))


@ordinary
@given(entries(), st.randoms(use_true_random=False))
def test_column_order_does_not_matter(made, random) -> None:
    rows = wide_rows(made)
    header = list(rows[0])
    random.shuffle(header)
    mixed = [{name: row[name] for name in header} for row in rows]
    assert read(mixed, mapping("wide")) == read(rows, mapping("wide"))


@ordinary
@given(entries())
def test_long_and_wide_are_the_same_diary(made) -> None:
    assert read(long_rows(made), mapping("long")) == read(wide_rows(made), mapping("wide"))


@ordinary
@given(entries())
def test_written_and_read_again(made) -> None:
    diary = read(wide_rows(made), mapping("wide"))
    with tempfile.TemporaryDirectory() as folder:
        write_diary(diary, folder)
        assert read_diary(folder) == diary


@pytest.mark.parametrize("code", ["-99", "NA", "999", "skipped"])
@settings(ordinary, max_examples=6)
@given(made=entries())
def test_missing_codes_are_empty_cells(made, code) -> None:
    coded = read(long_rows(made, missing=code), mapping("long", missing=(code,)))
    assert coded == read(long_rows(made), mapping("long"))


def swapped(diary: Diary) -> pd.DataFrame:
    frame = diary.frame
    place = {couple: at for at, couple in enumerate(diary.couples)}
    order = pd.DataFrame({"c": frame["couple"].map(place), "p": -diary.places(), "t": frame["time"]})
    return frame.loc[order.sort_values(["c", "p", "t"]).index].reset_index(drop=True)


@ordinary
@given(entries(), st.sampled_from(["long", "wide"]))
def test_naming_partners_the_other_way_round_swaps_the_diary(made, layout) -> None:
    rows = long_rows(made) if layout == "long" else wide_rows(made)
    diary = read(rows, mapping(layout))
    other = read(rows, mapping(layout, names=NAMES[::-1]))
    assert other.partners == diary.partners[::-1]
    pd.testing.assert_frame_equal(other.frame, swapped(diary))


@ordinary
@given(entries(), st.sampled_from([(";", ","), ("\t", ","), (";", "."), ("\t", ".")]))
def test_separators_and_decimal_marks(made, marks) -> None:
    sep, decimal = marks
    rows = long_rows(made)
    written = [row | {"hurt": row["hurt"].replace(".", decimal)} for row in rows]
    assert read(written, mapping("long"), sep=sep) == read(rows, mapping("long"))


@ordinary
@given(entries(), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_encodings_with_a_mark(made, encoding) -> None:
    rows = long_rows(made)
    assert read(rows, mapping("long"), encoding=encoding) == read(rows, mapping("long"))


@ordinary
@given(entries())
def test_dates_and_day_numbers_give_the_same_times(made) -> None:
    rows = long_rows(made)
    first = pd.Timestamp("2024-02-20")  # with the leap day inside
    dated = [row | {"time": str((first + pd.Timedelta(days=int(row["time"]))).date())} for row in rows]
    one, two = read(rows, mapping("long")), read(dated, mapping("long"))
    assert two.has_dates
    assert not one.has_dates
    pd.testing.assert_frame_equal(one.frame.drop(columns="date"), two.frame.drop(columns="date"))
    assert [one.days(couple) for couple in one.couples] == [two.days(couple) for couple in two.couples]


@ordinary
@given(entries())
def test_a_pandas_table_and_its_file_are_the_same_diary(made) -> None:
    rows = long_rows(made)
    frame = pd.DataFrame(rows).assign(
        time=lambda f: f["time"].astype(float),
        warmth=lambda f: pd.to_numeric(f["warmth"]),
        hurt=lambda f: pd.to_numeric(f["hurt"]),
        partner=lambda f: f["role"].map({"woman": 0, "man": 1}),
    )
    assert diary_from_frame(frame, ITEMS, partners=NAMES, title="t") == read(rows, mapping("long"))


@ordinary
@given(entries(), st.integers(0, 20))
def test_selecting_and_cutting(made, time) -> None:
    """``until`` keeps what lies strictly before; ``select`` keeps whole couples, whatever the order asked."""
    diary = read(wide_rows(made), mapping("wide"))
    early = diary.until(time)
    assert (early.frame["time"] < time).all()
    assert len(early.frame) == (diary.frame["time"] < time).sum()
    assert diary.select(diary.couples[::-1]) == diary
    assert sum(len(diary.select([couple]).frame) for couple in diary.couples) == len(diary.frame)
    assert (diary.frame.groupby("couple")["time"].min() == 0).all()
