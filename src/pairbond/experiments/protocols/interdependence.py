"""J: security that two people make."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import ANX, CIRCUIT, SEC, SECURE, N, acts
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.simulate import Begin
from pairbond.theory import DoseSchedule, Intervention
from pairbond.theory.interventions import (
    Correction,
    GoToPerson,
    JointDecisions,
    Limits,
    Misfortune,
    NoContact,
    NoThreats,
    PartnerExpert,
    PartnerFirst,
    PromptRepair,
)

Numbers = dict[str, np.ndarray]
YEAR = 365
PRACTICES = (PartnerFirst, JointDecisions, GoToPerson, PromptRepair, NoThreats, PartnerExpert)


def _hard(who: str, day: int) -> list[Intervention]:
    """Five days in every 28 on which something goes wrong outside, and one is found fault with."""
    often = DoseSchedule.pulses(every=28, days=5)
    return [Misfortune(who=who, dose=often, start=day), Correction(who=who, dose=often, start=day)]


def j1(trial: Trial) -> Numbers:
    """Nine places from needing nobody to losing oneself, wounded and ordinary, while life is hard."""
    places = [(0.1, x) for x in (0.9, 0.7, 0.5, 0.3)] + [(0.1, 0.1)] + [(x, 0.1) for x in (0.3, 0.5, 0.7, 0.9)]
    hard = [*_hard("a", 0), *_hard("b", 14)]

    def equal(core: float, anxiety: float, avoidance: float) -> Pair:
        traits = {"inner_worth": core, "integration": core, "anxiety": anxiety, "avoidance": avoidance}
        return Pair(PersonSpec("secure", traits), PersonSpec("secure", traits))

    def well(x: Trajectory) -> np.ndarray:
        own = [np.tanh(of("image")) - of("arousal") - of("load") - of("unmet_need") for of in (x.a, x.b)]
        return mean((own[0] + own[1]) / 2 + x.two("security"), 3 * YEAR)

    found: dict[str, np.ndarray] = {}
    for name, core in (("wounded", 0.5), ("ordinary", 0.7)):
        at = trial.follow({f"{x} {y}": equal(core, x, y) for x, y in places}, 4 * YEAR, hard)
        rows = np.array([well(x) for x in at.values()])
        best = rows[1:-1].max(axis=0)
        found |= {f"{name}_above_avoidant": best - rows[0], f"{name}_above_anxious": best - rows[-1]}
    # the middle again, at equal reliance: nothing comes back
    middle = equal(0.5, 0.1, 0.1)
    mutual, one_sided = (trial.one(middle, 4 * YEAR, [*hard, *more]) for more in ([], acts("a", care=0.0)))
    return found | {
        "above_lower_end": np.min(list(found.values()), axis=0),
        "reciprocity": well(mutual) - well(one_sided),
    }


def j2(trial: Trial) -> Numbers:
    low, days = PersonSpec("secure", {"inner_worth": 0.3, "integration": 0.5}), 3 * YEAR
    at = trial.follow({"Sec": Pair(SEC, low), "N": Pair(N, low)}, days, record=["care"])
    alone = trial.one(Pair(SEC, low), days, [NoContact()])

    def gained(x: Trajectory) -> np.ndarray:
        return x.b("inner_worth")[days] - x.b("inner_worth")[0]

    return {
        "gained": gained(at["Sec"]),
        "gained_self_inflating": gained(at["N"]),
        "gained_alone": gained(alone),
        "care": mean(at["Sec"].a("care")),
    }


def j3(trial: Trial) -> Numbers:
    pair = Pair(ANX, ANX)

    def security(*which: int) -> np.ndarray:
        return trial.one(pair, YEAR, [PRACTICES[i]() for i in which]).two("security")[YEAR]

    every = range(len(PRACTICES))
    base, whole = security(), security(*every)
    alone = [security(i) - base for i in every]
    missed = [whole - security(*(j for j in every if j != i)) for i in every]
    return {"base": base, "least_added": np.min(alone, axis=0), "least_missed": np.min(missed, axis=0)}


def j4(trial: Trial) -> Numbers:
    days = 2 * YEAR

    def security(conduct: str, value: float) -> np.ndarray:
        return trial.one(SECURE, days, acts("both", **{conduct: value})).two("security")[days]

    repaired = np.array([security("repair", x) for x in (0.1, 0.3, 0.5, 0.7)])
    threatened = np.array([security("threat", x) for x in (0.0, 0.05, 0.1, 0.2)])
    return {
        "by_repair": repaired,
        "by_threat": threatened,
        "repair_range": repaired[-1] - repaired[0],
        "care": mean(trial.one(SECURE, days, record=["care"]).a("care")),
    }


def _rested(trial: Trial, pair: Pair) -> Begin:
    """At the meeting, with nobody exhausted."""
    return begin_from(trial, trial.one(pair, 1), 0, {"load": (-1.0, -1.0)})


def j5(trial: Trial) -> Numbers:
    days = 4 * YEAR
    pairs = {"SS": SECURE, "NC": CIRCUIT}
    at = {name: trial.one(pair, days, record=["care"], begin=_rested(trial, pair)) for name, pair in pairs.items()}

    def growth(x: Trajectory) -> np.ndarray:
        def change(of: np.ndarray) -> np.ndarray:
            return of[days] - of[0]

        return np.array([change(who("inner_worth")) - change(who("load")) for who in (x.a, x.b)])

    return {
        "secure": growth(at["SS"]).min(axis=0),
        "circuit": growth(at["NC"]).max(axis=0),
        "care_apart": mean(at["SS"].a("care") - at["NC"].a("care"), YEAR),
    }


def j6(trial: Trial) -> Numbers:
    day, days = 730, 800
    plain = trial.one(SECURE, days, record=["boundary"])
    limited = trial.one(SECURE, days, [Limits(who="a", start=day, end=day + 3)], ["boundary"])
    ripple = np.abs(limited.b("arousal") - plain.b("arousal"))[day:]
    size = ripple.max(axis=0)
    back = np.array(
        [np.flatnonzero(one > 0.1 * most).max(initial=-1) + 1.0 for one, most in zip(ripple.T, size, strict=True)]
    )
    return {
        "ripple": (limited.b("arousal") - plain.b("arousal"))[day:].max(axis=0),
        "days_back": back,
        "security_change": (limited.two("security") - plain.two("security"))[day + 60],
        "limit": (limited.a("boundary") - plain.a("boundary"))[day : day + 3].mean(axis=0),
    }


PROTOCOLS = {"J1": j1, "J2": j2, "J3": j3, "J4": j4, "J5": j5, "J6": j6}
