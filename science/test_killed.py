"""Fifty commands killed while they write: what they leave is as before, or whole."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from pairbond.cli import main

pytestmark = pytest.mark.science
DIARY = "couple,person,time,warmth\n" + "".join(
    f"1,{who},2026-03-0{day + 1},{(day * 7 + ord(who)) % 10}\n" for day in range(4) for who in "ab"
)
MAPPING = (
    '[columns]\ncouple = "couple"\nperson = "person"\ntime = "time"\n'
    '[[item]]\nname = "warmth"\ncolumns = "warmth"\nlow = 0\nhigh = 10\nhigher = "better"\n'
)
COMMANDS = (
    ("diary", "new", "out", "--names", "Ada,Ben", "--start", "2026-03-01"),
    ("map", "ours.csv", "--out", "out/ours.toml"),
    ("simulate", "--couple", "secure", "--days", "30", "--draws", "2", "--out", "out"),
    ("report", "ours.csv", "--no-theory", "--out", "out/page.html"),
)
KILLS = 50


def run(place: Path, *command: str) -> int:
    """Run a command in a folder of its own; the exit code."""
    place.mkdir()
    (place / "ours.csv").write_text(DIARY, encoding="utf-8")
    (place / "ours.toml").write_text(MAPPING, encoding="utf-8")
    os.chdir(place)
    sys.argv = ["pairbond", *command]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def begun(place: Path, *command: str) -> int:
    """A process that runs a command; forked, so that nothing has to be imported again."""
    if process := os.fork():
        return process
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    os._exit(run(place, *command))


def ended(process: int) -> int | None:
    """The exit code, if it has ended."""
    known, status = os.waitpid(process, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if known else None


def left(place: Path) -> dict[str, int]:
    """Size of everything that was written and can be seen."""
    return {
        str(path.relative_to(place)): path.stat().st_size
        for path in place.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(place).parts)
    }


def appeared(place: Path) -> bool:
    """Whether anything is being written, hidden files and folders included."""
    return place.exists() and any(name == "out" or name.startswith(".") for name in os.listdir(place))


def test_fifty_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [])
    rng = random.Random(16)
    whole: dict[int, dict[str, int]] = {}
    for at, command in enumerate(COMMANDS):
        place = tmp_path / f"whole-{at}"
        assert run(place, *command) == 0
        whole[at] = left(place)
    killed = {"old": 0, "whole": 0}
    for turn in range(KILLS):
        at = turn % len(COMMANDS)
        place = tmp_path / f"killed-{turn}"
        process = begun(place, *COMMANDS[at])
        code = None
        while code is None and not appeared(place):
            time.sleep(0.0005)
            code = ended(process)
        time.sleep(rng.choice((0.0, rng.uniform(0.0, 0.01), rng.uniform(0.0, 0.1))))
        if code is None:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        found = left(place)
        if set(found) == {"ours.csv", "ours.toml"}:
            killed["old"] += 1
        else:
            assert set(found) == set(whole[at]), f"{COMMANDS[at]}, turn {turn}"
            assert all(found.values()), f"{COMMANDS[at]}, turn {turn}"
            killed["whole"] += 1
    print(f"{KILLS} kills: {killed}")
    assert killed["old"] >= 5  # else nothing was killed while it wrote
