"""How ratings change what is believed, written over ``engine/loops.py``; letters as in ``_kernels.py``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from pairbond.engine.loops import Array, Loops, Place, Vector, kernel
from pairbond.inference.theory._kernels import LEAST, TILE, N, factor, normal_tail


class _Innovations(NamedTuple):
    """Of the ratings of a day, row by row: slope along the root [D, n], variance not the states', rating minus mean."""

    h: Array
    rest: Array
    off: Array


def _rounded(k: Loops, steps: Place, reading: Vector, spread: Vector, noise: Vector) -> tuple[Vector, Vector, Vector]:
    """Mean of a rating in whole steps, its slope in the reading, and the variance that is not the reading's.

    As in ``_response_moments.py``, where it is explained.
    """
    total = k.sqrt(spread + noise * noise)
    scale, each = 1.0 / total, 1.0 / k.number(steps)

    def term(q: Place) -> list[Vector]:
        number = k.number(q)
        z = k.done((reading - (number - 0.5) * each) * scale)
        above = normal_tail(k, z)
        return [above, (number * 2.0 - 1.0) * above, k.exp(z * z * -0.5)]

    mean, square, slope = k.sums(1, steps + 1, [0.0] * 3, term)
    mean, slope = k.done(mean * each), k.done(slope * scale * each * (1.0 / math.sqrt(2.0 * math.pi)))
    own = square * each * each - mean * mean - slope * slope * spread
    return mean, slope, k.larger(own, LEAST)


@kernel
def update(k: Loops) -> None:
    """Update mean and root by the ratings of a day that are no yes or no; B, D, and how many are rounded and plain.

    y, columns in order (rounded ones first), steps [D], noise, reading, slope, left, x, root, lower, step, error,
    variance, value, and spares h [D, n], rest [D], off [D], total [D, D], chol [D, D], exact [n, n].
    ``lower`` and ``step`` keep how it was done; ``error`` and ``variance`` hold each rating against what was expected
    of it given those before it on the same day; ``value`` [B] is the log density of the day.
    """
    wide, stepped, many = k.counts[1], k.counts[2], k.counts[2] + k.counts[3]
    y, column, steps = k.plain(0), k.wholes(1), k.wholes(2)
    noise, reading, left = (k.array(i, k.count, wide) for i in (3, 4, 6))
    slope, x, root = k.array(5, k.count, wide, N), k.array(7, k.count, N), k.array(8, k.count, N, N)
    lower, step = k.array(9, k.count, N, N), k.array(10, k.count, N)
    error, variance, value = k.array(11, k.count, wide), k.array(12, k.count, wide), k.array(13, k.count)
    responses = _Innovations(k.array(14, wide, N), k.array(15, wide), k.array(16, wide))
    total, chol, exact = k.array(17, wide, wide), k.array(18, wide, wide), k.array(19, N, N)
    for b in k.range(0, k.count):
        for g in k.range(0, stepped):
            d = column(g)
            row = slope[b, d]
            spread = k.sum(0, N, left[b, d], lambda q: row[q] * row[q])
            mean, rise, own = _rounded(k, steps(d), reading[b, d], spread, noise[b, d])
            _noted(k, responses, g, row, rise, own, left[b, d], y(d) - mean)
        for g in k.range(stepped, many):
            d = column(g)
            one = k.vector(1.0)
            _noted(
                k, responses, g, slope[b, d], one, k.done(noise[b, d] * noise[b, d]), left[b, d], y(d) - reading[b, d]
            )
        _one_by_one(k, responses, many, total, chol, column, (error[b], variance[b]), value, b)
        _solve(k, responses, many, exact, lower[b], step[b])
        _moved(k, x[b], root[b], lower[b], step[b])


def _noted(
    k: Loops, to: _Innovations, g: Place, slope: Array, rise: Vector, own: Vector, left: Vector, off: Vector
) -> None:
    to.rest[g], to.off[g] = rise * rise * left + own, off
    for q in k.range(0, N):
        to.h[g, q] = slope[q] * rise


def _one_by_one(
    k: Loops,
    of: _Innovations,
    many: Place,
    total: Array,
    chol: Array,
    column: Callable[[Place], Place],
    innovation: tuple[Array, Array],
    value: Array,
    b: Place,
) -> None:
    """Log density, and each rating given those before it, by the factor of the ratings' covariance."""
    h, (error, variance) = of.h, innovation
    for i in k.range(0, many):
        for j in k.range(0, i):
            total[i, j] = k.sum(0, N, 0.0, lambda q: h[i, q] * h[j, q])
        total[i, i] = k.sum(0, N, of.rest[i], lambda q: h[i, q] * h[i, q])
    factor(k, total, chol, many)
    value[b] = 0.0
    for g in k.range(0, many):
        found = k.sum(0, g, of.off[g], lambda q: -(chol[g, q] / chol[q, q] * error[column(q)]))
        power = k.done(chol[g, g] * chol[g, g])
        error[column(g)], variance[column(g)] = found, power
        value[b] = value[b] - 0.5 * (found * found / power + k.log(power * (2.0 * math.pi)))


