"""Legal diaries of every kind are read as they were meant."""

import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import pairbond
from pairbond.diary import DiaryError, Item, diary_from_frame, example_diaries, example_diary, read_diary, write_diary
from pairbond.errors import PairbondError

HERE = Path(__file__).parents[1] / "data"
ITEM = '[[item]]\nname = "warmth"\ncolumns = "warmth"\nlow = 0\nhigh = 6\n'
LONG = '[columns]\nperson = "who"\ntime = "when"\n'


def read(folder: Path, rows: str, mapping: str, **more: str) -> pairbond.Diary:
    (folder / "diary.csv").write_bytes(textwrap.dedent(rows).encode(more.get("encoding", "utf-8")))
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    return read_diary(folder)


@pytest.mark.parametrize("name", example_diaries())
def test_every_example_reads_and_says_where_it_is_from(name: str) -> None:
    diary = example_diary(name)
    assert diary.couples
    assert diary.items
    assert diary.source.citation
    assert diary.source.license
    assert diary.source.rows
    assert len(diary.source.sha256[0]) == 64
    assert not diary.notes


def test_the_group_example_against_the_file_itself() -> None:
    """Composites, order and times are as an independent reading of the CSV gives them."""
    (name,) = (name for name in example_diaries() if len(example_diary(name).couples) == 80)
    diary = example_diary(name)
    folder = Path(pairbond.diary.__file__).parent / "bundled" / name
    raw = pd.read_csv(folder / "data.csv")
    assert len(diary.frame) == 2 * len(raw) == 5530
    assert [item.name for item in diary.items] == ["unpleasant", "pleasant"]
    assert [item.name for item in diary.available][2:] == ["anxiety", "sadness", "vigor", "contentment"]
    raw["time"] = raw["DIARYDAY"] - raw.groupby("ID")["DIARYDAY"].transform("min")
    for partner, mark in zip(diary.partners, ("M_", "W_"), strict=True):
        rows = diary.frame[diary.frame["partner"] == partner]
        assert (rows["couple"].astype(int).to_numpy() == raw["ID"].to_numpy()).all()
        np.testing.assert_array_equal(rows["time"], raw["time"])
        np.testing.assert_allclose(rows["unpleasant"], raw[[mark + "Anx.", mark + "Sad."]].mean(axis=1))
        np.testing.assert_allclose(rows["pleasant"], raw[[mark + "Vig.", mark + "Con."]].mean(axis=1))
        np.testing.assert_array_equal(rows["contentment"], raw[mark + "Con."])
    singles = diary.with_items(["sadness", "vigor"])
    assert [item.name for item in singles.items] == ["sadness", "vigor"]
    assert diary.days("201") == raw.loc[raw["ID"] == 201, "DIARYDAY"].nunique()


def test_reading_is_quick() -> None:
    import time

    example_diary(example_diaries()[0])
    began = time.perf_counter()
    example_diary(example_diaries()[0])
    assert time.perf_counter() - began < 1.0  # 80 couples, 35 days; about 0.05 s alone on a core


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "couples", "entries"),
    [("sim_dynr_var_dyad", 100, 20_000), ("sim_dyadmlm_ild", 360, 10_080), ("rties_dial", 80, 78_834)],
)
def test_reference_sets(name: str, couples: int, entries: int) -> None:
    diary = read_diary(HERE / name)
    assert (len(diary.couples), len(diary.frame)) == (couples, entries)
    assert all(diary.writers(couple) == diary.partners for couple in diary.couples[:5])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", "sim_dynr_var_dyad", "sim_dyadmlm_ild"])
def test_real_numbers_survive_being_written(name: str, tmp_path: Path) -> None:
    diary = read_diary(HERE / name) if name else example_diary(example_diaries()[0])
    write_diary(diary, tmp_path / "new")
    assert read_diary(tmp_path / "new") == diary
    with pytest.raises(PairbondError, match=r"diary\.csv is there already; nothing was written\.$"):
        write_diary(diary, tmp_path / "new")


