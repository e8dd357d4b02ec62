"""Relationships: a table of all there ever were, and the states of those that go on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

Columns = dict[str, np.ndarray]

# at the beginning of the relationship, of each of the two
AT_MEETING = ("inflating", "giving", "inner_worth", "integration", "anxiety", "avoidance", "euphoria", "resemblance")
_FILL = {
    "a": -1,
    "b": -1,
    "begun": np.nan,
    "ended": np.nan,
    "death": False,  # whether a death ended it
    "left_a": 0.0,  # who left last
    "left_b": 0.0,
    "attempts_a": 0.0,
    "attempts_b": 0.0,
    "returns": 0.0,
    "days_together": 0.0,
    "children": 0,
    **{f"{name}_{who}": np.nan for name in AT_MEETING for who in "ab"},
}


def _empty() -> Columns:
    return {name: np.array([], np.asarray(fill).dtype) for name, fill in _FILL.items()}


@dataclass
class Relationships:
    """All relationships in columns, and those that go on.

    Attributes
    ----------
    column : ``[n]`` by name; a and b are places of people, the lower first; days since the beginning.
    going_on : their places, ``[k]``, ascending.
    state, status, keys : of those, in that order, ``[2, k]`` or ``[k]``.
    """

    column: Columns = field(default_factory=_empty)
    going_on: np.ndarray = field(default_factory=lambda: np.array([], int))
    state: Columns = field(default_factory=dict[str, np.ndarray])
    status: Columns = field(default_factory=dict[str, np.ndarray])
    keys: np.ndarray = field(default_factory=lambda: np.zeros((2, 0), np.uint32))

    def __len__(self) -> int:
        return len(self.column["a"])

    def __getitem__(self, name: str) -> np.ndarray:
        return self.column[name]

    @property
    def partners(self) -> np.ndarray:
        """Places of the partners of those that go on, ``[2, k]``."""
        return np.stack([self["a"][self.going_on], self["b"][self.going_on]])

    def add(self, columns: Columns, state: Columns, status: Columns, keys: np.ndarray) -> np.ndarray:
        """New ones begin; returns their places."""
        count = keys.shape[1]
        places = np.arange(len(self), len(self) + count)
        for name, fill in _FILL.items():
            new = columns.get(name, np.full(count, fill))
            self.column[name] = np.concatenate([self.column[name], new.astype(self.column[name].dtype)])
        self.going_on = np.concatenate([self.going_on, places])
        for old, new in ((self.state, state), (self.status, status)):
            for name, x in new.items():
                old[name] = np.concatenate([old[name], x], axis=-1) if name in old else np.array(x)
        self.keys = np.concatenate([self.keys, keys], axis=1)
        return places

    def end(self, which: np.ndarray) -> np.ndarray:
        """Those of the ones that go on end, ``which`` true; returns their places."""
        over, stays = self.going_on[which], ~which
        self.going_on = self.going_on[stays]
        for values in (self.state, self.status):
            for name, x in values.items():
                values[name] = x[..., stays]
        self.keys = self.keys[:, stays]
        return over
