"""The command line: help with examples, one sentence and exit code 2 on bad input, JSON that parses."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import typer.main

from pairbond._choose import choose
from pairbond.cli import app, main
from pairbond.cli._speak import Progress, emit_json
from pairbond.diary import example_diaries, example_diary
from pairbond.errors import PairbondError

EXAMPLE = str(example_diaries()[0])
COUPLE = example_diary(EXAMPLE).couples[0]


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Invoke = Callable[..., Answer]


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Invoke:
    """Runs ``pairbond ARGUMENTS`` in this process."""

    def run(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["pairbond", *(str(a) for a in arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run


def commands() -> Iterator[tuple[str, ...]]:
    """Every command that can be typed, groups opened."""

    def below(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        children = getattr(command, "commands", None)
        if not children:
            yield path
            return
        for name, child in children.items():
            yield from below(child, (*path, name))

    return below(typer.main.get_command(app), ())


COMMANDS = list(commands())


def test_the_promised_commands_are_there() -> None:
    assert {c[0] for c in COMMANDS} == {
        *("fit", "compare", "report", "map", "diary", "doctor", "simulate", "theory", "claims", "evidence", "what-if"),
        *("lab", "population"),
    }
    assert {c[1] for c in COMMANDS if c[0] == "diary"} == {"new", "check", "list"}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_an_example_and_json(command: tuple[str, ...], invoke: Invoke) -> None:
    answer = invoke(*command, "--help")
    assert answer.code == 0
    assert "--json" in answer.out
    after = answer.out.split("Example")[-1]
    assert f"pairbond {' '.join(command)}" in after
    # an example that could not be typed would be worse than none
    typed = [line for line in after.splitlines() if "pairbond " in line]
    options = {word for line in typed for word in line.split() if word.startswith("--")}
    assert all(option in answer.out.split("Example")[0] for option in options)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "broken.csv").write_text("couple,person,time,warmth\n1,a,1,3\n1,b,1,99\n", encoding="utf-8")
    (tmp_path / "broken.toml").write_text(
        '[columns]\ncouple = "couple"\nperson = "person"\ntime = "time"\n'
        '[[item]]\nname = "warmth"\ncolumns = "warmth"\nlow = 0\nhigh = 10\n',
        encoding="utf-8",
    )
    return tmp_path / "broken.csv"


BAD: list[tuple[list[str], str]] = [
    (["fit"], "Give either a diary file or --example NAME"),
    (["report"], "Give either a diary file or --example NAME"),
    (["compare", "x.csv", "--example", EXAMPLE], "Give either a diary file or --example NAME"),
    (["fit", "nowhere.csv"], "nowhere.csv"),
    (["report", "nowhere.csv"], "nowhere.csv"),
    (["diary", "check", "nowhere.csv"], "nowhere.csv"),
    (["map", "nowhere.csv"], "nowhere.csv"),
    (["fit", "--example", EXAMPLE[:-1]], f"There is no example '{EXAMPLE[:-1]}'; did you mean '{EXAMPLE}'?"),
    (["fit", "--example", EXAMPLE, "--mapping", "m.toml"], "a bundled example has its own"),
    (["fit", "--example", EXAMPLE, "--items", "plesant"], "no item 'plesant'; did you mean 'pleasant'?"),
    (["fit", "--example", EXAMPLE, "--items", ","], "--items needs at least one name."),
    (["fit", "--example", EXAMPLE, "--model", "ctvar"], "ct-var"),
    (["fit", "--example", EXAMPLE, "--method", "quik"], "quick"),
    (["fit", "--example", EXAMPLE, "--order", "3"], "order"),
    (["compare", "--example", EXAMPLE, "--models", "own-mean,ar2"], "ar1"),
    (["compare", "--example", EXAMPLE, "--models", ","], "models"),
    (["compare", "--example", EXAMPLE, "--holdout", "0"], "--holdout must be above 0, not 0."),
    (["compare", "--example", EXAMPLE, "--holdout", "400"], "400"),
    (["report", "--example", EXAMPLE, "--theory"], "The theory is asked about one couple at a time; name one of 80"),
    (["fit", "--example", EXAMPLE, "--model", "theory"], "the theory is fitted to one couple at a time"),
    (["fit", "--example", EXAMPLE, "--couple", "999"], "There is no couple '999'"),
    (["report", "--example", EXAMPLE, "--couple", "999"], "There is no couple '999'"),
    (["report", "--example", EXAMPLE, "--out", "."], "is a folder; give the name of a file."),
    (["fit", "--example", EXAMPLE, "--csv", "taken"], "taken is a file; --csv needs a folder."),
    (["report", "nowhere.csv", "--csv", "new/tables", "--out", "new/pages/r.html"], "nowhere.csv"),
    (["fit", "nowhere.csv", "--csv", "new", "--out", "other/f"], "nowhere.csv"),
    (["compare", "nowhere.csv", "--csv", "new"], "nowhere.csv"),
    (["compare", "nowhere.csv"], "nowhere.csv"),
    (["map", "nowhere.csv", "--out", "new/m.toml"], "nowhere.csv"),
    (["map"], "DIARY"),
    (["diary", "new"], "FOLDER"),
    (["diary", "new", "taken"], "taken is a file; give a folder."),
    (["diary", "new", "ours", "--names", "A,B,C"], "Name the one or two persons who write"),
    (["diary", "new", "ours", "--days", "0"], "A diary has 1 to 366 days, not 0."),
    (["diary", "new", "ours", "--start", "1.3.2026"], "1.3.2026 is no date; write it as 2024-01-31."),
    (["diary", "check"], "Give either a diary file or --example NAME"),
    (["diary", "list", "all"], "all"),
    (["doctor", "all"], "all"),
    (
        ["report", "--example", EXAMPLE, "--out", "taken/report.html"],
        "The folder taken cannot be made (taken is a file).",
    ),
    (["report", "--example", EXAMPLE, "--contacts", "nobody.toml"], "nobody.toml"),
    (["simulate"], "Give either a scenario file or --couple NAME"),
    (["simulate", "nowhere.toml"], "nowhere.toml cannot be read"),
    (["simulate", "x.toml", "--couple", "secure"], "Give either a scenario file or --couple NAME"),
    (["simulate", "--couple", "closed-circut"], "no couple 'closed-circut'; did you mean 'closed-circuit'?"),
    (["simulate", "--couple", "secure", "--days", "0"], "--days: days is 0, but must be a whole number from 1 to"),
    (["simulate", "--couple", "secure", "--draws", "9999"], "the nearest is 684 draws."),
    (["simulate", "--couple", "secure", "--seed", "-1"], "the nearest is 0."),
    (["simulate", "--couple", "secure", "--without", "spliting"], "did you mean 'splitting'?"),
    (["simulate", "--couple", "secure", "--without", ","], "--without needs at least one name."),
    (
        ["simulate", "--couple", "secure", "--show", "imige"],
        "--show: there is no quantity 'imige'; the nearest is",
    ),
    (["simulate", "--couple", "secure", "--out", "taken"], "taken is a file; --out needs a folder."),
    (["theory", "table", "parameter"], "no table 'parameter'; did you mean 'parameters'?"),
    (["theory", "latex", "cravings"], "the nearest is 'craving'"),
    (["theory", "diagram", "cravings"], "the nearest is 'craving'"),
    (["theory", "schedule", "--without", "spliting"], "the nearest is 'splitting'"),
    (["theory", "citations", "all"], "all"),
    (["theory", "rivals", "rinaldi"], "rinaldi"),
    (["fit", "--example", EXAMPLE, "--model", "rinaldy"], "the nearest is 'rinaldi'"),
    (["fit", "--example", EXAMPLE, "--readings", "closeness"], "takes ITEM=NAME, like closeness=feeling"),
    (["theory", "budget", "closed-circut", "--node", "shame"], "did you mean 'closed-circuit'?"),
    (["theory", "budget", "secure", "--node", "shmae"], "no node 'shmae'; the nearest is 'shame'."),
    (["theory", "budget", "secure", "--node", "shame", "--partner", "c"], "no partner 'c'"),
    (["theory", "budget", "secure", "--node", "shame", "--day", "-3"], "no day -3; the nearest is 0."),
    (["what-if"], "Give either a diary file or --example NAME"),
    (["what-if", "nowhere.csv", "--csv", "new"], "nowhere.csv"),
    (["what-if", "--example", EXAMPLE, "--couple", "999"], "There is no couple '999'"),
    (["what-if", "--example", EXAMPLE, "--couple", COUPLE, "--days", "7"], "the nearest is 14."),
    (
        ["what-if", "--example", EXAMPLE, "--couple", COUPLE, "--course", "limit"],
        "There is no course 'limit'; did you mean 'limits'?",
    ),
    (["theory", "knockouts", "closed-circut"], "did you mean 'closed-circuit'?"),
    (["theory", "sufficient", "closed-circut"], "did you mean 'closed-circuit'?"),
    (["theory", "onset", "secure", "--partner", "c"], "no partner 'c'"),
    (["theory", "interventions", "closed-circut"], "did you mean 'closed-circuit'?"),
    (["population", "--people", "1"], "people"),
    (["evidence", "inertja"], "the nearest is 'inertia'"),
    (["claims", "Z9"], "there is no claim, dispute or fact 'Z9'; the nearest is 'J9'"),
    (["claims", "G1", "--all"], "Give either one claim or --all."),
    (["claims", "--all", "--out", "x.svg"], "--out draws one claim"),
    (["claims", "G1", "--out", "x.pdf"], "the nearest is x.png"),
    (["claims", "G1", "--out", "taken/x.png"], "The folder taken cannot be made"),
    (["claims", "--all", "--draws", "-1"], "a whole number from 0 to 1000"),
    (["claims", "G1", "--without", "spliting"], "the nearest is 'splitting'"),
    (["lab", "--model", "rinaldy"], "did you mean 'rinaldi'?"),
    (["lab", "--model", "nowhere.py"], "nowhere.py"),
    (["lab", "--scenario", "nowhere.toml"], "nowhere.toml"),
    (["lab", "--out", "taken/lab.html"], "The folder taken cannot be made"),
    (["fitt"], "fitt"),
    (["fit", "--modle", "var"], "--modle"),
    (["fit", "--draws", "many"], "--draws"),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    BAD,
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_ends_with_2_and_a_sentence(
    arguments: list[str], sentence: str, invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("here first", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    answer = invoke(*arguments)
    assert answer.code == 2
    assert sentence in answer.err
    last = [line for line in answer.err.splitlines() if not line.startswith("[")]  # what is no progress
    assert len(last) == 1
    assert "Traceback" not in answer.err
    assert answer.out == ""
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "here first"


def test_every_command_is_tried_with_bad_input() -> None:
    assert {
        command for command in COMMANDS for arguments, _ in BAD if tuple(arguments[: len(command)]) == command
    } == set(COMMANDS)


def test_every_fault_of_a_diary_is_reported_and_nothing_written(broken: Path, invoke: Invoke, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    answer = invoke("report", broken, "--mapping", broken.with_suffix(".toml"), "--out", tmp_path / "r.html", "--json")
    assert answer.code == 2
    assert "99" in answer.err
    assert "row 3" in answer.err
    assert any("99" in line for line in json.loads(answer.out)["error"])
    assert sorted(tmp_path.iterdir()) == before


def test_doctor_finds_nothing_wrong(invoke: Invoke) -> None:
    answer = invoke("doctor", "--json")
    found = json.loads(answer.out)
    assert answer.code == 0
    assert found["ok"]
    assert not found["problems"]
    assert found["cores"] >= 1
    assert found["packages"]["jax"]
    assert EXAMPLE in found["examples"]


def test_doctor_ends_with_1_when_something_is_broken(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xarray", None)  # as if it were not installed
    answer = invoke("doctor")
    assert answer.code == 1
    assert "xarray does not import" in answer.out


def test_diary_check_tells_what_is_there(invoke: Invoke) -> None:
    found = json.loads(invoke("diary", "check", "--example", EXAMPLE, "--json").out)
    assert found["couples"] == 80
    assert found["days"]["least"] <= found["days"]["median"] <= found["days"]["most"]
    assert all(0 < item["answered"] <= 1 for item in found["items"])
    assert "No faults." in invoke("diary", "check", "--example", EXAMPLE).out


def test_diary_list_names_the_examples(invoke: Invoke) -> None:
    assert json.loads(invoke("diary", "list", "--json").out) == {"examples": [str(e) for e in example_diaries()]}


def test_a_new_diary_can_be_checked_at_once(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    files = [Path(f) for f in json.loads(invoke("diary", "new", folder, "--json").out)["files"]]
    assert all(f.is_file() and f.parent == folder for f in files)
    assert {f.suffix for f in files} >= {".csv", ".toml", ".html"}
    again = invoke("diary", "new", folder)
    assert again.code == 2  # what somebody wrote is never overwritten


def test_a_new_diary_is_as_it_was_asked_for(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "ours"
    options = ("--names", "Ada, Ben", "--days", 9, "--start", "2026-03-01", "--safety")
    files = [Path(f).name for f in json.loads(invoke("diary", "new", folder, *options, "--json").out)["files"]]
    assert files == ["diary.csv", "mapping.toml", "form-ada.html", "form-ben.html"]
    lines = (folder / "diary.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * 9
    assert lines[1].startswith("Ada,2026-03-01,")
    assert lines[-1].startswith("Ben,2026-03-09,")
    assert {"afraid", "controlled"} <= set(lines[0].split(","))


def test_a_new_diary_asks_which_form_and_says_why(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def questions(folder: Path) -> set[str]:
        return set((folder / "diary.csv").read_text(encoding="utf-8").split("\n")[0].strip().split(","))

    asked: list[str] = []
    for answer in (True, False):
        monkeypatch.setattr("pairbond.cli.diary._asks_somebody", lambda: True)
        monkeypatch.setattr("typer.confirm", lambda text, default, answer=answer: asked.append(text) or answer)
        folder = tmp_path / str(answer)
        out = " ".join(invoke("diary", "new", folder).out.split())
        assert "if the person one is afraid of finds it" in out
        assert ({"afraid", "controlled"} <= questions(folder)) is answer
        assert len(asked) == 1, "asked once"
        asked.clear()
        # a script says so itself, or is not asked
        for option, there in (("--safety", True), ("--no-safety", False)):
            folder = tmp_path / f"{answer}{option}"
            invoke("diary", "new", folder, option)
            assert ("afraid" in questions(folder)) is there
    monkeypatch.setattr("pairbond.cli.diary._asks_somebody", lambda: False)
    invoke("diary", "new", tmp_path / "script")
    assert "afraid" not in questions(tmp_path / "script")
    assert not asked


def test_a_new_diary_has_sixty_days_and_says_what_to_do_next(invoke: Invoke, tmp_path: Path) -> None:
    out = invoke("diary", "new", tmp_path / "our diary", "--names", "Ada", "--no-safety").out
    assert f"pairbond report '{tmp_path / 'our diary'}'" in out
    assert "--safety adds two such questions" in out
    form = (tmp_path / "our diary" / "form-ada.html").read_text(encoding="utf-8")
    assert "for 60 days" in form
    assert "Four weeks already give a description" in form
    short = invoke("diary", "new", tmp_path / "short", "--days", 28, "--safety").out
    assert "28 days give a description" in short
    assert "keep it where nobody else finds it" in short
    assert "About four weeks give a description" in (tmp_path / "short" / "form-a.html").read_text(encoding="utf-8")


def test_a_proposed_mapping_is_not_written_over_another(
    invoke: Invoke, tmp_path: Path, tiny: tuple[Path, Path]
) -> None:
    out = tmp_path / "proposal.toml"
    assert invoke("map", tiny[0], "--out", out).code == 0
    first = out.read_text(encoding="utf-8")
    refused = invoke("map", tiny[0], "--out", out)
    assert refused.code == 2
    assert "is already there" in refused.err
    assert invoke("map", tiny[0], "--out", out, "--force").code == 0
    assert out.read_text(encoding="utf-8") == first


def test_a_proposed_mapping_reads_the_diary_it_was_made_for(
    invoke: Invoke, tmp_path: Path, tiny: tuple[Path, Path]
) -> None:
    out = tmp_path / "proposal.toml"
    invoke("map", tiny[0], "--out", out)
    found = json.loads(invoke("diary", "check", tiny[0], "--mapping", out, "--json").out)
    assert found["couples"] == 6
    assert {item["name"] for item in found["items"]} == {"warmth", "worry"}


@pytest.mark.slow
def test_fit_prints_json_and_writes_every_table(invoke: Invoke, tmp_path: Path, tiny: tuple[Path, Path]) -> None:
    answer = invoke(
        "fit",
        tiny[0],
        "--mapping",
        tiny[1],
        "--items",
        "warmth",
        "--starts",
        2,
        "--method",
        "normal",
        "--csv",
        tmp_path / "tables",
        "--out",
        tmp_path / "f",
        "--json",
    )
    assert answer.code == 0, answer.err
    found = json.loads(answer.out)
    assert {e["days"] for e in found["effects"]} == {1, 2, 7}
    assert (tmp_path / "tables" / "effects.csv").read_text(encoding="utf-8").count("\n") == len(found["effects"]) + 1
    assert "fitting the linear model" in answer.err  # progress, and none of it on standard output


def test_a_short_diary_is_described_and_nothing_estimated(
    invoke: Invoke, tmp_path: Path, tiny: tuple[Path, Path]
) -> None:
    short = tmp_path / "short.csv"
    lines = tiny[0].read_text(encoding="utf-8").splitlines()
    couple = [line for line in lines[1:] if line.startswith("0,") and int(line.split(",")[3]) < 8]
    short.write_text("\n".join([lines[0], *couple]) + "\n", encoding="utf-8")
    refused = invoke("fit", short, "--mapping", tiny[1])
    assert refused.code == 2
    assert "under 14 days it can only be described." in refused.err
    found = json.loads(invoke("report", short, "--mapping", tiny[1], "--out", tmp_path / "s.html", "--json").out)
    assert "fitting" not in found["share"]
    for page in found["pages"]:  # one for each of the two who write
        assert any("can only be described" in note for note in page["notes"])
        assert Path(page["report"]).is_file()
    assert {path.name for path in tmp_path.glob("*.html")} == {"s-first.html", "s-second.html"}


@pytest.mark.slow
def test_report_writes_one_file_and_says_where_the_time_went(
    invoke: Invoke, tmp_path: Path, tiny: tuple[Path, Path]
) -> None:
    out = tmp_path / "r.html"
    few = ("--items", "warmth", "--pseudo", 2)
    answer = invoke("report", tiny[0], "--mapping", tiny[1], *few, "--out", out, "--csv", tmp_path / "csv", "--json")
    assert answer.code == 0, answer.err
    found = json.loads(answer.out)
    assert Path(found["report"]) == out
    assert out.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert {"fitting", "rendering"} <= set(found["share"])
    assert sum(found["share"].values()) == pytest.approx(1, abs=0.01)
    assert (tmp_path / "csv" / "fit" / "effects.csv").is_file()
    assert {p.name for p in (tmp_path / "csv").iterdir()} >= {"fit", "compare"}


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A made-up diary and its mapping, the same that the wheel is tried with."""
    folder = tmp_path_factory.mktemp("tiny")
    table, mapping = folder / "tiny.csv", folder / "tiny.toml"
    script = Path(__file__).parents[1] / ".ci" / "tiny_diary.py"
    subprocess.run([sys.executable, script, table, mapping], check=True)
    return table, mapping


