"""Answers of the theory with invented numbers, for what a page says and draws."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pairbond.assess import Assessment, Evidence, Phases, Statement, Story, gate
from pairbond.assess.quantities import COSTS, HOLDS
from pairbond.assess.words import helps, why
from pairbond.diary import Diary
from pairbond.dynamics import PHASES
from pairbond.inference.theory import TheoryFit
from pairbond.inference.theory.day import TRAITS
from pairbond.model import partner_names

Q = {"q05": -0.05, "q25": -0.02, "q50": 0.0, "q75": 0.02, "q95": 0.05}
NAMES = ("Ana", "Ben")
OPEN = Evidence(
    NAMES, dict.fromkeys(NAMES, 7), dict.fromkeys(NAMES, 7), dict.fromkeys(NAMES, 0.0003),
    {"difference": 0.1, "q05": 0.05, "q95": 0.15}, True,
    150.0, 5, 1,
)  # fmt: skip


def assess(
    diary: Diary,
    evidence: Evidence = OPEN,
    *,
    verdicts: tuple[str, str, str, str] = ("fits less well", "fits as well", "fits less well", "fits less well"),
    cycling: float = 0.95,
    circuit: float = 0.95,
    narrowed: bool = True,
    not_narrowed: Collection[tuple[str, str]] = (),
    contact: bool = False,
) -> Assessment:
    """``evidence`` decides what is allowed; ``verdicts`` of misfit, strain, low and thin.

    ``not_narrowed``: single quantities, by name and partner, that the diary has not narrowed.
    """
    wide = 0.3 if narrowed else 0.9
    names = partner_names(diary.partners)
    called = dict(zip(NAMES, names, strict=True))
    evidence = replace(
        evidence,
        writers=tuple(called[p] for p in evidence.writers),
        **{part: {called[p]: x for p, x in getattr(evidence, part).items()} for part in ("items", "anchored", "order")},
    )
    not_narrowed = {(about, called[p]) for about, p in not_narrowed}
    asked = [Statement("phase", "phase", p, wide, 1.0) for p in names]
    asked += [Statement("cycle", "cycling", "both", wide, 1.0)]
    asked += [Statement("trait", n, p, wide, 1.0) for p in names for n in TRAITS]
    asked += [Statement("hold", n, p, wide, 1.0) for p in names for n in HOLDS]
    asked += [Statement("cost", n, p, wide, 1.0) for p in names for n in COSTS]
    asked += [Statement("closed circuit", "closed circuit", "both", wide, 1.0)]
    asked = [replace(one, sd=0.9) if (one.about, one.partner) in not_narrowed else one for one in asked]
    table = gate(evidence, asked)
    lacking = ("closeness", "longing")
    table = table.assign(
        why=[why(f, "the other") if f else "" for f in table["failed"]],
        helps=[helps(f, lacking, "the other") if f else "" for f in table["failed"]],
    )

    def ok(kind: str, partner: str) -> bool:
        return bool(table[(table["kind"] == kind) & (table["partner"] == partner)]["allowed"].any())

    def let_through(rows: pd.DataFrame, kind: str, about: str) -> pd.DataFrame:
        open_ = table[(table["kind"] == kind) & table["allowed"]]
        keys = set(zip(open_["about"], open_["partner"], strict=True))
        mine = [key in keys for key in zip(rows[about], rows["partner"], strict=True)]
        return rows[mine].reset_index(drop=True)

    partners = [p for p in names if ok("phase", p)]
    days = np.arange(int(diary.frame["time"].max()) + 1, dtype=float)
    probabilities = [_probabilities(p, days, names[0]) for p in partners]
    each = (
        pd.concat(probabilities, ignore_index=True)
        if probabilities
        else pd.DataFrame(columns=["partner", "time", *PHASES, "phase"])
    )
    now = each[each["time"] == days[-1]][["partner", *PHASES]].reset_index(drop=True)
    scores = pd.DataFrame({"account": ["theory", "yesterday", "misfit", "strain", "low"], "ratings": 90})
    fitted = TheoryFit.__new__(TheoryFit)
    fitted.__dict__.update(states=_states(days, names), diagnostics={"starts_agree": 5, "trusted": True})
    any_cycle = bool(table[table["kind"] == "cycle"]["allowed"].any())
    open_circuit = bool(table[table["kind"] == "closed circuit"]["allowed"].any())
    return Assessment(
        couple=diary.couples[0],
        phases=Phases(
            now,
            each,
            cycling if any_cycle else float("nan"),
            {"q05": 44.0, "q25": 48.0, "q50": 52.0, "q75": 55.0, "q95": 60.0} if any_cycle and cycling > 0.85 else {},
        ),
        traits=let_through(_traits(names), "trait", "name"),
        holds=let_through(_parts(tuple(HOLDS), names), "hold", "about"),
        costs=let_through(_parts(COSTS, names), "cost", "about"),
        circuit=circuit if open_circuit else float("nan"),
        stories=tuple(
            Story(k, v, {"difference": 0.1, **{q: 0.1 + x for q, x in Q.items()}}, names[0] if k == "low" else "")
            for k, v in zip(("misfit", "strain", "low", "thin"), verdicts, strict=True)
        ),
        gate=table,
        scores=scores.assign(mean_logscore=-1.1),
        forecast={"difference": 0.1, **{q: 0.1 + x for q, x in Q.items()}},
        fit=fitted,
        settings={"days_kept_back": 6, "contact_in_diary": contact, "lacking": lacking, "seed": 0, "holdout": 0.2},
        timing={},
    )


def daily_readings(fitted: Any, reading: str) -> pd.DataFrame:
    """In place of the one that needs a real fit."""
    states = fitted.states
    return states[states["quantity"] == "arousal"].drop(columns="quantity")


def _probabilities(partner: str, days: np.ndarray, first: str) -> pd.DataFrame:
    """Rupture, then fusion for the first; fusion for the other."""
    fused = np.where(days < len(days) / 2, 0.1, 0.9) if partner == first else np.full(len(days), 0.95)
    table = pd.DataFrame({"partner": partner, "time": days, **dict.fromkeys(PHASES, 0.0)})
    table["fusion"], table["rupture"] = fused, 1 - fused
    return table.assign(phase=np.where(fused > 0.5, "fusion", "rupture"))


def _states(days: np.ndarray, names: tuple[str, ...]) -> pd.DataFrame:
    return pd.concat(
        [
            pd.DataFrame({"quantity": n, "partner": p, "time": days, **{q: 0.5 + x for q, x in Q.items()}})
            for n in ("image", "arousal")
            for p in names
        ],
        ignore_index=True,
    )


def _traits(partners: tuple[str, ...]) -> pd.DataFrame:
    rows = [
        {"name": n, "partner": p, **{q: 0.4 + x for q, x in Q.items()}, "contraction": 0.8}
        for p in partners
        for n in TRAITS
    ]
    return pd.DataFrame(rows, columns=["name", "partner", *Q, "contraction"])


def _parts(names: tuple[str, ...], partners: tuple[str, ...]) -> pd.DataFrame:
    rows = [
        {"partner": p, "about": n, **{q: 0.9 - 0.15 * k + x for q, x in Q.items()}, "sd": 0.03, "prior_sd": 0.2,
         **{f"prior_{q}": 0.3 + 4 * x for q, x in Q.items()}}
        for p in partners
        for k, n in enumerate(names)
    ]  # fmt: skip
    columns = ["partner", "about", *Q, "sd", "prior_sd", *(f"prior_{q}" for q in Q)]
    return pd.DataFrame(rows, columns=columns)
