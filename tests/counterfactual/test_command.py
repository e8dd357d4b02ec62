"""``pairbond what-if``: from a diary's file to a table, JSON and CSV; the fit itself is made by hand."""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pairbond.assess import Assessment
from pairbond.cli import main

from ._made import current_state, fitted


def asked(diary: Any, courses_of: tuple[str, ...], **settings: Any) -> Any:
    """What the theory may say of a diary, the fit made by hand."""
    one = fitted(current_state(draws=2), diary)
    one.__dict__["diagnostics"] = {"starts_agree": 8}
    shut = {"kind": "phase", "about": "phase", "allowed": False, "why": "the days are few", "helps": "more of them"}
    row = [shut | {"partner": p} for p in ("Ana", "Benno") if p not in courses_of]
    row += [shut | {"partner": p, "kind": kind, "allowed": True} for p in courses_of for kind in ("phase", "hold")]
    made = Assessment.__new__(Assessment)
    made.__dict__.update(couple="1", fit=one, gate=pd.DataFrame(row))
    return made


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = [f"1,{who},{day},{(day + len(who)) % 7}" for day in range(20) for who in ("Ana", "Benno")]
    (tmp_path / "ours.csv").write_text("\n".join(["couple,person,time,warmth", *rows]), encoding="utf-8")
    (tmp_path / "ours.toml").write_text(
        '[columns]\ncouple = "couple"\nperson = "person"\ntime = "time"\n'
        '[[item]]\nname = "warmth"\ncolumns = "warmth"\nlow = 0\nhigh = 6\n',
        encoding="utf-8",
    )

    monkeypatch.setattr("pairbond.assess.assess", partial(asked, courses_of=("Ana", "Benno")))
    return tmp_path / "ours.csv"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["pairbond", "what-if", *map(str, arguments)])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0


def test_it_says_first_whose_answer_it_is(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, files, "--days", 20, "--course", "limits", "--course", "six-practices")
    out = capsys.readouterr().out
    assert out.startswith("This is a result of the model")
    assert "people who help come first" in out
    table = out[out.index("Day 20 against") :]
    assert "Benno" in table
    assert "limits" in table
    assert "Left out, six-practices: it takes two people" in out
    [voices] = re.findall(r"^limits\n(.*?)(?=^\S)", out, re.S | re.M)
    assert re.search(r"An essay .*\(S3\) says: .*Studies found: .*In the model, by day 20, ", voices, re.S)


def test_json_and_csv_hold_the_numbers(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = files.parent / "tables"
    run(monkeypatch, files, "--days", 20, "--course", "support-network", "--json", "--csv", folder)
    found = json.loads(capsys.readouterr().out)
    assert found["about"].startswith("This is a result of the model")
    assert len(found["provenance"]["theory"]) == 64
    table = pd.read_csv(folder / "what_if.csv")
    assert len(found["differences"]) == len(table) == 2 * 21
    assert set(pd.read_csv(folder / "what_if_reference.csv")["day"]) == set(range(21))
    assert all(one.startswith("In the model, ") for one in found["sentences"])
    [voices] = found["voices"]
    assert voices["course"] == "support-network"
    assert voices["studies"].startswith("Studies found: ")
    assert voices["model"].startswith("In the model, by day 20, if Ana acts, ")


def test_one_of_two_learns_nothing_of_what_the_other_wrote_about_fear(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = files.with_suffix(".toml")
    toml.write_text(
        f'{toml.read_text("utf-8")}[[item]]\nname = "fear"\ncolumns = "fear"\nlow = 0\nhigh = 6\ndanger = true\n',
        "utf-8",
    )
    rows = files.read_text("utf-8").splitlines()
    shown = []
    for afraid in ("nobody", "Ana", "Benno"):
        fear = [f"{row},{5 if f',{afraid},' in row and int(row.split(',')[2]) < 9 else 0}" for row in rows[1:]]
        files.write_text("\n".join([rows[0] + ",fear", *fear]), encoding="utf-8")
        folder = files.parent / afraid
        courses = ("--course", "limits", "--course", "six-practices", "--course", "support-network")
        run(monkeypatch, files, "--days", 20, *courses)
        seen = capsys.readouterr()
        run(monkeypatch, files, "--days", 20, *courses, "--json", "--csv", folder)
        found = json.loads(capsys.readouterr().out)
        del found["provenance"]["seconds"], found["csv"]
        steps = re.sub(r"\d+\.\d s", "", seen.err)  # what was done on the way; when, is the clock's
        shown.append(
            (
                seen.out,
                steps,
                found,
                [(folder / f"{name}.csv").read_bytes() for name in ("what_if", "what_if_reference")],
            )
        )
    assert shown[1] == shown[0]
    assert shown[2] == shown[0]
    assert "Left out, limits, six-practices: courses that are directed at the other person are not" in shown[0][0]
    assert "support from others" in shown[0][0]


def test_one_whom_the_gate_stops_is_in_no_row(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pairbond.assess.assess", partial(asked, courses_of=("Ana",)))
    run(monkeypatch, files, "--days", 20, "--course", "limits", "--csv", files.parent / "tables")
    out = capsys.readouterr().out
    assert "Courses of action for Benno: these entries say too little about them." in out
    assert out.count("Benno") == 1
    table = pd.read_csv(files.parent / "tables" / "what_if.csv")
    assert set(table["actor"]) == {"Ana"}
    assert set(table["partner"]) == {"Ana", "both"}


def test_a_shut_gate_is_one_sentence(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pairbond.assess.assess", partial(asked, courses_of=()))
    folder = files.parent / "tables"
    run(monkeypatch, files, "--csv", folder)
    sentence = (
        "From these entries we cannot say what would change things, because the days are few; what would help: more"
    )
    assert sentence in capsys.readouterr().out
    assert not (folder / "what_if.csv").exists()
    run(monkeypatch, files, "--json")
    assert json.loads(capsys.readouterr().out)["cannot_tell"].startswith(sentence)
