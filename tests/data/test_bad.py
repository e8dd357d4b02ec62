"""Diaries that must be refused: one folder under bad/ for each cause, its sentences beside it.

``expected.txt`` holds the exact sentences. Whatever is wrong, nothing may be written.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pairbond.cli import main
from pairbond.data import DiaryError, guess_mapping, read_diary

BAD = Path(__file__).parent / "bad"
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
    for fault in caught.value.faults:
        assert fault.code
        assert fault.message.startswith(fault.file)
        assert fault.row is None or fault.row >= 1


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


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
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
