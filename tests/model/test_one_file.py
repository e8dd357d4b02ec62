"""A rival is one file: found by its name by every verb, without another line anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import pairbond.rivals
from pairbond import compare, fit, simulate
from pairbond.fit.filtered import simulated_diary

FILE = '''"""Felmlee and Greenberg: each is drawn to a level of one's own and to the partner."""

from pairbond.model import CoupleModel, Parameter, State

MODEL = CoupleModel(
    name="felmlee-greenberg",
    label="Felmlee and Greenberg's couple",
    says="Each partner is drawn to a level of one's own and to where the other is.",
    source="Felmlee & Greenberg (1999), Journal of Mathematical Sociology 23, 155",
    clock="flow",
    states=(State("feeling", "feeling", noise="noise", start_sd=0.5),),
    parameters=(
        Parameter("own_pull", "pull to one's own level", 0.0, 1.0, 0.3, "1/d"),
        Parameter("level", "level of one's own", -1.0, 1.0, 0.2),
        Parameter("influence", "pull to the partner", -0.5, 0.5, 0.1, "1/d"),
        Parameter("noise", "noise", 0.01, 0.5, 0.15, "1/√d"),
    ),
    equations=lambda m, x, u, p: {
        "feeling": p.own_pull * (p.level - x.feeling) + p.influence * (m.swap(x.feeling) - x.feeling)
    },
)
'''


@pytest.mark.slow
def test_a_rival_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "felmlee_greenberg.py").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(pairbond.rivals, "__path__", [*pairbond.rivals.__path__, str(tmp_path)])
    monkeypatch.setattr(pairbond.rivals, "RIVALS", {})
    pairbond.rivals.RIVALS.update(pairbond.rivals.found())
    model = pairbond.rivals.RIVALS["felmlee-greenberg"]
    assert simulate(model.couple(), 20).feeling.shape == (1, 2, 21)
    made = simulated_diary(model.couple(level=(0.4, -0.3)), 40, seed=3)
    fitted = fit(made, model="felmlee-greenberg", starts=3, draws=60)
    assert fitted.model is model
    assert fitted.summary()["median"].notna().all()
    scores = compare(made, ["own-mean", model], holdout=10, pseudo=0).scores
    assert set(scores["model"]) == {"own-mean", "felmlee-greenberg"}
