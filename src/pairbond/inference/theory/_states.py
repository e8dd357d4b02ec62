"""What is followed from day to day, and in which order.

Thirteen states of each person and two of the couple are uncertain and filtered. Inner worth, integration and outside
life move over years and are taken as constant over a diary (they are parameters). Some states follow from the others
slowly and without noise of their own: they are *carried* along by their most plausible course.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pairbond.theory import QUANTITIES, Theory

F = NDArray[np.float64]

PERSON = (
    "felt_worth",
    "shame",
    "arousal",
    "unmet_need",
    "image",
    "expected_warmth",
    "uncertainty",
    "bond",
    "load",
    "critic",
    "reality_trust",
    "false_self",
    "fortune",
)
COUPLE = ("security", "tension")
SIZE = 2 * len(PERSON) + len(COUPLE)
# [a's states, b's states, the couple's]
PLACES = {
    **{name: (i, len(PERSON) + i) for i, name in enumerate(PERSON)},
    **{name: (2 * len(PERSON) + i,) for i, name in enumerate(COUPLE)},
}
CARRIED = ("grief", "first_high", "bitterness", "entitlement")
CARRIED_PLACES = {**{name: (2 * i, 2 * i + 1) for i, name in enumerate(CARRIED)}, "familiarity": (2 * len(CARRIED),)}
ALONG = 2 * len(CARRIED) + 1
TURNED = np.array([place for at in CARRIED_PLACES.values() for place in at[::-1]])  # partners exchanged
GRIEF = slice(0, 2)  # of what is carried
SWAPPED = np.r_[len(PERSON) : 2 * len(PERSON), 0 : len(PERSON), 2 * len(PERSON) : SIZE]
UNBOUNDED = tuple(name for name in (*PERSON, *COUPLE) if QUANTITIES[name].high == float("inf"))
FREE = np.array([place for name in UNBOUNDED for place in PLACES[name]])
EDGE = 1e-3  # bounded states are kept this far inside their range


def unpacked(x: F) -> dict[str, F]:
    """States by name, [2, L] or [L], of points ``x`` [L, SIZE]."""
    return {name: (x[:, at].T if len(at) == 2 else x[:, at[0]]) for name, at in PLACES.items()}


def carried_unpacked(carried: F) -> dict[str, F]:
    """Carried states by name, [2, L] or [L], of ``carried`` [ALONG, L]."""
    return {name: (carried[list(at)] if len(at) == 2 else carried[at[0]]) for name, at in CARRIED_PLACES.items()}


def carried_packed(states: Mapping[str, F]) -> F:
    """The opposite of :func:`carried_unpacked`."""
    return np.concatenate([np.atleast_2d(states[name]) for name in CARRIED_PLACES])


def packed(states: dict[str, F]) -> F:
    """The opposite of :func:`unpacked`."""
    return np.concatenate([np.atleast_2d(states[name]) for name in PLACES])[ORDER].T


# rows of `packed` come state by state; this puts them person by person
ORDER = np.argsort([place for at in PLACES.values() for place in at])


RANGES = np.full(SIZE, EDGE), np.full(SIZE, 1.0 - EDGE)  # between which points are kept
for _name, _far in (("image", 2.5), ("fortune", 6.0)):
    RANGES[0][list(PLACES[_name])], RANGES[1][list(PLACES[_name])] = -_far, _far


def inside(x: F) -> F:
    """Points [..., SIZE] with every bounded state within its range."""
    return np.clip(x, *RANGES)


def noise_power(theory: Theory) -> tuple[F, F]:
    """Noise of a day, [SIZE]: its variance, to be multiplied by x (1 - x) where the second array is 1 (bounded), not 0.

    As in the theory's own step.
    """
    power, bounded = np.zeros(SIZE), np.ones(SIZE)
    bounded[FREE] = 0.0
    for name in theory.noisy:
        at = list(PLACES[name])
        power[at] = theory.defaults[f"noise_{name}"] ** 2 * (
            1.0 if name in UNBOUNDED else theory.defaults["noise_spread"]
        )
    return power, bounded
