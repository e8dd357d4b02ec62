"""C13, C17, C18: what the self-inflating person regrets, what is shown of it, and what can be held back."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, SECURE, C, N, acts, only
from pairbond.experiments.summaries import by_draw, mean
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory import DoseSchedule, Intervention
from pairbond.theory.interventions import Sanction

Numbers = dict[str, np.ndarray]
BEGIN, AFTER = 100, 14  # days
GIVEN = {"warmth": 0.5, "appeasing": 0.3, "pursuit": 0.3}
LITTLE, TURN = 0.05, 52
FIRST, LAST = 300, 1500


def _given(days: int = 0) -> list[Intervention]:
    """The partner's conduct: steady, or with hardly any supply for some days from BEGIN."""
    if not days:
        return list(only("b", **GIVEN))
    scarce = {name: DoseSchedule([(0, x), (BEGIN, LITTLE), (BEGIN + days, x)]) for name, x in GIVEN.items()}
    return list(only("b", **scarce))


def _hurting(days: int, hostility: float) -> list[Intervention]:
    rest = {} if hostility else {"withdrawal": 0.0, "denial": 0.0, "threat": 0.0}
    return list(acts("a", BEGIN, BEGIN + days, hostility=hostility, **rest))


def c13(trial: Trial) -> Numbers:
    days = 7
    pairs, names = {"N": Pair(N, C), "Sec": Pair(PersonSpec("secure"), C)}, ["repair", "apology", "supply"]
    calm = trial.follow(pairs, BEGIN + AFTER, _given(), names)
    hurt = trial.follow(pairs, BEGIN + AFTER, [*_given(), *_hurting(days, 0.6)], names)
    loss = trial.follow(pairs, BEGIN + AFTER, [*_given(days), *_hurting(days, 0.0)], names)

    def regret(at: Trajectory) -> np.ndarray:
        return mean(at.a("shame") + at.a("repair") + at.a("apology"), BEGIN + 1)

    found = {name: (regret(hurt[name]) - regret(calm[name]), regret(loss[name]) - regret(calm[name])) for name in pairs}
    distress = [(hurt[x].b("arousal") - calm[x].b("arousal"))[BEGIN:].max(axis=0) for x in pairs]
    return {
        "hurt": found["N"][0],
        "loss": found["N"][1],
        "hurt_secure": found["Sec"][0],
        "loss_secure": found["Sec"][1],
        "guilt_apart": found["Sec"][0] - found["N"][0],
        "distress": np.min(distress, axis=0),
    }


def c17(trial: Trial) -> Numbers:
    begin, end, last = 300, 404, 518
    names = ["hostility", "warmth"]
    plain = trial.one(CIRCUIT, last, record=names)
    with_sanction = trial.one(CIRCUIT, last, [Sanction(who="a", start=begin, end=end)], names)
    left = trial.one(CIRCUIT, last, acts("b", begin, end, threat=0.6), names)

    def during(at: Trajectory, name: str) -> np.ndarray:
        return mean(at.a(name), begin + 1, end + 1)

    def after(at: Trajectory) -> np.ndarray:
        return mean(at.a("hostility"), end + 10, last + 1)

    def moved(name: str) -> np.ndarray:
        return np.abs(with_sanction.a(name)[end] - plain.a(name)[end])

    return {
        "held_back": during(plain, "hostility") - during(with_sanction, "hostility"),
        "share_left": during(with_sanction, "hostility") / during(plain, "hostility"),
        "warmer": during(with_sanction, "warmth") - during(plain, "warmth"),
        "inner_change": np.maximum(moved("inner_worth"), moved("integration")),
        "share_back": after(with_sanction) / after(plain),
        "warmer_under_leaving": during(left, "warmth") - during(plain, "warmth"),
        "hostility": during(plain, "hostility"),
    }


def _answers_need(trial: Trial, pair: Pair, at: Trajectory, days: list[int], who: int = 0) -> np.ndarray:
    """[days, n]: by how much one's care would answer a small rise of the other's unmet need."""
    step, found = 0.01, []
    for day in days:
        need = at.values["unmet_need"][day].copy()
        need[1 - who] += step
        more, now = (trial.evaluate(pair, at, day, x)["care"][who] for x in ({"unmet_need": need}, None))
        found.append((more - now) / step)
    return np.array(found)


def _again(apology: np.ndarray, hurtful: np.ndarray) -> float:
    """Hurtful conduct in the turn after each peak of the apology, as a share of its mean."""
    middle = apology[1:-1]
    peaks = np.flatnonzero((middle > apology[:-2]) & (middle >= apology[2:]) & (middle > apology.mean())) + 1
    spans = [hurtful[day + 1 : day + 1 + TURN] for day in peaks if day + TURN < len(hurtful)]
    return float(np.mean(spans) / hurtful.mean()) if spans else np.nan


def c18(trial: Trial) -> Numbers:
    names = ["warmth", "pursuit", "apology", "hostility", "withdrawal"]
    at = trial.follow({"NC": CIRCUIT, "SS": SECURE}, LAST, record=names)
    days = list(range(FIRST, LAST, 13))
    pursuit = at["NC"].a("pursuit")[days]
    most = pursuit >= np.quantile(pursuit, 0.75, axis=0)

    def in_pursuit(x: np.ndarray) -> np.ndarray:
        return np.where(most, x, 0.0).sum(axis=0) / most.sum(axis=0)

    answer = in_pursuit(_answers_need(trial, CIRCUIT, at["NC"], days))
    secure = _answers_need(trial, SECURE, at["SS"], days).mean(axis=0)
    circuit, shown = at["NC"], ["apology", "supply"]
    calm = trial.one(CIRCUIT, BEGIN + AFTER, _given(), shown)
    hungry = trial.one(CIRCUIT, BEGIN + AFTER, _given(AFTER), shown)
    hurt = trial.one(CIRCUIT, BEGIN + AFTER, [*_given(), *_hurting(AFTER, 0.6)], shown)

    def rise(x: Trajectory, name: str) -> np.ndarray:
        return mean(x.a(name) - calm.a(name), BEGIN + 1)

    hurtful = (circuit.a("hostility") + circuit.a("withdrawal"))[FIRST:]
    return {
        "warmth_share": in_pursuit(circuit.a("warmth")[days]) / mean(at["SS"].a("warmth"), FIRST),
        "answer_share": answer / secure,
        "apology_by_hunger": rise(hungry, "apology"),
        "apology_by_distress": rise(hurt, "apology"),
        "hurtful_again": by_draw(_again, circuit.a("apology")[FIRST:], hurtful),
        "supply_lost": -rise(hungry, "supply"),
    }


PROTOCOLS = {"C13": c13, "C17": c17, "C18": c18}
