"""G6 to G8, H, K: how it ends, who it ends for, and what comes after."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING, SECURE, N, acts, only
from pairbond.experiments.summaries import mean, turns
from pairbond.experiments.trial import Pair, PersonSpec, Trajectory, Trial
from pairbond.theory import COUPLES, PEOPLE, Childhood, DoseSchedule, Intervention
from pairbond.theory.interventions import (
    GriefStuck,
    GriefSuppressed,
    HonestAssessment,
    NoContact,
    Reconnection,
    ReducedContact,
    Remembrance,
    SupportNetwork,
)

Numbers = dict[str, np.ndarray]
FIVE, TEN = 1825, 3650


def _left(paths: Numbers) -> np.ndarray:
    return np.isfinite(paths["first_leaving_day"]).mean(axis=-1)


def g6(trial: Trial) -> Numbers:
    paths = trial.with_noise(CIRCUIT, TEN)
    first = paths["first_leaver"].mean(axis=-1)
    with np.errstate(invalid="ignore"):
        share = first[0] / first.sum(axis=0)
    return {"share_first": share, "left": _left(paths)}


def g7(trial: Trial) -> Numbers:
    pairs = {
        "domains": Pair(PersonSpec("self-inflating-cerebral"), PersonSpec("self-inflating-somatic")),
        "rivals": Pair(N, N),
        "compliant": Pair(N, PersonSpec("fully-compliant")),
        "circuit": CIRCUIT,
    }
    at = trial.follow(pairs, 1095, record=["leaving_rate", "supply"])
    image = {name: mean(np.tanh(x.a("image")) + np.tanh(x.b("image")), 365) / 2 for name, x in at.items()}
    leaving = {name: mean(x.a("leaving_rate") + x.b("leaving_rate"), 365) / 2 for name, x in at.items()}
    return {
        **{f"image_{name}": x for name, x in image.items()},
        "leaving_domains": leaving["domains"],
        "leaving_circuit": leaving["circuit"],
        "cycles_compliant": turns(at["compliant"].a("image"), 200),
        "domains_apart": image["domains"] - image["rivals"],
        "supply": mean(at["domains"].a("supply"), 365),
    }


def g8(trial: Trial) -> Numbers:
    end = 200
    given = {"warmth": 0.8, "appeasing": 0.8, "pursuit": 0.8}

    def after(share: float) -> tuple[np.ndarray, np.ndarray]:
        own = acts("b", **{name: x * share for name, x in given.items()})
        at = trial.one(CIRCUIT, end + 40, [*own, ReducedContact(start=end)], ["pursuit"])
        return mean(at.a("pursuit"), end + 10, end + 41), at.a("bond")[end]

    found = [after(x) for x in (1.0, 0.5, 0.0)]
    pursuit, bond = (np.array([x[i] for x in found]) for i in (0, 1))
    return {
        "pursuit": pursuit,
        "pursuit_full": pursuit[0],
        "pursuit_none": pursuit[2],
        "pursuit_lost": pursuit[0] - pursuit[2],
        "bond_spread": bond[0] - bond[2],
    }


def h1(trial: Trial) -> Numbers:
    paths = trial.with_noise(CIRCUIT, TEN)
    over = np.isfinite(paths["end_day"])
    attempts = np.where(over, paths["attempts"].sum(axis=0), np.nan)
    found = {"ended": over.mean(axis=-1), "left": _left(paths)}
    for name, x in (("attempts", attempts), ("first_day", paths["first_leaving_day"])):
        found[name] = np.array([np.median(one[np.isfinite(one)]) if np.isfinite(one).any() else np.nan for one in x])
    return found


def h2(trial: Trial) -> Numbers:
    days = PARTING + 720

    def ended(*more: Intervention) -> Trajectory:
        return trial.one(CIRCUIT, days, [NoContact(start=PARTING), *more])

    def damage(at: Trajectory) -> np.ndarray:
        return (
            sum(at.b(name)[days] for name in ("bond", "critic", "arousal", "load")) + 1.0 - at.b("reality_trust")[days]
        )

    free = ended()
    suppressed, stuck = ended(GriefSuppressed(who="b", start=PARTING)), ended(GriefStuck(who="b", start=PARTING))
    return {
        "damage": np.minimum(damage(suppressed), damage(stuck)) - damage(free),
        "bond_faded": suppressed.b("bond")[PARTING] - suppressed.b("bond")[days],
    }


def h3(trial: Trial) -> Numbers:
    end, later = 200, 230
    pairs = {str(x): Pair(N, PersonSpec("self-sacrificing", scaled={"image_need": x})) for x in (0.5, 1.0, 1.5)}

    def grief(at: Trajectory) -> np.ndarray:
        return at.b("bond")[later] * np.maximum(at.b("image")[later], 0.0) * (1.0 - at.b("grief")[later])

    at = trial.follow(pairs, later, [*only("a", end=end, warmth=0.4), NoContact(start=end)])
    secure = trial.one(SECURE, later, [NoContact(start=end)])
    load = np.array([grief(x) for x in at.values()])
    return {
        "grief_load": load,
        "load_rise": load[-1] - load[0],
        "grief_load_most": load[-1],
        "grief_load_secure": grief(secure),
        "bond": at["1.0"].b("bond")[end],
    }


def _together(paths: Numbers) -> np.ndarray:
    return paths["days_together"].mean(axis=-1) / FIVE


def h4(trial: Trial) -> Numbers:
    plain = trial.with_noise(CIRCUIT, FIVE)
    honest = trial.with_noise(CIRCUIT, FIVE, [HonestAssessment(dose=DoseSchedule.pulses(every=90, days=21))])
    return {"shortened": _together(plain) - _together(honest), "left": _left(plain)}


def i1(trial: Trial) -> Numbers:
    phase, days = 120, PARTING + 540

    def index(order: tuple[str, ...]) -> np.ndarray:
        begin = {name: PARTING + phase * i for i, name in enumerate(order)}
        done: list[Intervention] = [ReducedContact(start=PARTING)]
        done += [NoContact(start=begin["safety"]), SupportNetwork(who="b", dose=0.7, start=begin["safety"])]
        done.append(Remembrance(who="b", start=begin["remembrance"], end=begin["remembrance"] + phase))
        done.append(Reconnection(who="b", start=begin["reconnection"], end=begin["reconnection"] + phase))
        at = trial.one(CIRCUIT, days, done, ["pull", "craving"])
        bad = sum(at.b(name)[days] for name in ("pull", "craving", "arousal", "critic"))
        return bad - at.b("reality_trust")[days] - at.b("outside_life")[days]

    orders = list(permutations(("safety", "remembrance", "reconnection")))
    found = np.array([index(one) for one in orders])
    return {"lead": found[1:].min(axis=0) - found[0], "spread": found.max(axis=0) - found.min(axis=0)}


def k1(trial: Trial) -> Numbers:
    names = ("closed-circuit", "secure", "anxious-avoidant", "two-domains", "secure-anxious", "over-giving")
    children = [Childhood(mirroring=x, praise=y, inconsistency=0.4) for x in (0.2, 0.5, 0.8) for y in (0.0, 0.4, 0.8)]
    people = {id(one): name for name, one in PEOPLE.items()}
    ended, inflation = [], []
    for culture in (0.0, 0.5, 1.0):
        over = []
        for name in names:
            a, b = (PersonSpec(people[id(one)]) for one in (COUPLES[name].a, COUPLES[name].b))
            paths = trial.with_noise(Pair(a, b, {"culture": culture}), FIVE)
            over.append(np.isfinite(paths["end_day"]).mean(axis=-1))
        ended.append(np.mean(over, axis=0))
        grown = trial.grown(*(replace(one, culture=culture) for one in children))
        inflation.append(np.mean([np.maximum(one["coping"], 0.0) for one in grown], axis=0))
    share = np.array(ended)
    return {
        "ended": share,
        "inflation": np.array(inflation),
        "ended_more": share[-1] - share[0],
        "ended_somewhere": share.max(axis=0),
    }


def k2(trial: Trial) -> Numbers:
    plain = trial.with_noise(CIRCUIT, FIVE)
    helped = trial.with_noise(CIRCUIT, FIVE, [SupportNetwork(who="b", dose=0.7)])

    def ended(paths: Numbers) -> np.ndarray:
        return np.isfinite(paths["end_day"]).mean(axis=-1)

    def harm(*more: Intervention) -> np.ndarray:
        day = PARTING + 365
        at = trial.one(CIRCUIT, day, [NoContact(start=PARTING), *more])
        bad = sum(at.b(name)[day] for name in ("arousal", "load", "critic"))
        return bad - at.b("reality_trust")[day] - at.b("outside_life")[day]

    return {
        "less_together": _together(plain) - _together(helped),
        "more_endings": ended(helped) - ended(plain),
        "less_harm": harm() - harm(SupportNetwork(who="b", dose=0.7, start=PARTING)),
        "left": _left(plain),
    }


PROTOCOLS = {"G6": g6, "G7": g7, "G8": g8, "H1": h1, "H2": h2, "H3": h3, "H4": h4, "I1": i1, "K1": k1, "K2": k2}
