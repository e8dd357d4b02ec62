"""Help: sought when exhaustion and lost supply grow, dropped when things are better, finished in the end (I11)."""

from __future__ import annotations

import numpy as np

from pairbond.population.pairing import inflating
from pairbond.population.people import People
from pairbond.population.protocol import YEAR, Protocol


def distress(people: People, places: np.ndarray) -> np.ndarray:
    """Exhaustion, and for the self-inflating supply that is missing: strength of the coping × unmet need."""
    return people.state["load"][places] + inflating(people, places) * people.state["unmet_need"][places]


def seek(people: People, protocol: Protocol, day: int, days: int, period: int) -> None:
    """Who begins, drops or finishes help in these days."""
    places = np.flatnonzero(people.alive)
    chance, since = people.chance.of(places), people["help_since"][places]
    trouble, slope = distress(people, places), protocol.help_slope
    seeking = protocol.help_rate * _sigmoid(slope * (trouble - protocol.help_from))
    dropping = protocol.drop_rate * _sigmoid(slope * (protocol.drop_below - trouble))
    begins = chance.happens("seek", period, seeking, days / YEAR)
    drops = chance.happens("drop", period, dropping, days / YEAR)
    inside = ~np.isnan(since)
    finished = inside & (day - since >= protocol.help_years * YEAR)
    drops &= inside & ~finished
    begins &= ~inside
    people["help_since"][places[begins]] = day
    people["help_since"][places[drops | finished]] = np.nan
    for name, which in (("sought", begins), ("dropped", drops), ("finished", finished)):
        people[f"help_{name}"][places[which]] += 1


def held(people: People, protocol: Protocol, day: int) -> np.ndarray:
    """How fully shame is held, ``[n]``: in help, and in work on the wound after a relationship."""
    working = people["work_until"] > day
    return np.where(~np.isnan(people["help_since"]) | working, protocol.holding, 0.0)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-x))