@pytest.mark.parametrize("alike", [True, False])
def test_partners_called_the_same_in_every_couple_are_written_and_read_again(alike: bool, tmp_path: Path) -> None:
    mapping = {
        "columns": {"couple": "couple", "person": "person", "time": "day"},
        "partners": {"distinguishable": not alike},
        "item": [{"name": "warmth", "columns": "warmth", "low": 0, "high": 9}],
    }
    rows = "".join(f"{couple},{who},{day},{day}\n" for couple in (1, 2) for who in ("ben", "ada") for day in (1, 2, 4))
    (tmp_path / "d.csv").write_text(f"couple,person,day,warmth\n{rows}", encoding="utf-8")
    diary = read_diary(tmp_path / "d.csv", mapping)
    write_diary(diary, tmp_path / "again")
    assert read_diary(tmp_path / "again") == diary


def test_a_composite_is_the_mean_of_what_was_answered(tmp_path: Path) -> None:
    item = '[[item]]\nname = "mood"\ncolumns = ["a", "b", "c"]\nlow = 0\nhigh = 6\nmissing = [9]\n'
    diary = read(tmp_path, "who,when,a,b,c\nana,1,1,2,6\nana,2,,2,6\nana,3,9,,4\nana,4,,9,\n", LONG + item)
    assert diary.frame["mood"].tolist() == [3.0, 4.0, 4.0]
    assert diary.frame["time"].tolist() == [0.0, 1.0, 2.0]


def test_codes_for_missing_are_words_or_numbers(tmp_path: Path) -> None:
    rows = "who,when,warmth\nana,1,skipped\nana,2,-99\nana,3,-99.0\nana,4,3\nana,5,N/A\n"
    diary = read(tmp_path, rows, LONG + '[file]\nmissing = ["skipped", -99]\n' + ITEM)
    assert diary.frame["warmth"].tolist() == [3.0]


def test_covariates_of_a_couple_are_given_to_both() -> None:
    diary = read_diary(HERE / "sim_dynr_var_dyad")
    raw = pd.read_csv(HERE / "sim_dynr_var_dyad" / "data.csv.gz")
    for partner, column in zip(diary.partners, ("wp", "hp"), strict=True):
        rows = diary.frame[diary.frame["partner"] == partner]
        np.testing.assert_array_equal(rows["score"], raw[column])
        np.testing.assert_array_equal(rows["ca"], raw["ca"])


def test_one_writer(tmp_path: Path) -> None:
    diary = read(tmp_path, "who,when,warmth\nana,1,3\nana,2,4\n", LONG + '[partners]\nnames = ["ana", "ben"]\n' + ITEM)
    assert diary.partners == ("ana", "ben")
    assert diary.writers("1") == diary.partners[:1]
    alone = read(tmp_path, "when,warmth\n1,3\n2,4\n", '[columns]\ntime = "when"\n[partners]\nnames = ["me"]\n' + ITEM)
    assert alone.partners == ("me",)
    assert alone.writers("1") == alone.partners[:1]


def test_a_wide_partner_who_never_writes_is_no_writer(tmp_path: Path) -> None:
    mapping = (
        '[file]\nlayout = "wide"\n[columns]\ntime = "day"\ncontact = "contact"\n[partners]\nnames = ["woman", "man"]\n'
        '[[item]]\nname = "warmth"\ncolumns = { woman = "w", man = "m" }\nlow = 0\nhigh = 6\n'
    )
    diary = read(tmp_path, "day,contact,w,m\n1,apart,3,\n2,together,4,\n", mapping)
    assert diary.writers("1") == diary.partners[:1]
    assert len(diary.frame) == 2


def test_times_of_one_couple_begin_at_its_first_entry(tmp_path: Path) -> None:
    rows = """\
        who,when,warmth
        ana,2024-03-01T21:00,3
        ben,2024-03-01T23:30,4
        ana,2024-03-03T09:00,5
        """
    diary = read(tmp_path, rows, LONG + ITEM)
    assert diary.has_dates
    assert diary.partners == ("ana", "ben")
    np.testing.assert_allclose(diary.frame["time"], [0, 1.5, 2.5 / 24])
    assert diary.days("1") == 2
    assert diary.frame["date"].dt.day_name().tolist() == ["Friday", "Sunday", "Friday"]


