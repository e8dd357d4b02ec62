"""Facts and verdicts: every fact has a simulation or says why not, and nothing from memory is told as published."""

import math
import tomllib
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from pairbond.cli._main import app
from pairbond.errors import PairbondError
from pairbond.experiments import Fact, Trial, explained, records, run, table, verdicts
from pairbond.experiments.files import FOLDER
from pairbond.experiments.protocols.facts import daily
from pairbond.experiments.record import MEMORY
from pairbond.theory import Couple

QUICK = ["overvaluation", "contempt_of_the_alike", "bond_after_leaving"]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("pairbond.experiments.run"), "cache_dir", lambda: tmp_path / "kept")


def test_there_are_enough_facts_and_those_against_come_first() -> None:
    stands = [one.stands for one in records("fact").values()]
    assert len(stands) >= 20
    assert stands == sorted(stands, key=["against", "for", "neither"].index)


def test_a_number_from_memory_is_never_reported_as_published() -> None:
    for one in records("fact").values():
        if one.strength.startswith("M"):
            assert one.published == MEMORY
    with pytest.raises(ValidationError, match="not printed as published"):
        Fact.model_validate({**inertia(), "value": 0.3})


def inertia() -> dict:
    return tomllib.loads((FOLDER / "facts" / "inertia.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("contradicted", "says"),
    [
        ([("<=", 0.5), (">=", 0.0)], "cannot contradict as well"),
        ([("<=", 0.0), (">=", 0.5)], "a lowest value is above a highest"),
        ([("rises", 0.0)], "compare one simulated number with values"),
        ([], "it needs both"),
    ],
)
def test_what_would_agree_and_what_would_contradict_is_reported_once(contradicted: list, says: str) -> None:
    checks = [{"number": "simulated", "is": how, "value": x} for how, x in contradicted]
    with pytest.raises(ValidationError, match=says):
        Fact.model_validate({**inertia(), "contradicted": checks})


@pytest.mark.parametrize(
    ("simulated", "expected"),
    [(0.3, "agrees"), (0.02, "differs"), (-0.1, "contradicts"), (math.nan, "cannot be mapped"), (0.9, "differs")],
)
def test_verdicts(simulated: float, expected: str) -> None:
    assert verdicts(records("fact")["bond_after_leaving"], {"simulated": np.array([simulated])}) == [expected]


@pytest.mark.slow
def test_simulations_are_the_same_again() -> None:
    first, again = (run(QUICK, seed=3, keep=False) for _ in range(2))
    assert [(x.verdict, x.numbers) for x in first] == [(x.verdict, x.numbers) for x in again]
    rows = table(first)
    assert list(rows["id"]) == QUICK
    assert rows["effect"].tolist() == [one.numbers["simulated"] for one in first]
    assert rows["observable"].str.len().min() > 20
    assert "Mapped:" in explained(first[0])


def test_a_fact_that_cannot_be_mapped_has_a_verdict_and_no_number() -> None:
    [found] = run("extinction_reverses")
    assert (found.verdict, dict(found.numbers)) == ("cannot be mapped", {})
    assert "Simulated: none. It cannot be mapped." in explained(found)
    assert math.isnan(table([found])["effect"][0])


def test_exchanging_partners_changes_nothing_where_it_must_not() -> None:
    people = daily.PEOPLE["self-inflating"], daily.PEOPLE["secure"]
    shown = [
        daily.follow(Trial(), [Couple(*pair)], 60, ["hostility"], noise=False)["hostility"].mean()
        for pair in (people, people[::-1])
    ]
    assert shown[0] == pytest.approx(shown[1], rel=1e-12)


def test_the_cross_lag_statistic_finds_an_influence_and_only_then() -> None:
    rng = np.random.default_rng(0)
    other = rng.normal(size=200)
    own = np.zeros(200)
    for t in range(1, 200):
        own[t] = 0.3 * own[t - 1] + 0.8 * other[t - 1] + rng.normal()
    assert daily._cross_t(own, other) > 5
    assert abs(daily._cross_t(rng.normal(size=200), other)) < 3


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(PairbondError, match="no claim, dispute or fact 'inertja'; the nearest is 'inertia'"):
        run("inertja")


def test_the_command_lists_and_explains() -> None:
    listed = CliRunner().invoke(app, ["evidence"])
    assert listed.exit_code == 0
    assert "linkage" in listed.stdout
    one = CliRunner().invoke(app, ["evidence", "overvaluation"])
    assert one.exit_code == 0
    assert "Written down before it was simulated" in one.stdout
    other = CliRunner().invoke(app, ["evidence", "C5"])
    assert "C5 is a claim, no published fact; ask `pairbond claims C5`." in str(other.exception)
