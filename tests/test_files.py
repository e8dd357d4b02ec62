"""Files are written whole or not at all; what holds answers is private."""

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from tests._broken_disk import Disk, contents, failing_at_every_step, stops

from pairbond import _files, _moving
from pairbond._cache import read_cache, write_cache
from pairbond._files import write_file, write_files, write_set
from pairbond.errors import PairbondError

OLD = {"a.csv": "old a", "c.csv": "old c", "mine.txt": "not ours"}
NEW = {"a.csv": "new a", "b.csv": b"new b", "c.csv": lambda path: path.write_text("new c")}
WHOLE = {"a.csv": b"new a", "b.csv": b"new b", "c.csv": b"new c"}


def mode(path: Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def made(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


def refusal(write: Callable[[], object]) -> Exception | None:
    """What it refused with, if it did."""
    try:
        write()
    except PairbondError as error:
        return error
    return None


@pytest.mark.parametrize("old", [{}, OLD], ids=["empty", "with older files"])
def test_several_files_are_whole_or_as_before_wherever_it_fails(
    old: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count()
    places: list[Path] = []

    def begin() -> Path:
        places.append(made(tmp_path / str(next(numbers)), {}))
        made(places[-1] / "out", old)
        return places[-1]

    refused = failing_at_every_step(
        monkeypatch, lambda: refusal(lambda: write_files(places[-1] / "out", NEW, private=True)), begin
    )
    assert refused >= 12  # three files opened, flushed, moved, and the folder around them


def test_a_new_folder_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = count()
    places: list[Path] = []

    def begin() -> Path:
        places.append(made(tmp_path / str(next(numbers)), {}))
        return places[-1]

    refused = failing_at_every_step(
        monkeypatch, lambda: refusal(lambda: write_files(places[-1] / "deep" / "out", NEW, private=False)), begin
    )
    assert refused >= 10


SPREAD = {"a.html": "new a", "b.html": "new b", "tables/b.csv": "new c", "new/deep/c.csv": "new d", "other/d": "new e"}


@pytest.mark.parametrize("old", [{}, {"a.html": "old a", "tables/b.csv": "old c", "other/mine": "x"}])
def test_a_set_in_several_folders_is_whole_or_as_before_wherever_it_fails(
    old: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count()
    places: list[Path] = []

    def begin() -> Path:
        places.append(made(tmp_path / str(next(numbers)), {}))
        for name, text in old.items():
            (places[-1] / name).parent.mkdir(exist_ok=True)
            (places[-1] / name).write_text(text)
        return places[-1]

    write = lambda: refusal(lambda: write_set({places[-1] / n: x for n, x in SPREAD.items()}, private=True))  # noqa: E731
    assert failing_at_every_step(monkeypatch, write, begin) >= 15
    assert {name: text.decode() for name, text in contents(places[-1]).items() if text} == {**old, **SPREAD}


@pytest.mark.slow
@pytest.mark.parametrize("later", ["later.txt", "tables/later.txt"])
def test_a_set_in_several_folders_killed_at_any_step_is_old_or_whole(
    later: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_moving, "_HOUR", -1.0)
    old, kinds = {"a.html": b"old a", "tables/b.csv": b"old c"}, set()
    for at in range(1, 200):
        place = made(tmp_path / str(at), {"a.html": "old a"})
        made(place / "tables", {"b.csv": "old c"})
        if (child := os.fork()) == 0:
            _files.os = _moving.os = Disk(at, stops)  # type: ignore[assignment]
            write_set({place / name: text for name, text in SPREAD.items()}, private=True)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        write_file(place / later, "later", private=True)  # in whichever of the folders: it finishes the whole set
        (place / later).unlink()
        found = {name: text for name, text in contents(place).items() if text and ".part" not in name}
        kinds.add("old" if found == old else "whole")
        assert found in (old, {name: text.encode() for name, text in SPREAD.items()}), f"killed at step {at}"
        if ended == 0:
            break
    else:
        raise AssertionError("it never came to an end")
    assert kinds == {"old", "whole"}


def test_what_somebody_else_left_is_not_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = made(tmp_path / f".pairbond.{'0' * 16}.whole" / "new", {"mine.txt": "theirs"}).parent
    made(tmp_path / "x", {})
    (tmp_path / "mine.txt").write_text("mine")
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    write_file(tmp_path / "page", "x", private=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert stage.is_dir()


@pytest.mark.parametrize("old", [{}, {"fit": "old"}], ids=["none", "older"])
def test_one_file_is_whole_or_as_before_wherever_it_fails(
    old: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count()
    places: list[Path] = []

    def begin() -> Path:
        places.append(made(tmp_path / str(next(numbers)), old))
        return places[-1]

    refused = failing_at_every_step(
        monkeypatch, lambda: refusal(lambda: write_file(places[-1] / "fit", "x" * 9999, private=True)), begin
    )
    assert refused >= 4


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("old", [None, OLD], ids=["new folder", "with older files"])
def test_killed_at_any_step_it_is_old_or_whole(
    old: dict[str, str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = set()
    for at in range(1, 200):
        place = made(tmp_path / str(at), {})
        if old is not None:
            made(place / "out", old)
        if (child := os.fork()) == 0:
            _files.os = _moving.os = Disk(at, stops)  # type: ignore[assignment]
            write_files(place / "out", NEW, private=True)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        # whoever writes there next finishes what was begun, and an hour later removes what was not
        monkeypatch.setattr(_moving, "_HOUR", -1.0)
        if (place / "out").exists():
            write_files(place / "out", {"later.txt": "later"}, private=True)
            (place / "out" / "later.txt").unlink()
            found = contents(place / "out")
            if old is not None and found == {name: text.encode() for name, text in old.items()}:
                kinds.add("old")
            else:
                assert found == {**({"mine.txt": b"not ours"} if old else {}), **WHOLE}, f"killed at step {at}"
                kinds.add("whole")
        else:
            kinds.add("old")
        write_file(place / "later.txt", "later", private=True)
        assert set(contents(place)) - {"out", "later.txt"} <= {f"out/{name}" for name in [*OLD, *WHOLE]}
        if ended == 0:
            break
    else:
        raise AssertionError("it never came to an end")
    assert kinds == {"old", "whole"}


@pytest.mark.slow
def test_two_processes_on_one_output_never_mix(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pairbond._files import write_file, write_files\n"
        "for turn in range(150):\n"
        "    mark = f'{sys.argv[2]} {turn} ' * 500\n"
        "    write_files(Path(sys.argv[1], 'set'), {f'{n}.csv': mark for n in range(4)}, private=True)\n"
        "    write_file(Path(sys.argv[1], 'fit'), mark, private=True)\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "ab"]
    whole = 0
    while any(writer.poll() is None for writer in writers):
        try:
            text = (tmp_path / "fit").read_text()
        except FileNotFoundError:
            assert whole == 0, "once there, it is always there"
            continue
        assert text.count(" ") == 1000
        whole += 1
    assert [writer.returncode for writer in writers] == [0, 0]
    assert whole > 10
    assert len({path.read_text() for path in (tmp_path / "set").iterdir()}) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"set", "fit"}


def test_what_is_private_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_files(tmp_path / "made" / "here", NEW, private=True)
        write_file(tmp_path / "also" / "fit", "x", private=True)
        write_files(tmp_path / "shared" / "here", NEW, private=False)
        write_file(tmp_path / "open", "x", private=False)
        (tmp_path / "was-open").write_text("x")
        write_file(tmp_path / "was-open", "y", private=True)
    finally:
        os.umask(mask)
    for folder in ("made", "made/here", "also"):
        assert mode(tmp_path / folder) == 0o700
    for file in ("made/here/a.csv", "made/here/b.csv", "made/here/c.csv", "also/fit", "was-open"):
        assert mode(tmp_path / file) == 0o600
    for folder in ("shared", "shared/here"):
        assert mode(tmp_path / folder) == 0o755
    for file in ("shared/here/a.csv", "shared/here/c.csv", "open"):
        assert mode(tmp_path / file) == 0o644


def test_no_link_is_followed(tmp_path: Path) -> None:
    made(tmp_path / "elsewhere", {"secret": "mine"})
    made(tmp_path / "out", {})
    for name in ("a.csv", "fit"):
        (tmp_path / "out" / name).symlink_to(tmp_path / "elsewhere" / "secret")
    write_file(tmp_path / "out" / "fit", "x", private=True)
    write_files(tmp_path / "out", NEW, private=True)
    assert contents(tmp_path / "elsewhere") == {"secret": b"mine"}
    assert not (tmp_path / "out" / "fit").is_symlink()
    assert contents(tmp_path / "out") == {**WHOLE, "fit": b"x"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("folder", "is a folder; give the name of a file."),
        ("pipe", "is a device or a pipe, not a file; give the name of a file."),
        ("to-a-device", "is a device or a pipe, not a file; give the name of a file."),
        ("file/below", "Not a directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_what_is_no_place_for_a_file_is_refused(name: str, sentence: str, tmp_path: Path) -> None:
    made(tmp_path / "folder", {})
    (tmp_path / "file").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to-a-device").symlink_to("/dev/null")
    before = {path: path.lstat().st_ino for path in tmp_path.rglob("*")}
    with pytest.raises(PairbondError) as one:
        write_file(tmp_path / name, "x", private=True)
    with pytest.raises(PairbondError):
        write_files(tmp_path, {"first": "x", name: "x"}, private=True)
    assert sentence in str(one.value)
    assert "\n" not in str(one.value)
    assert {path: path.lstat().st_ino for path in tmp_path.rglob("*")} == before


def test_new_files_replace_nothing(tmp_path: Path) -> None:
    made(tmp_path / "out", {"b.csv": "mine"})
    with pytest.raises(PairbondError, match=r"b\.csv is there already; nothing was written\."):
        write_files(tmp_path / "out", NEW, private=True, new=True)
    assert contents(tmp_path / "out") == {"b.csv": b"mine"}


def test_names_that_are_no_text_and_letters_that_are_no_utf8(tmp_path: Path) -> None:
    place = tmp_path / os.fsdecode(b"\xff\xfe.csv")
    write_file(place, f"from {place.name}", private=True)
    assert place.read_bytes() == b"from ??.csv"


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    place = tmp_path / "kernels" / "x.o"
    assert read_cache(place) is None
    write_cache(place, b"machine code")
    assert read_cache(place) == b"machine code"
    whole = place.read_bytes()
    for damaged in (whole[:-1], whole[:10], b"", whole[:40] + b"?" + whole[41:]):
        place.write_bytes(damaged)
        assert read_cache(place) is None
    write_cache(place, b"machine code")
    assert read_cache(place) == b"machine code"
    (tmp_path / "file").write_text("no folder")
    write_cache(tmp_path / "file" / "x.o", b"costs time, never an answer")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs a command; what it refused with, or None."""
    rows = "".join(f"1,{who},2026-03-0{day + 1},{(day * 7 + ord(who)) % 10}\n" for day in range(4) for who in "ab")
    (tmp_path / "ours.csv").write_text(f"couple,person,time,warmth\n{rows}", encoding="utf-8")
    (tmp_path / "ours.toml").write_text(
        '[columns]\ncouple = "couple"\nperson = "person"\ntime = "time"\n'
        '[[item]]\nname = "warmth"\ncolumns = "warmth"\nlow = 0\nhigh = 10\nhigher = "better"\n',
        encoding="utf-8",
    )

    def command(*arguments: str) -> str | None:
        from pairbond.cli import main

        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["pairbond", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr().err
        assert end.value.code in (0, 2)
        return said if end.value.code else None

    return command


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "old"),
    [
        (("diary", "new", "out/ours", "--names", "Ada,Ben"), {}),
        (("diary", "new", "out", "--names", "Ada,Ben"), {}),
        (("map", "ours.csv", "--out", "out/new.toml", "--force"), {"new.toml": "old"}),
    ],
    ids=["a new diary", "a new diary in a folder that is there", "a mapping"],
)
def test_commands_leave_old_or_whole(
    command: tuple[str, ...], old: dict[str, str], run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin() -> Path:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        made(tmp_path / "out", old)
        return tmp_path

    assert failing_at_every_step(monkeypatch, lambda: run(*command), begin) >= 4


def test_the_pages_of_two_writers_and_their_numbers_are_one_set(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what is on the pages is not asked here
    made = lambda diary, fit, comparison, path, *, csv_dir, write, **_: write({path: "new", csv_dir / "n.csv": "n"})  # noqa: E731
    monkeypatch.setattr(import_module("pairbond.report.recipe"), "report", made)

    def begin() -> Path:
        shutil.rmtree(tmp_path / "tables", ignore_errors=True)
        for name in "ab":
            (tmp_path / f"page-{name}.html").write_text(f"old {name}")
        return tmp_path

    command = ("report", "ours.csv", "--no-theory", "--out", "page.html", "--csv", "tables")
    refused = failing_at_every_step(monkeypatch, lambda: run(*command), begin, ("replace",))
    assert refused == 3  # a page for each, and the folder of the numbers
    assert {place.name for place in (tmp_path / "tables").iterdir()} == {"a", "b"}


@pytest.mark.slow
@pytest.mark.parametrize("old", [None, {"simulation.nc": "old", "picture.png": "old", "mine.txt": "not ours"}])
def test_a_simulation_is_old_or_whole(
    old: dict[str, str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pairbond.cli._simulated import write_simulation
    from pairbond.scenario import parse_scenario

    files = import_module("pairbond.plots.simulation_files")
    drawn = {f"picture.{kind}": kind * 50 for kind in ("svg", "png", "txt", "csv")}  # drawing is not what is asked here
    monkeypatch.setattr(files, "pictures", lambda made, stem: drawn)
    scenario = parse_scenario({"couple": "secure", "days": 2, "draws": 1})
    found = scenario.simulate()

    def begin() -> Path:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        if old is not None:
            made(tmp_path / "out", old)
        return tmp_path

    write = lambda: refusal(lambda: write_simulation(scenario, found, tmp_path / "out"))  # noqa: E731
    assert failing_at_every_step(monkeypatch, write, begin) >= 15


@pytest.mark.slow
def test_answers_are_private_and_invented_couples_are_not(run, tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        for command in (
            ("diary", "new", "new/diary"),
            ("map", "ours.csv", "--out", "mapping/ours.toml"),
            ("report", "ours.csv", "--no-theory", "--out", "page/ours.html", "--csv", "page/csv"),
            ("simulate", "--couple", "secure", "--days", "3", "--draws", "1", "--out", "invented/simulation"),
        ):
            assert run(*command) is None
    finally:
        os.umask(mask)
    for folder in ("new", "mapping", "page"):
        for path in [tmp_path / folder, *(tmp_path / folder).rglob("*")]:
            assert mode(path) == (0o700 if path.is_dir() else 0o600), path
    assert len(list((tmp_path / "page" / "csv").iterdir())) >= 1
    for path in [tmp_path / "invented", *(tmp_path / "invented").rglob("*")]:
        assert mode(path) == (0o755 if path.is_dir() else 0o644), path


def test_everything_is_written_here() -> None:
    source = Path(_files.__file__).parent
    writing = re.compile(
        r"\.write_(text|bytes)\(|\bopen\([^)]*[\"'][wxa]b?[\"']|tempfile|\.(touch|mkdir|makedirs|rename|replace)\(Path"
        r"|os\.(replace|rename|mkdir|makedirs)|shutil\.(copy|move)|\.mkdir\("
        r"|\.to_(csv|netcdf|json|pickle|parquet)\((path|out|file|folder|csv|into)|(savefig|savez\w*)\((?!out\b|whole\b|buffer\b)"
    )
    elsewhere = {
        f"{path.relative_to(source)}: {line.strip()}"
        for path in source.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if path.name not in ("_files.py", "_moving.py") and writing.search(line)
    }
    assert elsewhere == {
        "_cache.py: folder.mkdir(parents=True, exist_ok=True)",  # JAX writes there, with names of its own
        'cli/_simulated.py: "simulation.nc": lambda path: found.to_netcdf(path, engine="scipy", '
        'format="NETCDF3_64BIT"),',
        'cli/_streams.py: sys.stderr = open(os.devnull, "w")  # noqa: SIM115  it is open as long as the process',
        'cli/_streams.py: sys.stdout = open(os.devnull, "w")  # noqa: SIM115',
    }
