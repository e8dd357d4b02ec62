"""CSV files that a spreadsheet shows and does not run."""

import csv
import io
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pairbond._spreadsheet import csv_text, write_tables
from pairbond.cli import main
from pairbond.diary import new_diary
from pairbond.errors import PairbondError

FORMULAS = ["=1+1|cmd", "-2+3+cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "+1 (555)", "@SUM(1)", "\t=1", "＝1", "-"]
NUMBERS = ["-1", "+2.5", "-1e-3", "-inf", "nan"]


def runs(cell: str) -> bool:
    """What a spreadsheet would take for a formula."""
    try:
        float(cell)
    except ValueError:
        return cell.strip()[:1] in ("=", "+", "-", "@", "＝")
    return False


def cells(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row]


def test_text_that_looks_like_a_formula_gets_an_apostrophe() -> None:
    table = pd.DataFrame({"=name": FORMULAS, "n": np.linspace(-1, 1, len(FORMULAS))})
    table["kind"] = table["=name"].astype("category")
    found = cells(csv_text(table))
    assert not [cell for cell in found if runs(cell)]
    assert found[:3] == ["'=name", "n", "kind"]
    assert found[3] == found[5] == "'=1+1|cmd"


def test_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    numbers = pd.DataFrame({"x": [-1.23456789, np.nan], "n": [-3, 4], "t": ["-5", None], "b": [True, False]})
    assert csv_text(numbers) == "x,n,t,b\n-1.23456789,-3,-5,True\n,4,,False\n"
    assert csv_text(numbers, digits=3) == "x,n,t,b\n-1.23,-3,-5,True\n,4,,False\n"
    assert cells(csv_text(pd.DataFrame({"t": NUMBERS}))) == ["t", *NUMBERS]


def test_two_columns_of_one_name_and_an_empty_table() -> None:
    twice = pd.DataFrame([["=a", "=b"]], columns=["x", "x"])
    assert csv_text(twice) == "x,x\n'=a,'=b\n"
    assert csv_text(pd.DataFrame({"x": []})) == "x\n"


def test_tables_and_reports_of_a_hostile_diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("couple", "person", "date", "event", "w")]
    for couple in ("=1+1|cmd", "@SUM(1)"):
        for day in range(5, 12):
            for person in (f"{couple}-2+3+cmd|' /C calc'!A0", f"={couple}"):
                rows.append((couple, person, f"2026-01-{day:02d}", "=evt()", str((day * len(person)) % 7)))
    with (tmp_path / "diary.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    (tmp_path / "diary.toml").write_text(
        'title = "=2+5+cmd|\' /C calc\'!A0"\n[columns]\ncouple = "couple"\nperson = "person"\ntime = "date"\n'
        'event = "event"\n[[item]]\nname = "w"\nlabel = "=1+cmd"\ncolumns = "w"\nlow = 0\nhigh = 6\nhigher = "better"\n'
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["pairbond", "report", "diary.csv", "--csv", "out"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0, capsys.readouterr().err
    write_tables({"states": pd.DataFrame({"couple": ["=1+1|cmd"], "q50": [-0.5]})}, tmp_path / "out" / "fit")
    files = list((tmp_path / "out").rglob("*.csv"))
    found = [cell for file in files for cell in cells(file.read_text(encoding="utf-8"))]
    assert [cell for cell in found if "cmd" in cell or "SUM" in cell]
    assert not [cell for cell in found if runs(cell)]


def test_a_new_diary_has_no_name_that_runs(tmp_path: Path) -> None:
    with pytest.raises(PairbondError, match=r"A name begins with a letter or a digit, not with =\."):
        new_diary(tmp_path / "new", ["=1+1", "Ben"], start="2026-03-01")
    assert not (tmp_path / "new").exists()
