"""C16, C19, C20, C23: what is brought home, what of the other is seen, and what cannot be waited for."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, SEC, SECURE, C, N, acts, only
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, Trajectory, Trial
from pairbond.theory import DoseSchedule, Intervention
from pairbond.theory.interventions import Acceptance, IndependentJoy, Misfortune
from pairbond.theory.interventions.set_conduct import CONDUCT

Numbers = dict[str, np.ndarray]
PAIRS = {"N": Pair(N, C), "Sec": Pair(SEC, C)}


def c16(trial: Trial) -> Numbers:
    begin, last, names = 100, 110, ["hostility", "felt_fortune"]
    given = only("b", warmth=0.4, appeasing=0.3, pursuit=0.2, boundary=0.1)
    plain = trial.follow(PAIRS, last, given, names)
    struck = trial.follow(PAIRS, last, [*given, Misfortune(who="a", start=begin, end=begin + 5)], names)

    def change(who: str, name: str) -> np.ndarray:
        return (struck[who].a(name) - plain[who].a(name))[begin:]

    return {
        "hostility": change("N", "hostility").max(axis=0),
        "hostility_secure": change("Sec", "hostility").max(axis=0),
        "fortune_fall": -change("N", "felt_fortune").min(axis=0),
    }


def c19(trial: Trial) -> Numbers:
    parts = [_c19(one) for one in trial.each()]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _c19(trial: Trial) -> Numbers:
    moments, days, week = (300, 313, 326, 339), 14, slice(1, 8)
    attention, attack = ["warmth", "pursuit"], ["hostility", "withdrawal"]
    before = trial.one(CIRCUIT, max(moments))
    paths: list[list[np.ndarray]] = []
    for day in moments:
        as_is = begin_from(trial, before, day)
        low = begin_from(trial, before, day, {"arousal": (0.0, 0.3), "felt_worth": (0.0, -0.2)})
        plain = trial.one(CIRCUIT, days, record=CONDUCT, begin=as_is)
        gloomy = trial.one(CIRCUIT, days, record=CONDUCT, begin=low)
        glad = trial.one(CIRCUIT, days, [IndependentJoy(who="b", end=7)], CONDUCT, as_is)
        again = _replayed(plain)
        kept = [trial.one(CIRCUIT, days, again, begin=x) for x in (low, as_is)]

        def more(at: Trajectory, names: list[str], plain: Trajectory = plain) -> np.ndarray:
            return np.sum([mean((at.a(name) - plain.a(name))[week]) for name in names], axis=0)

        left = gloomy.b("arousal")[days] - plain.b("arousal")[days]
        alone = kept[0].b("arousal")[days] - kept[1].b("arousal")[days]
        raised = gloomy.b("arousal")[0] - plain.b("arousal")[0]
        paths.append([more(gloomy, attention), more(glad, attack), left - alone, raised])
    names = ("attention_to_gloom", "attack_on_joy", "gloom_kept", "gloom")
    return dict(zip(names, np.mean(paths, axis=0), strict=True))


def _replayed(at: Trajectory) -> list[Intervention]:
    """All conduct of a as it was in a run, day by day; the little that goes beyond the scale is held at its top."""
    rows = {name: np.clip(at.a(name)[:, 0], 0.0, 1.0) for name in CONDUCT}
    return list(acts("a", **{name: DoseSchedule(list(enumerate(map(float, x)))) for name, x in rows.items()}))


def _held(now: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Inputs that hold the conduct of b, all but the agitation."""
    held: dict[str, np.ndarray] = {}
    for name in (x for x in CONDUCT if x in now and x != "agitation"):
        held |= {f"pin_{name}": np.stack([np.zeros_like(now[name][1]), np.ones_like(now[name][1])])}
        held |= {f"to_{name}": np.stack([now[name][1], now[name][1]])}
    return held


def c20(trial: Trial) -> Numbers:
    days, last = [300 + 13 * i for i in range(8)], 404
    at = trial.follow({"N": CIRCUIT, "Sec": SECURE}, last)
    calmed = trial.one(CIRCUIT, last, [Acceptance(who="a", start=days[0] - 60)])

    def moved(pair: Pair, run: Trajectory, state: str, *by: str) -> np.ndarray:
        """Mean change of what one feels or gives when a state of the other is .3 higher, or at its top.

        The other's conduct is what it was but for the agitation.
        """
        found = []
        for day in days:
            higher = run.values[state][day].copy()
            higher[1] = np.minimum(higher[1] + 0.3, 1.0)
            step = higher[1] - run.values[state][day][1]
            now = trial.evaluate(pair, run, day)
            other = trial.evaluate(pair, run, day, {state: higher}, _held(now))
            found.append(np.sum([other[name][0] - now[name][0] for name in by], axis=0) / step)
        return np.mean(found, axis=0)

    distress = ("arousal_target", "guilt") if "guilt" in trial.theory.mechanisms else ("arousal_target",)
    secure = moved(SECURE, at["Sec"], "unmet_need", "care")
    sensed = moved(CIRCUIT, at["N"], "arousal", *distress) / moved(SECURE, at["Sec"], "arousal", *distress)
    seen = moved(CIRCUIT, at["N"], "unmet_need", "care") / secure
    return {
        "distress_sensed": sensed,
        "need_sensed": seen,
        "need_sensed_calmed": moved(CIRCUIT, calmed, "unmet_need", "care") / secure,
        "sensed_more": sensed - seen,
        "need_sensed_secure": secure,
        "shame_calmed": mean(at["N"].a("shame") - calmed.a("shame"), days[0]),
    }


def c23(trial: Trial) -> Numbers:
    names, begin, last = ["hostility", "threat", "leaving_rate"], 60, 180

    def threatened(high: float, low: float) -> dict[str, Trajectory]:
        turns: list[tuple[float, float]] = [(0, 0.0)]
        turns += [(day, low if i % 2 else high) for i, day in enumerate(range(begin, last, 5))]
        return trial.follow(PAIRS, last, only("b", warmth=0.4, appeasing=0.3, threat=DoseSchedule(turns)), names)

    runs = [threatened(high, 0.6 - high) for high in (0.3, 0.45, 0.6)]
    peace = threatened(0.0, 0.0)

    def provoked(who: str) -> np.ndarray:
        return np.array(
            [
                mean(at[who].a("hostility") + at[who].a("threat") + 100.0 * at[who].a("leaving_rate"), begin + 1)
                for at in runs
            ]
        )

    own, secure = provoked("N"), provoked("Sec")
    return {
        "provoked": own,
        "provoked_more": own[-1] - own[0],
        "provoked_more_secure": secure[-1] - secure[0],
        "alarm": mean(runs[0]["N"].a("arousal") - peace["N"].a("arousal"), begin + 1),
    }


PROTOCOLS = {"C16": c16, "C19": c19, "C20": c20, "C23": c23}
