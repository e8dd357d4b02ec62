"""The raw noise, as a stream of bytes for a battery of tests of randomness.

    python -m science.noise couples 1 | RNG_test stdin32 -tlmax 1GB      # PractRand; from the root of the repository

Writes 32-bit words for ever, in one of three orders: *couples* (neighbours in the batch follow each other), *steps*
(one couple after the other, each through time) or *channels* (all channels of a couple at a step, then the next).
"""

from __future__ import annotations

import sys

import numpy as np

from pairbond.engine.random_numbers import channel_key, couple_keys, words

CHANNELS = ("felt_worth", "shame", "arousal", "unmet_need", "image", "expected_warmth", "leave", "part", "return")
COUPLES, STEPS = 4096, 64


def block(number: int, seed: int) -> np.ndarray:
    """Words of one block of couples and steps: [channel, step, couple, partner]."""
    couples = range(COUPLES) if number % 2 == 0 else range(number * COUPLES, (number + 1) * COUPLES)
    keys = couple_keys(seed, couples, [number // 2 % 3] * COUPLES)
    steps = np.arange(number * STEPS, (number + 1) * STEPS, dtype=np.uint32)[:, None]
    return np.array([np.stack(words(keys, channel_key(c), steps), -1) for c in CHANNELS])


ORDERS = {"couples": (0, 1, 2, 3), "steps": (0, 2, 1, 3), "channels": (1, 2, 0, 3)}


def main(order: str, seed: int) -> None:
    number = 0
    while True:
        drawn = np.ascontiguousarray(block(number, seed).transpose(ORDERS[order]))
        try:
            sys.stdout.buffer.write(drawn.astype("<u4").tobytes())
        except BrokenPipeError:
            return
        number += 1


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "couples", int(sys.argv[2]) if len(sys.argv) > 2 else 0)