def _solve(k: Loops, of: _Innovations, many: Place, exact: Array, lower: Array, step: Array) -> None:
    """Factor of the precision along the root after the ratings, and the step of the mean along it."""
    h, rest, off = of
    for g in k.range(0, many):  # from here on in units of their own noise
        scale = 1.0 / k.sqrt(rest[g])
        off[g] = off[g] * scale
        for q in k.range(0, N):
            h[g, q] = h[g, q] * scale
    for i in k.range(0, N, TILE):
        for j in k.range(0, i + TILE):
            found = k.sums(0, many, [0.0] * TILE, lambda g: [h[g, i + u] * h[g, j] for u in range(TILE)])
            for u, one in enumerate(found):
                exact[i + u, j] = one
    for i in k.range(0, N):
        exact[i, i] = exact[i, i] + 1.0
        step[i] = k.sum(0, many, 0.0, lambda g: h[g, i] * off[g])
    factor(k, exact, lower, N)
    for i in k.range(0, N):
        step[i] = k.sum(0, i, step[i], lambda q: -(lower[i, q] * step[q])) / lower[i, i]
    for up in k.range(0, N):
        i = (up * -1) + (N - 1)
        step[i] = k.sum(i + 1, N, step[i], lambda q: -(lower[q, i] * step[q])) / lower[i, i]


def _moved(k: Loops, x: Array, root: Array, lower: Array, step: Array) -> None:
    """Mean x + S step, root S L⁻ᵀ."""
    for i in k.range(0, N):
        x[i] = k.sum(0, N, x[i], lambda q: root[i, q] * step[q])
    for i in k.range(0, N, TILE):
        for j in k.range(0, N):
            starts = [root[i + u, j] for u in range(TILE)]
            found = k.sums(0, j, starts, lambda q: [-(root[i + u, q] * lower[j, q]) for u in range(TILE)])
            inverse = 1.0 / lower[j, j]
            for u, one in enumerate(found):
                root[i + u, j] = one * inverse


@kernel
def yes_or_no(k: Loops) -> None:
    """Update mean and root by each yes or no of a day, after ``update``; B, D, how many.

    y, columns, reading, slope, left, lower, step, x, root, error, variance, value, and spares now [D], c [D, n].
    Readings and slopes are those of before ``update``; later ones follow the earlier (Potter's form of an update).
    """
    wide, many = k.counts[1], k.counts[2]
    y, column = k.plain(0), k.wholes(1)
    reading, slope, left = k.array(2, k.count, wide), k.array(3, k.count, wide, N), k.array(4, k.count, wide)
    lower, step = k.array(5, k.count, N, N), k.array(6, k.count, N)
    x, root = k.array(7, k.count, N), k.array(8, k.count, N, N)
    error, variance, value = k.array(9, k.count, wide), k.array(10, k.count, wide), k.array(11, k.count)
    now, c = k.array(12, wide), k.array(13, wide, N)
    for b in k.range(0, k.count):
        low, s = lower[b], root[b]
        for g in k.range(0, many):
            row = slope[b, column(g)]
            now[g] = k.sum(0, N, reading[b, column(g)], lambda q: row[q] * step[b, q])
            for i in k.range(0, N):
                c[g, i] = k.sum(0, i, row[i], lambda q: -(low[i, q] * c[g, q])) / low[i, i]
        for g in k.range(0, many):
            d = column(g)
            chance = k.smaller(k.larger(now[g], 0.01), 0.99)
            power = k.done(chance * (1.0 - chance))
            spread = k.sum(0, N, 0.0, lambda q: c[g, q] * c[g, q])
            rest = k.larger(power - spread - left[b, d], 0.01) + left[b, d]
            whole = spread + rest
            off = y(d) - chance
            error[b, d], variance[b, d] = off, power
            # y log p + (1 − y) log(1 − p) for y 0 or 1
            value[b] = value[b] + k.log(y(d) * chance + (1.0 - y(d)) * (1.0 - chance))
            move, shrink = off / whole, 1.0 / (whole + k.sqrt(whole * rest))
            for i in k.range(0, N):
                along = k.sum(0, N, 0.0, lambda q: s[i, q] * c[g, q])
                x[b, i] = x[b, i] + along * move
                less = k.done(along * shrink)
                for q in k.range(0, N):
                    s[i, q] = s[i, q] - less * c[g, q]
            for other in k.range(g + 1, many):
                along = k.sum(0, N, 0.0, lambda q: c[other, q] * c[g, q])
                now[other] = now[other] + along * move
                less = k.done(along * shrink)
                for q in k.range(0, N):
                    c[other, q] = c[other, q] - less * c[g, q]
