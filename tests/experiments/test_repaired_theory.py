"""Experiments run on a theory with states of its own, and tables of the repaired theory are of that theory."""

from __future__ import annotations

import pandas as pd
import pytest
from science._results import FOLDER
from science.heads import head

from pairbond.experiments import counts, records
from pairbond.experiments.participants import CIRCUIT
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.trial import Trial
from pairbond.experiments.verdict import CARRIED
from pairbond.theory.repairs import repaired


def repaired_table(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", comment="#", keep_default_na=False)


@pytest.mark.slow
def test_an_experiment_goes_on_from_a_day_of_a_theory_with_states_of_its_own() -> None:
    trial = Trial(repaired("absence"))
    assert "presence_expected" in trial.states
    at = trial.one(CIRCUIT, 2)
    begin = begin_from(trial, at, 1)
    assert set(begin.state) == set(trial.states)
    again = trial.one(CIRCUIT, 1, begin=begin)
    assert again.values["presence_expected"][0] == pytest.approx(at.values["presence_expected"][1])
    assert trial.evaluate(CIRCUIT, at, 1)["drift_presence_expected"].shape == at.values["image"][1].shape


def test_the_table_of_the_repaired_theory_has_every_claim() -> None:
    found = repaired_table("claims_repaired")
    assert found.id.tolist() == list(records("claim"))
    assert head(FOLDER / "claims_repaired.csv")["theory"] == repaired().hash
    assert "broke off" not in found.verdict.tolist()


def test_the_claims_that_come_to_be_carried_are_those_of_the_record() -> None:
    theory, mended = (repaired_table(name).set_index("id").verdict == CARRIED for name in ("claims", "claims_repaired"))
    assert set(theory.index[~theory & mended]) == {"A4", "B1", "G9"}
    assert (theory.sum(), mended.sum()) == (103, 92)
    assert counts(repaired_table("claims_repaired")).carried.tolist() == [23, 48, 21]
