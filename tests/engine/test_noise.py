"""The noise: independent in every direction, and the same whoever asks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from pairbond.engine import random_numbers as noise

SEED, COUPLES, STEPS, CHANNELS = 11, 60, 200, ("felt_worth", "shame", "arousal", "leave")


def drawn(seed: int = SEED) -> np.ndarray:
    """Words of [channel, step, couple, partner]."""
    keys = noise.couple_keys(seed, range(COUPLES), [0] * COUPLES)
    steps = np.arange(STEPS, dtype=np.uint32)[:, None]
    return np.array([np.stack(noise.words(keys, noise.channel_key(c), steps), -1) for c in CHANNELS])


@pytest.fixture(scope="module")
def bits() -> np.ndarray:
    return drawn()


@pytest.fixture(scope="module")
def z(bits: np.ndarray) -> np.ndarray:
    return np.stack(noise.normals(np, bits[..., 0], bits[..., 1]), -1)


def test_normals_are_standard_normal(z: np.ndarray) -> None:
    n = z.size
    assert abs(z.mean()) < 4 / np.sqrt(n)
    assert abs(z.var() - 1) < 4 * np.sqrt(2 / n)
    assert abs((z**3).mean()) < 4 * np.sqrt(15 / n)
    assert abs((z**4).mean() - 3) < 4 * np.sqrt(96 / n)
    assert stats.kstest(z.ravel(), "norm").pvalue > 1e-4
    # the tails are there: about 6 in 100,000 beyond 4
    assert 3.5 < np.abs(z).max() < 6.7


def test_uniforms_are_uniform_and_open(bits: np.ndarray) -> None:
    u = noise.uniform(bits)
    assert u.min() > 0
    assert u.max() < 1
    assert stats.kstest(u.ravel(), "uniform").pvalue > 1e-4
    ends = noise.uniform(np.array([0, 2**32 - 1], np.uint32))
    assert 0 < ends[0] < ends[1] < 1


def test_every_bit_is_balanced_and_free_of_its_neighbours(bits: np.ndarray) -> None:
    each = (bits[..., None] >> np.arange(32, dtype=np.uint32)) & 1
    n = bits.size
    assert np.abs(each.mean(axis=tuple(range(bits.ndim))) - 0.5).max() < 4.5 * 0.5 / np.sqrt(n)
    signs = each.reshape(n, 32).astype(float) * 2 - 1
    between = signs.T @ signs / n - np.eye(32)
    assert np.abs(between).max() < 5 / np.sqrt(n)


@pytest.mark.parametrize("axis", [0, 1, 2, 3])
@pytest.mark.parametrize("power", [1, 2])
def test_neighbours_in_every_direction_are_uncorrelated(z: np.ndarray, axis: int, power: int) -> None:
    moved = np.moveaxis(z, axis, 0) ** power
    a, b = moved[:-1].ravel(), moved[1:].ravel()
    assert abs(np.corrcoef(a, b)[0, 1]) < 4 / np.sqrt(a.size)


def test_sums_over_couples_vary_as_they_should(z: np.ndarray) -> None:
    # a hidden dependence between many couples would show in the mean over couples at one step
    for axis in range(4):
        sums = z.sum(axis) / np.sqrt(z.shape[axis])
        assert abs(sums.var() - 1) < 5 * np.sqrt(2 / sums.size)


def test_flipping_any_bit_of_the_key_flips_half_of_the_output() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 2**32, (2, 20_000), dtype=np.uint32)
    base = noise.mix(a, b)
    for bit in range(64):
        flipped = (a ^ np.uint32(1 << bit), b) if bit < 32 else (a, b ^ np.uint32(1 << (bit - 32)))
        for before, after in zip(base, noise.mix(*flipped), strict=True):
            share = ((((before ^ after)[:, None]) >> np.arange(32, dtype=np.uint32)) & 1).mean(0)
            assert np.abs(share - 0.5).max() < 5.5 * 0.5 / np.sqrt(a.size)


def test_nobody_else_changes_when_a_couple_joins() -> None:
    few = noise.couple_keys(3, ["x", 7], [0, 4])
    many = noise.couple_keys(3, [1, "x", "y", 7], [0, 0, 0, 4])
    assert (few == many[:, [1, 3]]).all()


def test_seed_couple_draw_and_channel_each_give_other_numbers() -> None:
    base = noise.couple_keys(0, [0], [0])
    others = [noise.couple_keys(*k) for k in ((1, [0], [0]), (0, [1], [0]), (0, [0], [1]), (2**32, [0], [0]))]
    assert len({tuple(k.ravel()) for k in [base, *others]}) == 5
    assert len({noise.channel_key(c) for c in CHANNELS}) == len(CHANNELS)


def test_the_definition_never_changes() -> None:
    """Golden numbers: a change here changes every published simulation, and is told in the changelog."""
    keys = noise.couple_keys(1, [2], [3])
    a, b = noise.words(keys, noise.channel_key("shame"), np.array([4], np.uint32))
    assert [int(keys[0, 0]), int(keys[1, 0]), int(a[0]), int(b[0])] == GOLDEN


GOLDEN = [379106588, 2415580934, 3078110389, 4160649459]
