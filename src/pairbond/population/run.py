"""The verb: people over time, block by block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from pairbond.errors import PairbondError
from pairbond.population import families, help, living, origins
from pairbond.population.euphoria import Euphoria
from pairbond.population.pairing import Market, giving, inflating, market
from pairbond.population.people import NOBODY, People
from pairbond.population.protocol import YEAR, Protocol
from pairbond.population.relationships import Relationships
from pairbond.population.result import Population
from pairbond.simulate import Block
from pairbond.theory import Theory

MOST_PEOPLE, MOST_YEARS = 1_000_000, 500


def simulate_population(
    people: float = 10_000,
    years: float = 60,
    seed: int = 0,
    protocol: Protocol | None = None,
    theory: Theory | None = None,
    progress: Callable[..., None] | None = None,
) -> Population:
    """People over time: they meet, pair, part, pair again, have children, seek help and die.

    Parameters
    ----------
    people : number of founders, from 2. Their children and grandchildren come on top.
    years : how long, above 0.
    seed : of all that happens by chance. Same seed, same numbers.
    protocol : the rules of meeting, birth, help and death; by default ``Protocol()``.
    theory : what two people live by; by default the whole theory.
    progress : called now and then with a line on how far it is.

    Returns
    -------
    Population, with the tables ``people``, ``relationships`` and ``years``, and ``summary()``.

    Raises
    ------
    PairbondError : a number that is not possible.

    Examples
    --------
    >>> found = simulate_population(people=40, years=3, seed=1)
    >>> len(found.people) >= 40
    True
    """
    _check(people, years)
    rules = Protocol() if protocol is None else protocol
    theory = Theory() if theory is None else theory
    world = PopulationState.of(int(people), int(seed), rules, theory)
    total = round(years * YEAR)
    while world.day < total:
        if progress is not None:
            progress(f"living year {world.day / YEAR:.0f} of {years:g}")
        world.pass_days(min(int(rules.block), total - world.day), total)
    world.note(total)
    return Population.of(world.people, world.relationships, world.noted, rules, theory, int(seed), float(years))


@dataclass
class PopulationState:
    """Where the population stands on a day.

    Attributes
    ----------
    day, period : days since the beginning, and how many blocks of days have passed.
    noted : a row for each year, as far as it can be told only on the day.
    """

    protocol: Protocol
    people: People
    relationships: Relationships
    market: Market
    block: Block
    day: int = 0
    period: int = 0
    noted: list[dict[str, float]] = field(default_factory=list[dict[str, float]])

    @classmethod
    def of(cls, founders: int, seed: int, protocol: Protocol, theory: Theory) -> PopulationState:
        """The founders before anything has happened."""
        people = People(theory, seed)
        origins.found(people, founders, protocol)
        table = Euphoria.of(theory, protocol.culture)
        rules = market(protocol, people, np.arange(founders), table)
        return cls(protocol, people, Relationships(), rules, living.block_of(theory, protocol))

    def pass_days(self, days: int, total: int) -> None:
        """One block: who is of age comes in, singles meet, everybody lives, and then it is looked what became of it."""
        people, relationships, rules = self.people, self.relationships, self.protocol
        culture = rules.culture_in(self.day / total)
        if self.day >= len(self.noted) * YEAR:
            self.note(total)
        origins.come_of_age(people, families.grow(people, rules, culture, self.day))
        pairs = self.market.form(people, self.free(), self.day, self.period)
        living.begin(people, relationships, pairs, self.day)
        around = living.Around(culture, rules.support, help.held(people, rules, self.day))
        parted = living.live(self.block, people, relationships, around, self.day, days)
        self.day += days
        if rules.work_between:
            people["work_until"][parted] = self.day + rules.work_between * YEAR
        families.bear(people, relationships, rules, self.day, days, self.period)
        living.die(people, relationships, rules, self.day, days, self.period)
        help.seek(people, rules, self.day, days, self.period)
        self.period += 1

    def free(self) -> np.ndarray:
        """Places of those who may meet somebody."""
        people = self.people
        return np.flatnonzero(people.alive & (people["relationship"] == NOBODY) & ~(people["work_until"] > self.day))

    def note(self, total: int) -> None:
        """Write down how it stands with the adults alive."""
        people = self.people
        alive = np.flatnonzero(people.alive)
        paired = people["relationship"][alive] != NOBODY
        status = self.relationships.status.get("code", np.array([]))
        row = {
            "year": self.day / YEAR,
            "culture": self.protocol.culture_in(self.day / total),
            "adults": float(len(alive)),
            "in_relationship": float(paired.sum()),
            "together": 2.0 * float((status < 0.5).sum()),
            "in_help": float((~np.isnan(people["help_since"][alive])).sum()),
        }
        means = {name: people.state[name][alive] for name in NOTED} if len(alive) else {}
        means |= {"coping": people.params["coping"][alive]}
        means |= {"inflating": inflating(people, alive), "giving": giving(people, alive)} if len(alive) else {}
        self.noted.append({**row, **{f"mean_{name}": _mean(x) for name, x in means.items()}})


NOTED = ("inner_worth", "integration", "load", "unmet_need", "felt_worth", "outside_life")


def _mean(x: np.ndarray) -> float:
    return float(x.mean()) if x.size else float("nan")


def _check(people: float, years: float) -> None:
    if people != people or not 2 <= people <= MOST_PEOPLE or people != int(people):
        near = 2 if people != people else min(max(round(people), 2), MOST_PEOPLE)
        raise PairbondError(
            f"people is {people:g}; it has to be a whole number from 2 to {MOST_PEOPLE}: the nearest is {near}."
        )
    if years != years or not 1 / YEAR <= years <= MOST_YEARS:
        near = 1 if years != years or years <= 0 else MOST_YEARS
        raise PairbondError(
            f"years is {years:g}; it has to be above 0 and at most {MOST_YEARS}: the nearest is {near}."
        )
