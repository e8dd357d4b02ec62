"""Everybody who was ever born: one place each, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pairbond.population.chance import Chance, keys_of
from pairbond.theory import Person, Theory

NOBODY = -1
# what a child's care follows from, and the days it is averaged over
HOME = ("mentalization", "care", "care_square", "arousal", "arousal_square", "inflating", "neediness")
CHILDHOOD = ("mirroring", "inconsistency", "praise", "parentification", "containment", "culture")

_DAY = np.nan
COLUMNS: dict[str, Any] = {
    # days since the beginning; NaN: not, or not yet
    "born": _DAY,
    "died": _DAY,
    "first_paired": _DAY,
    "help_since": _DAY,
    "work_until": _DAY,
    # who
    "parent_a": NOBODY,
    "parent_b": NOBODY,
    "generation": 0,
    "relationship": NOBODY,  # the one that has not ended
    "relationships": 0,
    "children": 0,
    "meetings": 0,  # since the last relationship
    "help_sought": 0,
    "help_dropped": 0,
    "help_finished": 0,
    "adult": False,
    "supported": False,
    **dict.fromkeys(CHILDHOOD, np.nan),
}


def empty() -> dict[str, np.ndarray]:
    """The columns of nobody."""
    return {name: np.array([], np.asarray(fill).dtype) for name, fill in COLUMNS.items()}


@dataclass
class People:
    """Columns, parameters and states of everybody, by place.

    Attributes
    ----------
    column : what the protocol knows of a person, ``[n]`` by name.
    params : traits and whatever else the theory takes of a person, ``[n]`` by name; NaN before childhood is over.
    state : states of a person, ``[n]`` by name; as they were at the last look.
    keys : of the random numbers, uint32 ``[2, n]``.
    exposure : sums over the days of adult life of what ``HOME`` measures, and the days, ``[n, 8]``.
    home : those sums of both parents on the day of birth, ``[n, 2, 8]``.
    """

    theory: Theory
    seed: int
    column: dict[str, np.ndarray] = field(default_factory=empty)
    params: dict[str, np.ndarray] = field(default_factory=dict[str, np.ndarray])
    state: dict[str, np.ndarray] = field(default_factory=dict[str, np.ndarray])
    keys: np.ndarray = field(default_factory=lambda: np.zeros((2, 0), np.uint32))
    exposure: np.ndarray = field(default_factory=lambda: np.zeros((0, len(HOME) + 1)))
    home: np.ndarray = field(default_factory=lambda: np.zeros((0, 2, len(HOME) + 1)))

    def __len__(self) -> int:
        return self.keys.shape[1]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.column[name]

    @property
    def chance(self) -> Chance:
        """Random numbers of everybody."""
        return Chance(self.keys)

    @property
    def alive(self) -> np.ndarray:
        """Adults alive, ``[n]``."""
        return self["adult"] & np.isnan(self["died"])

    def add(self, columns: dict[str, np.ndarray]) -> np.ndarray:
        """As many as ``columns`` has, with these columns; returns their places."""
        count = len(next(iter(columns.values())))
        places = np.arange(len(self), len(self) + count)
        for name, fill in COLUMNS.items():
            new = columns.get(name, np.full(count, fill))
            self.column[name] = np.concatenate([self.column[name], new.astype(self.column[name].dtype)])
        for values in (self.params, self.state):
            for name, x in values.items():
                values[name] = np.concatenate([x, np.full(count, np.nan)])
        self.keys = np.concatenate([self.keys, keys_of(self.seed, [f"person {i}" for i in places])], axis=1)
        self.exposure = np.concatenate([self.exposure, np.zeros((count, *self.exposure.shape[1:]))])
        self.home = np.concatenate([self.home, np.zeros((count, *self.home.shape[1:]))])
        return places

    def become(self, places: np.ndarray, persons: Sequence[Person]) -> None:
        """Give these the traits, gains and parameters of these persons."""
        for name, values in given(self.theory, persons).items():
            if name not in self.params:  # of nobody before: the theory's own
                self.params[name] = np.full(len(self), self.theory.defaults[name])
            self.params[name][places] = values

    def take(self, name: str, places: np.ndarray) -> np.ndarray:
        """A parameter of some, where ``NOBODY`` is nobody in particular."""
        return np.where(places == NOBODY, self.theory.defaults[name], self.params[name][places])


def given(theory: Theory, persons: Sequence[Person]) -> dict[str, np.ndarray]:
    """What the theory takes of these persons, ``[n]`` by name."""
    rows = [{**one.traits, **{f"gain_{k}": x for k, x in one.gains.items()}, **one.params} for one in persons]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: np.array([row.get(name, theory.defaults[name]) for row in rows]) for name in names}
