"""Commands that print numbers about a diary print the line on help too, where a report would begin with it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pairbond.cli import main
from pairbond.cli._help_line import HELP

SILENT = Path(__file__).parent / "data" / "danger" / "silent.csv"


def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object
) -> tuple[str, dict[str, object]]:
    """What a command prints, in words and as JSON."""
    outputs = []
    for more in ((), ("--json",)):
        monkeypatch.setattr(sys, "argv", ["pairbond", *map(str, arguments), *more])
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == 0
        outputs.append(capsys.readouterr().out)
    return outputs[0], json.loads(outputs[1])


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("diary", "check"),
        ("fit", "--items", "calm", "--starts", "1", "--draws", "60"),
        ("compare", "--models", "own-mean,ar1"),
        ("what-if",),
    ],
)
def test_the_line_on_help_comes_first(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    verb = command[:2] if command[0] == "diary" else command[:1]
    words, found = said(monkeypatch, capsys, *verb, SILENT, *command[len(verb) :])
    assert words.startswith(HELP)
    assert found["help"] == HELP


def test_nothing_calls_for_it_in_a_calm_diary(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    calm = tmp_path / "calm.csv"
    rows = SILENT.read_text("utf-8").splitlines()
    quiet = [[*row.split(",")[:8], "3", "3", "6", "1", "4", "0", "0", "0"] for row in rows[1:]]
    calm.write_text("\n".join([rows[0], *(",".join(row) for row in quiet)]), "utf-8")
    words, found = said(monkeypatch, capsys, "diary", "check", calm, "--mapping", SILENT.with_suffix(".toml"))
    assert HELP not in words
    assert found["help"] == ""
