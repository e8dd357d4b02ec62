"""Fifty commands killed while they write: what they leave is as before, or whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.science
DIARY = "couple,person,time,warmth,calm\n" + "".join(
    f"1,{who},{day},{(day * 7 + ord(who)) % 10},{(day * 3 + ord(who)) % 10}\n" for day in range(20) for who in "ab"
)
MAPPING = '[columns]\ncouple = "couple"\nperson = "person"\ntime = "time"\n' + "".join(
    f'[[item]]\nname = "{name}"\ncolumns = "{name}"\nlow = 0\nhigh = 10\nhigher = "better"\n'
    for name in ("warmth", "calm")
)
COMMANDS = (
    ("diary", "new", "out", "--names", "Ada,Ben", "--start", "2026-03-01"),
    ("map", "ours.csv", "--out", "out/ours.toml"),
    ("simulate", "--couple", "secure", "--days", "30", "--draws", "2", "--out", "out"),
    ("fit", "ours.csv", "--starts", "1", "--draws", "50", "--out", "out/fit"),
    ("report", "ours.csv", "--no-theory", "--pseudo", "0", "--out", "out/page.html"),
)
KILLS = 50


def begun(place: Path, *command: str) -> subprocess.Popen[bytes]:
    (place / "ours.csv").write_text(DIARY, encoding="utf-8")
    (place / "ours.toml").write_text(MAPPING, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "pairbond", *command], cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def left(place: Path) -> dict[str, int]:
    """Size of everything that was written and can be seen."""
    return {
        str(path.relative_to(place)): path.stat().st_size
        for path in place.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(place).parts)
    }


def appeared(place: Path) -> bool:
    """Whether anything is being written, hidden files and folders included."""
    return (place / "out").exists() or any(name.startswith(".") for name in os.listdir(place))


def test_fifty_kills(tmp_path: Path) -> None:
    rng = random.Random(16)
    whole: dict[int, dict[str, int]] = {}
    for at, command in enumerate(COMMANDS):
        place = tmp_path / f"whole-{at}"
        place.mkdir()
        assert begun(place, *command).wait() == 0
        whole[at] = left(place)
    killed = {"old": 0, "whole": 0}
    for turn in range(KILLS):
        at = turn % len(COMMANDS)
        place = tmp_path / f"killed-{turn}"
        place.mkdir()
        process = begun(place, *COMMANDS[at])
        before = left(place)
        while process.poll() is None and not appeared(place):
            time.sleep(0.0005)
        time.sleep(rng.choice((0.0, rng.uniform(0.0, 0.01), rng.uniform(0.0, 0.1))))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = left(place)
        if found == before:
            killed["old"] += 1
        else:
            assert set(found) == set(whole[at]), f"{COMMANDS[at]}, turn {turn}"
            assert all(found.values()), f"{COMMANDS[at]}, turn {turn}"
            killed["whole"] += 1
    print(f"{KILLS} kills: {killed}")
    assert killed["old"] >= 5  # else nothing was killed while it wrote
