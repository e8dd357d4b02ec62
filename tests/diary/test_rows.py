"""Rows that are no entries, entries in several rows, ids that hold two things, and columns that say nothing."""

from pathlib import Path

import numpy as np
import pytest

from pairbond.diary import DiaryError, read_diary
from pairbond.diary._split_ids import split_ids
from pairbond.diary.mapping_file import parse_mapping

CASES = Path(__file__).parents[1] / "data" / "cases"


def item(column: str, **more: object) -> dict:
    return {"name": column.lower()[:5].strip("_"), "columns": column, "kind": "continuous", **more}


def test_lines_above_the_header_and_rows_that_describe_it_are_left_out_and_said() -> None:
    folder = CASES / "survey-exports"
    mapping = {
        "columns": {"couple": "DyadID", "role": "Partner", "time": "RecordedDate"},
        "item": [item("close_1"), item("stress_1")],
    }
    qualtrics = read_diary(folder / "qualtrics.csv", mapping)
    assert "Rows 2 and 3 describe the columns and are left out." in qualtrics.notes
    assert len(qualtrics.frame) == len((folder / "qualtrics.csv").read_text().splitlines()) - 3
    mapping = {
        "columns": {"person": "Participant ID", "time": "Survey Start Time", "couple": "Participant ID"},
        "time": {"order": "month-day"},
        "item": [item("Right now, how close do you feel to your partner?")],
    }
    expiwell = read_diary(folder / "expiwell.csv", mapping)
    assert "Rows 1 to 3 stand above the header and are left out." in expiwell.notes
    assert "Row 5 describes the columns and is left out." in expiwell.notes


