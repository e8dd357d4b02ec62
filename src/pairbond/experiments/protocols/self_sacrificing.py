"""D: how the self-sacrificing person keeps a bond safe."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pairbond.experiments.participants import ANX, CIRCUIT, SEC, SECURE, C, N, acts, only
from pairbond.experiments.summaries import by_draw, falls, mean
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory.interventions import GivingMore

Numbers = dict[str, np.ndarray]
WITH_SECURE = Pair(SEC, C)


def d1(trial: Trial) -> Numbers:
    names, first, last = ["warmth", "care"], 730, 1096
    at = trial.follow({"N": CIRCUIT, "Sec": WITH_SECURE}, 1095, record=names)

    def of(x: np.ndarray) -> np.ndarray:
        return mean(x, first, last)

    lopsided = {name: of(x.b("warmth") - x.a("care")) for name, x in at.items()}
    return {
        "need_gap": of(at["N"].b("unmet_need") - at["Sec"].b("unmet_need")),
        "load_gap": of(at["N"].b("load") - at["Sec"].b("load")),
        "asymmetry": lopsided["N"],
        "asymmetry_secure": lopsided["Sec"],
        "bond": np.minimum(of(at["N"].b("bond")), of(at["Sec"].b("bond"))),
    }


def d2(trial: Trial) -> Numbers:
    first, near = 300, 8
    at = trial.one(CIRCUIT, 1500, record=["demand"])
    image, demand, tension = at.a("image")[first:], at.b("demand")[first:], at.two("tension")[first:]

    def around(course: np.ndarray, value: np.ndarray, after: bool) -> float:
        days = [day for day in falls(course) if near <= day <= len(course) - near]
        parts = [value[day : day + near] if after else value[day - near : day] for day in days]
        return float(np.mean(parts)) if parts else np.nan

    found = {
        "demand_before": by_draw(lambda x, y: around(x, y, False), image, demand),
        "demand_mean": mean(demand),
        "tension_before": by_draw(lambda x, y: around(x, y, False), image, tension),
        "tension_after": by_draw(lambda x, y: around(x, y, True), image, tension),
        "need": mean(at.b("unmet_need"), first),
    }
    return {**found, "tension_rise": found["tension_after"] - found["tension_before"]}


def d3(trial: Trial) -> Numbers:
    pairs, names, first, last = {"C": WITH_SECURE, "Sec": SECURE}, ["appeasing", "warmth"], 200, 215
    without = trial.follow(pairs, last, record=names)
    lost = trial.follow(pairs, last, acts("a", first, last, withdrawal=0.8, threat=0.6), names)

    def change(who: str, name: str) -> np.ndarray:
        return mean(lost[who].b(name) - without[who].b(name), first + 1, last + 1)

    return {
        "appeasing": change("C", "appeasing"),
        "warmth": change("C", "warmth"),
        "appeasing_secure": change("Sec", "appeasing"),
        "alarm": change("C", "arousal"),
    }


def d4(trial: Trial) -> Numbers:
    days, names = 1095, ["warmth", "care"]
    given = [trial.one(CIRCUIT, days, [GivingMore(who="b", dose=x)], names) for x in (0.0, 0.4, 0.8)]
    taken = np.array([mean(x.b("warmth") - x.a("care")) for x in given])
    open_one = trial.one(Pair(ANX, SEC), days, [GivingMore(who="b", dose=0.8)])

    def change(at: Trajectory, name: str) -> np.ndarray:
        return at.a(name)[days] - at.a(name)[0]

    return {
        "worth_change": np.max([change(x, "inner_worth") for x in given], axis=0),
        "integration_change": np.max([change(x, "integration") for x in given], axis=0),
        "exploitation": taken,
        "exploitation_rise": taken[-1] - taken[0],
        "worth_of_an_anxious_receiver": change(open_one, "inner_worth"),
    }


def d5(trial: Trial) -> Numbers:
    unanswered = PersonSpec("self-sacrificing", {"coping": 0.0})
    pairs, names, first = {"C": CIRCUIT, "plain": Pair(N, unanswered)}, ["leaving_rate"], 150
    hurt = trial.follow(pairs, 200, only("a", hostility=0.15, withdrawal=0.3, warmth=0.4), names)
    kind = trial.follow(pairs, 200, only("a", warmth=0.4), names)

    def of(name: str, who: str, run: Mapping[str, Trajectory]) -> np.ndarray:
        return mean(run[who].b(name), first)

    def fall(who: str) -> np.ndarray:
        return of("image", who, kind) - of("image", who, hurt)

    def more(who: str) -> np.ndarray:
        return of("leaving_rate", who, hurt) / of("leaving_rate", who, kind)

    return {
        "image_spared": fall("plain") - fall("C"),
        "leaving_share": more("C") / more("plain"),
        "hurt": of("arousal", "C", hurt) - of("arousal", "C", kind),
    }


def d6(trial: Trial) -> Numbers:
    def treated(hostility: float, denial: float, projection: float) -> Trajectory:
        own = only("a", warmth=0.3, hostility=hostility, denial=denial, projection=projection)
        return trial.one(CIRCUIT, 90, own)

    full, equal, none = treated(0.5, 0.5, 0.3), treated(0.5, 0.5, 0.0), treated(0.0, 0.0, 0.0)
    return {
        "shame": full.b("shame")[90] - none.b("shame")[90],
        "trust": full.b("reality_trust")[90] - none.b("reality_trust")[90],
        "taken_over": full.b("shame")[90] - equal.b("shame")[90],
        "alarm": equal.b("arousal")[90] - none.b("arousal")[90],
    }


PROTOCOLS = {"D1": d1, "D2": d2, "D3": d3, "D4": d4, "D5": d5, "D6": d6}
