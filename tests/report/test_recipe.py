"""``full_report`` in Python and ``pairbond report`` are one recipe: what they write is the same, byte by byte."""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from tests.report._fake import diary

import pairbond
from pairbond.cli import main
from pairbond.errors import PairbondError
from pairbond.report import FullReport, full_report

TOML = """
[columns]
person = "person"
time = "day"
[partners]
names = ["Ada", "Ben"]
[[item]]
name = "calm"
columns = "calm"
low = 0
high = 6
shared = true
"""


def ours(folder: Path, days: int) -> Path:
    rows = [f"{name},{day},{(day * step) % 7}" for day in range(days) for name, step in (("Ada", 3), ("Ben", 5))]
    (folder / "ours.csv").write_text("\n".join(["person,day,calm", *rows]), "utf-8")
    (folder / "ours.toml").write_text(TOML, "utf-8")
    return folder / "ours.csv"


def both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, **settings: object) -> set[str]:
    """Write one report by the command and one by the verb; the names of the files, all equal in both."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    source = ours(tmp_path, days)
    cli, verb = tmp_path / "cli", tmp_path / "verb"
    options = [str(part) for name, value in settings.items() for part in (f"--{name}", value) if part is not True]
    files = ["--out", str(cli / "page.html"), "--csv", str(cli / "tables")]
    monkeypatch.setattr(sys, "argv", ["pairbond", "report", str(source), *options, *files])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    # sys.argv stays as it is, because a page says by which command it was made
    pairbond.full_report(pairbond.read_diary(source), verb / "page.html", csv_dir=verb / "tables", **settings)  # type: ignore[arg-type]
    written = {str(file.relative_to(cli)) for file in cli.rglob("*") if file.is_file()}
    assert written == {str(file.relative_to(verb)) for file in verb.rglob("*") if file.is_file()}
    for name in written:
        assert without_seconds((cli / name).read_text("utf-8")) == without_seconds((verb / name).read_text("utf-8"))
    return written


def without_seconds(text: str) -> list[str]:
    """The lines of a file but those that say how long a fit took."""
    return [line for line in text.splitlines() if "seconds, " not in line]


@pytest.mark.slow
def test_the_command_and_the_verb_write_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = both_ways(tmp_path, monkeypatch, 9, joint=True)
    assert {"page-ada.html", "page-ben.html", "page-both.html", "tables/both/glance.csv"} <= written


@pytest.mark.slow
def test_the_command_and_the_verb_fit_and_compare_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = both_ways(tmp_path, monkeypatch, 30, research=True, pseudo=0, seed=3)
    assert {"page.html", "tables/fit/effects.csv", "tables/compare/scores.csv"} <= written


def test_every_option_of_the_command_reaches_the_verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def recorded(diary: object, path: Path, **settings: object) -> FullReport:
        asked.update(settings, path=path)
        return FullReport((), {})

    monkeypatch.setattr(import_module("pairbond.report"), "full_report", recorded)
    contacts = tmp_path / "help.toml"
    options = "--couple c1 --items a,b --leave-to https://example.org --csv tables --joint --research --model var"
    options += " --method full --holdout 5 --pseudo 3 --no-theory --seed 4 --out x.html"
    command = ["pairbond", "report", str(ours(tmp_path, 3)), "--contacts", str(contacts), *options.split()]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    assert callable(asked.pop("progress"))
    assert asked == {
        "path": Path("x.html"), "couple": "c1", "items": ["a", "b"], "contacts": contacts, "csv_dir": Path("tables"),
        "leave_to": "https://example.org", "joint": True, "research": True, "model": "var", "method": "full",
        "holdout": 5, "pseudo": 3, "theory": False, "seed": 4,
    }  # fmt: skip
    assert {*asked, "diary", "progress"} == set(signature(full_report).parameters)


def test_what_was_written_is_reported(tmp_path: Path) -> None:
    said: list[str] = []
    asked = diary(1, days=9, partners=("Ada", "Ben"))
    written = pairbond.full_report(asked, tmp_path / "r.html", theory=False, progress=said.append)
    assert [(page.reader, page.path.name) for page in written.pages] == [("Ada", "r-ada.html"), ("Ben", "r-ben.html")]
    for page in written.pages:
        assert page.path.is_file()
        assert (page.fit, page.theory, page.csv_dir) == (None, None, None)
        assert "can only be described" in page.notes[0]
    assert said[-1] == "writing the report"
    assert set(written.seconds) == {"rendering"}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"couple": "c9"}, "There is no couple 'c9'"),
        ({"items": ["calmness"]}, "There is no item 'calmness'"),
        ({"joint": True, "research": True}, "exclude each other"),
        ({"theory": True}, "The theory is asked about one couple at a time; name one of 2"),
        ({"holdout": 0}, "holdout is a number of days or a share of the diary below 1, not 0."),
        ({"leave_to": "elsewhere"}, "must begin with https:// or http://"),
        ({"contacts": "nobody.toml"}, "nobody.toml"),
    ],
)
def test_what_cannot_be_is_refused_before_the_work(tmp_path: Path, settings: dict[str, object], sentence: str) -> None:
    said: list[str] = []
    with pytest.raises(PairbondError, match=sentence):
        pairbond.full_report(diary(2), tmp_path / "new" / "r.html", progress=said.append, **settings)  # type: ignore[arg-type]
    assert not said
    assert not (tmp_path / "new").exists()
