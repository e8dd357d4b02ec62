"""I13, I16, I17: what has to come together so that anything heals."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from pairbond.experiments.participants import ANX, AV, CIRCUIT, PARTING, SEC, SECURE, TWO_TURNS, C, N, acts
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import Array, mean
from pairbond.experiments.trial import Pair, Trajectory, Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import (
    Acceptance,
    Correction,
    HealthyAdult,
    HoldingTherapy,
    NoContact,
    PartnerAcceptance,
    Refusal,
    SixPractices,
)

Numbers = dict[str, np.ndarray]
YEAR = 365


def _core(of: Callable[[str], Array]) -> Array:
    """Inner worth and integration that somebody gained in a run."""
    both = of("inner_worth") + of("integration")
    return both[-1] - both[0]


def i13(trial: Trial) -> Numbers:
    days = 3 * YEAR
    three: list[Intervention] = [HoldingTherapy(who="a"), Correction(who="a", dose=0.4), Acceptance(who="a")]
    at = {
        which: trial.one(CIRCUIT, days, [one for one, there in zip(three, which, strict=True) if there])
        for which in product((False, True), repeat=3)
    }
    nothing, alone = at[False, False, False], at[False, False, True]
    core = {which: _core(x.a) - _core(nothing.a) for which, x in at.items()}
    best_two = np.max([x for which, x in core.items() if sum(which) == 2], axis=0)
    return {
        "best_two": best_two,
        "three_beyond_two": core[True, True, True] - best_two,
        "mirrored_worth": mean(alone.a("felt_worth") - nothing.a("felt_worth"), days - TWO_TURNS),
        "mirrored_healing": core[False, False, True],
    }


def i16(trial: Trial) -> Numbers:
    days = 2 * YEAR
    begin = begin_from(trial, trial.one(CIRCUIT, PARTING), PARTING)
    own: list[Intervention] = [PartnerAcceptance(who="b"), HealthyAdult(who="b", dose=0.7)]

    def followed(*done: Intervention) -> Trajectory:
        return trial.one(CIRCUIT, days, done, ["agency", "hostility", "denial"], begin=begin)

    none = followed()
    half = {name: float(0.5 * mean(none.a(name), 1).mean()) for name in ("hostility", "denial")}

    def health(x: Trajectory) -> Array:
        return mean(x.b("agency") - x.b("load") - x.b("arousal"), days - TWO_TURNS)

    base = health(none)
    refused = health(followed(*own, Refusal(who="b"))) - base
    return {
        "hostility": mean(none.a("hostility"), 1),
        "not_honoured": refused,
        "honoured": health(followed(*own, Refusal(who="b"), *acts("a", **half))) - base,
        "refusing_adds": refused - (health(followed(*own)) - base),
    }


def i17(trial: Trial) -> Numbers:
    days = 2 * YEAR
    pairs = {
        "inflating": Pair(SEC, N),
        "sacrificing": Pair(SEC, C),
        "anxious": Pair(SEC, ANX),
        "avoidant": Pair(SEC, AV),
    }

    none = trial.follow(pairs, days)

    def healed(**how: float) -> list[Array]:
        at = trial.follow(pairs, days, [HoldingTherapy(who="b", **how)])
        return [_core(at[name].b) - _core(none[name].b) for name in pairs]

    begin = begin_from(trial, trial.one(CIRCUIT, PARTING), PARTING)
    apart, near = (trial.one(CIRCUIT, YEAR, done, begin=begin) for done in ([NoContact()], []))
    practised, threatened = (
        trial.one(SECURE, days, [SixPractices(), *done]) for done in ([], acts("both", threat=0.5))
    )

    def secured(x: Trajectory) -> Array:
        return x.two("security")[days] - x.two("security")[0]

    return {
        "healed_safely": np.min(healed(), axis=0),
        "healed_unsafely": np.max(healed(retaliation=1.0), axis=0),
        "grief_safe": apart.b("grief")[YEAR],
        "grief_unsafe": near.b("grief")[YEAR],
        "practice_safe": secured(practised),
        "practice_unsafe": secured(threatened),
        "shame": np.min([mean(x.b("shame"), 1, 61) for x in none.values()], axis=0),
    }


PROTOCOLS = {"I13": i13, "I16": i16, "I17": i17}
