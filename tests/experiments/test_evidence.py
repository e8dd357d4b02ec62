"""Facts and verdicts: every fact has a simulation or says why not, and nothing from memory is told as published."""

import math
import tomllib

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from pairbond.cli._main import app
from pairbond.errors import PairbondError
from pairbond.experiments.evidence import Fact, evidence, explained, facts, table
from pairbond.experiments.evidence.fact import FOLDER, MEMORY
from pairbond.experiments.evidence.result import verdict
from pairbond.experiments.protocols.facts import SIMULATIONS
from pairbond.experiments.protocols.facts.daily import _cross_t
from pairbond.theory import Theory

QUICK = ["overvaluation", "contempt_of_the_alike", "bond_after_leaving"]


def test_there_are_enough_facts_and_those_against_come_first() -> None:
    stands = [one.stands for one in facts().values()]
    assert len(stands) >= 20
    assert stands == sorted(stands, key=["against", "for", "neither"].index)
    assert set(SIMULATIONS) <= set(facts())
    assert [name for name in facts() if name not in SIMULATIONS] == ["extinction_reverses"]


def test_a_number_from_memory_is_never_told_as_published() -> None:
    for one in facts().values():
        if one.mark.startswith("M"):
            assert one.published == MEMORY
    told = tomllib.loads((FOLDER / "inertia.toml").read_text(encoding="utf-8"))
    with pytest.raises(ValidationError, match="not printed as published"):
        Fact.model_validate({**told, "value": 0.3})


def test_what_agrees_cannot_contradict() -> None:
    told = tomllib.loads((FOLDER / "inertia.toml").read_text(encoding="utf-8"))
    with pytest.raises(ValidationError, match="cannot contradict as well"):
        Fact.model_validate({**told, "contradicts": [0.0, 0.5]})


@pytest.mark.parametrize(
    ("simulated", "expected"),
    [(0.3, "agrees"), (0.02, "differs"), (-0.1, "contradicts"), (math.nan, "cannot be mapped"), (0.9, "differs")],
)
def test_verdicts(simulated: float, expected: str) -> None:
    assert verdict(facts()["bond_after_leaving"], simulated) == expected


def test_simulations_are_the_same_again() -> None:
    first, again = (evidence(QUICK, seed=3) for _ in range(2))
    assert first == again
    rows = table(first)
    assert list(rows["fact"]) == QUICK
    assert rows["mapping"].str.len().min() > 20
    assert "Mapped:" in explained(first[0])


def test_exchanging_partners_changes_nothing_where_it_must_not() -> None:
    from pairbond.experiments.protocols.facts import daily

    people = daily.PEOPLE["self-inflating"], daily.PEOPLE["secure"]
    told = [
        daily.follow(Theory(), [daily.Couple(*pair)], 60, ["hostility"], noise=False)["hostility"].mean()
        for pair in (people, people[::-1])
    ]
    assert told[0] == pytest.approx(told[1], rel=1e-12)


def test_the_cross_lag_statistic_finds_an_influence_and_only_then() -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    other = rng.normal(size=200)
    own = np.zeros(200)
    for t in range(1, 200):
        own[t] = 0.3 * own[t - 1] + 0.8 * other[t - 1] + rng.normal()
    assert _cross_t(own, other) > 5
    assert abs(_cross_t(rng.normal(size=200), other)) < 3


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(PairbondError, match="there is no fact 'inertja'; the nearest is 'inertia'"):
        evidence("inertja")


def test_the_command_lists_and_explains() -> None:
    listed = CliRunner().invoke(app, ["evidence"])
    assert listed.exit_code == 0
    assert "linkage" in listed.stdout
    one = CliRunner().invoke(app, ["evidence", "overvaluation"])
    assert one.exit_code == 0
    assert "Written down before it was simulated" in one.stdout
