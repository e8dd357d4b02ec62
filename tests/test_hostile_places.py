"""Disks that are full, folders that are not ours, names and terminals that cannot show every letter.

An answer or one sentence; exit code 2 for a refusal; nothing left behind.
"""

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests._broken_disk import contents

from pairbond.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
LONG = "x" * 300
NOT_TEXT = os.fsdecode(b"\xff\xfe")
DIARY = "couple,person,time,warmth\n" + "".join(
    f"1,{who},2026-03-0{day + 1},{(day * 7 + ord(who)) % 10}\n" for day in range(4) for who in "ab"
)
MAPPING = (
    'title = "Ours – «ein» Tagebuch"\n[columns]\ncouple = "couple"\nperson = "person"\ntime = "time"\n'
    '[[item]]\nname = "warmth"\ncolumns = "warmth"\nlow = 0\nhigh = 10\nhigher = "better"\n'
)
NOBODY = 65534


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("ours", NOT_TEXT):
        (tmp_path / f"{name}.csv").write_text(DIARY, encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(MAPPING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


Answer = tuple[int, str, str]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs a command in this process: exit code, standard output, what was not progress on standard error."""

    def run(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["pairbond", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, "\n".join(x for x in err.splitlines() if not x.startswith("["))

    return run


def outside(*arguments: str, before: Callable[[], object] | None = None, **more: str) -> Answer:
    """Runs a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pairbond", *arguments],
        capture_output=True, text=True, errors="backslashreplace", preexec_fn=before, check=False,
        env={**os.environ, **more},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, "\n".join(x for x in done.stderr.splitlines() if not x.startswith("["))


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow; Python ignores the signal and is told by an error."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def somebody_else() -> Iterator[None]:
    """A user who may write to no folder of ours."""
    if os.geteuid() != 0:
        yield  # folders are read-only then, which comes to the same
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


WRITING = [
    ("diary", "new", "made/ours", "--names", "Ada,Ben"),
    ("map", "ours.csv", "--out", "made/new.toml"),
    ("theory", "onset", "secure", "--csv", "made/onset.csv"),
    ("report", "ours.csv", "--no-theory", "--out", "made/report.html", "--csv", "made/csv"),
]


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
def test_a_full_disk(command: tuple[str, ...], here: Path, say: Callable[..., Answer]) -> None:
    before = contents(here)
    with full_disk():
        code, _, err = say(*command)
    assert code == 2
    assert err.endswith("cannot be written (File too large).")
    assert "\n" not in err
    assert contents(here) == before
    assert say(*command)[0] == 0  # and nothing is in the way of the next run


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
def test_a_folder_of_somebody_else(command: tuple[str, ...], here: Path, say: Callable[..., Answer]) -> None:
    os.chmod(here, 0o755)
    for folder in here.parents[:3]:
        os.chmod(folder, 0o711)
    assert say(*command)[0] == 0  # everything is imported now, and the caches are full
    (here / "theirs").mkdir(mode=0o555)
    before = contents(here)
    with somebody_else():
        code, _, err = say(*(word.replace("made", "theirs/made") for word in command))
    assert code == 2
    assert "written" in err
    assert "\n" not in err
    assert contents(here) == before


@pytest.mark.parametrize(
    "command",
    [
        ("diary", "new", LONG),
        ("diary", "check", LONG),
        ("diary", "check", "ours.csv", "--mapping", LONG),
        ("map", LONG),
        ("map", "ours.csv", "--out", LONG),
        ("report", "ours.csv", "--out", LONG),
        ("report", "ours.csv", "--csv", LONG),
        ("report", "ours.csv", "--contacts", LONG),
        ("fit", "ours.csv", "--out", LONG),
        ("simulate", LONG),
        ("simulate", "--couple", "secure", "--out", LONG),
        ("population", "--out", LONG),
        ("claims", "G1", "--csv", LONG),
        ("claims", "G1", "--out", f"{LONG}.svg"),
        ("evidence", "inertia", "--csv", LONG),
        ("theory", "onset", "secure", "--csv", LONG),
    ],
    ids=lambda command: " ".join(word[:12] for word in command),
)
def test_a_name_of_three_hundred_letters(command: tuple[str, ...], here: Path, say: Callable[..., Answer]) -> None:
    before = contents(here)
    code, _, err = say(*command)
    assert code == 2
    assert "xxx…xxx" in err
    assert re.search("file name too long|no such mapping file", err, re.IGNORECASE)
    assert "\n" not in err
    assert contents(here) == before


@pytest.mark.slow
def test_names_that_are_no_text(here: Path, say: Callable[..., Answer]) -> None:
    assert "No faults." in say("diary", "check", f"{NOT_TEXT}.csv")[1]
    assert say("map", f"{NOT_TEXT}.csv", "--out", f"new-{NOT_TEXT}.toml", "--json")[0] == 0
    assert (here / f"new-{NOT_TEXT}.toml").read_text(encoding="utf-8")
    assert say("report", f"{NOT_TEXT}.csv", "--no-theory", "--csv", f"csv-{NOT_TEXT}", "--json")[0] == 0
    pages = [path for path in here.iterdir() if path.name.startswith(NOT_TEXT) and path.suffix == ".html"]
    assert pages
    assert all(page.read_text(encoding="utf-8").startswith("<!doctype html>") for page in pages)
    code, out, err = outside("map", f"{NOT_TEXT}.csv", "--out", f"other-{NOT_TEXT}.toml")
    assert (code, err) == (0, "")
    assert "other-\\udcff\\udcfe.toml" in out


def test_a_closed_standard_output(here: Path) -> None:
    before = contents(here)
    code, _, err = outside("diary", "new", "made", before=lambda: os.close(1))
    assert code == 2
    assert err == "Standard output is closed, so there is nowhere to print the answer; nothing was done."
    assert contents(here) == before
    assert outside("diary", "list", before=lambda: os.close(2))[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("command", ["diary list", "diary list --json", "diary list wrong --json"])
def test_a_full_standard_output(command: str) -> None:
    code, _, err = outside(*command.split(), before=lambda: os.dup2(os.open("/dev/full", os.O_WRONLY), 1))
    assert code == 2
    assert err.splitlines()[-1] == "The answer cannot be printed (No space left on device)."


def test_a_reader_that_goes_is_no_fault() -> None:
    out, into = os.pipe()
    os.close(out)
    code, _, err = outside("diary", "list", before=lambda: os.dup2(into, 1))
    os.close(into)
    assert (code, err) == (1, "")


@pytest.mark.slow
def test_a_terminal_without_our_letters(here: Path) -> None:
    code, out, _ = outside("diary", "check", "ours.csv", PYTHONIOENCODING="latin-1")
    assert code == 0
    assert "Ours \\u2013" in out
    code, out, _ = outside("diary", "check", "ours.csv", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(out)["title"] == "Ours – «ein» Tagebuch"


def test_a_date_that_is_no_number(here: Path, say: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "x")
    code, _, err = say("report", "ours.csv")
    assert (code, err) == (2, "SOURCE_DATE_EPOCH is x, but must be a whole number of seconds since 1970.")
