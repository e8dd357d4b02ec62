"""The linear dyadic state-space model and its filter, for many couples at once.

Every array carries the couples on its *last* axis (length ``B``): small matrices ``[n, n, B]`` become
loops over couples, which is what a processor likes. All functions are pure and differentiable.

The exact discretisation of ``dx = A x dt + G dW`` over a step ``dt`` needs ``Phi = exp(A dt)`` and
``Q = ∫ exp(A s) GG' exp(A' s) ds``. Both are found over ``dt / 2^8`` by their power series and then
doubled eight times: ``Q <- Q + Phi Q Phi'``, ``Phi <- Phi Phi``. Unlike a block matrix exponential this
keeps ``Q`` positive and does not overflow for fast returns.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import lax

from pairbond.fit._layout import FASTEST, Layout, correlation_names

jax.config.update("jax_enable_x64", True)

Array = Any
SERIES_ORDER = 8
DOUBLINGS = 8
FOREVER = 15  # doublings of a step after which a couple counts as settled: 32 768 steps
TREND_DAYS = 30.0  # days over which a trend is expressed


class Panel(NamedTuple):
    """Answers of all couples on a common grid of occasions, standardised.

    y, seen : [T, D + p, B]  answers (0 where missing) and whether there is one; inputs come last
    step : [T, B]  index into ``gaps`` of the time to the next occasion
    gaps : [U, B]  distinct times between occasions (days)
    since : [T, B]  days since the middle of the couple's diary
    weekday : [T, B]  0 Monday … 6 Sunday
    """

    y: Array
    seen: Array
    step: Array
    gaps: Array
    since: Array
    weekday: Array


class System(NamedTuple):
    """A model with its numbers filled in. Shapes for ``n`` states, ``p`` inputs, ``m = n + p``.

    drift [n, n, B] (continuous time only), shock [n, n, B]; transition, noise_cov [m, m, U, B];
    start_mean [m, B], start_cov [m, m, B]; error [D + p, B] measurement variance;
    coupling [D + p, B] regression of a partner's measurement error on the mirror item's.
    """

    drift: Array
    shock: Array
    transition: Array
    noise_cov: Array
    start_mean: Array
    start_cov: Array
    error: Array
    coupling: Array


def matmul(a: Array, b: Array) -> Array:
    """``[i, j, …] @ [j, k, …]`` with everything after the first two axes broadcast."""
    return (a[:, :, None] * b[None]).sum(1)


def transpose(a: Array) -> Array:
    return jnp.swapaxes(a, 0, 1)


def discretise(drift: Array, shock: Array, gaps: Array) -> tuple[Array, Array]:
    """Exact ``Phi, Q`` [n, n, U, B] of the drift and shock covariance [n, n, B] over ``gaps`` [U, B]."""
    h = gaps / 2.0**DOUBLINGS
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
    return _double(phi, q, DOUBLINGS)


def _double(phi: Array, q: Array, times: int) -> tuple[Array, Array]:
    def once(_: Array, c: tuple[Array, Array]) -> tuple[Array, Array]:
        phi, q = c
        q = q + matmul(matmul(phi, q), transpose(phi))
        return matmul(phi, phi), 0.5 * (q + transpose(q))

    return lax.fori_loop(0, times, once, (phi, q))


def settled(phi: Array, q: Array) -> Array:
    """Covariance after ``2^FOREVER`` such steps; infinite when the system does not return to its mean."""
    return _double(phi, q, FOREVER)[1]


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


def dynamics(layout: Layout, phi: Array) -> tuple[Array, Array]:
    """Drift (or one-day lag matrix) and shock covariance, both [n, n, B]."""
    s = layout.settings
    d, b = s.processes, phi.shape[-1]
    own = phi[layout.slices["own"]]
    k = jnp.zeros((d, d, b)).at[jnp.arange(d), jnp.arange(d)].set(-_rate(layout, phi) if s.clock == "flow" else own)
    if "cross" in layout.slices:
        k = k + _square(layout, "cross", phi[layout.slices["cross"]], d)
    sigma = _shock_covariance(layout, phi)
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


def _shock_covariance(layout: Layout, phi: Array) -> Array:
    """Covariance [d, d, B] of the shocks (per √day in continuous time).

    Their size is set by the variability a process would have alone, ``sd² = shock² / (2 rate)`` at first
    and ``shock² / (2 stiffness damping)`` at second order, so that inertia and variability do not trade.
    """
    s = layout.settings
    log_sd = phi[layout.slices["shock_sd"]]
    if s.clock == "flow":
        log_rate = jnp.log(_rate(layout, phi)) + (phi[layout.slices["second"]] if s.order == 2 else 0.0)
        log_sd = log_sd + 0.5 * (jnp.log(2.0) + log_rate)
    raw = _block(layout, phi, "shock_corr")
    if not (s.exchangeable and s.partners == 2):
        entries = layout.parameters[layout.slices["shock_corr"]] if raw is not None else ()
        return covariance(log_sd, raw, [(p.effect, p.cause) for p in entries])
    places, cut = correlation_names(s.items), len(correlation_names(s.items))
    ratio = _block(layout, phi, "shock_common")
    ratio = jnp.zeros((s.items, phi.shape[-1])) if ratio is None else ratio
    common = covariance(ratio, None if raw is None else raw[:cut], places)
    different = covariance(-ratio, None if raw is None else raw[cut:], places)
    same, cross = common + different, common - different
    both = jnp.concatenate([jnp.concatenate([same, cross], 1), jnp.concatenate([cross, same], 1)], 0)
    d = s.processes
    sd = jnp.exp(log_sd) / jnp.sqrt(both[jnp.arange(d), jnp.arange(d)])
    return both * sd[:, None] * sd[None]


def system(layout: Layout, phi: Array, gaps: Array) -> System:
    """Fill in the numbers of a model for every couple: ``phi`` [P, B], ``gaps`` [U, B]."""
    s = layout.settings
    d, n, p, b = s.processes, s.states, s.covariates, phi.shape[-1]
    drift, shock = dynamics(layout, phi)
    if s.clock == "flow":
        trans, noise = discretise(drift, shock, gaps)
    else:  # the grid of a discrete-time model is regular: one gap of one day
        trans, noise = drift[:, :, None], shock[:, :, None]
    if p:
        trans, noise = _with_inputs(layout, phi, trans, noise)
    start_mean = jnp.zeros((n + p, b))
    if s.initial == "free":
        start_mean = start_mean.at[:n].set(phi[layout.slices["start_mean"]])
        raw = _block(layout, phi, "start_corr")
        cov = covariance(phi[layout.slices["start_sd"]], raw, correlation_names(n))
        start_cov = jnp.zeros((n + p, n + p, b)).at[:n, :n].set(cov)
        if p:
            start_cov = start_cov.at[n:, n:].set(noise[n:, n:, 0])
    else:
        start_cov = settled(trans[:, :, :1], noise[:, :, :1])[:, :, 0]
    error, coupling = jnp.zeros((d + p, b)), jnp.zeros((d + p, b))
    if s.measurement_error:
        sd = jnp.exp(phi[layout.slices["noise"]] + phi[layout.slices["shock_sd"]])
        error = error.at[:d].set(sd**2)
        if "shared_noise" in layout.slices:
            r = jnp.tanh(phi[layout.slices["shared_noise"]])
            coupling = coupling.at[s.items : d].set(r * sd[s.items :] / sd[: s.items])
    return System(drift, shock, trans, noise, start_mean, start_cov, error, coupling)


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
    """What is expected of each answer before any dynamics: mean + trend + weekday, [T, D + p, B]."""
    t, dp, b = panel.y.shape
    s = layout.settings
    d = s.processes
    level = jnp.zeros((t, d, b))
    if "mean" in layout.slices:
        level = level + phi[layout.slices["mean"]]
    if "trend" in layout.slices:
        level = level + panel.since[:, None] / TREND_DAYS * phi[layout.slices["trend"]]
    if "weekday" in layout.slices:
        effect = phi[layout.slices["weekday"]].reshape(6, d, b)
        effect = jnp.concatenate([effect, -effect.sum(0, keepdims=True)], 0)
        for day in range(7):
            level = level + (panel.weekday == day)[:, None] * effect[day]
    if dp > d:
        means = jnp.broadcast_to(phi[layout.slices["input_mean"]], (t, dp - d, b))
        level = jnp.concatenate([level, means], 1)
    return level


def innovations(layout: Layout, phi: Array, panel: Panel) -> tuple[Array, Array]:
    """One-step-ahead errors and their variances, answer after answer: both [T, D + p, B], inputs first.

    Scalar updates in a fixed order, so that a missing answer is simply skipped and no matrix is ever
    inverted. Where an answer is missing the error is 0 and the variance 1. An answer whose measurement
    error is shared with the partner's same item is first freed of what the partner's answer explains.
    """
    s = layout.settings
    d, n, p = s.processes, s.states, s.covariates
    sys = system(layout, phi, panel.gaps)
    order = jnp.array([*range(d, d + p), *range(d)])
    own = jnp.eye(n + p)[jnp.array([*range(n, n + p), *range(d)])]
    partner = jnp.array([max(i - s.items, 0) for i in [*range(d, d + p), *range(d)]])
    other = jnp.eye(n + p)[partner]  # counts only where there is coupling
    target = jnp.where(panel.seen, panel.y - baseline(layout, phi, panel), 0.0)
    seen = panel.seen.astype(target.dtype)
    share = sys.coupling[order] * seen[:, order] * seen[:, partner]
    target = target[:, order] - share * target[:, partner]
    error = sys.error[order] - share**2 * sys.error[partner]
    seen = seen[:, order]
    single = panel.gaps.shape[0] == 1

    def answer(carry: tuple[Array, Array], now: tuple[Array, ...]) -> tuple[Any, Any]:
        x, cov = carry
        place, mirror, c, y, r, w = now
        row = place[:, None] - c * mirror[:, None]
        column = (cov * row[None]).sum(1)
        e = (y - (row * x).sum(0)) * w
        v = jnp.where(w > 0, (row * column).sum(0) + r, 1.0)
        gain = column * (w / v)
        return (x + gain * e, cov - gain[:, None] * column[None]), (e, v)

    def occasion(carry: tuple[Array, Array], now: tuple[Array, ...]) -> tuple[Any, Any]:
        c, y, r, w, step = now
        (x, cov), ev = lax.scan(answer, carry, (own, other, c, y, r, w))
        if single:
            trans, noise = sys.transition[:, :, 0], sys.noise_cov[:, :, 0]
        else:
            pick = step[None, None, None]
            trans = jnp.take_along_axis(sys.transition, pick, axis=2)[:, :, 0]
            noise = jnp.take_along_axis(sys.noise_cov, pick, axis=2)[:, :, 0]
        x = (trans * x[None]).sum(1)
        cov = matmul(matmul(trans, cov), transpose(trans)) + noise
        return (x, 0.5 * (cov + transpose(cov))), ev

    _, (e, v) = lax.scan(occasion, (sys.start_mean, sys.start_cov), (share, target, error, seen, panel.step))
    return e, v


def log_likelihood(layout: Layout, phi: Array, panel: Panel) -> Array:
    """Log-likelihood of each couple [B]; ``-inf`` where the model has no finite answer."""
    e, v = innovations(layout, phi, panel)
    return _density(e, v, panel)


def _density(e: Array, v: Array, panel: Panel) -> Array:
    """Gaussian log density of all answers of a couple from its errors and variances."""
    ok = (v > 0).all((0, 1)) & jnp.isfinite(e).all((0, 1)) & jnp.isfinite(v).all((0, 1))
    v = jnp.where(v > 0, v, 1.0)
    total = -0.5 * (e**2 / v + jnp.log(v)).sum((0, 1))
    count = panel.seen.sum((0, 1))
    return jnp.where(ok, total - 0.5 * count * jnp.log(2 * jnp.pi), -jnp.inf)


def moments(layout: Layout, phi: Array, panel: Panel, own: bool = False) -> tuple[Array, Array, Array]:
    """Log-likelihood [B], score [B, K] and expected information [B, K, K] of each couple.

    With respect to all parameters, or (``own``) only to those that differ between couples.
    The information is that of a Gaussian prediction-error decomposition:
    ``Σ ∂e ∂e' / v + ½ ∂v ∂v' / v²``, from first derivatives alone and never negative.
    """
    which = jnp.array(layout.random_index) if own else jnp.arange(layout.size)
    (e, v), (de, dv) = _tangents(layout, phi, panel, which)
    return _density(e, v, panel), _score(e, v, de, dv), _information(v, de, dv)


def _tangents(layout: Layout, phi: Array, panel: Panel, which: Array) -> tuple[Any, Any]:
    def along(k: Array) -> tuple[Any, Any]:
        direction = jnp.zeros_like(phi).at[k].set(1.0)
        return jax.jvp(lambda x: innovations(layout, x, panel), (phi,), (direction,))

    return jax.vmap(along, out_axes=(None, 0))(which)


def _score(e: Array, v: Array, de: Array, dv: Array) -> Array:
    per = -(e * de / v + 0.5 * dv / v * (1 - e**2 / v))
    return per.sum((1, 2)).T


def _information(v: Array, de: Array, dv: Array) -> Array:
    a, c = de / jnp.sqrt(v), dv / v
    return jnp.einsum("ktdb,ltdb->bkl", a, a) + 0.5 * jnp.einsum("ktdb,ltdb->bkl", c, c)


def logdet_slope(layout: Layout, phi: Array, panel: Panel, inverse: Array) -> Array:
    """Gradient [B, P] of half the log determinant of (information on couples' own values + prior precision).

    It says how the shared parameters change the room that a couple's own values leave. With the inverse
    of that matrix [B, q, q] factored as ``L L'`` this is the gradient of
    ``½ Σ_j (D_j e)² / v + ¼ Σ_j (D_j v)² / v²``, where ``D_j`` is the derivative along column ``j`` of ``L``.
    It is written forward over reverse, which compiles in a third of the time of reverse over forward.
    """
    root = jnp.linalg.cholesky(inverse)
    index = jnp.array(layout.random_index)
    along = jnp.zeros((len(index), *phi.shape)).at[:, index].set(jnp.transpose(root, (2, 1, 0)))

    def predict(x: Array) -> tuple[Array, Array]:
        return innovations(layout, x, panel)

    def gradient(x: Array, weights: tuple[Array, Array]) -> Array:
        return jax.vjp(predict, x)[1](weights)[0]

    def push(direction: Array) -> tuple[Any, Any]:
        return jax.jvp(predict, (phi,), (direction,))

    (_, v), (de, dv) = jax.vmap(push, out_axes=(None, 0))(along)
    weights = (de / v, 0.5 * dv / v**2)
    direct = (jnp.zeros_like(v), -0.5 * ((de / v) ** 2 + dv**2 / v**3).sum(0))

    def bend(direction: Array, weight: tuple[Array, Array]) -> Array:
        return jax.jvp(lambda x: gradient(x, weight), (phi,), (direction,))[1]

    return (jax.vmap(bend)(along, weights).sum(0) + gradient(phi, direct)).T
