"""Children: born to couples that are together, cared for as their parents live, grown up one day (d10, A5)."""

from __future__ import annotations

import numpy as np

from pairbond.population.origins import drawn, raise_with
from pairbond.population.people import HOME, People
from pairbond.population.protocol import YEAR, Protocol
from pairbond.population.relationships import Relationships
from pairbond.theory.childhood import care_from

LEAST = 270  # days from meeting to a birth


def bear(people: People, relationships: Relationships, protocol: Protocol, day: int, days: int, period: int) -> None:
    """Births of these days: selection into couples, as only who is together has children."""
    places, partners = relationships.going_on, relationships.partners
    older = (day - people["born"][partners].min(0)) / YEAR
    may = (
        (relationships.status.get("code", np.array([])) < 0.5)
        & (older < protocol.fertile_until)
        & (day - relationships["begun"][places] >= LEAST)
        & (relationships["children"][places] < protocol.most_children)
    )
    first = partners[0]  # the numbers of one of the two decide
    born = may & people.chance.of(first).happens("birth", period, protocol.births, days / YEAR)
    if not born.any():
        return
    a, b = partners[:, born]
    children = people.add(
        {
            "born": np.full(len(a), float(day)),
            "parent_a": a,
            "parent_b": b,
            "generation": np.maximum(people["generation"][a], people["generation"][b]) + 1,
        }
    )
    people.home[children] = np.stack([people.exposure[a], people.exposure[b]], axis=1)
    people["supported"][children] = people.chance.of(children).uniform("supported", 0) < protocol.supported
    relationships["children"][places[born]] += 1
    people["children"][np.concatenate([a, b])] += 1


def grow(people: People, protocol: Protocol, culture: float, day: int) -> np.ndarray:
    """Childhoods that are over by now leave their traits; returns who is of age and no adult yet."""
    age = (day - people["born"]) / YEAR
    raised = np.flatnonzero(np.isnan(people["mirroring"]) & (age >= protocol.childhood_years))
    if raised.size:
        chance = people.chance.of(raised)
        care = drawn(protocol, chance, culture)
        if protocol.transmission:
            normals = np.stack([chance.normal(f"childhood {i}", 1) for i in range(5)])
            found = care_from(home(people, raised), normals)
            care |= {name: np.where(np.isnan(x), care[name], x) for name, x in found.items()}
        raise_with(people, raised, care)
    return np.flatnonzero(~people["adult"] & np.isnan(people["died"]) & (age >= protocol.coming_of_age))


def home(people: People, children: np.ndarray) -> dict[str, np.ndarray]:
    """What both parents were like in the first years of these children, ``[2, n]`` by name.

    A parent who died at once is known by the other alone; where both did, NaN.
    """
    parents = np.stack([people["parent_a"][children], people["parent_b"][children]], axis=1)
    sums = people.exposure[parents] - people.home[children]
    with np.errstate(invalid="ignore"):
        mean = sums[..., : len(HOME)] / sums[..., len(HOME) :]  # [n, 2, 7]
    mean = np.where(np.isnan(mean), mean[:, ::-1], mean)
    measures = {name: mean[..., i].T for i, name in enumerate(HOME)}
    for name in ("care", "arousal"):
        measures[f"{name}_sd"] = np.sqrt(np.maximum(measures.pop(f"{name}_square") - measures[name] ** 2, 0.0))
    return measures
