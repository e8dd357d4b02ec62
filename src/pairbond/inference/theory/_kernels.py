"""The arithmetic of the filter, written over ``engine/loops.py``.

A state is known by its mean x and a *root* S of its covariance S Sᵀ. Points lie at x plus and minus √n times each
column of S, so what a map makes of them is told by differences: (f₊ − f₋) / 2√n is its slope along that column.

Every array begins with the axis of blocks of candidates, B, and ends with the lanes of a block. n is the number of
states, D of columns of the diary, V of values that the theory carries or shows. Spare arrays have no blocks.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import erfcx

from pairbond.engine.loops import Array, Loops, Place, Vector, kernel
from pairbond.inference.theory import _states

N, ALONG = _states.SIZE, _states.ALONG
TINY = 1e-10  # added to every variance before a root is taken
LEAST = 1e-3  # variance below which a rating is not known, in units of the scale; as in ``_response_moments.py``
TILE = 4  # sums that are worked out side by side, as one would wait for itself
assert N % TILE == 0


def _tail_polynomial() -> tuple[float, ...]:
    """log(erfc(a) / t) + a² as a polynomial in 2t − 1, where t = 1 / (1 + a / 2) and a ≥ 0."""
    t = 0.5 + 0.5 * np.cos(np.pi * (np.arange(200) + 0.5) / 200)
    series = np.polynomial.Chebyshev.fit(2 * t - 1, np.log(erfcx(2 / t - 2) / t), 22, domain=[-1, 1])
    return tuple(float(c) for c in series.convert(kind=np.polynomial.Polynomial).coef)


TAIL = _tail_polynomial()


def normal_tail(k: Loops, z: Vector) -> Vector:
    """Probability that a standard normal is below z."""
    a = k.larger(z, -z) * math.sqrt(0.5)
    t = 1.0 / (0.5 * a + 1.0)
    half = 0.5 * t * k.exp(k.polynomial(t * 2.0 - 1.0, TAIL) - a * a)
    return k.where_positive(z, 1.0 - half, half)


def factor(k: Loops, a: Array, out: Array, n: Place | int, lift: float = 0.0) -> None:
    """Lower Cholesky factor of ``a`` [n, n], of which only the lower half is read."""
    for j in k.range(0, n):
        pivot = k.sqrt(k.sum(0, j, a[j, j] + lift, lambda q: -(out[j, q] * out[j, q])))
        out[j, j] = pivot
        inverse = 1.0 / pivot
        for i in k.range(j + 1, n):
            out[i, j] = k.sum(0, j, a[i, j], lambda q: -(out[i, q] * out[j, q])) * inverse


def _rooted(k: Loops, cov: Array, rotation: int, root: Array, spare: Array) -> None:
    """A root whose columns vary every state: Cholesky factor times a rotation."""
    turn = k.plain(rotation)
    factor(k, cov, spare, N, TINY)
    for i in k.range(0, N):
        for c in k.range(0, N, TILE):
            found = k.sums(0, i + 1, [0.0] * TILE, lambda q: [spare[i, q] * turn(q * N + (c + u)) for u in range(TILE)])
            for u, one in enumerate(found):
                root[i, c + u] = one


@kernel
def roots(k: Loops) -> None:
    """cov, rotation, root, spare [n, n]; B."""
    cov, root, spare = k.array(0, k.count, N, N), k.array(2, k.count, N, N), k.array(3, N, N)
    for b in k.range(0, k.count):
        _rooted(k, cov[b], 1, root[b], spare)


def _shaken(k: Loops, x: Array, i: Place, power: int, bounded: int) -> Vector:
    """Half a day's noise of state i: of a bounded state times x (1 − x)."""
    share, there = k.plain(bounded)(i), x[i]
    within = there * (1.0 - there)
    return 0.5 * (k.plain(power)(i) * (share * within + (1.0 - share)))


@kernel
def morning(k: Loops) -> None:
    """x, root, power, bounded, rotation, cov [n, n], spare [n, n]; B: half a day's noise goes into the root."""
    x, root = k.array(0, k.count, N), k.array(1, k.count, N, N)
    cov, spare = k.array(5, N, N), k.array(6, N, N)
    for b in k.range(0, k.count):
        s = root[b]
        for i in k.range(0, N, TILE):
            for j in k.range(0, i + TILE):
                found = k.sums(0, N, [0.0] * TILE, lambda q: [s[i + u, q] * s[j, q] for u in range(TILE)])
                for u, one in enumerate(found):
                    cov[i + u, j] = one
        for i in k.range(0, N):
            cov[i, i] = cov[i, i] + _shaken(k, x[b], i, 2, 3)
        _rooted(k, cov, 4, s, spare)


