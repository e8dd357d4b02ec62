"""Where people come from: childhoods drawn for founders, and what childhood makes of anybody."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv

from pairbond.population.chance import Chance
from pairbond.population.people import CHILDHOOD, People
from pairbond.population.protocol import CARE, Protocol
from pairbond.theory import Childhood


def drawn(protocol: Protocol, chance: Chance, culture: float) -> dict[str, np.ndarray]:
    """Childhoods as founders have them, ``[n]`` by name: beta distributions with the protocol's means and spread."""
    found: dict[str, np.ndarray] = {"culture": np.full(chance.keys.shape[1], culture)}
    for name in CARE:
        mean, spread = getattr(protocol, name), protocol.care_spread
        if spread == 0:
            found[name] = np.full(chance.keys.shape[1], mean)
            continue
        size = mean * (1.0 - mean) / spread**2 - 1.0
        found[name] = betaincinv(mean * size, (1.0 - mean) * size, chance.uniform(f"childhood {name}", 0))
    return found


def raise_with(people: People, places: np.ndarray, care: dict[str, np.ndarray]) -> None:
    """These childhoods are over: write them down, and the traits they leave (d10)."""
    for name in CHILDHOOD:
        people[name][places] = care[name]
    rows = [dict(zip(CHILDHOOD, one, strict=True)) for one in zip(*(care[k].tolist() for k in CHILDHOOD), strict=True)]
    people.become(places, [Childhood(**row).person(people.theory.mechanisms.values()) for row in rows])


def come_of_age(people: People, places: np.ndarray) -> None:
    """Adult life begins, alone: the theory's states at meeting, but nobody is there, and nobody was lost."""
    params = {name: np.stack([x[places]] * 2) for name, x in people.params.items()}
    start = people.theory.start(params)
    for name, x in start.items():
        if x.ndim == 2:  # of the person, not of a couple
            held = people.state.setdefault(name, np.full(len(people), np.nan))
            held[places] = ALONE.get(name, x[0])
    people["adult"][places] = True


# no image of anybody, no bond, nothing expected, and nothing to grieve
ALONE = {"image": 0.0, "expected_warmth": 0.0, "uncertainty": 0.0, "bond": 0.0, "grief": 1.0}


def found(people: People, count: int, protocol: Protocol) -> None:
    """The founders; they come of age evenly over the first years."""
    days = 365.25 * (protocol.entry_years * (np.arange(count) + 0.5) / max(count, 1) - protocol.coming_of_age)
    places = people.add({"born": np.floor(days)})
    chance = people.chance.of(places)
    raise_with(people, places, drawn(protocol, chance, protocol.culture))
    people["supported"][places] = chance.uniform("supported", 0) < protocol.supported
