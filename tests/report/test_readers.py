"""Two who write get a page each, and one for both of what both released: the same whatever else is written."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pairbond.cli import main
from pairbond.diary import read_diary
from pairbond.errors import PairbondError
from pairbond.report import report

from ._fake import diary
from ._reading import Page
from ._theory import assess

TOML = """
title = "Evenings"
[columns]
person = "person"
time = "date"
contact = "contact"
[partners]
names = ["Ada", "Ben"]
[analysis]
items = ["calm"]
[[item]]
name = "calm"
columns = "calm"
low = 0
high = 6
kind = "ordinal"
higher = "better"
shared = true
[[item]]
name = "hurt_received"
columns = "hurt_received"
low = 0
high = 6
kind = "ordinal"
higher = "worse"
[[item]]
name = "afraid"
columns = "afraid"
low = 0
high = 6
kind = "ordinal"
higher = "worse"
danger = true
"""
HIDDEN = ("hurt", "afraid", "fear of")
Say = Callable[..., str]


def write(folder: Path, ben: int, days: int) -> Path:
    """A diary of two; ``ben``: the seed for all that Ben did not release, from calm days to terrible ones."""
    own, released, other = np.random.default_rng(0), np.random.default_rng(1), np.random.default_rng(ben)
    lines = ["person,date,contact,calm,hurt_received,afraid"]
    for day in range(days):
        date = f"2026-03-{day + 1:02d}"
        calm = released.integers(0, 7, 2)
        hurt, afraid = other.integers(0, 7, 2)
        lines.append(f"Ada,{date},together,{calm[0]},{own.integers(0, 3)},0")
        lines.append(f"Ben,{date},{other.choice(['together', 'apart'])},{calm[1]},{hurt},{afraid}")
    folder.mkdir()
    (folder / "ours.csv").write_text("\n".join(lines), "utf-8")
    (folder / "ours.toml").write_text(TOML, "utf-8")
    return folder / "ours.csv"


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")

    def run(*arguments: object, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["pairbond", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        output = capsys.readouterr()
        assert end.value.code == code, output.err
        return output.out + output.err

    return run


def everything(folder: Path) -> dict[str, str]:
    """All files of a folder, the seconds that work took left out."""
    files = {str(f.relative_to(folder)): f.read_text("utf-8") for f in sorted(folder.rglob("*")) if f.is_file()}
    seconds = r"<tr><td>seconds, [^<]*</td>.*?</tr>|^\"?seconds, .*$"
    return {name: re.sub(seconds, "", text, flags=re.M) for name, text in files.items()}


def pages(folder: Path, say: Say, ben: int, days: int, *more: str) -> dict[str, str]:
    source = write(folder, ben, days)
    out = folder / "pages"
    say("report", source, "--joint", "--no-theory", "--out", out / "ours.html", "--csv", out / "csv", *more)
    return everything(out)


@pytest.mark.slow
def test_pages_of_short_diaries_are_the_same_whatever_the_other_wrote(tmp_path: Path, say: Say) -> None:
    first, second = (pages(tmp_path / str(ben), say, ben, 9) for ben in (11, 12))
    assert {"ours-ada.html", "ours-ben.html", "ours-both.html"} <= set(first)
    assert first.keys() == second.keys()
    changed = {name for name in first if first[name] != second[name]}
    assert changed, "Ben's own page tells of what Ben wrote"
    assert all(name.startswith(("ours-ben", "csv/ben/")) for name in changed)
    assert Page(first["ours-ben.html"]).sections[0] == "help"
    assert Page(first["ours-ada.html"]).sections[-1] == "help"
    both = Page(first["ours-both.html"])
    assert both.sections[-1] == "help"
    assert "it rests on calm alone, which both released" in both.text
    assert "contact" not in both.text.lower() or "apart" not in both.text
    for name in ("ours-both.html", *(n for n in first if n.startswith("csv/both"))):
        assert not any(word in first[name].split('id="help"')[0] for word in HIDDEN), name
    assert "Ben wrote" not in Page(first["ours-ada.html"]).text


@pytest.mark.slow
def test_fits_too_rest_on_nothing_the_other_kept(tmp_path: Path, say: Say) -> None:
    first, second = (pages(tmp_path / str(ben), say, ben, 16, "--pseudo", "0") for ben in (11, 12))
    assert "vector autoregression" in first["ours-ada.html"]
    assert "csv/both/fit/effects.csv" in first
    changed = {name for name in first if first[name] != second[name]}
    assert all(name.startswith(("ours-ben", "csv/ben/")) for name in changed), changed


@pytest.mark.slow
def test_one_page_of_all_is_for_research_and_says_so(tmp_path: Path, say: Say) -> None:
    source = write(tmp_path / "a", 11, 9)
    out = tmp_path / "all.html"
    found = json.loads(say("report", source, "--research", "--out", out, "--json").split("\n[")[0])
    assert Path(found["report"]) == out
    seen = Page(out.read_text("utf-8"))
    assert "is not to be given to either of them" in seen.text
    assert "hurt received" in seen.text
    assert "afraid" not in seen.text.split("At a glance")[1], "fear is shown to nobody but who wrote of it"
    two = json.loads(say("report", source, "--no-theory", "--out", out, "--json").split("\n[")[0])
    assert [page["for"] for page in two["pages"]] == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--joint", "--research"), "exclude each other"),
        (("--joint", "--items", "afraid"), "There is no item 'afraid'"),
    ],
)
def test_what_cannot_be_is_refused_before_the_work(
    tmp_path: Path, say: Say, more: tuple[str, ...], sentence: str
) -> None:
    source = write(tmp_path / "a", 11, 9)
    assert sentence in say("report", source, "--out", tmp_path / "x" / "r.html", *more, code=2)
    assert not (tmp_path / "x").exists()


def test_a_page_for_both_needs_two_and_something_released(tmp_path: Path, say: Say) -> None:
    source = write(tmp_path / "a", 11, 9)
    mapping = source.with_suffix(".toml")
    mapping.write_text(TOML.replace("shared = true\n", ""), "utf-8")
    assert "Nothing is released for a page for both" in say("report", source, "--joint", code=2)
    mapping.write_text(TOML.replace('names = ["Ada", "Ben"]', 'names = ["Ada"]'), "utf-8")
    source.write_text("\n".join(r for r in source.read_text("utf-8").splitlines() if not r.startswith("Ben")), "utf-8")
    assert read_diary(source).partners == ("Ada",)
    assert "--joint makes a page for both partners" in say("report", source, "--joint", code=2)


def test_nothing_of_the_theory_is_on_a_page_for_both(tmp_path: Path) -> None:
    asked = diary(1, days=9, partners=("Ada", "Ben"))
    with pytest.raises(PairbondError, match="holds nothing of the theory"):
        report(asked, None, None, tmp_path / "a.html", theory=assess(asked), joint=True)
    assert not list(tmp_path.iterdir())
