"""What the README promises: the example in Python runs, the commands exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from pairbond.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.S)


@pytest.mark.slow
def test_the_python_example_has_about_ten_lines_and_runs(tmp_path: Path) -> None:
    _, example = blocks("python")
    assert len(example.strip().splitlines()) <= 11
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "inertia" in done.stdout
    assert "own-mean" in done.stdout
    assert (tmp_path / "twelve-couples.html").stat().st_size > 10_000


def test_three_lines_write_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"Ada,{day},{day % 7}" for day in range(9)]
    (tmp_path / "our-diary.csv").write_text("\n".join(["person,day,calm", *rows]), "utf-8")
    (tmp_path / "our-diary.toml").write_text(
        '[columns]\nperson = "person"\ntime = "day"\n[[item]]\nname = "calm"\ncolumns = "calm"\nlow = 0\nhigh = 6\n'
    )
    monkeypatch.chdir(tmp_path)
    recipe, _ = blocks("python")
    assert len([line for line in recipe.splitlines() if line]) == 3
    exec(recipe, {})
    assert "report.html" in capsys.readouterr().out
    assert (tmp_path / "report.html").stat().st_size > 10_000


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines() if "pairbond " in line])
def test_the_commands_exist_and_have_these_options(line: str) -> None:
    words = line.split("#")[0].split()[1:]
    command = typer.main.get_command(app)
    while words and hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    promised = set(re.findall(r"`make ([a-z-]+)`", README))
    assert promised
    assert promised <= targets


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