def test_the_nearest_choice_is_named_whatever_its_case() -> None:
    with pytest.raises(PairbondError, match="did you mean 'Alpha'"):
        choose("name", "ALPA", ["Alpha", "Beta"])
    with pytest.raises(PairbondError, match=r"^There is no name 'zzz'; There is|^There is no name 'zzz'"):
        choose("name", "zzz", ["Alpha", "Beta"])
    assert choose("name", "Beta", ["Alpha", "Beta"]) == "Beta"


def test_json_shows_nothing_that_cannot_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    hidden = "\u202e\u2066\u200f\x85\x7f\u2028"
    emit_json({"value": f"é–{hidden}\n"})
    out = capsys.readouterr().out
    assert not set(hidden) & set(out)
    assert "é–" in out
    assert json.loads(out) == {"value": f"é–{hidden}\n"}


def test_json_has_null_for_what_is_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    import numpy as np
    import pandas as pd

    emit_json({"a": float("nan"), "b": np.float64("inf"), "c": pd.DataFrame({"x": [1.5, None]}), "d": np.arange(2)})
    assert json.loads(capsys.readouterr().out) == {"a": None, "b": None, "c": [{"x": 1.5}, {"x": None}], "d": [0, 1]}


def test_progress_is_reported_on_standard_error_and_not_too_often(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as progress:
        progress("fitting")
        for step in range(1000):
            progress(f"search step {step}, log posterior -12.5")
        progress("drawing")
    out, err = capsys.readouterr()
    assert out == ""
    assert "fitting" in err
    assert "drawing" in err
    assert err.count("search step") == 1
    assert len(err.splitlines()) == 3


def test_a_budget_makes_up_its_value(invoke: Invoke) -> None:
    answer = json.loads(invoke("theory", "budget", "closed-circuit", "--node", "shame", "--day", "9", "--json").out)
    shares = {kind: [row["share"] for row in answer["rows"] if row["kind"] == kind] for kind in ("inside", "knock-out")}
    assert sum(shares["inside"]) == pytest.approx(answer["value"], abs=1e-12)
    assert any(shares["knock-out"])
    shown = invoke("theory", "budget", "closed-circuit", "--node", "shame", "--day", "9", "--without", "splitting").out
    assert "drift_shame of a on day 9" in shown
    assert "splitting" not in shown
