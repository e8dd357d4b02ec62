"""Facts about what binds, and what is left of it afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairbond.experiments.intermittent_warmth import spells
from pairbond.experiments.participants import CIRCUIT, PARTING, only
from pairbond.experiments.samples import follow, like, simulated
from pairbond.experiments.trial import Trial
from pairbond.theory import PEOPLE, Couple
from pairbond.theory.interventions import NoContact, ReducedContact

F = np.ndarray
TOGETHER = 300


def bond_after_leaving(trial: Trial) -> float:
    bond = trial.one(CIRCUIT, PARTING + 180, [NoContact(start=PARTING)]).b("bond")
    return float(1.0 - bond[PARTING + 180, 0] / bond[PARTING, 0])


def yearning_first(trial: Trial) -> float:
    at = trial.one(CIRCUIT, PARTING + 730, [NoContact(start=PARTING)], ["craving"])
    return float(at.b("craving")[PARTING:].argmax(axis=0)[0] / 30.4)


def intermittency_binds(trial: Trial) -> float:
    names = ["received_hostility", "received_warmth", "agency", "bond"]
    paths = follow(trial, like(trial.seed, 200), 910, names, interventions=[NoContact(start=730)])
    days = slice(365, 730)
    predictors = [
        paths["received_hostility"][days, 1].mean(0),
        paths["received_warmth"][days, 1].std(0),
        (paths["agency"][days, 0] - paths["agency"][days, 1]).mean(0),
    ]
    x = np.stack([(p - p.mean()) / p.std() for p in predictors], axis=1)
    y = paths["bond"][-1, 1] - paths["bond"][-1, 1].mean()
    beta, *_ = np.linalg.lstsq(x, y, rcond=None)
    explained = 1.0 - ((y - x @ beta) ** 2).sum() / (y**2).sum()
    return float(explained if beta[1] > 0 else -explained)


def partial_reinforcement(trial: Trial) -> float:
    def days(warmth: Any) -> float:
        acts = [*only("a", end=150, warmth=warmth), *only("a", start=150)]
        craving = trial.one(CIRCUIT, 650, acts, ["craving"]).b("craving")[150:, 0]
        low = craving < 0.8 * craving[0]
        return float(low.argmax()) if low.any() else float(len(craving))

    steady = days(0.8 / 3)
    return days(spells(150, 50, 12, 0.8, 0.0)) / steady if steady > 0 else float("nan")


def _anxious(trial: Trial, days: int, *acts: Any) -> dict[str, F]:
    couple = Couple(PEOPLE["secure"], PEOPLE["anxious"])
    return follow(trial, [couple], days, ["bond", "arousal", "load"], noise=False, interventions=list(acts))


def love_after_break_up(trial: Trial) -> float:
    last = TOGETHER + 28
    fall = []
    for kind in (NoContact, ReducedContact):
        bond = _anxious(trial, last, kind(start=TOGETHER))["bond"][:, 1, 0]
        fall.append(bond[TOGETHER] - bond[last])
    return float(fall[0] - fall[1])


def contact_after_separation(trial: Trial) -> float:
    last = TOGETHER + 60
    arousal = [
        _anxious(trial, last, kind(start=TOGETHER))["arousal"][last, 1, 0] for kind in (ReducedContact, NoContact)
    ]
    return float(arousal[0] - arousal[1])


def a_year_after(trial: Trial) -> float:
    paths = _anxious(trial, 730 + 1461, NoContact(start=730))
    worn = (paths["arousal"] + paths["load"])[730:, 1, 0]
    away = np.flatnonzero(np.abs(worn - worn[-1]) > 0.05)
    return float((away[-1] + 1) / 365.25) if len(away) else 0.0


PROTOCOLS = simulated(
    bond_after_leaving,
    yearning_first,
    intermittency_binds,
    partial_reinforcement,
    love_after_break_up,
    contact_after_separation,
    a_year_after,
)
