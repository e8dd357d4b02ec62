"""One mutant with what goes with it, the command that reads it, and what must hold if it is answered."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _mutants, _seeds

KINDS = ("own", "long", "wide", "moments", "map", "mapping", "foreign", "scenario", "contacts", "fit")


@dataclass(frozen=True)
class Case:
    """Files, a command of ``pairbond`` or of :data:`_OWN`, and the most bytes a file may grow to."""

    files: dict[str, bytes]
    command: tuple[str, ...]
    disk: int | None = None

    @property
    def writes(self) -> bool:
        return "--out" in self.command

    @property
    def as_json(self) -> bool:
        return "--json" in self.command


def case(kind: str, rng: random.Random, fit: bytes) -> Case:
    """A mutant of a kind; ``fit``: a saved fit."""
    tables = _seeds.tables()
    answer = () if rng.random() < 0.5 else ("--json",)
    check = ("diary", "check", "d.csv", *answer)
    if kind in tables:
        raw, mapping = tables[kind]
        return Case({"d.csv": _mutants.table(raw, rng), "d.toml": mapping}, check)
    if kind == "mapping":
        raw, mapping = rng.choice(list(tables.values()))
        return Case({"d.csv": raw, "d.toml": _mutants.toml(mapping, rng)}, check)
    if kind == "map":
        raw, _ = rng.choice(list(tables.values()))
        out = ("--out", rng.choice(("made.toml", "new/made.toml"))) if rng.random() < 0.5 else ()
        mutant = raw if out and rng.random() < 0.4 else _mutants.table(raw, rng)
        return Case({"d.csv": mutant}, ("map", "d.csv", *out, *answer), 300 if out and rng.random() < 0.5 else None)
    if kind == "foreign" and _seeds.foreign():
        suffix, raw = rng.choice(list(_seeds.foreign().items()))
        files = {f"d{suffix}": _mutants.flipped(raw, rng, always=True), "d.toml": _seeds.FOREIGN_MAPPING.encode()}
        if suffix in (".rda", ".rds") and rng.random() < 0.1:
            files[f"d{suffix}"] = _mutants.overpacked(300)
        return Case(files, (("map",) if rng.random() < 0.3 else ("diary", "check")) + (f"d{suffix}", *answer))
    if kind == "scenario":
        mutant = _mutants.toml(rng.choice(_seeds.scenarios()), rng)
        if rng.random() < 0.15:
            return Case(
                {"s.toml": mutant}, ("simulate", "s.toml", "--out", "made"), 300 if rng.random() < 0.5 else None
            )
        return Case({"s.toml": mutant}, ("run", "s.toml"))
    if kind == "fit":
        return Case({"a.fit": _mutants.packed(fit, rng)}, ("load", "a.fit"))
    return Case({"c.toml": _mutants.toml(_seeds.CONTACTS.encode(), rng)}, ("contacts", "c.toml"))


def do(made: Case) -> int:
    """Run the command of a case where its files are; the exit code. What is answered must be sound."""
    from pairbond.cli import main

    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  the streams of the forked process
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    verb, *rest = made.command
    try:
        if verb in _OWN:
            return _refused(_OWN[verb], Path(rest[0]))
        sys.argv = ["pairbond", *made.command]
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        if code == 0 and verb == "diary":
            from pairbond.diary import read_diary

            _sound(read_diary(rest[1]))
        return code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _refused(work: Callable[[Path], object], path: Path) -> int:
    """Work of a Python verb; its refusal is printed as the command line prints it."""
    from pairbond.errors import PairbondError

    try:
        work(path)
    except PairbondError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _sound(diary: Any) -> None:
    """What holds for every diary that is read; and written and read again it is the same."""
    import numpy as np

    from pairbond.diary import read_diary, write_diary

    frame = diary.frame
    assert len(frame), "a diary without entries"
    assert np.isfinite(frame["time"]).all(), "a time that is not finite"
    assert frame["partner"].isin(diary.partners).all(), "a partner without a name"
    assert not frame.duplicated(["couple", "partner", "time"]).any(), "two entries of one person at one time"
    assert not diary.has_dates or frame["date"].notna().all(), "an entry without a date"
    for item in diary.available:
        values = frame[item.name].dropna()
        assert np.isfinite(values).all(), f"an endless answer to {item.name}"
        assert values.between(item.low, item.high).all(), f"an answer outside the scale of {item.name}"
    assert len(repr(diary)) < 1000, "a long repr"
    with tempfile.TemporaryDirectory() as place:
        data, mapping = write_diary(diary, Path(place) / "again")
        again = read_diary(data, mapping).frame
        assert (again[["couple", "partner"]] == frame[["couple", "partner"]]).all(axis=None), "others when read again"
        for name in ("time", *(item.name for item in diary.available)):
            assert np.allclose(again[name], frame[name], equal_nan=True), f"{name} is another when read again"


def _load(path: Path) -> None:
    from pairbond.inference import Fit

    found = Fit.load(path)
    assert len(repr(found)) < 1000, "a long repr"
    path.write_bytes(found.to_bytes())
    again = Fit.load(path)
    path.unlink()
    assert again.draws.keys() == found.draws.keys(), "other draws when read again"


def _run(path: Path) -> None:
    import numpy as np

    from pairbond.scenario import read_scenario

    found = read_scenario(path).simulate()
    days = found["day"].values
    assert np.isfinite(days).all(), "a day that is not finite"


def _contacts(path: Path) -> None:
    from pairbond.help import read_contacts

    assert all(one.name for one in read_contacts(path)), "a contact without a name"


_OWN = {"load": _load, "run": _run, "contacts": _contacts}
