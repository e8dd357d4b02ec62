"""``pairbond fit --model theory``: whose rows are shown, and what is said first; the fit itself is made by hand."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from tests.counterfactual._made import diary

from pairbond.cli._theory_fit import show, tables
from pairbond.dynamics import PHASES
from pairbond.inference.theory import TheoryFit
from pairbond.model import partner_names

Q = {"q05": 0.1, "q25": 0.2, "q50": 0.3, "q75": 0.4, "q95": 0.5}


def fitted(writers: tuple[int, ...]) -> TheoryFit:
    """A fit has rows about both, whoever wrote."""
    made = TheoryFit.__new__(TheoryFit)
    two = partner_names(diary(writers).partners)
    traits = pd.DataFrame([{"name": "coping", "partner": p, **Q, "contraction": 0.6, "informed": True} for p in two])
    phase = dict.fromkeys(PHASES, 0.0) | {"fusion": 1.0, "phase": "fusion", "time": 9.0}
    made.__dict__.update(
        diary=diary(writers), couple="1", parameters=traits.assign(item=""), traits=traits,
        states=pd.DataFrame([{"quantity": "image", "partner": p, "time": 9.0, **Q} for p in (*two, "both")]),
        phases=pd.DataFrame([{"partner": p, **phase} for p in (*two, "both")]), one_step=pd.DataFrame(), cycling=0.5,
        optima=pd.DataFrame(), timing={},
        diagnostics={"trusted": True, "starts_agree": 5, "starts": 8, "effective_draws": 90.0},
    )  # fmt: skip
    return made


@pytest.mark.parametrize(("writers", "about"), [((0,), {"Ana"}), ((1,), {"Ben"}), ((0, 1), {"Ana", "Ben", "both"})])
def test_only_who_wrote_is_reported_on(
    writers: tuple[int, ...], about: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    made = fitted(writers)
    show(made, note="", csv=None, as_json=False)
    out = capsys.readouterr().out
    assert "other person" not in out
    for partner, name in enumerate(("Ana", "Ben")):
        assert (name in out) == (partner in writers)
    assert ("the couple" in out) == (len(writers) == 2)
    show(made, note="", csv=None, as_json=True)
    shown = json.loads(capsys.readouterr().out)
    assert {row["partner"] for row in shown["traits"]} == about - {"both"}
    assert {row["partner"] for row in shown["phases"]} == about
    for name in ("parameters", "states", "phases"):
        assert set(tables(made)[name]["partner"]) <= about


def test_that_no_gate_was_asked_is_said_before_any_number(capsys: pytest.CaptureFixture[str]) -> None:
    show(fitted((0, 1)), note="", csv=None, as_json=False)
    assert capsys.readouterr().out.startswith("None of this has passed the evidence check")
