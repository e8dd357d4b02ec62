"""`pairbond claims`: the list, one claim, its picture, the refusals."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pairbond.cli._main import app
from pairbond.errors import PairbondError
from pairbond.experiments import records


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("pairbond.experiments.run"), "cache_dir", lambda: tmp_path / "kept")


def said(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["claims", *arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def test_the_list_runs_nothing_and_names_all() -> None:
    shown = json.loads(said("--json"))["claims"]
    assert len(shown) == len(records("claim"))
    assert "Fusion, rupture" in said()


@pytest.mark.slow
def test_one_claim_with_its_picture(tmp_path: Path) -> None:
    for kind in ("svg", "png"):
        path = tmp_path / f"c5.{kind}"
        words = said("C5", "--out", str(path), "--csv", str(tmp_path / "c5.csv"))
        assert "Verdict: carried on defaults." in words
        assert path.stat().st_size > 1000
    assert "held up" in (tmp_path / "c5.svg").read_text(encoding="utf-8")
    assert (tmp_path / "c5.csv").read_text(encoding="utf-8").startswith("id,kind,sentence,source,strength")


def test_json_holds_prediction_numbers_and_fingerprint() -> None:
    shown = json.loads(said("C5", "--json"))
    [one] = shown["claims"]
    assert len(shown["theory"]) == 64
    assert one["prediction"]["holds"][0]["is"] == ">"
    assert one["numbers"]["held_up"] > 0.03
    assert one["knock_outs"][0]["found"] == "removes it"


def test_without_a_mechanism() -> None:
    assert "Verdict: carried" not in said("C5", "--without", "witness")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("C99",), "nearest"),
        (("C5", "--all"), "either"),
        (("--all", "--out", "x.png"), "one claim"),
        (("--draws", "3"), "Give a claim"),
        (("C5", "--out", "x.pdf"), "nearest is x.png"),
        (("L7", "--out", "x.png"), "L7 is a dispute"),
        (("inertia",), "published fact, no claim; ask `pairbond evidence inertia`"),
    ],
)
def test_refusals(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(PairbondError, match=says):
        said(*arguments)
