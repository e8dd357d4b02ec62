"""D7 to D10: what giving, giving in and pressing do over the years."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, acts, only
from pairbond.experiments.summaries import first_day, mean
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory.interventions import Evocation, GivingMore, HoldingTherapy, Persuasion

Numbers = dict[str, np.ndarray]
YEAR, LONG, HEALED = 365.25, 3650, 0.5


def d7(trial: Trial) -> Numbers:
    doses = (0.0, 0.4, 0.8)
    runs = [trial.one(CIRCUIT, LONG, [HoldingTherapy(who="a"), GivingMore(who="b", dose=x)]) for x in doses]
    healed = [first_day(-at.a("integration"), -HEALED) for at in runs]
    years = np.array([np.where(np.isnan(day), LONG, day) for day in healed]) / YEAR
    return {
        "years": years,
        "years_more": years[-1] - years[0],
        "healed": np.isfinite(healed[0]).astype(float),
    }


def d8(trial: Trial) -> Numbers:
    year, days, begin = 365, 3, [300 + round(6.5 * i) for i in range(8)]
    names = ["hostility", "appeasing", "control", "denial", "compliant_surrenderer", "agency", "boundary"]
    at = trial.one(CIRCUIT, 3 * year, record=names)

    def later(appeasing: float) -> np.ndarray:
        """[moments, n]: hostility on the third day."""
        own = [(day, acts("b", day, day + days, appeasing=appeasing)) for day in begin]
        return np.array([trial.one(CIRCUIT, day + days, x, ["hostility"]).a("hostility")[day + days] for day, x in own])

    now = at.a("hostility")[begin]
    hostile = now >= np.median(now, axis=0)
    fall = later(0.0) - later(0.8)
    index = at.a("control") + at.a("denial") + at.b("compliant_surrenderer") + at.a("agency") - at.b("agency")
    index = index - at.b("boundary")
    return {
        "calmed": np.where(hostile, fall, 0.0).sum(axis=0) / hostile.sum(axis=0),
        "appeasing_growth": mean(at.b("appeasing"), 2 * year) - mean(at.b("appeasing"), 20, 121),
        "dominance_growth": mean(index, 2 * year) - mean(index, 0, 200),
        "hostility": now.max(axis=0),
    }


def d9(trial: Trial) -> Numbers:
    last, names = 180, ["compliant_surrenderer", "healthy_adult"]

    def gives(mode: str) -> Trajectory:
        own = [*only("a", warmth=0.4, care=0.2), *acts("b", warmth=0.6), Evocation(who="b", mode=mode)]
        return trial.one(CIRCUIT, last, own, names)

    fear, free = (gives(one) for one in names)

    def change(at: Trajectory, name: str) -> np.ndarray:
        return at.b(name)[last] - at.b(name)[0]

    apart = [mean(fear.b(names[0]) - free.b(names[0])), mean(free.b(names[1]) - fear.b(names[1]))]
    return {
        "load_more": fear.b("load")[last] - free.b("load")[last],
        "need_more": fear.b("unmet_need")[last] - free.b("unmet_need")[last],
        "load_change_fear": change(fear, "load"),
        "load_change_free": change(free, "load"),
        "need_change_free": change(free, "unmet_need"),
        "entitlement_more": fear.a("entitlement")[last] - free.a("entitlement")[last],
        "modes_apart": np.min(apart, axis=0),
    }


def d10(trial: Trial) -> Numbers:
    begin, last = 300, 664
    names = ["care", "hostility", "withdrawal", "demand"]
    doses = (0.0, 0.3, 0.6, 0.9)
    runs = [trial.one(CIRCUIT, last, [Persuasion(who="b", dose=x, start=begin)], names) for x in doses]
    care = np.array([mean(at.a("care"), begin + 1) for at in runs])
    hurtful = [mean(at.a("hostility") + at.a("withdrawal"), begin + 1) for at in runs]
    return {
        "care": care,
        "care_gain": (care[1:] - care[0]).max(axis=0),
        "hurtful_more": hurtful[-1] - hurtful[0],
        "demand": mean(runs[-1].b("demand") - runs[0].b("demand"), begin + 1),
    }


PROTOCOLS = {"D7": d7, "D8": d8, "D9": d9, "D10": d10}
