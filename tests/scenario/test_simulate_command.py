"""`pairbond simulate` from the file to the picture."""

from __future__ import annotations

import json
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from pairbond.cli import main
from pairbond.scenario import read_scenario
from pairbond.theory import Theory

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
FILES = {
    "simulation.nc", "picture.svg", "picture-narrow.svg", "picture.png", "picture-narrow.png", "picture.txt",
    "picture.csv", "scenario.toml", "provenance.json",
}  # fmt: skip


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["pairbond", *(str(one) for one in arguments)])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_runs(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "simulate", path, "--draws", 2, "--out", tmp_path / "new" / "out", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    folder = tmp_path / "new" / "out"
    assert {one.name for one in folder.iterdir()} == FILES == {Path(one).name for one in answer["files"]}
    read = read_scenario(path)
    with xr.open_dataset(folder / "simulation.nc") as found:
        assert dict(found.image.sizes) == {"draw": 2, "partner": 2, "day": read.days + 1}
        assert found.image.attrs["long_name"] == "image of the partner"
        assert set(read.show) <= set(found)
        numbers = pd.read_csv(folder / "picture.csv").query("partner == 'b'")
        drawn = found[read.show[0]].isel(draw=0)
        drawn = drawn.sel(partner="b") if "partner" in drawn.dims else drawn
        drawn = np.tanh(drawn) if read.show[0] == "image" else drawn
        assert numbers[read.show[0]].to_numpy() == pytest.approx(drawn.values, abs=1e-5)
    assert answer["provenance"]["seed"] == 0
    assert len(answer["provenance"]["theory"]) == 64
    words = " ".join((folder / "picture.txt").read_text(encoding="utf-8").split())
    for one in read.interventions:
        assert one.name.split("_")[0] in words
    for svg in ("picture.svg", "picture-narrow.svg"):
        texts = " ".join(ET.parse(folder / svg).getroot().itertext())
        assert all(name in texts for name in read.names.values())
        assert "fusion" in texts  # no tint without its word


@pytest.mark.slow
def test_what_was_written_runs_again_to_the_same_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    options = ("--days", 30, "--draws", 2, "--seed", 5, "--without", "envy", "--show", "warmth")
    assert run(monkeypatch, "simulate", "--couple", "rivals", *options, "--out", one) == 0
    assert tomllib.loads((one / "scenario.toml").read_text(encoding="utf-8"))["without"] == ["envy"]
    assert run(monkeypatch, "simulate", one / "scenario.toml", "--out", two) == 0
    with xr.open_dataset(one / "simulation.nc") as a, xr.open_dataset(two / "simulation.nc") as b:
        assert a.identical(b)
    assert (one / "picture.svg").read_bytes() == (two / "picture.svg").read_bytes()
    assert (one / "provenance.json").read_bytes() == (two / "provenance.json").read_bytes()
    assert "Written to" in capsys.readouterr().out


@pytest.mark.slow
def test_without_takes_out_beside_what_the_file_takes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('couple = "secure"\ndays = 9\ndraws = 1\nwithout = ["rage"]\n', encoding="utf-8")
    assert run(monkeypatch, "simulate", file, "--without", "envy", "--out", tmp_path / "o") == 0
    shown = json.loads((tmp_path / "o" / "provenance.json").read_text(encoding="utf-8"))
    assert shown["theory"] == Theory().without("rage", "envy").hash
    assert read_scenario(tmp_path / "o" / "scenario.toml").theory == Theory().without("rage", "envy")


@pytest.mark.slow
def test_options_go_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(one for one in EXAMPLES if one.stem == "no-contact")
    assert run(monkeypatch, "simulate", path, "--days", 400, "--no-noise", "--out", tmp_path / "o") == 0
    again = read_scenario(tmp_path / "o" / "scenario.toml")
    assert (again.days, again.draws, again.noise) == (400, 1, False)


def test_what_there_is_can_be_listed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "simulate", "--list", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert {"name": "closed-circuit", "a": "self-inflating", "b": "self-sacrificing"} in found["couples"]
    assert "no_contact" in {one["name"] for one in found["interventions"]}
    assert "splitting" in {one["name"] for one in found["mechanisms"]}
    assert run(monkeypatch, "simulate", "--list") == 0
    assert "self-sacrificing" in capsys.readouterr().out


@pytest.mark.slow
def test_the_theory_describes_itself(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    drawn = ["diagram", "image", "idealising", "craving"]
    for command in (["table"], ["schedule"], ["citations"], ["latex", "craving"], drawn):
        assert run(monkeypatch, "theory", *command, "--json", "--without", "envy") == 0
        said[command[0]] = json.loads(capsys.readouterr().out)
        assert run(monkeypatch, "theory", *command) == 0
        assert capsys.readouterr().out.strip()
    assert "splitting" in {row["mechanism"] for row in said["table"]["rows"]}
    assert "envy" not in {row["mechanism"] for row in said["table"]["rows"]}
    assert "k_c" in said["latex"]["latex"]
    assert "craving" in said["diagram"]["mermaid"]
    assert len({one["theory"] for one in said.values()}) == 1
