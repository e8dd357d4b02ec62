"""F8, H5, I12: what is left in somebody, and how it shows beside the next partner."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.next_relationship import meeting
from pairbond.experiments.participants import CIRCUIT, NEXT, PARTING, only
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import GriefStuck, GriefSuppressed, NoContact, Reconnection, SupportNetwork

Numbers = dict[str, np.ndarray]
YEAR, WEEK, MONTHS = 365, 7, 240


def _warm_heart(trial: Trial, at: Trajectory, day: int) -> np.ndarray:
    """Mentalization + care - hostility of b beside a secure new partner, first 60 days."""
    new = trial.one(NEXT, 60, record=["mentalization", "care", "hostility"], begin=meeting(trial, NEXT, at, day))
    return mean(new.b("mentalization") + new.b("care") - new.b("hostility"), 1)


def f8(trial: Trial) -> Numbers:
    years = 3 * YEAR
    hurt, secure = trial.one(CIRCUIT, years), trial.one(NEXT, years)
    after = begin_from(trial, hurt, years)
    free = trial.one(CIRCUIT, 2 * YEAR, [NoContact()], begin=after)
    stuck = trial.one(CIRCUIT, 2 * YEAR, [NoContact(), GriefStuck(who="b")], begin=after)
    unhurt, hardened = _warm_heart(trial, hurt, 0), _warm_heart(trial, hurt, years)
    grieved = _warm_heart(trial, free, 2 * YEAR)
    return {
        "hardened": unhurt - hardened,
        "hardened_beyond_secure": _warm_heart(trial, secure, years) - hardened,
        "stuck_worse": grieved - _warm_heart(trial, stuck, 2 * YEAR),
        "left_after_grief": unhurt - grieved,
        "care": mean(trial.one(NEXT, 60, record=["care"]).b("care"), 1),
    }


def h5(trial: Trial) -> Numbers:
    years = 3 * YEAR
    hurt, secure = trial.one(CIRCUIT, years), trial.one(NEXT, years)
    begin = meeting(trial, NEXT, hurt, years)
    first = trial.one(NEXT, 1, begin=begin).b("expected_warmth")[0]
    other = trial.one(NEXT, 1, begin=meeting(trial, NEXT, secure, years)).b("expected_warmth")[0]
    steady = trial.one(NEXT, MONTHS, only("a", warmth=0.7, care=0.6), begin=begin)
    alone = trial.one(CIRCUIT, MONTHS, [NoContact()], begin=begin_from(trial, hurt, years))
    return {
        "start_share": first / other,
        "trust_lost": 1.0 - first / other,
        "regained_faster": alone.b("bitterness")[MONTHS] - steady.b("bitterness")[MONTHS],
        "bitterness": hurt.b("bitterness")[years],
        "load": hurt.b("load")[years],
    }


def i12(trial: Trial) -> Numbers:
    begin, days = begin_from(trial, trial.one(CIRCUIT, PARTING), PARTING), 2 * YEAR
    distant: list[Intervention] = [NoContact(), GriefSuppressed(who="b")]
    whole: list[Intervention] = [NoContact(), SupportNetwork(who="b", dose=0.7), Reconnection(who="b", start=YEAR)]
    names = ["agency", "boundary", "warmth"]
    index, craving, warmth = [], [], []
    for acts in (distant, whole):
        at = trial.one(CIRCUIT, days, acts, ["craving"], begin=begin)
        new = trial.one(NEXT, 120, record=names, begin=meeting(trial, NEXT, at, days))
        parts = [new.b(name) for name in (*names, "outside_life")]
        index.append(mean(np.sum(parts, axis=0), 60))
        craving.append(at.b("craving")[days])
        warmth.append(mean(new.b("warmth"), 60))
    return {
        "whole_better": index[1] - index[0],
        "cravings_apart": np.abs(craving[1] - craving[0]),
        "warmth": np.min(warmth, axis=0),
    }


PROTOCOLS = {"F8": f8, "H5": h5, "I12": i12}