def test_time_zones_count_elapsed_time_and_keep_the_clock(tmp_path: Path) -> None:
    rows = """\
        who,when,warmth
        ana,2024-03-30T21:00+01:00,3
        ana,2024-03-31T21:00+02:00,4
        """
    diary = read(tmp_path, rows, LONG + ITEM)
    np.testing.assert_allclose(diary.frame["time"], [0, 23 / 24])  # the night the clocks went forward
    assert diary.frame["date"].dt.hour.tolist() == [21, 21]


@pytest.mark.parametrize(("unit", "days"), [('"hours"', 1 / 24), ('"seconds"', 1 / 86400), ("7", 7.0)])
def test_units_of_day_numbers(unit: str, days: float, tmp_path: Path) -> None:
    diary = read(tmp_path, "who,when,warmth\nana,2,3\nana,5,4\n", LONG + f"[time]\nunit = {unit}\n" + ITEM)
    start = np.floor(2 * days)  # day 0 is the whole part of the first number
    np.testing.assert_allclose(diary.frame["time"], [2 * days - start, 5 * days - start], atol=1e-9)


def test_three_codings_of_a_byte_order_mark(tmp_path: Path) -> None:
    plain = read(tmp_path, "who,when,warmth\nanä,1,3\nanä,2,4\n", LONG + ITEM)
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        rows = "\ufeff" * (encoding == "utf-16-le") + "who,when,warmth\nanä,1,3\nanä,2,4\n"
        assert read(tmp_path, rows, LONG + ITEM, encoding=encoding) == plain
    with_word = LONG + '[file]\nencoding = "cp1252"\n' + ITEM
    assert read(tmp_path, "who,when,warmth\nanä,1,3\nanä,2,4\n", with_word, encoding="cp1252") == plain


def test_quotes_blank_rows_and_trailing_separators(tmp_path: Path) -> None:
    rows = 'who,when,event,warmth,,\n"ana",1,"we talked, ""at last""\nlong",3,,\n\n,,,,,\nana,2,,4\n'
    mapping = LONG.replace("time =", 'event = "event"\ntime =') + ITEM
    diary = read(tmp_path, rows, mapping)
    assert diary.frame["event"].tolist() == ['we talked, "at last"\nlong', ""]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """A line break inside quotes is one row; an empty row counts."""
    rows = 'who,when,note,warmth\nana,1,"two\nlines",3\n\nana,2,,9\n'
    with pytest.raises(DiaryError) as caught:
        read(tmp_path, rows, LONG + ITEM)
    assert [fault.row for fault in caught.value.faults] == [4]


def test_contact_words_in_any_case_and_no_others(tmp_path: Path) -> None:
    rows = "who,when,c,warmth\nana,1,Together,3\nana,2, NONE ,4\nana,3,,4\n"
    diary = read(tmp_path, rows, LONG + 'contact = "c"\n' + ITEM)
    assert diary.frame["contact"].tolist() == ["together", "none", ""]


def test_persons_called_alike_in_every_couple_are_the_roles(tmp_path: Path) -> None:
    rows = "c,who,when,warmth\n1,f,1,3\n1,m,1,4\n2,m,1,2\n2,f,1,1\n"
    diary = read(tmp_path, rows, LONG + 'couple = "c"\n' + ITEM)
    assert diary.partners == ("f", "m")
    assert diary.frame["warmth"].tolist() == [3, 4, 1, 2]
    assert not diary.distinguishable


def test_without_roles_partners_of_several_couples_are_exchangeable(tmp_path: Path) -> None:
    rows = "c,who,when,warmth\n1,10,1,3\n1,9,1,4\n2,11,1,2\n2,12,1,1\n"
    diary = read(tmp_path, rows, LONG + 'couple = "c"\n' + ITEM)
    assert diary.partners == ("partner 1", "partner 2")
    assert not diary.distinguishable
    assert diary.frame["person"].tolist() == ["9", "10", "11", "12"]


def test_one_constant_item_of_one_couple_is_left_out_with_a_note(tmp_path: Path) -> None:
    rows = "who,when,warmth,hurt\n" + "".join(f"ana,{day},{day % 5},0\n" for day in range(1, 20))
    second = '[[item]]\nname = "hurt"\ncolumns = "hurt"\nlow = 0\nhigh = 6\n'
    diary = read(tmp_path, rows, LONG + ITEM + second)
    assert [item.name for item in diary.items] == ["warmth"]
    assert diary.notes == ("hurt was 0 in all 19 answers and is left out of the analysis.",)
    assert [item.name for item in diary.with_items(["hurt"]).items] == ["hurt"]


