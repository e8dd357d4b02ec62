"""Who takes whom: both have to accept, by early euphoria, by what is familiar, and by taste.

A person accepts another with probability sigmoid(choosiness × (attraction - aspiration)), raised to a power that falls
with the number of people met in vain, as in Kalick & Hamilton (1986): in the end anybody is accepted. Attraction is
early euphoria with this person (of the two as they are by now), plus what resemblance to the first carers adds (A7),
plus a taste that nothing explains and that stays the same for the same two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pairbond.population.euphoria import Euphoria
from pairbond.population.meeting import meetings
from pairbond.population.people import NOBODY, People
from pairbond.population.protocol import YEAR, Protocol
from pairbond.theory import coping_strengths

EARLIEST = 0.02  # of an exponent: who has met more people than patience lasts accepts nearly anybody


@dataclass(frozen=True)
class Pairs:
    """Who found whom: places of both, the lower first, ``[n]``; attraction in its parts, ``[2, n]``."""

    a: np.ndarray
    b: np.ndarray
    euphoria: np.ndarray
    resemblance: np.ndarray


@dataclass(frozen=True, eq=False)
class Market:
    """The rules of acceptance, with the theory's table of early euphoria.

    Attributes
    ----------
    euphoria : the table.
    level : early euphoria at which half are accepted.
    """

    protocol: Protocol
    euphoria: Euphoria
    level: float

    def rounds(self, period: int) -> range:
        """Numbers of the rounds of meetings of this period, so that their mean is what the protocol says."""
        each = self.protocol.meetings * self.protocol.block / YEAR
        return range(int(each * period), int(each * (period + 1)))

    def form(self, people: People, free: np.ndarray, day: int, period: int) -> Pairs:
        """Pairs among the people ``free`` (places) in the rounds of this period; counts whom each has met."""
        formed: list[Pairs] = []
        for number in self.rounds(period):
            age = (day - people["born"][free]) / YEAR
            one, two = meetings(people.chance.of(free), age, self.protocol.age_distance, number)
            a, b = np.minimum(free[one], free[two]), np.maximum(free[one], free[two])
            people["meetings"][np.concatenate([a, b])] += 1
            met = self._met(people, a, b)
            willing = self._accepts(people, a, b, met, 0, number) & self._accepts(people, b, a, met, 1, number)
            willing &= ~_related(people, a, b)
            formed.append(Pairs(a[willing], b[willing], met.euphoria[:, willing], met.resemblance[:, willing]))
            free = free[~np.isin(free, np.concatenate([formed[-1].a, formed[-1].b]))]
        if not formed:
            none = np.array([], int)
            return Pairs(none, none, np.zeros((2, 0)), np.zeros((2, 0)))
        return Pairs(
            *(np.concatenate([getattr(x, k) for x in formed]) for k in "ab"),
            *(np.concatenate([getattr(x, k) for x in formed], axis=1) for k in ("euphoria", "resemblance")),
        )

    def _met(self, people: People, a: np.ndarray, b: np.ndarray) -> Pairs:
        glad = self.euphoria.between(as_met(people, a), as_met(people, b))
        alike = np.stack([resemblance(people, x, y, self.protocol.resemblance) for x, y in ((a, b), (b, a))])
        return Pairs(a, b, glad, alike)

    def _accepts(
        self, people: People, own: np.ndarray, other: np.ndarray, met: Pairs, side: int, number: int
    ) -> np.ndarray:
        rules, chance = self.protocol, people.chance.of(own)
        attraction = (
            met.euphoria[side]
            + rules.familiarity * met.resemblance[side]
            + rules.taste * chance.normal("taste", other.astype(np.uint32))
        )
        likely = 1.0 / (1.0 + np.exp(-rules.choosiness * (attraction - self.level)))
        vain = people["meetings"][own] - 1
        settling = np.maximum((rules.patience - vain) / rules.patience, EARLIEST)
        return chance.uniform("accept", number) < likely**settling


def as_met(people: People, places: np.ndarray) -> dict[str, np.ndarray]:
    """What early euphoria is read from: traits, with inner worth and integration as they are by now."""
    return {
        "inner_worth": people.state["inner_worth"][places],
        "integration": people.state["integration"][places],
        **{name: people.params[name][places] for name in ("coping", "anxiety", "avoidance")},
    }


def resemblance(people: People, own: np.ndarray, other: np.ndarray, width: float) -> np.ndarray:
    """How much ``other`` is like those who cared for ``own``, in (0, 1].

    Two things can be told of carers from the childhood they gave: how self-inflating they were (praise is 1.3 times
    it) and how well they held distress. In the other they are the strength of the self-inflating coping, and
    mentalization as it would be without stress.
    """
    p = people.theory.defaults
    inflated = np.minimum(people["praise"][own] / 1.3, 1.0)
    slope = p["mentalization_base"] + p["mentalization_integration"] * people.state["integration"][other]
    holds = 1.0 / (1.0 + np.exp(-slope))
    away = (inflating(people, other) - inflated) ** 2 + (holds - people["containment"][own]) ** 2
    return np.exp(-away / (2.0 * width**2))


def inflating(people: People, places: np.ndarray) -> np.ndarray:
    """Strength of the self-inflating coping now: wound × coping, saturated."""
    return _strengths(people, places)[0]


def giving(people: People, places: np.ndarray) -> np.ndarray:
    """Strength of the self-sacrificing coping now: wound × coping, saturated."""
    return _strengths(people, places)[1]


def _strengths(people: People, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    half = people.theory.defaults["coping_half"]
    return coping_strengths(people.state["inner_worth"][places], people.params["coping"][places], half)


def market(protocol: Protocol, people: People, founders: np.ndarray, euphoria: Euphoria) -> Market:
    """The market of these founders: what they aspire to is measured on pairs of them, drawn by lot."""
    order = np.argsort(people.chance.of(founders).uniform("aspiration", 0), kind="stable")
    half = len(founders) // 2
    a, b = founders[order[:half]], founders[order[half : 2 * half]]
    glad = euphoria.between(_traits(people, a), _traits(people, b))
    return Market(protocol, euphoria, float(np.quantile(glad, protocol.aspiration)) if half else 0.0)


def _traits(people: People, places: np.ndarray) -> dict[str, np.ndarray]:
    first = {"inner_worth": "inner_worth_0", "integration": "integration_0"}
    names = ("inner_worth", "integration", "coping", "anxiety", "avoidance")
    return {name: people.params[first.get(name, name)][places] for name in names}


def _related(people: People, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Siblings, and parents with their children."""
    found = np.zeros(len(a), bool)
    for one in ("parent_a", "parent_b"):
        found |= (people[one][a] == b) | (people[one][b] == a)
        for other in ("parent_a", "parent_b"):
            found |= (people[one][a] == people[other][b]) & (people[one][a] != NOBODY)
    return found
