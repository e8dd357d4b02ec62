"""A few cheap claims from end to end: verdict, knock-out, draws, swapped partners, what is kept."""

import json
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from pairbond._cache import read_cache, write_cache
from pairbond.errors import PairbondError
from pairbond.experiments import Draw, Pair, PersonSpec, Trial, explained, records, run, table
from pairbond.experiments import all_protocols as known
from pairbond.experiments import run as run_verb
from pairbond.experiments.run import _path
from pairbond.experiments.verdict import CARRIED, NONE, NOTHING, REMOVED, STAYS
from pairbond.theory import Childhood, Theory
from pairbond.theory.interventions import SetConduct

from ._checked import cannot_see_who_is_who, gives_the_numbers_of_its_prediction

CHEAP = ["C5", "E2", "F1"]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("pairbond.experiments.run"), "cache_dir", lambda: tmp_path / "kept")


@pytest.mark.slow
def test_cheap_claims_end_to_end() -> None:
    found = run(CHEAP)
    assert [one.id for one in found] == CHEAP
    assert [one.verdict for one in found] == [CARRIED] * 3
    assert [one.knocked_out for one in found] == [REMOVED] * 3
    shown = table(found)
    assert shown.id.tolist() == CHEAP
    assert (shown.near_bounds < 0.1).all()
    assert "without witness: the claim goes with it" in explained(found[0])


@pytest.mark.slow
@pytest.mark.parametrize("claim", ["C15", "C20", "D9", "F1"])
def test_an_experiment_gives_the_numbers_of_its_prediction(claim: str) -> None:
    gives_the_numbers_of_its_prediction(claim)


@pytest.mark.slow
@pytest.mark.parametrize("claim", ["B1", *CHEAP, "F4", "C15", "C20"])
def test_swapped_partners_give_the_same_numbers(claim: str) -> None:
    cannot_see_who_is_who(claim)


def test_a_theory_without_the_mechanism_does_not_carry_the_claim() -> None:
    [found] = run("C5", Theory().without("witness"))
    assert found.verdict != CARRIED
    assert found.knocked_out == NOTHING


def test_a_knock_out_that_leaves_the_claim_carried_is_reported() -> None:
    [found] = run("D1")
    assert found.knocked_out == STAYS
    assert found.carried is False
    assert "the claim stands without it" in explained(found)


def test_draws_are_the_same_for_every_claim_and_start_from_the_defaults() -> None:
    pair = Pair(PersonSpec("self-inflating"), PersonSpec("secure"))
    trial = Trial(draws=(Draw(0), Draw(1), Draw(2)))
    plain, *others = trial.couples(pair)
    assert plain == Trial().couples(pair)[0]
    again = Trial(draws=(Draw(1),)).couples(Pair(PersonSpec("secure"), PersonSpec("self-inflating")))[0]
    assert others[0].a == again.b
    assert others[0].params == again.params
    free = Theory().free
    for couple in others:
        assert couple.params.keys() == free.keys()
        for name, x in couple.params.items():
            assert abs(x / free[name].value - 1.0) <= 0.2 + 1e-12
    assert others[0].params != others[1].params


def test_draws_give_a_share_and_a_spread() -> None:
    [found] = run("C5", draws=4)
    assert found.draws == 4
    assert found.held in (0.0, 0.25, 0.5, 0.75, 1.0)
    assert found.spread is not None
    assert found.spread[0] <= found.spread[1] <= found.spread[2]


def test_what_was_worked_out_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("C5")
    asked, theory = records()["C5"], Theory()
    path = _path(asked, theory, 0, 0)
    kept = read_cache(path)
    assert kept is not None
    assert json.loads(kept)["verdict"] == CARRIED
    assert run("C5") == first
    write_cache(path, kept.replace(CARRIED.encode(), b"changed"))
    assert run("C5")[0].verdict == "changed"  # taken from there
    assert run("C5", keep=False)[0].verdict == CARRIED
    path.write_text("half a file", encoding="utf-8")
    assert run("C5")[0].verdict == CARRIED
    assert _path(asked, theory.without("envy"), 0, 0) != path


def test_a_broken_experiment_is_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(trial: Trial) -> dict[str, np.ndarray]:
        raise ValueError("no such day")

    monkeypatch.setattr(import_module("pairbond.experiments.run"), "all_protocols", lambda: {**known(), "C5": broken})
    found = run_verb(["C5", "E2"])
    assert [one.verdict for one in found] == ["broke off", CARRIED]
    assert "no such day" in explained(found[0])
    assert table(found).error.tolist()[0].endswith("no such day")


def test_a_claim_without_an_experiment_is_never_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {name: one for name, one in known().items() if name != "A4"}
    monkeypatch.setattr(import_module("pairbond.experiments.run"), "all_protocols", lambda: fewer)
    [found] = run("A4")
    assert found.verdict == NONE
    assert found.carried is False
    assert "There is no experiment for it yet." in explained(found)
    assert table([found]).verdict.tolist() == [NONE]


def test_states_near_their_bounds_are_counted() -> None:
    trial = Trial()
    trial.one(
        Pair(PersonSpec("secure"), PersonSpec("secure")), 30, [SetConduct(who="both", conduct="warmth", value=0.5)]
    )
    assert 0.0 <= trial.bounds.share <= 1.0
    assert trial.bounds.days["shame"] == 62


@pytest.mark.parametrize(("claims", "draws", "says"), [("Z9", 0, "nearest"), ("C5", -1, "from 0 to 1000")])
def test_what_cannot_be_is_refused(claims: str, draws: int, says: str) -> None:
    with pytest.raises(PairbondError, match=says):
        run(claims, draws=draws)


def test_who_grows_up_in_a_draw_grows_up_by_the_mechanisms_of_that_draw() -> None:
    trial = Trial(draws=(Draw(), Draw(off=("culture_of_display",)), Draw(off=("mirroring",))))
    [grown] = trial.grown(Childhood(mirroring=0.2, praise=0.3, culture=1.0))
    plain, plainer, loved = grown["coping"]
    assert plain > plainer > loved
    assert grown["inner_worth"][2] > grown["inner_worth"][0] == grown["inner_worth"][1]
