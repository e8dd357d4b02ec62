"""Diaries that must be refused: one folder under bad/ for each cause, its sentences beside it.

``expected.txt`` holds the exact sentences. Whatever is wrong, nothing may be written.
"""

import bz2
import gzip
import json
import lzma
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pairbond.cli import main
from pairbond.diary import DiaryError, guess_mapping, read_diary
from pairbond.diary.faults import fault

BAD = Path(__file__).parents[1] / "data" / "bad"
NAMES = sorted(folder.name for folder in BAD.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def here(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of one bad folder, as the current folder, which must be left as it was."""
    folder = tmp_path / "here"
    shutil.copytree(BAD / request.param, folder)
    monkeypatch.chdir(folder)
    before = contents(tmp_path)
    yield folder
    assert contents(tmp_path) == before, "something was written"
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def diary_in(folder: Path) -> Path:
    (found,) = (path for path in folder.iterdir() if path.name not in ("mapping.toml", "expected.txt"))
    return found


def test_there_are_enough() -> None:
    assert len(NAMES) >= 30


@pytest.mark.parametrize("here", NAMES, indirect=True)
def test_exact_sentences(here: Path) -> None:
    with pytest.raises(DiaryError) as caught:
        read_diary(diary_in(here))
    assert str(caught.value) + "\n" == (here / "expected.txt").read_text(encoding="utf-8")
    for one in caught.value.faults:
        assert one.code
        assert one.message.startswith(one.file)
        assert one.row is None or one.row >= 1


@pytest.mark.parametrize("here", NAMES, indirect=True)
def test_the_command_line_says_the_same(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["pairbond", "report", diary_in(here).name, "--out", "report.html"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert (here / "expected.txt").read_text(encoding="utf-8") in capsys.readouterr().err


@pytest.mark.parametrize("here", NAMES, indirect=True)
def test_proposing_a_mapping_never_breaks(here: Path) -> None:
    """A bad diary gives a proposal or a plain refusal, nothing else."""
    with suppress(DiaryError):
        assert guess_mapping(diary_in(here)).mapping.item


def test_every_cause_is_another_one() -> None:
    sentences = [(BAD / name / "expected.txt").read_text(encoding="utf-8") for name in NAMES]
    assert len(set(sentences)) == len(sentences)


def test_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "diary.csv"
    with big.open("wb") as stream:
        stream.truncate(10**9)  # sparse: takes no room on disk
    shutil.copy(BAD / "entry_twice" / "mapping.toml", tmp_path)
    began = time.perf_counter()
    with pytest.raises(DiaryError) as caught:
        read_diary(big)
    assert time.perf_counter() - began < 0.5
    assert str(caught.value) == "diary.csv: the file has 1.0 GB; diaries of up to 200 MB are read."


def test_a_packed_gigabyte_is_refused_early(tmp_path: Path) -> None:
    import gzip

    with gzip.open(tmp_path / "data.csv.gz", "wb", compresslevel=1) as stream:
        for _ in range(21):
            stream.write(b"\n" * 10_000_000)
    shutil.copy(BAD / "entry_twice" / "mapping.toml", tmp_path)
    with pytest.raises(DiaryError, match=r"diaries of up to 200 MB are read\.$"):
        read_diary(tmp_path / "data.csv.gz")


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    """One file with six different faults in six rows: all are in the error, in order."""
    (tmp_path / "mapping.toml").write_bytes((BAD / "outside_scale" / "mapping.toml").read_bytes())
    rows = [
        "couple,person,date,contact,warmth,hurt",
        "1,ana,2024-03-01,apart,9,1",
        "1,ben,2024-03-01,away,1,1",
        "1,ana,yesterday,apart,1,1",
        "1,ben,2024-03-02,apart,few,1",
        "1,,2024-03-03,apart,1,1",
        "1,ben,2024-03-02,apart,1,2.5",
    ]
    (tmp_path / "diary.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(DiaryError) as caught:
        read_diary(tmp_path)
    faults = [(fault.row, fault.code) for fault in caught.value.faults]
    assert faults == [
        (2, "outside-scale"),
        (3, "unknown-contact"),
        (4, "not-a-time"),
        (5, "not-a-number"),
        (6, "no-person"),
        (7, "entry-twice"),
        (7, "not-whole"),
    ]
    assert [fault.nearest for fault in caught.value.faults[:2]] == ["6", "apart"]


def test_many_alike_are_counted(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_bytes((BAD / "outside_scale" / "mapping.toml").read_bytes())
    rows = ["couple,person,date,contact,warmth,hurt"]
    rows += [f"1,ana,2024-03-{day:02d},apart,9,1" for day in range(1, 13)]
    (tmp_path / "diary.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(DiaryError) as caught:
        read_diary(tmp_path)
    lines = str(caught.value).splitlines()
    assert len(caught.value.faults) == 12
    assert len(lines) == 6
    assert lines[-1] == "diary.csv, column warmth: and 7 more rows with the same fault."


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_no_file_or_an_empty_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(DiaryError) as caught:
        read_diary(tmp_path / name)
    expected = {
        "nothing.csv": "nothing.csv: there is no such file.",
        ".": f"{tmp_path.name}: the folder holds neither diary.csv nor data.csv.",
    }
    assert str(caught.value) == expected[name]


def refusal_of(text: str | bytes, folder: Path, name: str = "diary.csv") -> DiaryError:
    (folder / "mapping.toml").write_bytes((BAD / "outside_scale" / "mapping.toml").read_bytes())
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DiaryError) as caught:
        read_diary(folder / name, folder / "mapping.toml")
    return caught.value


HEAD = "couple,person,date,contact,warmth,hurt\n"
LONG = "w" * 20_000


@pytest.mark.parametrize(
    ("rows", "code", "sentence"),
    [
        (f"1,ana,2024-03-01,apart,{LONG},1\n", "long-cell", "row 2: cell 5 has 20000 letters; up to 10000 are read."),
        (f"1,ana,2024-03-01,apart,{LONG * 7},1\n", "long-cell", "row 2: a cell has more than 131072 letters; up to"),
        ('1,"ana"s,2024-03-01,apart,1,1\n', "text-after-quote", "row 2: a cell goes on after its closing quotation"),
        ('1,"ana,2024-03-01,apart,1,1\n', "open-quote", "row 2: a quotation mark is opened and not closed."),
    ],
)
def test_the_true_cause_is_named(rows: str, code: str, sentence: str, tmp_path: Path) -> None:
    error = refusal_of(HEAD + rows, tmp_path)
    assert error.faults[0].code == code
    assert sentence in str(error)


def test_a_long_or_hidden_value_is_quoted_short(tmp_path: Path) -> None:
    long, hidden = "x" * 5000, "a\x07b\u202ec"
    error = refusal_of(
        HEAD + f"1,ana,2024-03-01,apart,{long},1\n1,ana,2024-03-02,{hidden},1,1\n" + f"1,ana,{long},apart,1,1\n",
        tmp_path,
    )
    lines = str(error).splitlines()
    assert len(lines) == 3
    assert all(len(line) < 250 and line.isprintable() for line in lines)
    assert "x" * 28 + "…" + "x" * 28 in str(error)
    assert "a\\x07b\\u202ec" in str(error)
    assert error.faults[0].value == long


def test_many_columns_alike_are_counted(tmp_path: Path) -> None:
    names = [f"w{at}" for at in range(40)]
    items = "".join(f'[[item]]\nname = "{x}"\ncolumns = "{x}"\nlow = 0\nhigh = 6\n' for x in names)
    (tmp_path / "m.toml").write_text('[columns]\ncouple = "couple"\nperson = "person"\ntime = "date"\n' + items)
    rows = [f"1,ana,2024-03-{day:02d}," + ",".join(["9"] * 40) for day in range(1, 31)]
    (tmp_path / "diary.csv").write_text("\n".join(["couple,person,date," + ",".join(names), *rows]))
    with pytest.raises(DiaryError) as caught:
        read_diary(tmp_path / "diary.csv", tmp_path / "m.toml")
    lines = str(caught.value).splitlines()
    assert len(caught.value.faults) == 1200
    assert len(lines) <= 31
    assert "and 25 more rows with the same fault." in lines[-2]
    assert lines[-1] == "diary.csv: and 35 more columns with the same fault."


def test_the_command_line_tells_every_fault_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BAD / "outside_scale", tmp_path / "bad")
    diary = diary_in(tmp_path / "bad")
    monkeypatch.setattr("sys.argv", ["pairbond", "diary", "check", str(diary), "--json"])
    with pytest.raises(SystemExit) as end:
        main()
    found = json.loads(capsys.readouterr().out)
    with pytest.raises(DiaryError) as caught:
        read_diary(diary)
    assert end.value.code == 2
    assert found["error"] == str(caught.value).splitlines()
    shown = [[one[key] for key in ("code", "file", "row", "column", "value")] for one in found["faults"]]
    assert shown == [[one.code, one.file, one.row, one.column, one.value] for one in caught.value.faults]
    assert shown[0][0] == "outside-scale"


@pytest.mark.parametrize("packer", [gzip, bz2, lzma], ids=["gzip", "bz2", "xz"])
def test_an_r_file_that_unpacks_to_too_much_is_refused(packer: Any, tmp_path: Path) -> None:
    error = refusal_of(packer.compress(b"\0" * 200_000_001), tmp_path, "diary.rds")
    assert str(error) == "diary.rds: unpacked, the file has at least 0.2 GB; diaries of up to 200 MB are read."


def test_an_spss_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    head = bytearray(b"$FL2" + b" " * 60 + bytes(4 * 28))
    for order in ("little", "big"):
        for place, number in ((64, 2), (68, 100), (72, 1), (80, 2_000_000)):
            head[place : place + 4] = number.to_bytes(4, order)
        error = refusal_of(bytes(head), tmp_path, "diary.sav")
        assert str(error) == "diary.sav: unpacked, the file has at least 1.6 GB; diaries of up to 200 MB are read."


@pytest.mark.parametrize("word", ["9" * 5000, "w w " * 2000])
def test_a_sentence_stays_short_whatever_it_quotes(word: str) -> None:
    said = fault("two-roles", "d.csv", f"person {word} is once man and once woman.", row=3, column=word).message
    assert len(said) < 600
    assert said.startswith("d.csv, row 3, column ")
    assert said.endswith("is once man and once woman.")
