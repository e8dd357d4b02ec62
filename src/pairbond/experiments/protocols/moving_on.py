"""H8, H9: accepting, learning, deciding, doing; and giving the blame back."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.participants import CIRCUIT, PARTING
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import Array
from pairbond.experiments.trial import Trial
from pairbond.simulate import Begin
from pairbond.theory import Intervention
from pairbond.theory.interventions import GriefSuppressed, HonestAssessment, NoContact, Remembrance, SupportNetwork

Numbers = dict[str, np.ndarray]
YEAR, AFTER, LEARNING, LONG = 365, 180, 90, 4 * 365


def h8(trial: Trial) -> Numbers:
    at = trial.one(CIRCUIT, PARTING)
    looking = HonestAssessment(who="b")
    learnt = trial.one(CIRCUIT, LEARNING, [looking], begin=begin_from(trial, at, PARTING))

    def back(begin: Begin, *done: Intervention) -> Array:
        gone = trial.one(CIRCUIT, AFTER, done, ["return_rate"], begin=begin)
        return 1.0 - np.exp(-gone.two("return_rate")[1:].sum(axis=0))

    at_once = back(begin_from(trial, at, PARTING, left_by="b"))
    after = back(begin_from(trial, learnt, LEARNING, left_by="b"), looking)

    def days(*done: Intervention) -> Array:
        here = trial.one(CIRCUIT, LONG, [looking, *done], ["leaving_rate"], begin=begin_from(trial, at, PARTING))
        gone = np.cumsum(here.b("leaving_rate")[1:], axis=0) > np.log(2.0)
        return np.where(gone.any(axis=0), gone.argmax(axis=0) + 1.0, float(LONG))

    return {
        "returning_at_once": at_once,
        "returning_after": after,
        "less_returning": at_once - after,
        "days_to_act": days(),
        "days_supported": days(SupportNetwork(who="b", dose=0.7)),
    }


def h9(trial: Trial) -> Numbers:
    last = PARTING + YEAR
    telling: list[Intervention] = [Remembrance(who="b", start=PARTING), HonestAssessment(who="b", start=PARTING)]
    none, free, held_in = (
        trial.one(CIRCUIT, last, [NoContact(start=PARTING), *done])
        for done in ([], telling, [*telling, GriefSuppressed(who="b", start=PARTING)])
    )

    def left(name: str) -> list[Array]:
        return [x.b(name)[last] for x in (none, free, held_in)]

    critic, shame = left("critic"), left("shame")
    return {
        "critic": none.b("critic")[PARTING],
        "critic_less": critic[0] - critic[1],
        "shame_less": shame[0] - shame[1],
        "more_with_anger": critic[2] - critic[1],
    }


PROTOCOLS = {"H8": h8, "H9": h9}
