"""Random numbers that are looked up, not drawn in turn.

Every random number is a function of (seed, couple, draw, channel, step) and of the partner. A *channel* is the name of
what is disturbed ("shame", "leave"), so a new mechanism, a larger batch or another number of workers changes nobody's
numbers, and two scenarios can be compared under the same random numbers.

The function is defined once, in 32-bit operations that NumPy, JAX and vector machine code have in common: a keyed
permutation of 64 bits, then Box–Muller. One look-up gives the numbers of both partners.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np

# odd multipliers and shifts of the permutation; four rounds pass the battery of science/noise.py, three do not
MULTIPLY = (0x9E3779B1, 0x85EBCA77)
ADD = (0x7F4A7C15, 0x165667B1)
SHIFT = (16, 15)
ROUNDS = 4


def mix(a: Any, b: Any) -> tuple[Any, Any]:
    """A fixed permutation of 64 bits, given as two arrays of uint32 (NumPy or JAX)."""
    word = np.uint32
    a = a * word(MULTIPLY[0]) + word(ADD[0])
    b = b * word(MULTIPLY[1]) + word(ADD[1])
    for _ in range(ROUNDS):
        a = a + b * word(MULTIPLY[0])
        b = b + a * word(MULTIPLY[1])
        a = a ^ (a >> word(SHIFT[0]))
        b = b ^ (b >> word(SHIFT[1]))
    return a, b


def channel_key(name: str) -> tuple[int, int]:
    """Two 32-bit words that stand for the name of a channel."""
    digest = blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")


def couple_keys(seed: int, couples: Sequence[int | str], draws: Sequence[int]) -> np.ndarray:
    """One key for each trajectory: uint32 [2, n], of ``couples[i]`` in its draw ``draws[i]``.

    Couples are known by a whole number or a name, never by their place in the batch.
    """
    ids = np.array([channel_key(c) if isinstance(c, str) else _two_words(c) for c in couples], np.uint32).reshape(-1, 2)
    numbers = np.array([_two_words(d) for d in draws], np.uint32).reshape(-1, 2)
    key = mix(*(np.full(len(ids), w, np.uint32) for w in _two_words(seed)))
    for part in (ids, numbers):
        key = mix(key[0] ^ part[:, 0], key[1] + part[:, 1])
    return np.stack(key)


def words(keys: Any, channel: tuple[int, int], step: Any) -> tuple[Any, Any]:
    """The two random words of each trajectory, uint32 [n]; ``step`` is an array of uint32 that broadcasts to [n]."""
    a, b = mix(step, step ^ step)
    return mix(keys[0] ^ (a + np.uint32(channel[0])), keys[1] ^ (b + np.uint32(channel[1])))


def uniform(word: Any, kind: Any = np.float64) -> Any:
    """A number in (0, 1) with 31 bits: vector units convert signed whole numbers only."""
    return ((word >> np.uint32(1)).astype(kind) + 0.5) * 2.0**-31


def normals(xp: Any, a: Any, b: Any, kind: Any = np.float64) -> tuple[Any, Any]:
    """Two independent standard normals from two words (Box & Muller, 1958); ``xp`` is numpy or jax.numpy.

    The angle is cut to the nearest quarter turn while it is a whole number, so only sine and cosine within an eighth
    of a turn are needed, and nothing is lost to rounding.
    """
    radius = xp.sqrt(-2.0 * xp.log(uniform(a, kind)))
    quarter = (b + np.uint32(1 << 29)) >> np.uint32(30)
    rest = (b - (quarter << np.uint32(30))).astype(np.int32)
    angle = rest.astype(kind) * (math.pi / 2**31)
    sine, cosine = xp.sin(angle), xp.cos(angle)
    odd = (quarter & np.uint32(1)) != 0
    first = xp.where(odd, sine, cosine)
    second = xp.where(odd, cosine, sine)
    first = xp.where(((quarter + np.uint32(1)) & np.uint32(2)) != 0, -first, first)
    second = xp.where((quarter & np.uint32(2)) != 0, -second, second)
    return radius * first, radius * second


def _two_words(number: int) -> tuple[int, int]:
    """The low and the high half of a whole number of up to 64 bits."""
    return number & 0xFFFFFFFF, (number >> 32) & 0xFFFFFFFF