def test_two_rows_of_a_header_are_one(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    rows = "".join(f"{c},{d},{d % 5},{d % 3},{d % 4},{(d + c) % 5}\n" for c in (1, 2) for d in range(6))
    path.write_text(",,Anna side,,Ben side,\ncouple,day,calm,sad,calm,sad\n" + rows)
    mapping = {
        "file": {"layout": "wide"},
        "columns": {"couple": "couple", "time": "day"},
        "partners": {"names": ["A", "B"]},
        "item": [{"name": "calm", "columns": {"A": "calm_Anna side", "B": "calm_Ben side"}, "low": 0, "high": 4}],
    }
    diary = read_diary(path, mapping)
    assert diary.notes == ("Rows 1 and 2 are both taken as header.",)
    assert diary.frame.loc[diary.frame["partner"] == diary.partners[1], "calm"].tolist() == [
        d % 4 for _ in (1, 2) for d in range(6)
    ]


def test_a_word_in_one_cell_of_the_first_row_is_still_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text("day,x\n" + "0,many\n" + "".join(f"{d},{d % 5}\n" for d in range(1, 9)))
    mapping = {"columns": {"time": "day"}, "partners": {"names": ["me"]}, "item": [item("x")]}
    with pytest.raises(DiaryError, match="row 2, column x: 'many' is not a number"):
        read_diary(path, mapping)


def test_prompts_that_nobody_answered_are_left_out_with_a_note() -> None:
    mapping = {
        "columns": {"id": "alias", "time": "timeStampStart"},
        "time": {"unit": "seconds", "offset": "timeZoneOffset"},
        "item": [item("closeness_sliderNegPos", low=0, high=100)],
    }
    diary = read_diary(CASES / "app-export" / "mpath.csv", mapping)
    assert diary.couples == ("1", "2", "12")
    assert diary.partners == ("a", "b")
    assert any(note.endswith("rows hold no answer and are left out.") for note in diary.notes)
    assert diary.frame["date"].dt.hour.between(20, 23).mean() > 0.95
    assert 20 <= diary.days("1") <= 28


def test_a_missing_time_beside_an_answer_stays_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text("who,day,x\na,0,1\na,,\nb,,3\nb,1,2\n")
    with pytest.raises(DiaryError) as caught:
        read_diary(path, {"columns": {"person": "who", "time": "day"}, "item": [item("x")]})
    assert [fault.row for fault in caught.value.faults] == [4]


@pytest.mark.parametrize(
    ("ids", "couples", "marks"),
    [
        (["1a", "1b", "12a", "12b"], ["1", "1", "12", "12"], ["a", "b", "a", "b"]),
        (["P01_1", "P01_2", "P02_1"], ["P01", "P01", "P02"], ["1", "2", "1"]),
        (["F07", "M07", "F08", "M08"], ["07", "07", "08", "08"], ["F", "M", "F", "M"]),
        (["1011", "1012", "1021", "1022"], ["101", "101", "102", "102"], ["1", "2", "1", "2"]),
        (["3-left", "3-right", "4-right", "4-left"], ["3", "3", "4", "4"], ["left", "right", "right", "left"]),
        (["9h", "9k", "", "7h"], ["9", "9", "", "7"], ["h", "k", "", "h"]),
    ],
)
def test_ids_that_hold_couple_and_partner(ids: list[str], couples: list[str], marks: list[str]) -> None:
    found = split_ids(np.array(ids, dtype=object))
    assert found is not None
    assert [part.tolist() for part in found] == [couples, marks]


@pytest.mark.parametrize("ids", [["1", "2", "3", "4"], ["ana", "ben", "cleo"], ["1a", "2b", "3a"], ["11", "12", "13"]])
def test_other_ids_hold_one_thing(ids: list[str]) -> None:
    assert split_ids(np.array(ids, dtype=object)) is None


def test_one_row_an_item_is_read_side_by_side() -> None:
    mapping = {
        "file": {"names_from": "item", "values_from": "value"},
        "columns": {"couple": "couple", "person": "person", "time": "day"},
        "item": [item("close"), item("tense")],
    }
    path = CASES / "one-row-an-item" / "tidy.csv"
    diary = read_diary(path, mapping)
    assert len(diary.frame) == (len(path.read_text().splitlines()) - 1) / 2
    first = diary.frame.iloc[0]
    assert (first["close"], first["tense"]) == (4.96, 3.04)
    with pytest.raises(DiaryError) as caught:
        read_diary(path, {**mapping, "file": {}, "item": [item("value")]})
    assert str(caught.value) == (
        "tidy.csv, column day: 336 rows repeat the person and time of another row and differ in item: it seems that a "
        'row holds one item; say names_from = "item" and values_from = "value" under [file].'
    )


def test_a_third_member_is_refused_with_a_pair_that_can_be_read() -> None:
    mapping = {"columns": {"couple": "family", "person": "member", "time": "day"}, "item": [item("mood")]}
    path = CASES / "families" / "triad.csv"
    with pytest.raises(DiaryError) as caught:
        read_diary(path, mapping)
    assert str(caught.value) == (
        "triad.csv, column member: most couples have 3 members, child, father and mother; a diary is of two: to read "
        'mother and father only, say leave_out = ["child"] under [partners].'
    )
    diary = read_diary(path, {**mapping, "partners": {"leave_out": ["child"]}})
    assert diary.partners == ("father", "mother")
    assert "rows of child are left out, as the mapping says." in diary.notes[0]


def test_an_item_of_the_analysis_is_named_once() -> None:
    data = {
        "columns": {"time": "t"},
        "partners": {"names": ["me"]},
        "item": [item("x")],
        "analysis": {"items": ["x", "x"]},
    }
    with pytest.raises(DiaryError, match="analysis names the item x twice; name each item once"):
        parse_mapping(data)


def test_each_partner_has_the_own_value_of_a_covariate_in_long_and_wide_files() -> None:
    long = read_diary(
        CASES / "covariates" / "apim.csv",
        {
            "columns": {"couple": "couple", "person": "person", "role": "role", "time": "day"},
            "partners": {"names": ["w", "m"]},
            "item": [item("y")],
            "covariate": [{"name": "stress", "columns": "stress"}],
        },
    )
    wide = read_diary(
        CASES / "covariates" / "apim_wide.csv",
        {
            "file": {"layout": "wide"},
            "columns": {"couple": "couple", "time": "day"},
            "partners": {"names": ["w", "m"]},
            "item": [{"name": "y", "columns": {"w": "w_y", "m": "m_y"}, "kind": "continuous"}],
            "covariate": [{"name": "stress", "columns": {"w": "w_stress", "m": "m_stress"}}],
        },
    )
    both = [d.frame.set_index(["couple", "partner", "time"])["stress"].dropna().sort_index() for d in (long, wide)]
    assert both[0].equals(both[1])
    assert both[0].loc["1", "w", 0.0] == 4.57
    assert both[0].loc["1", "m", 0.0] == 4.87


def test_a_covariate_that_never_changes_is_named() -> None:
    covariates = [{"name": name, "columns": name} for name in ("age", "sexcode")]
    mapping = {
        "columns": {"couple": "couple", "person": "person", "role": "role", "time": "day"},
        "item": [item("y")],
        "covariate": covariates,
    }
    diary = read_diary(CASES / "covariates" / "agecov.csv", mapping)
    assert diary.notes == ("age and sexcode never change within a person and are left out of the model.",)


def test_one_answer_read_for_both_partners_is_named(tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text(
        "who,day,x,y\n" + "".join(f"{who},{d},{d % 5},{(d + ord(who)) % 5}\n" for d in range(20) for who in "ab")
    )
    diary = read_diary(path, {"columns": {"person": "who", "time": "day"}, "item": [item("x"), item("y")]})
    assert diary.notes == (
        "Both partners have the same x in all 20 entries that they share; is it one answer for the couple, or one "
        "column read twice?",
    )


LAYOUTS = {
    "long": ("hus,hvem,svar,umsorg", "1,{who},2024-03-{day:02d} 21:30,{answer}", {"person": "hvem"}, {}, "umsorg"),
    "id": (
        "hvem,svar,umsorg", "11{who},2024-03-{day:02d} 21:30,{answer}", {"couple": None, "id": "hvem"}, {}, "umsorg",
    ),
    "item": (
        "hus,hvem,svar,item,value", "1,{who},2024-03-{day:02d} 21:30,umsorg,{answer}", {"person": "hvem"},
        {"names_from": "item", "values_from": "value"}, "umsorg",
    ),
    "wide": (
        "hus,svar,mine,dine", "{day},2024-03-{day:02d} 21:30,{answer},{answer}", {}, {"layout": "wide"},
        {"a": "mine", "b": "dine"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("above", [[], ["Title of the study", "", "Exported in 2024"]])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_of_a_doubled_entry_are_those_of_a_spreadsheet(layout: str, above: list[str], tmp_path: Path) -> None:
    header, form, keys, table, columns = LAYOUTS[layout]
    lines = [
        form.format(who="ab"[k % 2], day=1 + k // 2 if layout != "wide" else 1 + k, answer=k % 5) for k in range(20)
    ]
    lines = [*lines[:12], "", *lines[12:], lines[7]]
    text = [*above, header, *lines]
    path = tmp_path / "diary.csv"
    path.write_text("\n".join(text), encoding="utf-8")
    mapping = {
        "file": table,
        "columns": {"couple": "hus", "time": "svar", **keys},
        "partners": {"names": ["a", "b"]},
        "item": [{"name": "umsorg", "columns": columns, "kind": "continuous"}],
    }
    with pytest.raises(DiaryError) as caught:
        read_diary(path, mapping)
    (fault,) = caught.value.faults
    assert fault.row == len(text)
    assert f"in row {text.index(lines[7]) + 1} already; keep one of the two." in fault.message
