"""C9 to C12: nearness, distance and what drives the self-inflating person's conduct."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pairbond.experiments.participants import CIRCUIT, TWO_TURNS, N, acts, only
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Pair, Trial
from pairbond.theory import DoseSchedule
from pairbond.theory.interventions import Sanction

Numbers = dict[str, np.ndarray]


def c9(trial: Trial) -> Numbers:
    names, first, last = ["leaving_rate", "appeasing", "pursuit"], 200, 230
    plain = trial.one(CIRCUIT, last, record=names)
    threat = {"threat": 0.6, "withdrawal": 0.5}
    on_a = trial.one(CIRCUIT, last, acts("b", first, last, **threat), names)
    on_b = trial.one(CIRCUIT, last, acts("a", first, last, **threat), names)

    def of(x: np.ndarray) -> np.ndarray:
        return mean(x, first + 1, last + 1)

    more_a = of(on_a.a("leaving_rate")) / of(plain.a("leaving_rate"))
    more_b = of(on_b.b("leaving_rate")) / of(plain.b("leaving_rate"))
    return {
        "times_more_leaving": more_a,
        "times_more_leaving_giving": more_b,
        "clinging": of(on_b.b("appeasing") + on_b.b("pursuit")) - of(plain.b("appeasing") + plain.b("pursuit")),
        "alarm": of(on_a.a("arousal")) - of(plain.a("arousal")),
    }


def c10(trial: Trial) -> Numbers:
    day, end = 210, 375

    def kindness(threat: float, **supply: float) -> tuple[np.ndarray, np.ndarray]:
        own = {name: DoseSchedule([(0, 0.4), (day, x), (day + 15, 0.4)]) for name, x in supply.items()}
        bad = {name: DoseSchedule([(0, 0.0), (200, x), (day, 0.0)]) for name, x in (("boundary", 0.5), ("demand", 0.6))}
        exposed = [Sanction(who="a", dose=threat, start=day, end=day + 15)] if threat else []
        at = trial.one(CIRCUIT, end, [*only("b", **own, **bad), *exposed], ["warmth", "pursuit"])
        return at.a("warmth") + at.a("pursuit"), at.a("image")

    same = {"warmth": 0.4, "appeasing": 0.4, "pursuit": 0.4}
    plain, image = kindness(0.0, **same)
    moved = {
        "wanting": kindness(0.0, warmth=0.0, appeasing=0.0, pursuit=0.0)[0] - plain,
        "threatened": kindness(1.0, **same)[0] - plain,
        "glut": kindness(0.0, warmth=1.0, appeasing=0.9, pursuit=0.8)[0] - plain,
    }
    rise = {name: x[day : day + 31].max(axis=0) for name, x in moved.items()}
    return {
        "rise_when_wanting": rise["wanting"],
        "rise_when_threatened": rise["threatened"],
        "rise_on_glut": rise["glut"],
        "least_rise": np.min(list(rise.values()), axis=0),
        "left_over": np.max([np.abs(x[day + 150]) for x in moved.values()], axis=0),
        "devalued": image[day],
    }


def c11(trial: Trial) -> Numbers:
    names, stop = ["warmth", "pursuit"], 500
    at = trial.one(CIRCUIT, 800, acts("b", stop, warmth=0.0, appeasing=0.0, pursuit=0.0), names)
    interest = at.a("warmth") + at.a("pursuit")
    share = mean(interest, 700, 801) / mean(interest, stop - TWO_TURNS, stop)
    need = at.a("unmet_need")
    return {
        "share_left": share,
        "interest_lost": 1.0 - share,
        "hunger": mean(need, 700, 801) - mean(need, stop - TWO_TURNS, stop),
    }


def c12(trial: Trial) -> Numbers:
    calm = Pair(replace(N, off=("shame", "fear")), CIRCUIT.b)
    at = trial.follow({"whole": CIRCUIT, "calm": calm}, 1000, record=["hostility", "demand"])
    whole, without = (mean(at[name].a("hostility"), 300) for name in ("whole", "calm"))
    return {
        "share_left": without / whole,
        "hostility_gone": whole - without,
        "pressed": mean(at["whole"].b("demand"), 300),
    }


PROTOCOLS = {"C9": c9, "C10": c10, "C11": c11, "C12": c12}
