"""From rates to steps: what a linear system becomes over a gap of any length.

The exact discretisation of ``dx = A x dt + G dW`` over a step ``dt`` needs ``Phi = exp(A dt)`` and
``Q = ∫ exp(A s) GG' exp(A' s) ds``. Both are found over ``dt / 2^k`` by their power series and then
doubled ``k`` times: ``Q <- Q + Phi Q Phi'``, ``Phi <- Phi Phi``, with ``k`` from the longest gap. Unlike a block
matrix exponential this keeps ``Q`` positive and does not overflow for fast returns. In discrete time a gap of ``k``
steps is ``Phi^k`` and the shocks that gather on the way, by repeated squaring.

Time is counted in typical intervals of the study (see `pairbond.fit._panel`). Couples are on the last axis.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import lax

Array = Any
SERIES_ORDER = 8
DOUBLINGS = 8  # for gaps up to one typical interval; `pairbond.fit._layout.reaching` says how many for longer ones
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


def iterate(lag: Array, shock: Array, gaps: Array, times: int = DOUBLINGS) -> tuple[Array, Array]:
    """``Phi, Q`` [n, n, U, B] of a one-step lag matrix and shock covariance over whole numbers of steps."""
    count = jnp.round(gaps).astype(int)
    eye = jnp.eye(lag.shape[0])[:, :, None, None]
    shape = (*lag.shape[:2], *gaps.shape)
    one, q_one = jnp.broadcast_to(lag[:, :, None], shape), jnp.broadcast_to(shock[:, :, None], shape)

    def bit(i: Array, c: tuple[Array, ...]) -> tuple[Array, ...]:
        phi, q, power, q_power = c
        on = (count >> i) & 1 == 1
        q = jnp.where(on, q_power + matmul(matmul(power, q), transpose(power)), q)
        phi = jnp.where(on, matmul(power, phi), phi)
        # a step that is never used must not overflow into the ones that are
        more = (count >> (i + 1)) > 0
        q_power = jnp.where(more, q_power + matmul(matmul(power, q_power), transpose(power)), q_power)
        return phi, q, jnp.where(more, matmul(power, power), power), q_power

    phi, q, *_ = lax.fori_loop(0, times, bit, (eye + 0.0 * one, 0.0 * q_one, one, q_one))
    return phi, q


def _double(phi: Array, q: Array, times: int) -> tuple[Array, Array]:
    def once(_: Array, c: tuple[Array, Array]) -> tuple[Array, Array]:
        phi, q = c
        q = q + matmul(matmul(phi, q), transpose(phi))
        return matmul(phi, phi), 0.5 * (q + transpose(q))

    return lax.fori_loop(0, times, once, (phi, q))


def settled(phi: Array, q: Array) -> Array:
    """Covariance after ``2^FOREVER`` such steps; infinite when the system does not return to its mean."""
    return _double(phi, q, FOREVER)[1]
