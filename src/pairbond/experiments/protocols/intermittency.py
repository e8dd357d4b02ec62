"""E2 to E6: how warmth that comes and goes binds."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.intermittent_warmth import spells
from pairbond.experiments.participants import CIRCUIT, only
from pairbond.experiments.summaries import by_draw, mean, staying
from pairbond.experiments.trial import Trial
from pairbond.theory import DoseSchedule

Numbers = dict[str, np.ndarray]
WARM_DAYS = 150
EVERY = 200  # days after which a course of spells begins anew


def e2(trial: Trial) -> Numbers:
    def surprise(before: float) -> tuple[np.ndarray, np.ndarray]:
        at = trial.one(CIRCUIT, 122, only("a", warmth=DoseSchedule([(0, before), (120, 0.7)])), ["surprise", "reward"])
        return at.b("surprise")[120:123].max(axis=0), at.b("reward")[120:123].max(axis=0)

    found = [surprise(x) for x in (0.1, 0.35, 0.6)]
    return {
        "after_little": found[0][0],
        "after_some": found[1][0],
        "after_much": found[2][0],
        "contrast": found[0][0] - found[2][0],
        "glad": found[0][1],
    }


def e3(trial: Trial) -> Numbers:
    silence = only("a", start=150, withdrawal=1.0)  # no warmth, no pursuit, no demand, and nothing else either
    at = trial.one(CIRCUIT, 450, [*only("a", end=150, warmth=0.6), *silence], ["craving"])
    craving, need = at.b("craving")[150:], at.b("unmet_need")[150:]
    peak = craving.max(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        deepening = peak / craving[0] - 1.0
    return {
        "start": craving[0],
        "peak": peak,
        "day_of_peak": craving.argmax(axis=0).astype(float),
        "end": craving[300],
        "deepening": deepening,
        "need": need.max(axis=0) - need[0],
    }


def e4(trial: Trial) -> Numbers:
    at = trial.one(CIRCUIT, 1000, record=["reward"])
    together = by_draw(lambda x, y: float(np.corrcoef(x, y)[0, 1]), at.b("reward")[300:], at.b("arousal")[300:])
    blows = DoseSchedule.pulses(every=6, days=2, dose=0.5)
    stopping = trial.one(CIRCUIT, 200, only("a", warmth=0.4, hostility=blows))
    even = trial.one(
        CIRCUIT, 200, only("a", warmth=0.4, hostility=DoseSchedule.pulses(every=6, days=2, dose=1 / 6, rest=1 / 6))
    )
    return {
        "correlation": together,
        "bond_by_relief": stopping.b("bond")[200] - even.b("bond")[200],
        "swing": stopping.b("arousal")[100:].std(axis=0),
    }


def e5(trial: Trial) -> Numbers:
    def stay(share: float) -> np.ndarray:
        warm = round(EVERY * share)
        count = max(min(warm, EVERY - warm) // 4, 1)
        course = spells(EVERY, warm, count, 1.0, 0.0, longest=EVERY) if warm else DoseSchedule([(0, 0.0)])
        cold = DoseSchedule([(day, 0.3 if dose == 0.0 else 0.0) for day, dose in course.points], every=course.every)
        at = trial.one(CIRCUIT, 1095, only("a", warmth=course, withdrawal=cold), ["leaving_rate"])
        return staying(at.b("leaving_rate")[:-1])

    never, rare, sometimes, mostly = (stay(x) for x in (0.0, 0.1, 0.2, 0.9))
    return {
        "stay_never": never,
        "stay_rare": rare,
        "stay_sometimes": sometimes,
        "stay_mostly": mostly,
        "longer": sometimes - never,
    }


def e6(trial: Trial) -> Numbers:
    warm, every, episodes = 15, 50, 10
    given = {
        "warmth": DoseSchedule.pulses(every=every, days=warm, dose=0.8),
        "hostility": DoseSchedule.pulses(every=every, days=warm, dose=0.0, rest=0.2),
        "withdrawal": DoseSchedule.pulses(every=every, days=warm, dose=0.0, rest=0.4),
    }
    at = trial.one(CIRCUIT, every * episodes, only("a", **given), ["reward"])
    reward = np.array([mean(at.b("reward"), every * i, every * i + warm) for i in range(episodes)])
    share = reward[2:].mean(axis=0) / reward[:2].mean(axis=0)
    return {
        "reward_from_second": reward[1:],
        "share_left": share,
        "faded": 1.0 - share,
        "worn": at.b("load")[-1] - at.b("load")[0],
    }


PROTOCOLS = {"E2": e2, "E3": e3, "E4": e4, "E5": e5, "E6": e6}
