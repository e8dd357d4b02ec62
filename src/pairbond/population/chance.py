"""Random numbers of people, looked up by who, for what and when: nobody's depend on who else there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pairbond.engine.random_numbers import channel_key, couple_keys, normals, uniform, words

Index = np.ndarray


def keys_of(seed: int, names: Sequence[str], times: Sequence[int] | None = None) -> np.ndarray:
    """Keys, uint32 ``[2, n]``, of people or couples by name; ``times`` tells the same name on other days."""
    return couple_keys(seed, names, [0] * len(names) if times is None else times).reshape(2, -1)


@dataclass(frozen=True)
class Chance:
    """The numbers of people with ``keys`` ``[2, n]``, on an occasion ``when``, a whole number or one for each."""

    keys: np.ndarray

    def of(self, who: Index) -> Chance:
        """The numbers of some of them."""
        return Chance(self.keys[:, who])

    def uniform(self, channel: str, when: int | np.ndarray) -> np.ndarray:
        """In (0, 1), ``[n]``."""
        return uniform(self._words(channel, when)[0])

    def normal(self, channel: str, when: int | np.ndarray) -> np.ndarray:
        """Standard normal, ``[n]``."""
        return normals(np, *self._words(channel, when))[0]

    def happens(self, channel: str, when: int | np.ndarray, rate: np.ndarray | float, time: float) -> np.ndarray:
        """Whether something of this rate happens within ``time``, in the same unit."""
        return self.uniform(channel, when) < 1.0 - np.exp(-np.asarray(rate) * time)

    def _words(self, channel: str, when: int | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        step = np.broadcast_to(np.asarray(when, np.uint32), self.keys.shape[1:])
        with np.errstate(over="ignore"):
            return words(self.keys, channel_key(channel), step)
