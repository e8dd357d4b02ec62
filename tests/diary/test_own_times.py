"""Wide files in which each partner has an own column of times, and tables with the days side by side."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pairbond.diary import Diary, DiaryError, guess_mapping, propose_mapping, read_diary

MARKS = [("{0}_hildur", "{0}_bragi"), ("her_{0}", "his_{0}"), ("{0}_1", "{0}_2"), ("{0}.x", "{0}.y")]


def minutes(seed: int, rows: int = 2 * 15) -> np.ndarray:
    """Minutes after 20:00 at which somebody wrote on each evening."""
    return np.random.default_rng(seed).integers(0, 240, rows)


def wide(one: str, two: str, *, pairs: int = 2, days: int = 15) -> pd.DataFrame:
    """Rows of a pair and an evening; each partner answers at a minute of the own, the second not on every tenth."""
    rng = np.random.default_rng(3)
    nights = pd.Timestamp("2024-03-18 20:00") + pd.to_timedelta(np.tile(np.arange(days), pairs), unit="D")
    table = pd.DataFrame({"nr": np.repeat(np.arange(1, pairs + 1), days)})
    for seed, mark in enumerate((one, two)):
        moment = pd.Series(nights + pd.to_timedelta(minutes(seed, len(table)), unit="min"))
        asleep = (np.arange(len(table)) % 10 == 4) & (seed == 1)
        table[mark.format("uhrzeit")] = moment.dt.strftime("%Y-%m-%d %H:%M").mask(asleep, "")
        for name in ("umsorg", "gram"):
            table[mark.format(name)] = pd.Series(rng.integers(1, 8, len(table))).astype(object).mask(asleep, "")
    return table


def proposed(folder: Path, table: pd.DataFrame) -> Diary:
    path = folder / "file.csv"
    table.to_csv(path, index=False)
    text = propose_mapping(path)
    assert "does not pass its own check" not in text, text[:500]
    path.with_suffix(".toml").write_text(text, encoding="utf-8")
    return read_diary(path)


@pytest.mark.parametrize("marks", MARKS)
def test_each_partner_is_read_at_the_own_minute(marks: Sequence[str], tmp_path: Path) -> None:
    diary = proposed(tmp_path, wide(*marks))
    assert [item.name for item in diary.items] == ["umsorg", "gram"]
    frame = diary.frame
    assert len(frame) == 30 + 27
    after = (frame["date"] - frame["date"].dt.normalize()).dt.total_seconds() / 60 - 20 * 60
    got = [after[frame["partner"] == partner].tolist() for partner in diary.partners]
    assert sorted(got, key=len) == [minutes(1)[np.arange(30) % 10 != 4].tolist(), minutes(0).tolist()]
    assert len(diary.couples) == 2
    assert diary.writers("1") == diary.partners


def test_clock_times_of_each_beside_one_day(tmp_path: Path) -> None:
    table = wide("{0}_hildur", "{0}_bragi")
    day = pd.to_datetime(table["uhrzeit_hildur"]).dt.strftime("%Y-%m-%d")
    for name in ("hildur", "bragi"):
        table[f"uhrzeit_{name}"] = table[f"uhrzeit_{name}"].str[11:]
    table.insert(1, "dagur", day)
    path = tmp_path / "file.csv"
    table.to_csv(path, index=False)
    columns = guess_mapping(path).mapping.columns
    assert columns.time == "dagur"
    assert columns.within_day == {"BRAGI": "uhrzeit_bragi", "HILDUR": "uhrzeit_hildur"} or columns.within_day == {
        name: f"uhrzeit_{name}" for name in ("bragi", "hildur")
    }
    diary = proposed(tmp_path, table)
    assert len(diary.frame) == 30 + 27
    assert diary.frame.groupby("partner")["time"].apply(lambda t: len(set(t % 1))).min() > 10


BASE = {
    "file": {"layout": "wide"},
    "partners": {"names": ["Nils", "Mia"]},
    "item": [{"name": "ro", "columns": {"Nils": "n_ro", "Mia": "m_ro"}, "low": 0, "high": 6}],
}
OWN = {"columns": {"time": {"Nils": "n_kl", "Mia": "m_kl"}}}


def read(folder: Path, rows: Sequence[str], **mapping: object) -> Diary:
    path = folder / "a.csv"
    path.write_text("\n".join(["n_kl,m_kl,n_ro,m_ro", *rows]), "utf-8")
    return read_diary(path, {**BASE, **OWN, **mapping})


def test_both_columns_tell_the_order_of_day_and_month_together(tmp_path: Path) -> None:
    rows = [f"{d:02d}/03/2024 21:00,{d + 1:02d}/03/2024 22:00,{d % 5},{d % 4}" for d in range(8, 13)]
    diary = read(tmp_path, rows)
    frame = diary.frame
    assert frame["date"].dt.month.unique().tolist() == [3]
    assert frame.loc[frame["partner"] == diary.partners[0], "date"].dt.day.tolist() == [8, 9, 10, 11, 12]


FAULTS = [
    (["0,0,1,2", "1,,2,3"], {}, "row 3, column m_kl: the time is missing"),
    (["0,0,1,2", "0,1,2,3"], {}, "row 3, column n_kl: Nils has an entry for this time in row 2 already"),
    (["0,2024-03-01,1,2", "1,2024-03-02,2,3"], {}, "n_kl and m_kl must both be dates or both be numbers of days"),
    (["0,soon,1,2", "1,1,2,3"], {}, "row 2, column m_kl: soon is not a time that is understood"),
    (["0,0,1,2"], {"columns": {"time": {"Nils": "n_kl"}}}, "columns.time: no column for Mia"),
    (["0,0,1,2"], {"columns": {"time": {"Nils": "n_kl", "Mia": "m_k1"}}}, "no column m_k1.*columns.time; the nearest"),
    (["0,0,1,2"], {"file": {"layout": "long"}}, "columns.time: columns for each partner belong to a wide file"),
]


@pytest.mark.parametrize(("rows", "mapping", "sentence"), FAULTS)
def test_what_is_wrong_names_the_column_of_that_partner(
    rows: list[str], mapping: dict[str, object], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(DiaryError, match=sentence):
        read(tmp_path, rows, **mapping)


SIDES = [
    ("merki", ["ro_d{0}"], 'stubnames=["ro"], i="id", j="day", sep="_d"'),
    ("merki", ["a_ro_day{0}", "b_ro_day{0}"], 'stubnames=["a_ro", "b_ro"], i="id", j="day", sep="_day"'),
    ("fyrst_2024", ["ro.tag{0}"], 'stubnames=["ro"], i="id", j="day", sep=".tag"'),
    ("merki", ["beep{0}_ro"], "tidyr::pivot_longer"),
]


@pytest.mark.parametrize(("first", "columns", "sentence"), SIDES)
def test_days_side_by_side_are_refused_with_the_way_to_turn_them(
    first: str, columns: list[str], sentence: str, tmp_path: Path
) -> None:
    rng = np.random.default_rng(0)
    table = pd.DataFrame({first: np.arange(40) if first == "merki" else pd.date_range("2024-01-01", periods=40)})
    for column in columns:
        for day in range(1, 15):
            table[column.format(day)] = rng.integers(0, 7, 40)
    path = tmp_path / "file.csv"
    table.to_csv(path, index=False)
    with pytest.raises(DiaryError) as caught:
        propose_mapping(path)
    assert f"{columns[0].format(1)} to {columns[0].format(14)} seem to be 14 days or prompts" in str(caught.value)
    assert sentence in str(caught.value)


def test_numbered_columns_that_may_be_days_or_parts_are_asked_about(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    path = tmp_path / "file.csv"
    for first, asked in (("merki", True), ("study_day", False)):
        table = pd.DataFrame({first: np.arange(40)})
        for part in range(1, 8):
            table[f"ro{part}"], table[f"d{part}"] = rng.integers(0, 7, 40), rng.integers(0, 7, 40)
        table.to_csv(path, index=False)
        text = propose_mapping(path)
        assert f'time = "{first}"' in text
        assert ("# The columns ro1 to ro7 may be 7 days or prompts of one answer side by side" in text) is asked
