"""The judge of the fuzzer: what it passes, and what it does not."""

import io
import random
import tomllib
import zipfile
import zlib

import pytest
from fuzz import _mutants, _planted, _seeds
from fuzz._outcome import Ended, fault

OLD = {"d.csv": b"a,b"}


def judged(code: int | None = 2, out: str = "", err: str = "d.csv: no rows.", **more: object) -> str:
    after = {**OLD, **more.pop("new", {})}  # type: ignore[dict-item]
    given = {"writes": False, "as_json": False, **more}
    return fault(Ended(code, out.encode(), err.encode()), OLD, after, **given).partition(":")[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, ""),
        ({"code": 0, "out": "No faults.", "err": "[  0.1 s] reading"}, ""),
        ({"code": 0, "new": {"m.toml": b"x"}, "writes": True, "err": ""}, ""),
        ({"code": None}, "hang"),
        ({"code": -24}, "hang"),
        ({"code": 1}, "traceback"),
        ({"code": -11}, "crash"),
        ({"code": 0, "err": "Traceback (most recent call last)"}, "traceback"),
        ({"new": {"m.toml": b"x"}, "writes": True}, "left"),
        ({"new": {"d.csv": b""}}, "left"),
        ({"code": 0, "new": {"m.toml": b"x"}}, "left"),
        ({"code": 0, "new": {"m.toml": b""}, "writes": True}, "left"),
        ({"code": 0, "new": {".pairbond.0.part": None}, "writes": True}, "left"),
        ({"code": 0, "out": "a\x1b[31m"}, "signs"),
        ({"err": "\u202e is no number."}, "signs"),
        ({"err": ""}, "silent"),
        ({"err": "[  0.1 s] reading"}, "silent"),
        ({"err": "w" * 501 + "."}, "long"),
        ({"err": "No.\n" * 61}, "long"),
        ({"err": "KeyError: 'x'."}, "sentence"),
        ({"err": "no end"}, "sentence"),
        ({"out": "{", "as_json": True}, "json"),
        ({"out": '{"a": NaN}', "as_json": True}, "json"),
        ({"out": "{}", "as_json": True}, ""),
    ],
)
def test_what_is_a_fault(said: dict[str, object], found: str) -> None:
    assert judged(**said) == found  # type: ignore[arg-type]


@pytest.mark.parametrize("one", _planted.PLANTED, ids=lambda one: one.name)
def test_guards_that_are_taken_out_are_still_there(one: _planted.Planted) -> None:
    assert one.guard not in one.text


def test_the_same_seed_makes_the_same_mutants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_mutants, "overpacked", bytes)  # packing takes seconds
    for change, raw in ((_mutants.table, _seeds.tables()["long"][0]), (_mutants.toml, _seeds.SCENARIO.encode())):
        made = [change(raw, random.Random(f"7 {turn}")) for turn in range(40)]
        assert made == [change(raw, random.Random(f"7 {turn}")) for turn in range(40)]
        assert sum(one != raw for one in made) >= 35


def test_an_overpacked_part_of_a_zip_says_its_size() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:
        whole.writestr("a.json", b"{}")
        whole.writestr("b.csv", b"x")
    for name in ("a.json", "b.csv"):
        with zipfile.ZipFile(io.BytesIO(_mutants.overpacked_part(made.getvalue(), name, 3))) as whole:
            assert whole.testzip() is None
            assert whole.getinfo(name).file_size == 3 * 2**20
    assert zlib.decompress(_mutants.overpacked(2), 31) == bytes(2 * 2**20)


def test_the_good_files_are_good() -> None:
    for text in (*_seeds.scenarios(), _seeds.CONTACTS.encode(), *(mapping for _, mapping in _seeds.tables().values())):
        assert tomllib.loads(text.decode())