def test_a_couple_without_answers_is_left_out_with_a_note(tmp_path: Path) -> None:
    rows = "c,who,when,warmth\n1,f,1,3\n1,m,1,4\n2,m,1,\n2,f,1,\n"
    diary = read(tmp_path, rows, LONG + 'couple = "c"\n' + ITEM)
    assert diary.couples == ("1",)
    assert "Couple 2 answered nothing and is left out." in diary.notes


@pytest.mark.parametrize("late", [0.5, 1, 7])
def test_partners_at_different_times_are_no_fault(late: float) -> None:
    """Only two stretches of time that never meet are taken for a shifted clock."""
    days = np.arange(0, 20, 2.0)
    frame = pd.DataFrame(
        {
            "person": ["a"] * 10 + ["b"] * 10,
            "time": np.concatenate([days, days + late]),
            "x": np.tile([1.0, 2.0], 10),
        }
    )
    assert len(diary_from_frame(frame, ["x"]).writers("1")) == 2


def test_from_a_frame_with_rows_counted_and_all_faults() -> None:
    frame = pd.DataFrame({"partner": [0, 1, 2], "time": [0.0, np.nan, 1.0], "x": [1.0, 9.0, np.inf]})
    with pytest.raises(DiaryError) as caught:
        diary_from_frame(frame, [Item("x", low=0, high=4, kind="bounded")], partners=("a", "b"))
    assert str(caught.value).splitlines() == [
        "diary, row 3, column time: the time is missing.",
        "diary, row 3, column x: 9 is outside the scale from 0 to 4; the nearest legal answer is 4.",
        "diary, row 4, column partner: 2 is none of the partners 0 and 1.",
        "diary, row 4, column x: inf is not a finite number; leave the cell empty if nothing was answered.",
    ]


def test_a_frame_with_dates_and_any_index() -> None:
    frame = pd.DataFrame(
        {"person": ["a", "b"], "time": pd.to_datetime(["2024-03-02", "2024-03-01"]), "x": [1, 2]}, index=[7, 7]
    )
    diary = diary_from_frame(frame, ["x"])
    assert diary.has_dates
    assert diary.frame["time"].tolist() == [1.0, 0.0]
    assert (diary.items[0].low, diary.items[0].high) == (1, 2)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda d: d.select(["20l"]), "The diary has no couple 20l; the nearest is 201."),
        (lambda d: d.with_items(["plesant"]), "The diary has no item plesant; the nearest is pleasant."),
        (lambda d: d.with_items([]), "Name at least one item, and each item once."),
        (lambda d: d.days("x"), None),
        (lambda d: example_diary("barkalifa"), None),
    ],
)
def test_wrong_names_are_refused_in_one_sentence(ask, sentence: str | None) -> None:
    with pytest.raises(PairbondError) as caught:
        ask(example_diary(example_diaries()[0]))
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    assert sentence is None or said == sentence


def test_a_diary_is_not_changed_by_what_is_done_with_it() -> None:
    diary = example_diary(example_diaries()[0])
    before = diary.frame.copy()
    diary.select(["201"]).until(5).with_items(["anxiety"])
    pd.testing.assert_frame_equal(diary.frame, before)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, pairbond.diary; dir(pairbond.diary); "
        "print([m for m in ('jax', 'matplotlib', 'pandas', 'pydantic', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_exists() -> None:
    for name in pairbond.diary.__all__:
        assert getattr(pairbond.diary, name).__doc__
    with pytest.raises(AttributeError, match="no attribute"):
        _ = pairbond.diary.nothing


def test_an_end_of_the_scale_that_rounding_has_moved_is_that_end() -> None:
    rows = pd.DataFrame({"person": "a", "time": [0.0, 1.0, 2.0], "calm": [6.000000000000028, -1e-15, 3.0]})
    found = pairbond.diary_from_frame(rows, [pairbond.diary.Item("calm", kind="continuous", low=0, high=6)])
    assert found.frame["calm"].tolist() == [6.0, 0.0, 3.0]
