"""C1 to C8: how the self-inflating person holds up a self."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, SECURE, STAYS, C, N, acts, only
from pairbond.experiments.summaries import by_draw, mean
from pairbond.experiments.trial import Pair, PersonSpec, Trial
from pairbond.theory import DoseSchedule
from pairbond.theory.interventions import IndependentJoy

Numbers = dict[str, np.ndarray]
DAY = 20  # of the first pulse: still in the first bloom


def c1(trial: Trial) -> Numbers:
    given = DoseSchedule([(0, 0.6), (200, 0.0)])
    wounds = {q: Pair(PersonSpec("self-inflating", {"inner_worth": q}), C) for q in (0.65, 0.4, 0.15)}
    pairs = {str(q): pair for q, pair in wounds.items()} | {"N": CIRCUIT}
    at = trial.follow(pairs, 205, only("b", warmth=given, appeasing=given, pursuit=given))
    n = at["N"]
    return {
        "lift": n.a("felt_worth")[200] - n.a("inner_worth")[200],
        "fall_by_wound": np.array([at[str(q)].a("felt_worth")[200] - at[str(q)].a("felt_worth")[205] for q in wounds]),
        "inner_change": np.abs(n.a("inner_worth")[200] - n.a("inner_worth")[0]),
        "need_fed": n.a("unmet_need")[0] - n.a("unmet_need")[200],
    }


def c2(trial: Trial) -> Numbers:
    pairs = {str(g): Pair(PersonSpec("self-inflating", {"glory": g}), C) for g in (1.0, 0.6, 0.3, 0.0)}
    limit = DoseSchedule([(0, 0.0), (60, 0.5)])
    at = trial.follow(pairs, 62, only("b", warmth=0.3, boundary=limit), ["injury", "gap"])
    hurt = np.array([x.a("injury")[60] - x.a("injury")[59] for x in at.values()])
    gaps, worth = (np.array([x.a(name)[59] for x in at.values()]) for name in ("gap", "felt_worth"))
    widest, least = np.argmax(gaps, axis=0), np.argmin(gaps, axis=0)
    pick = np.arange(trial.size)
    return {
        "more_injury": hurt[widest, pick] / hurt[least, pick] - 1.0,
        "worth_spread": worth.max(axis=0) - worth.min(axis=0),
    }


def c3(trial: Trial) -> Numbers:
    pairs, names = {"NC": CIRCUIT, "SS": SECURE}, ["hostility", "withdrawal"]
    without = trial.follow(pairs, DAY + 15, record=names)
    hurt = trial.follow(pairs, DAY + 15, acts("b", DAY, DAY + 5, boundary=0.6, demand=0.8), names)

    def worst(who: str) -> np.ndarray:
        more = [x[who].a("hostility") + x[who].a("withdrawal") for x in (hurt, without)]
        return (more[0] - more[1])[DAY:].max(axis=0)

    fall = without["NC"].a("image") - hurt["NC"].a("image")
    return {
        "conduct": worst("NC"),
        "image_fall": fall[DAY:].max(axis=0),
        "conduct_secure": worst("SS"),
        "tension": (hurt["SS"].two("tension") - without["SS"].two("tension"))[DAY:].max(axis=0),
    }


def _modes(values: np.ndarray) -> float:
    """Peaks of the smoothed density of an image."""
    edges = np.arange(-2.5, 2.51, 0.1)
    found, _ = np.histogram(values, edges)
    around = np.arange(-6, 7) * 0.1
    kernel = np.exp(-0.5 * (around / 0.2) ** 2)
    smooth = np.convolve(found, kernel / kernel.sum(), "same")
    high = (smooth[1:-1] > smooth[:-2]) & (smooth[1:-1] >= smooth[2:]) & (smooth[1:-1] >= 0.1 * smooth.max())
    return float(high.sum())


def c4(trial: Trial) -> Numbers:
    whole = Pair(N, C, STAYS)
    integrated = Pair(PersonSpec("self-inflating", {"integration": 0.75}), C, STAYS)
    x, y = (trial.with_noise(one, 1500, record=["image"])["image"][100:, 0] for one in (whole, integrated))
    good, bad = (x > 0.3).mean(axis=(0, 2)), (x < -0.3).mean(axis=(0, 2))
    flat = [z.transpose(0, 2, 1).reshape(-1, trial.size) for z in (x, y)]
    return {
        "share_good": good,
        "share_bad": bad,
        "share_between": 1.0 - good - bad,
        "modes": by_draw(_modes, flat[0]),
        "modes_integrated": by_draw(_modes, flat[1]),
        "spread_integrated": flat[1].std(axis=0),
    }


def c5(trial: Trial) -> Numbers:
    pairs = {str(b): Pair(N, PersonSpec("self-sacrificing", params={"start_bond": b})) for b in (0.75, 0.15)}
    at = trial.follow(pairs, 25, only("b", warmth=0.4, appeasing=0.3, pursuit=0.3))
    old, fresh = at["0.75"], at["0.15"]
    return {
        "held_up": mean(old.a("felt_worth") - fresh.a("felt_worth"), 5, 26),
        "bonds_apart": old.b("bond")[25] - fresh.b("bond")[25],
    }


def c6(trial: Trial) -> Numbers:
    pressed = only("b", warmth=0.4, boundary=0.2, demand=0.4)

    def projecting(hostility: float) -> np.ndarray:
        return mean(trial.one(CIRCUIT, 60, [*pressed, *acts("a", hostility=hostility)]).a("shame"), 30)

    names = ["vulnerable_child"]
    plain, loaded = (
        trial.one(CIRCUIT, 60, only("a", hostility=0.4, denial=0.2, warmth=0.3, projection=x), names)
        for x in (0.0, 0.3)
    )
    peace = trial.one(CIRCUIT, 60, only("a", hostility=0.0, denial=0.2, warmth=0.3, projection=0.0), names)
    return {
        "shame_got_rid_of": projecting(0.0) - projecting(0.4),
        "shame_taken_on": mean(loaded.b("shame") - plain.b("shame"), 30),
        "child_called_up": mean(loaded.b("vulnerable_child") - plain.b("vulnerable_child"), 30),
        "alarm": mean(plain.b("arousal") - peace.b("arousal"), 30),
    }


def c7(trial: Trial) -> Numbers:
    pairs, names = {"NC": CIRCUIT, "SS": SECURE}, ["hostility", "withdrawal", "warmth", "joy"]
    without = trial.follow(pairs, DAY + 15, record=names)
    glad = trial.follow(pairs, DAY + 15, [IndependentJoy(who="b", start=DAY, end=DAY + 7)], names)

    def change(who: str, name: str) -> np.ndarray:
        return (glad[who].a(name) - without[who].a(name))[DAY:]

    def worst(who: str) -> np.ndarray:
        return (change(who, "hostility") + change(who, "withdrawal")).max(axis=0)

    return {
        "conduct": worst("NC"),
        "conduct_secure": worst("SS"),
        "warmth_secure": change("SS", "warmth")[:7].mean(axis=0),
        "joy": mean(glad["NC"].b("joy") - without["NC"].b("joy"), DAY, DAY + 7),
    }


def c8(trial: Trial) -> Numbers:
    pairs = {str(x): Pair(PersonSpec("self-inflating", {"coping": x}), C) for x in (0.5, 0.7, 0.9)}
    at = trial.follow(pairs, 730, record=["craving", "fear"])
    life = np.array([x.b("outside_life")[730] for x in at.values()])
    return {
        "life_by_answer": life,
        "life_lost": life[0] - life[-1],
        "preoccupied": mean(at["0.9"].b("craving") * at["0.9"].b("fear")),
    }


PROTOCOLS = {"C1": c1, "C2": c2, "C3": c3, "C4": c4, "C5": c5, "C6": c6, "C7": c7, "C8": c8}
