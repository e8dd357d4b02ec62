"""The filter of the linear dyadic model, for many couples at once: likelihood, score and information.

Couples are on the *last* axis of every array. All functions are pure and differentiable.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from numpy.typing import NDArray

from pairbond.inference._discretise import matmul, transpose
from pairbond.inference._layout import Layout
from pairbond.inference._system import Array, Panel, baseline, system

LEVELS = ("mean", "trend", "weekday", "input_mean")  # blocks that `baseline` alone reads
AT_ONCE = 5  # directions in which second derivatives are taken together: more would only take more memory
MANY = 4  # occasions for each gap of its own, below which transitions are looked up beforehand


def innovations(layout: Layout, phi: Array, panel: Panel, levels: Array | None = None) -> tuple[Array, Array]:
    """One-step-ahead errors and their variances, rating after rating: both [T, D + p, B], inputs first.

    levels : where the parameters of `baseline` are read from instead of ``phi``.

    Scalar updates in a fixed order, so that a missing rating is simply skipped and no matrix is ever
    inverted. Where a rating is missing the error is 0 and the variance 1. Measurement errors of one occasion, which
    may be correlated, join the state for that occasion only.
    """
    s = layout.settings
    d, n, p = s.processes, s.states, s.covariates
    extra = d if s.measurement_error else 0
    m = n + p
    sys = system(layout, phi, panel.gaps, panel.floor)
    order = jnp.array([*range(d, d + p), *range(d)])
    places = jnp.array([*range(n, m), *range(d)])
    rows = jnp.zeros((d + p, m + extra)).at[jnp.arange(d + p), places].set(1.0)
    if extra:
        rows = rows.at[p + jnp.arange(d), m + jnp.arange(d)].set(1.0)
    target = jnp.where(panel.seen, panel.y - baseline(layout, phi if levels is None else levels, panel), 0.0)[:, order]
    seen = panel.seen.astype(target.dtype)[:, order]
    single = panel.gaps.shape[0] == 1
    ahead = not single and panel.gaps.shape[0] * MANY > len(panel.y)

    def answer(carry: tuple[Array, Array], now: tuple[Array, ...]) -> tuple[Any, Any]:
        x, cov = carry
        row, y, w = now
        column = (cov * row[None, :, None]).sum(1)
        e = (y - (row[:, None] * x).sum(0)) * w
        v = jnp.where(w > 0, (row[:, None] * column).sum(0), 1.0)
        gain = column * (w / v)
        return (x + gain * e, cov - gain[:, None] * column[None]), (e, v)

    def over(step: Array) -> tuple[Array, Array]:
        """Transition and shock covariance [m, m, …, B] of the gaps ``step`` […, B]."""
        pick, shape = step.reshape(1, 1, -1, step.shape[-1]), (m, m, *step.shape)
        trans = jnp.take_along_axis(sys.transition, pick, axis=2).reshape(shape)
        return trans, jnp.take_along_axis(sys.noise_cov, pick, axis=2).reshape(shape)

    def occasion(carry: tuple[Array, Array], now: tuple[Array, ...]) -> tuple[Any, Any]:
        y, w, step = now
        x, cov = carry
        if extra:
            x = jnp.concatenate([x, jnp.zeros((extra, x.shape[1]))])
            side = jnp.zeros((m, extra, x.shape[1]))
            cov = jnp.concatenate(
                [jnp.concatenate([cov, side], 1), jnp.concatenate([transpose(side), sys.error], 1)], 0
            )
        (x, cov), ev = lax.scan(answer, (x, cov), (rows, y, w))
        x, cov = x[:m], cov[:m, :m]
        if single:
            trans, noise = sys.transition[:, :, 0], sys.noise_cov[:, :, 0]
        else:
            trans, noise = step if ahead else over(step)
        x = (trans * x[None]).sum(1)
        cov = matmul(matmul(trans, cov), transpose(trans)) + noise
        return (x, 0.5 * (cov + transpose(cov))), ev

    # looked up one by one, the reverse derivative would add to a whole table at every occasion
    steps = tuple(jnp.moveaxis(x, 2, 0) for x in over(panel.step)) if ahead else panel.step
    _, (e, v) = lax.scan(occasion, (sys.start_mean, sys.start_cov), (target, seen, steps))
    return e, v


def log_likelihood(layout: Layout, phi: Array, panel: Panel) -> Array:
    """Log-likelihood of each couple [B]; ``-inf`` where the model has no finite value."""
    e, v = innovations(layout, phi, panel)
    return _density(e, v, panel)


def _density(e: Array, v: Array, panel: Panel) -> Array:
    """Gaussian log density of all ratings of a couple from its errors and variances."""
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
    which = layout.random_index if own else np.arange(layout.size)
    (e, v), (de, dv) = _tangents(layout, phi, panel, which)
    return _density(e, v, panel), _score(e, v, de, dv), _information(v, de, dv)


def _tangents(layout: Layout, phi: Array, panel: Panel, which: NDArray[np.intp]) -> tuple[Any, Any]:
    """Errors and variances with their derivatives [K, T, D + p, B] along the parameters ``which`` [K].

    Errors are linear in the levels of ratings, and variances do not depend on them: along those no covariance has to
    be followed, which halves the work of a model with trends and weekdays.
    """
    linear = np.isin(
        which, [i for name in LEVELS if name in layout.slices for i in range(layout.size)[layout.slices[name]]]
    )

    def direction(k: Array) -> Array:
        return jnp.zeros_like(phi).at[k].set(1.0)

    def along(k: Array) -> tuple[Any, Any]:
        return jax.jvp(lambda x: innovations(layout, x, panel), (phi,), (direction(k),))

    def along_level(k: Array) -> Any:
        return jax.jvp(lambda x: innovations(layout, phi, panel, x)[0], (phi,), (direction(k),))[1]

    first = innovations(layout, phi, panel)
    de, dv = (jnp.zeros((len(which), *first[0].shape)) for _ in range(2))
    if not linear.all():
        first, (some, variances) = jax.vmap(along, out_axes=(None, 0))(jnp.array(which[~linear]))
        de, dv = de.at[~linear].set(some), dv.at[~linear].set(variances)
    if linear.any():
        de = de.at[linear].set(jax.vmap(along_level)(jnp.array(which[linear])))
    return first, (de, dv)


def _score(e: Array, v: Array, de: Array, dv: Array) -> Array:
    per = -(e * de / v + 0.5 * dv / v * (1 - e**2 / v))
    return per.sum((1, 2)).T


def _information(v: Array, de: Array, dv: Array) -> Array:
    a, c = de / jnp.sqrt(v), dv / v
    return jnp.einsum("ktdb,ltdb->bkl", a, a) + 0.5 * jnp.einsum("ktdb,ltdb->bkl", c, c)


def observed_information(layout: Layout, phi: Array, panel: Panel, along: Array) -> Array:
    """Minus the second derivative of each couple's log-likelihood times a vector of its own, both [P, B]."""

    def gradient(x: Array) -> Array:
        return jax.grad(lambda v: log_likelihood(layout, v, panel).sum())(x)

    return -jax.jvp(gradient, (phi,), (along,))[1]


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

    parts = lax.map(lambda x: bend(*x), (along, weights), batch_size=AT_ONCE)
    return (parts.sum(0) + gradient(phi, direct)).T
