"""E12, E14, F9: what the body keeps, of the bond, of supply, of the alarm."""

from __future__ import annotations

import numpy as np

from pairbond.experiments.intermittent_warmth import spells
from pairbond.experiments.next_relationship import meeting
from pairbond.experiments.participants import CIRCUIT, NEXT, PARTING, acts, only
from pairbond.experiments.starting_points import begin_from
from pairbond.experiments.summaries import mean
from pairbond.experiments.trial import Trajectory, Trial
from pairbond.theory import Intervention
from pairbond.theory.interventions import NoContact, Remembrance

Numbers = dict[str, np.ndarray]
YEAR, WEEK = 365, 7


def e12(trial: Trial) -> Numbers:
    early, again, late = PARTING + 30, PARTING + 170, PARTING + 180
    apart: list[Intervention] = [NoContact(start=PARTING)]
    broken: list[Intervention] = [NoContact(start=PARTING, end=again), NoContact(start=again + 3)]

    def followed(contact: list[Intervention], *reminded: int) -> Trajectory:
        paths = [Remembrance(who="b", start=day, end=day + 3) for day in reminded]
        return trial.one(CIRCUIT, late + WEEK, [*contact, *paths], ["craving"])

    plain, plain_broken = followed(apart), followed(broken)
    first, later, after = followed(apart, early), followed(apart, late), followed(broken, late)

    def bump(at: Trajectory, without: Trajectory, day: int, name: str = "craving") -> np.ndarray:
        return mean(at.b(name) - without.b(name), day + 1, day + WEEK + 1)

    return {
        "bump": bump(first, plain, early),
        "bump_later": bump(later, plain, late),
        "bump_after_contact": bump(after, plain_broken, late),
        "arousal_bump": bump(first, plain, early, "arousal"),
    }


def e14(trial: Trial) -> Numbers:
    days, warmth = 2 * YEAR, 0.6
    rest = {"care": 0.4, "appeasing": 0.3, "pursuit": 0.3}
    at = trial.one(CIRCUIT, days, only("b", warmth=warmth, **rest), ["reward"])
    reward = at.a("reward")
    first = mean(reward, 20, 81)
    doses = np.linspace(0.0, 2.0, 81)
    given = [trial.evaluate(CIRCUIT, at, days, inputs=_set_b(trial, warmth=x, **rest))["reward"][0] for x in doses]
    enough = np.array(given) >= reward[80]
    dose = np.where(enough.any(axis=0), doses[enough.argmax(axis=0)], doses[-1]) / warmth
    share = mean(reward, days - 60) / first
    return {"share_left": share, "lost": 1.0 - share, "dose": dose, "early": first}


def _set_b(trial: Trial, **conduct: float) -> dict[str, np.ndarray]:
    """The inputs that set conduct of b, as ``Trial.evaluate`` takes them."""
    b = np.array([[0.0], [1.0]]) * np.ones(trial.size)
    pinned = {f"pin_{name}": b for name in conduct}
    return pinned | {f"to_{name}": x * b for name, x in conduct.items()}


def f9(trial: Trial) -> Numbers:
    days, start, end = 300, 10, 15
    silent = acts("a", start, end, warmth=0.0, care=0.0, withdrawal=0.3)

    def reaction(at: Trajectory, day: int, safe: int = 0) -> np.ndarray:
        """Rise of arousal in the silence of a new partner, met a year after ``day``, ``safe`` days on."""
        alone = trial.one(CIRCUIT, YEAR, [NoContact()], begin=begin_from(trial, at, day))
        begin = meeting(trial, NEXT, alone, YEAR)
        if safe:
            begin = begin_from(trial, trial.one(NEXT, safe, begin=begin), safe)
        still, stirred = (trial.one(NEXT, end, done, begin=begin).b("arousal") for done in ([], silent))
        return mean(stirred - still, start, end + 1)

    hurt, secure = trial.one(CIRCUIT, 3 * YEAR), trial.one(NEXT, 3 * YEAR)
    even, uneven = (
        trial.one(CIRCUIT, days, only("a", warmth=0.4, hostility=x))
        for x in (0.2, spells(days, days // 3, 20, 0.6, 0.0))
    )
    long, unhurt = reaction(hurt, 3 * YEAR), reaction(secure, 3 * YEAR)
    return {
        "reaction": unhurt,
        "excess": long - unhurt,
        "by_years": long - reaction(hurt, YEAR),
        "by_spells": reaction(uneven, days) - reaction(even, days),
        "lowered_by_safety": long - reaction(hurt, 3 * YEAR, safe=2 * YEAR),
    }


PROTOCOLS = {"E12": e12, "E14": e14, "F9": f9}
