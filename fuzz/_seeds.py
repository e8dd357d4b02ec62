"""The good files that mutants are made from; all of them are made when they are needed."""

from __future__ import annotations

import csv
import io
import random
import re
import tempfile
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_DAYS = 15

LONG_MAPPING = """\
title = "A study"
[file]
layout = "long"
missing = ["-9"]
[columns]
couple = "couple"
person = "person"
role = "role"
time = "date"
within_day = "beep"
contact = "contact"
event = "event"
[partners]
names = ["Ada", "Ben"]
values = ["f", "m"]
[analysis]
items = ["joy", "stress"]
[[item]]
name = "joy"
label = "Joy of the day"
columns = ["joy1", "joy2"]
low = 0
high = 6
higher = "better"
[[item]]
name = "stress"
columns = "stress"
low = 1
high = 7
higher = "worse"
kind = "ordinal"
missing = [99]
shared = true
[[item]]
name = "fear"
columns = "fear"
low = 0
high = 1
kind = "binary"
danger = true
[[covariate]]
name = "age"
columns = "age"
"""
WIDE_MAPPING = """\
[file]
layout = "wide"
separator = ";"
decimal = ","
[columns]
couple = "id"
time = "day"
[time]
unit = "days"
[partners]
names = ["woman", "man"]
[[item]]
name = "closeness"
low = 0
high = 10
higher = "better"
[item.columns]
woman = "close_f"
man = "close_m"
[[item]]
name = "conflict"
columns = { woman = ["conf1_f", "conf2_f"], man = "conf1_m" }
low = 0
high = 4
higher = "worse"
"""
MOMENTS_MAPPING = """\
[columns]
id = "who"
time = "sent"
[time]
unit = "seconds"
zone = "Europe/Berlin"
[[item]]
name = "mood"
columns = "mood"
low = 0
high = 100
"""
FOREIGN_MAPPING = """\
[columns]
couple = "couple"
person = "person"
time = "day"
[[item]]
name = "warmth"
columns = "warmth"
low = 0
high = 6
"""
SCENARIO = """\
title = "Two people"
days = 3
draws = 1
seed = 4
show = ["arousal", "inner_worth"]
[a]
name = "Robin"
like = "secure"
[b]
name = "Sam"
inner_worth = 0.4
answer = -0.5
[[intervention]]
name = "no_contact"
who = "both"
start = 1
end = 2
[[intervention]]
name = "six_practices"
who = "a"
adherence = 0.8
[intervention.dose_schedule]
points = [[0, 1.0], [2, 0.5]]
between = "line"
"""
CONTACTS = """\
[[contact]]
name = "A helpline"
phone = "0800 000"
web = "https://example.org/help"
note = "at night too"
[[contact]]
name = "A friend"
"""


@cache
def tables() -> dict[str, tuple[bytes, bytes]]:
    """Diaries as CSV, each with its mapping: our own form, a long file, a wide one, one of moments."""
    return {"own": _own(), "long": _long(), "wide": _wide(), "moments": _moments()}


def scenarios() -> list[bytes]:
    """Scenario files that run for three days."""
    short = [
        re.sub(r"(?m)^(days|draws) = .*$", r"\1 = 3", path.read_text()) for path in (ROOT / "examples").glob("*.toml")
    ]
    short = [re.sub(r"(?m)^start = .*$", "start = 1", text) for text in sorted(short)]
    return [text.encode() for text in (SCENARIO, *short)]


@cache
def foreign() -> dict[str, bytes]:
    """The same small table as an SPSS, Stata, SAS and R file; none if their readers are not installed."""
    import numpy as np
    import pandas as pd

    table = pd.DataFrame(
        {
            "couple": np.repeat([1.0, 2.0], 6),
            "person": ["ana", "ben"] * 6,
            "day": np.tile(np.repeat([1.0, 2.0, 4.0], 2), 2),
            "warmth": [0, 1.5, 2, 3, np.nan, 5, 6, 0, 1, 2, 3, 4.25],
        }
    )
    try:
        import pyreadstat
        import rdata
    except ImportError:
        return {}
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for suffix, write in (
            (".sav", lambda path: pyreadstat.write_sav(table, str(path))),
            (".zsav", lambda path: pyreadstat.write_sav(table, str(path), compress=True)),
            (".dta", lambda path: pyreadstat.write_dta(table, str(path))),
            (".xpt", lambda path: pyreadstat.write_xport(table, str(path))),
            (".rda", lambda path: rdata.write_rda(path, {"mine": table})),
            (".rds", lambda path: rdata.write_rds(path, table)),
        ):
            path = Path(folder) / f"d{suffix}"
            write(path)
            made[suffix] = path.read_bytes()
    return made


def saved_fit() -> bytes:
    """A small saved fit."""
    from pairbond.diary import read_diary
    from pairbond.inference import fit

    text, mapping = _own()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "diary.csv").write_bytes(text)
        (Path(folder) / "mapping.toml").write_bytes(mapping)
        diary = read_diary(folder)
    return fit(diary, model="var", items=[item.name for item in diary.items[:2]], starts=1, draws=50).to_bytes()


def _own() -> tuple[bytes, bytes]:
    from pairbond.diary import new_diary

    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "d"
        new_diary(folder, ["Ada", "Ben"], days=20, start="2026-01-05", safety=True)
        rows = list(csv.DictReader(io.StringIO((folder / "diary.csv").read_text())))
        mapping = (folder / "mapping.toml").read_bytes()
    high = {item["columns"]: item["high"] for item in tomllib.loads(mapping.decode())["item"]}
    filled = [
        {name: str(rng.randint(0, high[name])) if name in high else cell for name, cell in row.items()} for row in rows
    ]
    return "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in filled), ""]).encode(), mapping


def _long() -> tuple[bytes, bytes]:
    rng = random.Random(2)
    head = "couple,person,role,date,beep,contact,event,joy1,joy2,stress,fear,age"
    rows = [
        f"{couple},{couple}{role},{role},2026-03-{day + 1:02},{beep},{rng.choice(('together', 'apart', ''))},"
        f"{rng.choice(('', 'a walk'))},{rng.randint(0, 6)},{rng.randint(0, 6)},"
        f"{rng.choice(('', '-9', '99', '3', '7'))},{rng.randint(0, 1)},{30 + couple}"
        for couple in (1, 2)
        for day in range(_DAYS)
        for beep in (1, 2)
        for role in "fm"
    ]
    return "\n".join([head, *rows, ""]).encode(), LONG_MAPPING.encode()


def _wide() -> tuple[bytes, bytes]:
    rng = random.Random(3)
    rows = [
        f"{couple};{day};{rng.randint(0, 9)},5;{rng.randint(0, 10)};"
        + ";".join(str(rng.randint(0, 4)) for _ in range(3))
        for couple in ("K1", "K2", "K3")
        for day in range(_DAYS)
    ]
    text = "\n".join(["id;day;close_f;close_m;conf1_f;conf2_f;conf1_m", *rows, ""])
    return text.encode(), WIDE_MAPPING.encode()


def _moments() -> tuple[bytes, bytes]:
    rng = random.Random(4)
    rows = [
        f"{couple}{who},{1_772_000_000 + 86400 * day + 14400 * beep + rng.randint(0, 900)},{rng.randint(0, 100)}"
        for couple in (11, 12)
        for day in range(_DAYS)
        for beep in range(3)
        for who in "ab"
    ]
    return "\n".join(["who,sent,mood", *rows, ""]).encode(), MOMENTS_MAPPING.encode()
