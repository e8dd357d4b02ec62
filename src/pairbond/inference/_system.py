"""A linear dyadic model with its numbers filled in: dynamics, shocks, errors, start, and the level of every rating.

Every array carries the couples on its *last* axis (length ``B``): small matrices ``[n, n, B]`` become
loops over couples, which is what a processor likes. All functions are pure and differentiable.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from pairbond.inference._discretise import GRID, by_digits, discretise, matmul, settled, transpose
from pairbond.inference._layout import FASTEST, Layout, correlation_names

jax.config.update("jax_enable_x64", True)

Array = Any
LEAST_FLOOR = 1e-6  # within-person sd: a floor of zero has no logarithm


class Panel(NamedTuple):
    """Ratings of all couples on a common grid of occasions, standardised.

    y, seen : [T, D + p, B]  ratings (0 where missing) and whether there is one; inputs come last
    step : [T, B]  index into ``gaps`` of the time to the next occasion
    gaps : [U, B]  distinct times between occasions (typical intervals)
    since : [T, B]  time since the middle of the couple's diary, in spans of a usual diary
    weekday : [T, B]  0 Monday … 6 Sunday
    floor : [D, B]  sd below which no rating's spread can be known, as ratings are given in steps
    """

    y: Array
    seen: Array
    step: Array
    gaps: Array
    since: Array
    weekday: Array
    floor: Array


class System(NamedTuple):
    """A model with its numbers filled in. Shapes for ``n`` states, ``p`` inputs, ``m = n + p``.

    drift [n, n, B] (continuous time only), shock [n, n, B]; transition, noise_cov [m, m, U, B];
    start_mean [m, B], start_cov [m, m, B]; error [D, D, B] covariance of measurement errors of an occasion.
    """

    drift: Array
    shock: Array
    transition: Array
    noise_cov: Array
    start_mean: Array
    start_cov: Array
    error: Array


def covariance(log_sd: Array, raw: Array, places: list[tuple[int, int]]) -> Array:
    """Covariance [d, d, B] from log standard deviations [d, B] and raw Cholesky entries.

    The rows of the Cholesky factor of the correlation matrix are ``(raw, 1)``, normalised; an entry
    that is not in ``places`` is zero.
    """
    d = log_sd.shape[0]
    lower = jnp.zeros((d, d, log_sd.shape[-1])).at[jnp.arange(d), jnp.arange(d)].set(1.0)
    if places:
        rows, cols = (jnp.array(x) for x in zip(*places, strict=True))
        lower = lower.at[rows, cols].set(raw)
    lower = lower / jnp.sqrt((lower**2).sum(1, keepdims=True)) * jnp.exp(log_sd)[:, None]
    return matmul(lower, transpose(lower))


def _block(layout: Layout, phi: Array, name: str) -> Array | None:
    return phi[layout.slices[name]] if name in layout.slices else None


def _square(layout: Layout, block: str, values: Array, n: int) -> Array:
    """Scatter a block of causes and effects into a matrix [n, n, B]."""
    entries = layout.parameters[layout.slices[block]]
    rows = jnp.array([p.effect for p in entries])
    cols = jnp.array([p.cause for p in entries])
    return jnp.zeros((n, n, values.shape[-1])).at[rows, cols].set(values)


def dynamics(layout: Layout, phi: Array, floor: Array) -> tuple[Array, Array]:
    """Drift (or one-step lag matrix) and shock covariance, both [n, n, B]; ``floor`` as in `Panel`."""
    s = layout.settings
    d, b = s.processes, phi.shape[-1]
    if not s.dynamics:
        return jnp.zeros((d, d, b)), _shock_covariance(layout, phi, floor)
    own = phi[layout.slices["own"]]
    k = jnp.zeros((d, d, b)).at[jnp.arange(d), jnp.arange(d)].set(-_rate(layout, phi) if s.clock == "flow" else own)
    if "cross" in layout.slices:
        k = k + _square(layout, "cross", phi[layout.slices["cross"]], d)
    sigma = _shock_covariance(layout, phi, floor)
    if s.order == 1:
        return k, sigma
    second = phi[layout.slices["second"]]
    zero, eye = jnp.zeros((d, d, b)), jnp.zeros((d, d, b)).at[jnp.arange(d), jnp.arange(d)].set(1.0)
    diagonal = eye * (-jnp.exp(second) if s.clock == "flow" else second)
    if s.clock == "flow":
        matrix = jnp.concatenate([jnp.concatenate([zero, eye], 1), jnp.concatenate([k, diagonal], 1)], 0)
        return matrix, jnp.zeros((2 * d, 2 * d, b)).at[d:, d:].set(sigma)
    matrix = jnp.concatenate([jnp.concatenate([k, diagonal], 1), jnp.concatenate([eye, zero], 1)], 0)
    return matrix, jnp.zeros((2 * d, 2 * d, b)).at[:d, :d].set(sigma)


def _rate(layout: Layout, phi: Array) -> Array:
    """Rate of return (order 1) or stiffness (order 2), [d, B].

    A rate levels off smoothly at `FASTEST`: beyond it the likelihood is flat, and the series of
    `discretise` would need more doublings.
    """
    own = jnp.exp(phi[layout.slices["own"]])
    return own / (1 + own / FASTEST) if layout.settings.order == 1 else own


def _shock_covariance(layout: Layout, phi: Array, floor: Array) -> Array:
    """Covariance [d, d, B] of the shocks (per √interval in continuous time).

    Their size is set by the variability a process would have alone, ``sd² = shock² / (2 rate)`` at first
    and ``shock² / (2 stiffness damping)`` at second order, so that inertia and variability do not trade. What
    rounding adds is independent of everything else; with measurement error it is part of that.
    """
    s = layout.settings
    log_sd = phi[layout.slices["shock_sd"]]
    log_floor = jnp.log(jnp.maximum(floor, LEAST_FLOOR))
    if s.clock == "flow" and s.dynamics:
        log_rate = jnp.log(_rate(layout, phi)) + (phi[layout.slices["second"]] if s.order == 2 else 0.0)
        log_sd = log_sd + 0.5 * (jnp.log(2.0) + log_rate)
        log_floor = log_floor + 0.5 * (jnp.log(2.0) + log_rate)
    sigma = _between_partners(layout, phi, "shock", log_sd)
    return sigma if s.measurement_error else _with_floor(sigma, log_floor)


def _with_floor(cov: Array, log_floor: Array) -> Array:
    at = jnp.arange(cov.shape[0])
    return cov.at[at, at].add(jnp.exp(2 * log_floor))


def _between_partners(layout: Layout, phi: Array, what: str, log_sd: Array) -> Array:
    """Covariance [d, d, B] of shocks or errors; of exchangeable partners from what they share and what differs."""
    s = layout.settings
    raw = _block(layout, phi, f"{what}_corr")
    if not (s.exchangeable and s.partners == 2):
        entries = layout.parameters[layout.slices[f"{what}_corr"]] if raw is not None else ()
        return covariance(log_sd, raw, [(p.effect, p.cause) for p in entries])
    places, cut = correlation_names(s.items), len(correlation_names(s.items))
    ratio = _block(layout, phi, f"{what}_common")
    ratio = jnp.zeros((s.items, phi.shape[-1])) if ratio is None else ratio
    common = covariance(ratio, None if raw is None else raw[:cut], places)
    different = covariance(-ratio, None if raw is None else raw[cut:], places)
    same, cross = common + different, common - different
    both = jnp.concatenate([jnp.concatenate([same, cross], 1), jnp.concatenate([cross, same], 1)], 0)
    d = s.processes
    sd = jnp.exp(log_sd) / jnp.sqrt(both[jnp.arange(d), jnp.arange(d)])
    return both * sd[:, None] * sd[None]


def errors(layout: Layout, phi: Array, floor: Array) -> Array:
    """Covariance [d, d, B] of the measurement errors of one occasion; zero where the model has none."""
    s = layout.settings
    if not s.measurement_error:
        return jnp.zeros((s.processes, s.processes, phi.shape[-1]))
    log_sd = phi[layout.slices["noise"]] + phi[layout.slices["shock_sd"]]
    cov = _between_partners(layout, phi, "error", log_sd)
    return _with_floor(cov, jnp.log(jnp.maximum(floor, LEAST_FLOOR)) + 0.0 * log_sd)


def system(layout: Layout, phi: Array, gaps: Array, floor: Array) -> System:
    """Fill in the numbers of a model for every couple: ``phi`` [P, B], ``gaps`` [U, B], ``floor`` [D, B]."""
    s = layout.settings
    n, p, b = s.states, s.covariates, phi.shape[-1]
    drift, shock = dynamics(layout, phi, floor)
    trans, noise = over_gaps(layout, drift, shock, gaps)
    one, q = over_gaps(layout, drift, shock, jnp.ones((1, b)))
    if p:
        trans, noise = _with_inputs(layout, phi, trans, noise)
        one, q = _with_inputs(layout, phi, one, q)
    start_mean = jnp.zeros((n + p, b))
    if s.initial == "free":
        start_mean = start_mean.at[:n].set(phi[layout.slices["start_mean"]])
        raw = _block(layout, phi, "start_corr")
        cov = covariance(phi[layout.slices["start_sd"]], raw, correlation_names(n))
        start_cov = jnp.zeros((n + p, n + p, b)).at[:n, :n].set(cov)
        if p:
            start_cov = start_cov.at[n:, n:].set(noise[n:, n:, 0])
    else:
        start_cov = settled(one, q)[:, :, 0]
    return System(drift, shock, trans, noise, start_mean, start_cov, errors(layout, phi, floor))


def over_gaps(layout: Layout, drift: Array, shock: Array, gaps: Array) -> tuple[Array, Array]:
    """Transition and shock covariance [n, n, U, B] over ``gaps`` [U, B].

    In a map gaps are whole numbers of steps; with U = 1 all are of one step.
    """
    s = layout.settings
    if not s.dynamics:
        shape = (*shock.shape[:2], *gaps.shape)
        return jnp.zeros(shape), jnp.broadcast_to(shock[:, :, None], shape)
    if s.clock == "flow" and (gaps.shape[0] == 1 or not s.on_grid):
        return discretise(drift, shock, gaps, s.doublings)
    if s.clock == "flow":
        one, q = discretise(drift, shock, jnp.full_like(gaps[:1], 1 / GRID), 2)
        return by_digits(one[:, :, 0], q[:, :, 0], jnp.round(gaps * GRID).astype(int), (s.doublings + 2) // 4)
    if gaps.shape[0] == 1:  # a regular grid: one gap of one step
        return drift[:, :, None], shock[:, :, None]
    return by_digits(drift, shock, jnp.round(gaps).astype(int), (s.doublings - 4) // 4)


def _with_inputs(layout: Layout, phi: Array, trans: Array, noise: Array) -> tuple[Array, Array]:
    """Inputs are further states without memory, which push the processes as they arrive.

    A missing input is thereby integrated out, given the other inputs of that day.
    """
    s = layout.settings
    n, p, b = s.states, s.covariates, phi.shape[-1]
    v = covariance(phi[layout.slices["input_sd"]], _block(layout, phi, "input_corr"), correlation_names(p))
    entries = layout.parameters[layout.slices["input"]]
    push = jnp.zeros((n, p, b)).at[jnp.array([e.effect for e in entries]), jnp.array([e.cause for e in entries])]
    push = push.set(phi[layout.slices["input"]])
    pv = matmul(push, v)
    u = trans.shape[2]
    big_t = jnp.zeros((n + p, n + p, u, b)).at[:n, :n].set(trans)
    big_n = jnp.zeros((n + p, n + p, u, b))
    big_n = big_n.at[:n, :n].set(noise + matmul(pv, transpose(push))[:, :, None])
    big_n = big_n.at[:n, n:].set(jnp.broadcast_to(pv[:, :, None], (n, p, u, b)))
    big_n = big_n.at[n:, :n].set(jnp.broadcast_to(transpose(pv)[:, :, None], (p, n, u, b)))
    return big_t, big_n.at[n:, n:].set(jnp.broadcast_to(v[:, :, None], (p, p, u, b)))


def baseline(layout: Layout, phi: Array, panel: Panel) -> Array:
    """What is expected of each rating before any dynamics: mean + trend + weekday, [T, D + p, B]."""
    t, dp, b = panel.y.shape
    s = layout.settings
    d = s.processes
    level = jnp.zeros((t, d, b))
    if "mean" in layout.slices:
        level = level + phi[layout.slices["mean"]]
    if "trend" in layout.slices:
        level = level + panel.since[:, None] * phi[layout.slices["trend"]]
    if "weekday" in layout.slices:
        effect = phi[layout.slices["weekday"]].reshape(6, d, b)
        effect = jnp.concatenate([effect, -effect.sum(0, keepdims=True)], 0)
        for day in range(7):
            level = level + (panel.weekday == day)[:, None] * effect[day]
    if dp > d:
        means = jnp.broadcast_to(phi[layout.slices["input_mean"]], (t, dp - d, b))
        level = jnp.concatenate([level, means], 1)
    return level
