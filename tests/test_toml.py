"""Files that people write are read within limits, and refused in one sentence that names the cause."""

from pathlib import Path

import pytest

import pairbond
from pairbond._toml import LARGEST, TomlError, read_toml
from pairbond.diary import DiaryError, read_mapping
from pairbond.errors import PairbondError
from pairbond.help import read_contacts
from pairbond.scenario import ScenarioError, read_scenario

DEEP = 500
DIGITS = f"a whole number has too many digits; the largest is {LARGEST}."
LONG = "title is a text of 20000 letters; up to 10000 are read."
MAPPING = (
    '[file]\nlayout = "long"\n{file}\n[columns]\ncouple = "couple"\nperson = "person"\ntime = "date"\n'
    '[[item]]\nname = "warmth"\ncolumns = "warmth"\nlow = 0\nhigh = {high}\n'
)
MAPPINGS = [
    ("x = " + "[" * DEEP + "]" * DEEP, "m.toml: tables and lists stand inside each other more than 20 deep."),
    ("x = " + "{a=" * DEEP + "1" + "}" * DEEP, "m.toml: tables and lists stand inside each other more than 20 deep."),
    ("x" + ".a" * DEEP + " = 1", "m.toml: tables and lists stand inside each other more than 20 deep."),
    (MAPPING.format(file="", high="6" * 5000), f"m.toml, line 12: {DIGITS}"),
    (MAPPING.format(file="", high="0x" + "f" * 5000), f"m.toml, line 12: {DIGITS}"),
    (MAPPING.format(file='encoding = "undefined"', high=6), "m.toml, line 3: there is no text encoding undefined; "),
    (MAPPING.format(file='encoding = "punycode"', high=6), "m.toml, line 3: there is no text encoding punycode; "),
    (MAPPING.format(file='encoding = "rot13"', high=6), "m.toml, line 3: there is no text encoding rot13; "),
    (MAPPING.format(file='encoding = "\\u0000"', high=6), "m.toml, line 3: there is no text encoding \\x00; "),
    (MAPPING.format(file='encoding = "utf8 "', high=6) + f"title = '{'t' * 20000}'", LONG),
    ("#" * 1_500_000, "m.toml: the file has 1.5 MB; up to 1 MB are read."),
    (MAPPING.format(file=f'encoding = "{"e" * 900}"', high=6), f" encoding {'e' * 30}…{'e' * 28}; "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), MAPPINGS, ids=range(len(MAPPINGS)))
def test_mappings_that_are_refused(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DiaryError) as caught:
        read_mapping(tmp_path / "m.toml")
    assert sentence in str(caught.value)
    assert str(caught.value).startswith("m.toml")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert all(fault.code for fault in caught.value.faults)


SECURE = 'couple = "secure"\n'
COURSE = SECURE + '[[intervention]]\nname = "no_contact"\n[intervention.dose_schedule]\n'
SCENARIOS = [
    ("x = " + "[" * DEEP + "]" * DEEP, "s.toml: tables and lists stand inside each other more than 20 deep."),
    (SECURE + "days = " + "9" * 5000, f"s.toml, line 2: {DIGITS}"),
    (
        SECURE + "days = 9223372036854775807",
        "s.toml, line 2: days is 9.22337e+18, but must be a whole number from 1 to",
    ),
    (SECURE + "days = 3\ndraws = 1\ndt = 1e-308", "line 4: dt is 1e-308 days; 1 draws of 3 days take more than"),
    (SECURE + "days = 3\ndraws = 1\ndt = 5e-324", "line 4: dt is 4.94066e-324 days; 1 draws of 3 days take more than"),
    (SECURE + "days = 365\ndraws = 100\ndt = 0.001", "line 4: dt is 0.001 days; 100 draws of 365 days take more than"),
    (
        SECURE + "days = 3\ndraws = 1\ndt = 0.0001",
        "dt is 0.0001, but a day has to be a whole number of steps; the",
    ),
    (
        COURSE + "points = [[0, 0.2], [2, 0.8]]\nevery = 1e308",
        "every of a dose schedule is 1e+308 days; the longest is 36525.",
    ),
    (COURSE + "points = [[0, 0.2], [1e308, 0.8]]", "a point of a dose schedule is 1e+308 days; the longest is 36525."),
    (COURSE + "points = [[0, 0.2], [nan, 0.8]]", "a point of a dose schedule is nan days; the longest is 36525."),
    (f'couple = "{"s" * 9000}"', "there is no couple '"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "sentence"), SCENARIOS, ids=range(len(SCENARIOS)))
def test_scenarios_that_are_refused(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        read_scenario(tmp_path / "s.toml")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_contacts_that_are_refused(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("x = " + "[" * DEEP + "]" * DEEP, encoding="utf-8")
    with pytest.raises(PairbondError, match=r"The contacts file c\.toml: tables and lists stand inside each other"):
        read_contacts(tmp_path / "c.toml")


def test_what_is_within_the_limits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"a = {LARGEST}\nb = '{'t' * 10_000}'\nc = {'[' * 19 + ']' * 19}\nd = 1e400", encoding="utf-8-sig")
    found = read_toml(path)
    assert (found["a"], len(found["b"]), found["d"]) == (LARGEST, 10_000, float("inf"))


@pytest.mark.parametrize(
    ("raw", "line", "sentence"),
    [
        (b"a = 1\nb = = 2", 2, "this is not TOML: invalid value."),
        (b"a = [", None, "this is not TOML at its end: invalid value."),
        (b"a = 1\nb = '\xff'", 2, "byte 12 is not UTF-8 text; save it as UTF-8."),
        (b"a\x07 = 1", 1, "this is not TOML: expected '=' after a key in a key/value pair."),
    ],
)
def test_the_place_is_named(raw: bytes, line: int | None, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(raw)
    with pytest.raises(TomlError) as caught:
        read_toml(tmp_path / "x.toml")
    assert (caught.value.line, caught.value.text) == (line, sentence)


def test_one_reader_of_toml() -> None:
    source = Path(pairbond.__file__).parent
    assert [p.name for p in source.rglob("*.py") if "tomllib" in p.read_text(encoding="utf-8")] == ["_toml.py"]
