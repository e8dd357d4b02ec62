"""What a protocol can do in a trial: bring two people together, set conduct, follow them, evaluate a moment.

Everything is followed for several *draws* at once: draw 0 are the defaults, the others vary every free parameter and
every trait of everybody by up to a fifth. Draws are the same in every trial.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from pairbond.simulate import Begin, Run, prepare
from pairbond.theory import (
    PEOPLE,
    QUANTITIES,
    Childhood,
    Couple,
    Intervention,
    Mechanism,
    Person,
    Theory,
    numpy_functions,
)
from pairbond.theory.person import TRAITS

SPREAD = 0.2
NEAR = 0.02
BOUNDED = [one.name for one in QUANTITIES.values() if one.stage == "state" and one.high == 1.0]
# what nobody has at a meeting and only grows with what happens: at 0 it is where it belongs
FROM_NOTHING = ("grief", "first_high", "false_self", "bitterness", "entitlement", "familiarity")


@dataclass(frozen=True)
class PersonSpec:
    """A named person, with traits of their own where ``traits`` says so.

    ``off`` names mechanisms that do not hold for this person, ``params`` free parameters, ``scaled`` factors on them.
    """

    like: str
    traits: Mapping[str, float] = field(default_factory=dict[str, float])
    off: tuple[str, ...] = ()
    params: Mapping[str, float] = field(default_factory=dict[str, float])
    scaled: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True)
class Pair:
    """Two people, and parameters that hold for both."""

    a: PersonSpec
    b: PersonSpec
    params: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True)
class Draw:
    """One draw of parameters and traits: number 0 are the defaults, the others are fixed by ``seed`` and number.

    ``off`` names mechanisms whose gain is 0 in this draw, ``constants`` numbers that are other than the theory says,
    ``as_given`` free parameters and traits ("secure anxiety") that are as in the defaults.
    """

    number: int = 0
    seed: int = 0
    off: tuple[str, ...] = ()
    constants: tuple[tuple[str, float], ...] = ()
    as_given: tuple[str, ...] = ()

    def factor(self, name: str) -> float:
        """Of a free parameter or a trait: uniform within a fifth around 1."""
        if self.number == 0 or name in self.as_given:
            return 1.0
        word = sha256(f"{self.seed}|{self.number}|{name}".encode()).digest()[:8]
        return 1.0 + SPREAD * (2.0 * int.from_bytes(word, "big") / 2**64 - 1.0)


@dataclass
class Bounds:
    """How much of the time states spent near 0 or 1: there nothing can move, and a claim may hold for that reason."""

    near: dict[str, int] = field(default_factory=dict[str, int])
    days: dict[str, int] = field(default_factory=dict[str, int])

    def take(self, name: str, x: np.ndarray) -> None:
        """Count the days of one state."""
        low = False if name in FROM_NOTHING else x < NEAR
        self.near[name] = self.near.get(name, 0) + int((low | (x > 1 - NEAR)).sum())
        self.days[name] = self.days.get(name, 0) + x.size

    @property
    def share(self) -> float:
        """Over all states; NaN if nothing was followed day by day."""
        return sum(self.near.values()) / sum(self.days.values()) if self.days else float("nan")

    @property
    def worst(self) -> tuple[str, float]:
        """The state that was near a bound most, and its share of the time."""
        shares = {name: self.near[name] / self.days[name] for name in self.days}
        return max(shares.items(), key=lambda x: x[1], default=("", float("nan")))


@dataclass(frozen=True)
class Trajectory:
    """One pair day by day: arrays ``[days + 1, n]`` for n draws."""

    values: Mapping[str, np.ndarray]

    def a(self, name: str) -> np.ndarray:
        """Of partner a."""
        return self.values[name][:, 0]

    def b(self, name: str) -> np.ndarray:
        """Of partner b."""
        return self.values[name][:, 1]

    def two(self, name: str) -> np.ndarray:
        """Of the couple."""
        return self.values[name]


@dataclass(frozen=True)
class Trial:
    """A theory, and the draws it is asked in.

    Attributes
    ----------
    theory : whose mechanisms are run.
    draws : of parameters and traits; the first of them is told in tables.
    constants : constants that are other than the theory says (a knock-out that is no mechanism).
    swapped : whether the partners have changed places; no protocol can see it.
    runs : how often a pair is followed with noise and chance, where an experiment asks for chance.
    seed : of the noise.
    """

    theory: Theory = field(default_factory=Theory)
    draws: tuple[Draw, ...] = (Draw(),)
    constants: Mapping[str, float] = field(default_factory=dict[str, float])
    swapped: bool = False
    runs: int = 40
    seed: int = 1
    bounds: Bounds = field(default_factory=Bounds)

    @property
    def size(self) -> int:
        """Number of draws."""
        return len(self.draws)

    def each(self) -> Iterator[Trial]:
        """A trial for each draw, where a protocol needs numbers of one in the next step."""
        for one in self.draws:
            yield replace(self, draws=(one,))

    @cached_property
    def _free(self) -> Mapping[str, Any]:
        return {name: one for name, one in self.theory.free.items() if name not in self.constants}

    @property
    def mechanisms(self) -> list[list[Mechanism]]:
        """The mechanisms that are there in each draw."""
        return [[one for one in self.theory.mechanisms.values() if one.name not in draw.off] for draw in self.draws]

    def grown(self, *childhoods: Childhood) -> list[dict[str, np.ndarray]]:
        """The adult of each childhood, ``[n]`` by trait: as the mechanisms of each draw have it."""
        people = [[one.person(these) for these in self.mechanisms] for one in childhoods]
        return [{name: np.array([getattr(x, name) for x in one]) for name in TRAITS} for one in people]

    def couples(self, pair: Pair) -> list[Couple]:
        """The pair in each draw."""
        found: list[Couple] = []
        for draw in self.draws:
            shared = {name: self._drawn(draw, name) for name in self._free} if draw.number else {}
            people = [self._person(draw, one) for one in (pair.a, pair.b)]
            couple = Couple(*people, params={**shared, **pair.params, **dict(draw.constants), **self.constants})
            found.append(couple.swapped() if self.swapped else couple)
        return found

    def _drawn(self, draw: Draw, name: str) -> float:
        one = self.theory.constants[name]
        low, high = one.limits or (-np.inf, np.inf)
        return float(np.clip(one.value * draw.factor(name), low, high))

    def _person(self, draw: Draw, one: PersonSpec) -> Person:
        like = PEOPLE[one.like]
        traits: dict[str, Any] = {}
        for name in TRAITS:
            row = QUANTITIES[TRAITS[name]]
            value = one.traits.get(name, getattr(like, name)) * draw.factor(f"{one.like} {name}")
            traits[name] = float(np.clip(value, row.low, row.high))
        gains = {**like.gains, **dict.fromkeys((*one.off, *draw.off), 0.0)}
        scaled = {name: x * self._drawn(draw, name) for name, x in one.scaled.items() if name in self.theory.constants}
        return Person(**traits, gains=gains, params={**one.params, **scaled})

    @property
    def states(self) -> tuple[str, ...]:
        """Names of the states of the theory, those that a mechanism brings along included."""
        return tuple(one.name for one in self.theory.states)

    def follow(
        self,
        pairs: Mapping[str, Pair],
        days: int,
        acts: Sequence[Intervention] = (),
        record: Sequence[str] = (),
        begin: Begin | None = None,
    ) -> dict[str, Trajectory]:
        """Pairs under the same interventions, day by day, without noise; from the meeting, or ``begin``."""
        there = {*self.states, *(step.name for step in self.theory.graph.steps)}
        gone = [name for name in record if name not in there]  # its owner was knocked out: the neutral value
        shown = tuple(dict.fromkeys((*self.states, *(x for x in record if x in there))))
        run = self._run(pairs, days, acts, shown, False, 1, begin)
        paths = {name: self._labelled(name, x) for name, x in run.arrays().items()}
        paths |= {name: np.full_like(paths["shame"], self.theory.quantities[name].default) for name in gone}
        for name in BOUNDED:
            self.bounds.take(name, paths[name])
        n = self.size
        return {
            pair: Trajectory({name: x[..., i * n : (i + 1) * n] for name, x in paths.items()})
            for i, pair in enumerate(pairs)
        }

    def one(
        self,
        pair: Pair,
        days: int,
        acts: Sequence[Intervention] = (),
        record: Sequence[str] = (),
        begin: Begin | None = None,
    ) -> Trajectory:
        """One pair day by day."""
        return self.follow({"it": pair}, days, acts, record, begin)["it"]

    def with_noise(
        self,
        pair: Pair,
        days: int,
        acts: Sequence[Intervention] = (),
        record: str | Sequence[str] = "summary",
    ) -> dict[str, np.ndarray]:
        """One pair with noise and events: ``[…, n, runs]``, partners before that, days before them."""
        run = self._run({"it": pair}, days, acts, record, noise=True, runs=self.runs)
        paths = {name: self._labelled(name, x) for name, x in run.arrays().items()}
        paths |= {"attempts": self._partners(np.asarray(run.result.carry["status.attempts"]))}
        return {name: x.reshape(*x.shape[:-1], self.size, self.runs) for name, x in paths.items()}

    def evaluate(
        self,
        pair: Pair,
        at: Trajectory,
        day: int,
        changed: Mapping[str, Any] | None = None,
        inputs: Mapping[str, np.ndarray] | None = None,
    ) -> dict[str, np.ndarray]:
        """Every value of the theory at the beginning of a day, by name.

        ``changed``: states to put in place of those of the day; ``inputs``: [2, n].
        """
        state = {name: at.values[name][day] for name in self.states} | dict(changed or {})
        if self.swapped:
            state = {name: x[::-1] if x.ndim == 2 else x for name, x in state.items()}
        given = {name: self._partners(x) for name, x in (inputs or {}).items()}
        none = np.zeros(self.size)
        status = {
            "code": none,
            "days_apart": none,
            "attempts": np.zeros((2, self.size)),
            "leaver": np.zeros((2, self.size)),
        }
        found = self.theory.evaluate(numpy_functions, state, status, given, self._params(pair))
        return {name: self._partners(np.asarray(x)) for name, x in found.items()}

    @cached_property
    def _looked_at(self) -> dict[int, tuple[Pair, Any]]:
        return {}

    def _params(self, pair: Pair) -> Any:
        """Of the pair in each draw; kept, as an experiment looks at the same pair on hundreds of days."""
        known = self._looked_at.get(id(pair))
        if known is None or known[0] is not pair:
            known = self._looked_at[id(pair)] = pair, self.theory.params(self.couples(pair))
        return known[1]

    def _run(
        self,
        pairs: Any,
        days: int,
        acts: Sequence[Any],
        record: Any,
        noise: bool,
        runs: int,
        begin: Begin | None = None,
    ) -> Run:
        other = {"a": "b", "b": "a", "both": "both"}
        given = [replace(x, who=other[x.who]) for x in acts] if self.swapped else list(acts)
        couples = [couple for pair in pairs.values() for couple in self.couples(pair)]
        return prepare(
            couples,
            days,
            draws=runs,
            seed=self.seed,
            interventions=given,
            theory=self.theory,
            record=record,
            noise=noise,
            begin=begin,
        )

    def _labelled(self, name: str, x: np.ndarray) -> np.ndarray:
        """Partners in the experiment's order."""
        quantity = self.theory.quantities.get(name)
        x = np.asarray(x, float)
        return x if quantity is not None and quantity.couple else self._partners(x)

    def _partners(self, x: np.ndarray) -> np.ndarray:
        return x[..., ::-1, :] if self.swapped and x.ndim >= 2 and x.shape[-2] == 2 else x
