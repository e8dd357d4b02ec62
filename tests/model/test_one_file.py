"""A rival is one file: found by its name by every verb, without another line anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import pairbond.rivals
from pairbond import compare, fit, simulate
from pairbond.inference.filtered import simulated_diary

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


MECHANISM = '''"""A mechanism that exists for this test: whoever is exhausted is less warm."""

from pairbond.theory import Constant, Mechanism, Term

MECHANISM = Mechanism(
    name="weariness",
    symbol=r"\\gamma_{wea}",
    says="Whoever is exhausted is less warm.",
    source="this test",
    params=(Constant("weary_share", 0.5, r"\\kappa", source="this test", free=True),),
    terms=(Term("warmth", "scale", lambda m, q, p: 1.0 - p.weary_share * q.own.load),),
)
'''

INTERVENTION = '''"""A smile in the morning."""

from dataclasses import dataclass
from typing import ClassVar

from pairbond.theory.interventions import Intervention


@dataclass(frozen=True, kw_only=True)
class MorningSmile(Intervention):
    """A smile in the morning."""

    name: ClassVar[str] = "morning_smile"
    directed_at_partner: ClassVar[bool] = True
    says: ClassVar[str] = "A smile in the morning."
    sets: ClassVar[tuple[str, ...]] = ("pin_joy", "to_joy")

    @property
    def inputs(self):
        return {"pin_joy": self.dose, "to_joy": 0.9}
'''

TRY = """
import sys
from pathlib import Path
import pairbond.theory.mechanisms as mechanisms
import pairbond.theory.interventions as interventions
sys.path.insert(0, sys.argv[1])
mechanisms.__path__.append(sys.argv[1] + "/mechanisms")
interventions.__path__.append(sys.argv[1] + "/interventions")
interventions.INTERVENTIONS = interventions.found()
from pairbond.theory import COUPLES, Theory, describe
theory = Theory()
assert "weariness" in theory.mechanisms, "not found"
assert "weary_share" in theory.free
assert "kappa" in describe.latex(theory, "warmth")
kind = next(one for one in interventions.INTERVENTIONS if one.name == "morning_smile")
from pairbond.simulate import prepare
couple = COUPLES["closed-circuit"]
base = prepare(couple, 30, noise=False, theory=theory.without("weariness")).arrays()["warmth"]
weary = prepare(couple, 30, noise=False, theory=theory).arrays()["warmth"]
plain = prepare(couple, 30, noise=False, theory=theory, engine="plain").arrays()["warmth"]
assert abs(weary - plain).max() < 1e-12
assert (weary < base - 1e-6).any()
smiled = prepare(couple, 30, noise=False, theory=theory, interventions=[kind(who="a", start=5)]).arrays()["joy"]
assert (smiled[6:, 0] > 0.85).all()
print("both are there")
"""


@pytest.mark.slow
def test_a_mechanism_and_an_intervention_are_one_file_each(tmp_path: Path) -> None:
    for folder, name, text in (
        ("mechanisms", "weariness", MECHANISM),
        ("interventions", "morning_smile", INTERVENTION),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.py").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", TRY, str(tmp_path)], capture_output=True, text=True)
    assert done.stdout.strip() == "both are there", done.stderr
