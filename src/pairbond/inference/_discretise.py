"""From rates to steps: what a linear system becomes over a gap of any length.

The exact discretisation of ``dx = A x dt + G dW`` over a step ``dt`` needs ``Phi = exp(A dt)`` and
``Q = ∫ exp(A s) GG' exp(A' s) ds``. Both are found over ``dt / 2^k`` by their power series and then
doubled ``k`` times: ``Q <- Q + Phi Q Phi'``, ``Phi <- Phi Phi``, with ``k`` from the longest gap. Unlike a block
matrix exponential this keeps ``Q`` positive and does not overflow for fast returns. Where there are many gaps of many
lengths, each is a whole number of small steps (in discrete time, of steps), and is put together from tables of powers.

Time is counted in typical intervals of the study (see `pairbond.inference._panel`). Couples are on the last axis.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import lax

Array = Any
SERIES_ORDER = 8
DOUBLINGS = 8  # for gaps up to one typical interval; longer ones: `_layout.reaching`
BASE = 16  # of the numbers in which gaps are counted
GRID = 64  # small steps in a typical interval: times are read to about a hundredth of it
FOREVER = 15  # doublings of an interval after which a couple counts as settled: 32 768 intervals


def matmul(a: Array, b: Array) -> Array:
    """``[i, j, …] @ [j, k, …]`` with everything after the first two axes broadcast."""
    return (a[:, :, None] * b[None]).sum(1)


def transpose(a: Array) -> Array:
    return jnp.swapaxes(a, 0, 1)


def discretise(drift: Array, shock: Array, gaps: Array, times: int = DOUBLINGS) -> tuple[Array, Array]:
    """Exact ``Phi, Q`` [n, n, U, B] of the drift and shock covariance [n, n, B] over ``gaps`` [U, B]."""
    h = gaps / 2.0**times
    a = drift[:, :, None] * h
    eye = jnp.eye(drift.shape[0])[:, :, None, None]
    first = shock[:, :, None] * h

    def next_term(i: Array, c: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
        phi, term, q = c
        at = matmul(a, term)
        term = (at + transpose(at)) / (i + 2)
        return eye + matmul(a, phi) / (SERIES_ORDER - i), term, q + term

    # loops rather than unrolled sums: this is differentiated twice, and must compile in seconds
    phi, _, q = lax.fori_loop(0, SERIES_ORDER, next_term, (eye + 0.0 * a, first, first))
    return _double(phi, q, times)


def by_digits(phi: Array, q: Array, counts: Array, levels: int) -> tuple[Array, Array]:
    """``Phi, Q`` [n, n, U, B] over ``counts`` [U, B] steps of a one-step transition and shock covariance [n, n, B].

    Counts are written with the digits 0 … 15: one table of sixteen lengths for each place of the number, from which
    every gap is put together. ``16^levels`` must exceed the largest count.
    """
    n = phi.shape[0]
    eye = jnp.eye(n)[:, :, None] + 0.0 * phi
    total: tuple[Array, Array] | None = None
    for level in range(levels):

        def longer(c: tuple[Array, Array], _: None, phi: Array = phi, q: Array = q) -> tuple[Any, Any]:
            a, v = c
            v = q + matmul(matmul(phi, v), transpose(phi))
            a = matmul(phi, a)
            return (a, 0.5 * (v + transpose(v))), (a, v)

        last, (powers, sums) = lax.scan(longer, (eye, 0.0 * q), None, length=BASE)
        digit = (counts // BASE**level) % BASE
        pick = digit[None, None]
        powers = jnp.moveaxis(jnp.concatenate([eye[None], powers[:-1]]), 0, 2)
        sums = jnp.moveaxis(jnp.concatenate([0.0 * q[None], sums[:-1]]), 0, 2)
        part = jnp.take_along_axis(powers, pick, axis=2), jnp.take_along_axis(sums, pick, axis=2)
        if total is None:
            total = part
        else:
            total = matmul(part[0], total[0]), part[1] + matmul(matmul(part[0], total[1]), transpose(part[0]))
        phi, q = last
    assert total is not None
    return total


def _double(phi: Array, q: Array, times: int) -> tuple[Array, Array]:
    def once(_: Array, c: tuple[Array, Array]) -> tuple[Array, Array]:
        phi, q = c
        q = q + matmul(matmul(phi, q), transpose(phi))
        return matmul(phi, phi), 0.5 * (q + transpose(q))

    return lax.fori_loop(0, times, once, (phi, q))


def settled(phi: Array, q: Array) -> Array:
    """Covariance after ``2^FOREVER`` such steps; infinite when the system does not return to its mean."""
    return _double(phi, q, FOREVER)[1]
