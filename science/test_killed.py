"""Commands killed while they write, and two at once on one output: what they leave is as before, or whole."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from pairbond._files import write_file
from pairbond.cli import main

pytestmark = [
    pytest.mark.science,
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
]
ANSWERS = "25731846524637558246371945536284"
DIARY = "couple,person,time,warmth\n" + "".join(
    f"1,{who},2026-03-{day + 1:02},{ANSWERS[2 * day + (who == 'b')]}\n" for day in range(16) for who in "ab"
)
MAPPING = (
    '[columns]\ncouple = "couple"\nperson = "person"\ntime = "time"\n'
    '[[item]]\nname = "warmth"\ncolumns = "warmth"\nlow = 0\nhigh = 10\nhigher = "better"\n'
)
PAGES = {"out/page-a.html": "older", "out/page-b.html": "older", "out/tables/a/mine.txt": "not ours"}
FITTED = {"fit.zip": "older", "out/mine.txt": "not ours"}
# what is run, and what is there before it
COMMANDS: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
    (("diary", "new", "out", "--names", "Ada,Ben", "--start", "2026-03-01"), {}),
    (("diary", "new", "out", "--names", "Ada,Ben"), {"out/mine.txt": "not ours"}),
    (("map", "ours.csv", "--out", "out/ours.toml", "--force"), {"out/ours.toml": "older"}),
    (("simulate", "--couple", "secure", "--days", "30", "--draws", "2", "--out", "out"), {}),
    (
        ("simulate", "--couple", "secure", "--days", "30", "--draws", "2", "--out", "out"),
        {"out/simulation.nc": "older"},
    ),
    (("report", "short.csv", "--mapping", "ours.toml", "--no-theory", "--out", "out/page.html"), {}),
    (("report", "short.csv", "--mapping", "ours.toml", "--out", "out/page.html", "--csv", "out/tables"), PAGES),
    (("fit", "ours.csv", "--starts", "1", "--draws", "50", "--out", "fit.zip", "--csv", "out"), FITTED),
)
KILLS = 7  # of each


def run(place: Path, *command: str) -> int:
    """Run a command in a folder; the exit code."""
    os.chdir(place)
    sys.argv = ["pairbond", *command]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def made(place: Path, old: dict[str, str]) -> Path:
    """A folder with the diary, a short one of four days, and what was there before."""
    short = "".join(line + "\n" for line in DIARY.splitlines()[:9])
    for name, text in {"ours.csv": DIARY, "short.csv": short, "ours.toml": MAPPING, **old}.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return place


def begun(place: Path, *command: str) -> int:
    """A process that runs a command; forked, so that nothing has to be imported again.

    Nothing is run in this process itself: threads of the engine do not live on in a fork, and it would wait for them.
    """
    if process := os.fork():
        return process
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    os._exit(run(place, *command))


def done(place: Path, *command: str) -> int:
    """The exit code of a command that runs to its end."""
    return os.waitstatus_to_exitcode(os.waitpid(begun(place, *command), 0)[1])


def ended(process: int) -> int | None:
    """The exit code, if it has ended."""
    known, status = os.waitpid(process, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if known else None


def left(place: Path) -> dict[str, bytes]:
    """Everything that can be seen, once whoever writes there next has finished what a killed run was moving."""
    for folder in (place, place / "out", place / "out" / "tables"):
        if folder.is_dir():
            write_file(folder / "later", "", private=True)
            (folder / "later").unlink()
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(place).parts)
    }


def being_written(place: Path) -> bool:
    """Whether a hidden folder is there, in which files are prepared."""
    return any(name.startswith(".pairbond") for folder in (place, place / "out") for name in listed(folder))


def listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [])
    for module in (
        "fit",
        "compare",
        "report",
        "scenario",
        "simulate",
        "plots.simulation_files",
        "cli.fit",
        "cli.report",
    ):
        import_module(f"pairbond.{module}")


def test_killed_while_they_write(tmp_path: Path) -> None:
    rng = random.Random(16)
    counts: dict[str, Counter[str]] = {}
    for at, (command, old) in enumerate(COMMANDS):
        place = made(tmp_path / f"whole-{at}", old)
        before = left(place)
        start = time.monotonic()
        assert done(place, *command) == 0
        after, spent = left(place), time.monotonic() - start
        count = counts[f"{' '.join(command[:2])} {at}"] = Counter()
        for turn in range(KILLS):
            place = made(tmp_path / f"killed-{at}-{turn}", old)
            process = begun(place, *command)
            code, patience = None, time.monotonic() + 20 * spent + 60
            while code is None and not being_written(place) and time.monotonic() < patience:
                time.sleep(0.0002)
                code = ended(process)
            time.sleep(rng.choice((0.0, rng.uniform(0.0, 0.005), rng.uniform(0.0, 0.1))))
            if code is None and (code := ended(process)) is None:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
            assert code in (None, 0), f"{command}, turn {turn}"
            assert code == 0 or time.monotonic() < patience, f"{command}, turn {turn}: it never came to write"
            found = left(place)
            if found == before:
                assert code is None, f"{command}, turn {turn}: it says it went well, and nothing is there"
                count["old"] += 1
            else:
                assert found.keys() == after.keys(), f"{command}, turn {turn}"
                fresh = {name for name in after if after[name] != before.get(name)}
                assert all(found[name] and found[name] != before.get(name) for name in fresh), f"{command}, turn {turn}"
                count["whole" if code is None else "had ended"] += 1
    print(*(f"{name}: {dict(count)}" for name, count in counts.items()), sep="\n")
    total = sum(counts.values(), Counter())
    print(f"{total.total()} commands: {dict(total)}")
    assert total["old"] >= 10  # else hardly one was killed while it wrote
    assert total["old"] + total["whole"] >= 40


def test_two_at_once_on_one_output(tmp_path: Path) -> None:
    for at, (command, old) in enumerate(COMMANDS):
        alone = made(tmp_path / f"alone-{at}", old)
        assert done(alone, *command) == 0
        for turn in range(2):
            place = made(tmp_path / f"two-{at}-{turn}", old)
            both = [begun(place, *command) for _ in range(2)]
            codes = sorted(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in both)
            assert codes == ([0, 2] if command[0] == "diary" else [0, 0]), f"{command}: {codes}"
            assert left(place).keys() == left(alone).keys(), command
            assert all(left(place).values()), command
            assert not being_written(place), command
