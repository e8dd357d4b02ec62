"""G1 to G5, G9: the two together as a closed system."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from pairbond.experiments.participants import CIRCUIT, SECURE, acts
from pairbond.experiments.summaries import by_draw, mean, rises, turns
from pairbond.experiments.trial import Pair, Trajectory, Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import Evocation, HealthyAdult
from pairbond.theory.interventions.set_conduct import CONDUCT

Numbers = dict[str, np.ndarray]
FIRST, LAST = 300, 2500


def _in_order(image: np.ndarray, hostility: np.ndarray, craving: np.ndarray) -> float:
    """Share of cycles in which hostility peaks, then craving, then the image rises again."""
    ends = rises(image)
    right = []
    for begin, end in pairwise(ends):
        span = slice(int(np.ceil(begin)), int(np.ceil(end)) + 1)
        angry, wanting = int(hostility[span].argmax()), int(craving[span].argmax())
        right.append(angry < wanting)
    return float(np.mean(right)) if right else np.nan


def g1(trial: Trial) -> Numbers:
    at = trial.follow({"NC": CIRCUIT, "SS": SECURE}, LAST, record=["hostility", "craving"])
    circuit, secure = at["NC"], at["SS"]
    image = circuit.a("image")[FIRST:]
    periods = [np.diff(rises(image[:, i])) for i in range(trial.size)]
    period = np.array([one.mean() if len(one) else np.nan for one in periods])
    return {
        "cycles": by_draw(lambda x: float(len(rises(x))), image),
        "late_cycles": by_draw(lambda x: float(len(rises(x))), circuit.a("image")[LAST - 200 :]),
        "period": period,
        "period_sd_share": np.array([one.std() if len(one) > 1 else np.nan for one in periods]) / period,
        "in_order": by_draw(_in_order, image, circuit.a("hostility")[FIRST:], circuit.a("craving")[FIRST:]),
        "cycles_secure": by_draw(lambda x: float(len(rises(x))), secure.a("image")[FIRST:]),
        "need": mean(circuit.b("unmet_need"), FIRST),
    }


def g2(trial: Trial) -> Numbers:
    begin, every, days, last = 400, 6.5, 5, 460
    modes = ["vulnerable_child", "compliant_surrenderer", "angry_child", "self_aggrandiser", "detached_soother"]
    without = trial.one(CIRCUIT, last, record=modes)

    def called(who: str, mode: str) -> list[tuple[int, Trajectory]]:
        starts = [round(begin + every * i) for i in range(8)]
        return [
            (day, trial.one(CIRCUIT, last, [Evocation(who=who, mode=mode, start=day, end=day + days)], modes))
            for day in starts
        ]

    def change(runs: list[tuple[int, Trajectory]], partner: int, *of: str) -> np.ndarray:
        found = []
        for day, at in runs:
            more = sum(at.values[name][:, partner] - without.values[name][:, partner] for name in of)
            found.append(mean(np.asarray(more), day + 1, day + days + 1))
        return np.mean(found, axis=0)

    child, comply = called("b", "vulnerable_child"), called("b", "compliant_surrenderer")
    by_anger, by_distance = called("a", "angry_child"), called("a", "detached_soother")
    return {
        "child_answered": change(child, 0, "angry_child", "detached_soother"),
        "compliance_answered": change(comply, 0, "self_aggrandiser"),
        "child_called_up": np.maximum(
            change(by_anger, 1, "vulnerable_child"), change(by_distance, 1, "vulnerable_child")
        ),
        "called": np.minimum(change(by_anger, 0, "angry_child"), change(child, 1, "vulnerable_child")),
    }


def g3(trial: Trial) -> Numbers:
    names = ["control", "denial", "compliant_surrenderer", "agency", "boundary"]
    at = trial.one(CIRCUIT, 1460, record=names)
    index = at.a("control") + at.a("denial") + at.b("compliant_surrenderer") + at.a("agency") - at.b("agency")
    index = index - at.b("boundary")
    return {"growth": mean(index, 1095) - mean(index, 0, 200), "control": mean(at.a("control"), 0, 200)}


def g4(trial: Trial) -> Numbers:
    days = 1825
    paths = trial.with_noise(CIRCUIT, days)
    quiet = trial.one(CIRCUIT, days)
    return {
        "need": mean(quiet.b("unmet_need"), 365),
        "together": paths["days_together"].mean(axis=-1) / days,
        "left": np.isfinite(paths["first_leaving_day"]).mean(axis=-1),
    }


def answers(trial: Trial, pair: Pair, at: Trajectory, days: list[int]) -> np.ndarray:
    """[2, n]: by how much each one's warmth would answer a small rise of the other's unmet need."""
    step, found = 0.01, []
    for day in days:
        now = trial.evaluate(pair, at, day)["warmth"]
        both = []
        for who in (0, 1):
            need = at.values["unmet_need"][day].copy()
            need[1 - who] += step
            both.append((trial.evaluate(pair, at, day, {"unmet_need": need})["warmth"][who] - now[who]) / step)
        found.append(both)
    return np.mean(found, axis=0)


def g5(trial: Trial) -> Numbers:
    pairs, days = {"NC": CIRCUIT, "SS": SECURE}, [730 + 30 * i for i in range(12)]
    at = trial.follow(pairs, 1095, record=["warmth"])
    circuit, secure = (answers(trial, pairs[name], at[name], days) for name in pairs)
    return {
        "answers": circuit.max(axis=0),
        "answers_secure": secure.min(axis=0),
        "lost": secure.min(axis=0) - circuit.max(axis=0),
        "warmth_secure": mean(at["SS"].a("warmth"), 730),
    }


def g9(trial: Trial) -> Numbers:
    parts = [_g9(one) for one in trial.each()]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _g9(trial: Trial) -> Numbers:
    begin, first, days = 1000, 1200, 2000
    free = trial.one(CIRCUIT, days, record=CONDUCT)

    def held(who: str, partner: int) -> list[Intervention]:
        own = {name: float(free.values[name][500:begin, partner, 0].mean()) for name in CONDUCT}
        # what is set is a share of the scale; the few that go beyond it are held at its top
        return list(acts(who, begin, **{name: min(max(x, 0.0), 1.0) for name, x in own.items()}))

    b_held = trial.one(CIRCUIT, days, held("b", 1))
    a_held = trial.one(CIRCUIT, days, held("a", 0))
    stance = trial.one(CIRCUIT, days, [HealthyAdult(who="b", start=begin)])
    arousal = a_held.b("arousal")
    return {
        "cycles": turns(free.a("image"), first),
        "cycles_stance": turns(stance.a("image"), first),
        "cycles_b_held": turns(b_held.a("image"), first),
        "swings_a_held": turns(arousal, first, centre=mean(arousal, first), least=0.05),
        "need": mean(free.b("unmet_need"), FIRST),
    }


PROTOCOLS = {"G1": g1, "G2": g2, "G3": g3, "G4": g4, "G5": g5, "G9": g9}
