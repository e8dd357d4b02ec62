"""G10, H6, H7: who can be replaced, the wish to save, and forgiveness that nobody owes."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import (
    ForgivenessWithheld,
    GriefStuck,
    HonestAssessment,
    NoContact,
    OutsideAdmirer,
)

Numbers = dict[str, np.ndarray]
LONG, LATER = 1900, 180


def _apart(trial: Trial, days: int, *acts: Intervention, record: tuple[str, ...] = ()) -> Trajectory:
    return trial.one(CIRCUIT, days, [NoContact(start=PARTING), *acts], record)


def g10(trial: Trial) -> Numbers:
    alone = _apart(trial, LONG, record=("craving",))
    replaced = {who: _apart(trial, LONG, OutsideAdmirer(who=who, start=PARTING), record=("craving",)) for who in "ab"}

    def days(craving: np.ndarray) -> np.ndarray:
        under = craving[PARTING:] < 0.5 * craving[PARTING]
        return np.where(under.any(axis=0), under.argmax(axis=0), under.shape[0]).astype(float)

    inflating, sacrificing = days(alone.a("craving")), days(alone.b("craving"))
    shares = days(replaced["a"].a("craving")) / inflating, days(replaced["b"].b("craving")) / sacrificing
    return {
        "days_inflating": inflating,
        "share_inflating": shares[0],
        "share_sacrificing": shares[1],
        "replaced": shares[1] - shares[0],
    }


def h6(trial: Trial) -> Numbers:
    names, last = ("wish_to_save", "pull"), PARTING + LATER
    hoping = _apart(trial, last, record=names)
    looking = _apart(trial, last, HonestAssessment(who="b", start=PARTING), record=names)

    def less(name: str) -> np.ndarray:
        return mean(hoping.b(name) - looking.b(name), PARTING + 1, PARTING + 91)

    return {
        "belief": mean(hoping.b("wish_to_save"), PARTING + 1, PARTING + 91),
        "belief_less": less("wish_to_save"),
        "pull_less": less("pull"),
        "grief_further": looking.b("grief")[last] - hoping.b("grief")[last],
        "bonds_apart": np.abs(less("bond")),
        "bond": hoping.b("bond")[PARTING],
    }


def h7(trial: Trial) -> Numbers:
    """Three years apart. Arousal is told by itself: that who turns in circles is alarmed is put in."""
    last = PARTING + 3 * 365

    def at_last(*acts: Intervention) -> dict[str, np.ndarray]:
        at = _apart(trial, last, *acts)
        bad = sum(at.b(name) for name in ("bond", "critic", "load", "bitterness")) - at.b("reality_trust")
        index = np.asarray(bad)
        held = {name: at.b(name)[last] for name in ("bitterness", "arousal", "bond")}
        return held | {"recovery": index[PARTING] - index[last]}

    free = at_last()
    withheld = at_last(ForgivenessWithheld(who="b", start=PARTING))
    stuck = at_last(GriefStuck(who="b", start=PARTING))
    shares = withheld["recovery"] / free["recovery"], stuck["recovery"] / free["recovery"]
    return {
        "recovery": free["recovery"],
        "share_withheld": shares[0],
        "share_stuck": shares[1],
        "apart": shares[0] - shares[1],
        "bitterness_kept": withheld["bitterness"] - free["bitterness"],
        "alarm_kept": withheld["arousal"] - free["arousal"],
        "bond_withheld": withheld["bond"] - free["bond"],
    }


PROTOCOLS = {"G10": g10, "H6": h6, "H7": h7}