@kernel
def sigma_points(k: Loops) -> None:
    """x, root, low, high, places, points [B, 2, n, V], carried [B, ALONG], apart; B, V: lay points.

    ``places`` [n] are those of the states among the values of a point, ``apart`` [ALONG] those of what is carried.
    """
    x, root, carried = k.array(0, k.count, N), k.array(1, k.count, N, N), k.array(6, k.count, ALONG)
    low, high, places, apart = k.plain(2), k.plain(3), k.wholes(4), k.wholes(7)
    points = k.array(5, k.count, 2, N, k.counts[1])
    for b in k.range(0, k.count):
        for i in k.range(0, N):
            at, middle, least, most = places(i), x[b, i], low(i), high(i)
            for c in k.range(0, N):
                away = k.done(root[b, i, c] * math.sqrt(N))
                points[b, 0, c, at] = k.smaller(k.larger(middle + away, least), most)
                points[b, 1, c, at] = k.smaller(k.larger(middle - away, least), most)
        for side in (0, 1):
            for c in k.range(0, N):
                for p in range(ALONG):
                    points[b, side, c, apart(p)] = carried[b, p]


@kernel
def evening(k: Loops) -> None:
    """points [B, 2, n, V], places, power, bounded, rotation, x, cov, along, root, spare [n, n], carried, apart; B, V.

    From the points a day later: mean, covariance (lower half) with half a day's noise, the slope along the root they
    were laid with, and the root of the covariance.
    """
    points, places = k.array(0, k.count, 2, N, k.counts[1]), k.wholes(1)
    x, cov, along = k.array(5, k.count, N), k.array(6, k.count, N, N), k.array(7, k.count, N, N)
    root, spare, carried, apart = k.array(8, k.count, N, N), k.array(9, N, N), k.array(10, k.count, ALONG), k.wholes(11)
    for b in k.range(0, k.count):
        up, down = points[b, 0], points[b, 1]
        for p in range(ALONG):
            at = apart(p)
            carried[b, p] = k.sum(0, N, 0.0, lambda c: up[c, at] + down[c, at]) * (0.5 / N)
        for i in k.range(0, N):
            at = places(i)
            mean = k.done(k.sum(0, N, 0.0, lambda c: up[c, at] + down[c, at]) * (0.5 / N))
            x[b, i] = mean
            for c in k.range(0, N):
                rise, fall = up[c, at] - mean, down[c, at] - mean
                up[c, at], down[c, at] = rise, fall
                along[b, i, c] = (rise - fall) * (0.5 / math.sqrt(N))
        for i in k.range(0, N, TILE):
            rows = [places(i + u) for u in range(TILE)]
            for j in k.range(0, i + TILE):
                at = places(j)
                found = k.sums(
                    0, N, [0.0] * TILE, lambda c: [up[c, r] * up[c, at] + down[c, r] * down[c, at] for r in rows]
                )
                for u, one in enumerate(found):
                    cov[b, i + u, j] = one * (0.5 / N)
        for i in k.range(0, N):
            cov[b, i, i] = cov[b, i, i] + _shaken(k, x[b], i, 2, 3)
        _rooted(k, cov[b], 4, root[b], spare)


@kernel
def read(k: Loops) -> None:
    """shown [B, 2, n, V], where [D], intercept, loading, reading, slope [B, D, n], left; B, D, V: what points say.

    The mean of each reading, its slope along the root, and the variance that no slope explains.
    """
    wide = k.counts[1]
    shown, where = k.array(0, k.count, 2, N, k.counts[2]), k.wholes(1)
    intercept, loading, reading = (k.array(i, k.count, wide) for i in (2, 3, 4))
    slope, left = k.array(5, k.count, wide, N), k.array(6, k.count, wide)
    for b in k.range(0, k.count):
        up, down = shown[b, 0], shown[b, 1]
        for d in k.range(0, wide):
            at, load = where(d), loading[b, d]
            mean = k.done(k.sum(0, N, 0.0, lambda c: up[c, at] + down[c, at]) * (0.5 / N))

            def rest(c: Place) -> Vector:
                rise, fall = up[c, at] - mean, down[c, at] - mean
                along = k.done((rise - fall) * (0.5 / math.sqrt(N)))
                slope[b, d, c] = load * along
                return (rise * rise + fall * fall) * (0.5 / N) - along * along

            left[b, d] = k.larger(k.sum(0, N, 0.0, rest), 0.0) * (load * load)
            reading[b, d] = load * mean + intercept[b, d]


@kernel
def seen_from(k: Loops) -> None:
    """lower, step, reading, slope; B, D: readings around the end of an update, as they look from its beginning."""
    wide = k.counts[1]
    lower, step = k.array(0, k.count, N, N), k.array(1, k.count, N)
    reading, slope = k.array(2, k.count, wide), k.array(3, k.count, wide, N)
    for b in k.range(0, k.count):
        for d in k.range(0, wide):
            row, low = slope[b, d], lower[b]
            for up in k.range(0, N):
                j = (up * -1) + (N - 1)  # downwards: what is changed is not read again
                row[j] = k.sum(0, j + 1, 0.0, lambda q: row[q] * low[j, q])
            reading[b, d] = k.sum(0, N, reading[b, d], lambda q: -(row[q] * step[b, q]))
