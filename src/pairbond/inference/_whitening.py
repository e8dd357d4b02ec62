"""The exact posterior in coordinates where the quick fit says it is a standard normal.

A couple's own values ``b`` have two sources of knowledge: what its days say (information ``I``, from the mode) and
what the spread of couples says (precision ``P(omega)``). Given both, ``b`` is about normal with precision
``I + P(omega)``; writing ``b`` in units of that, with ``omega`` free to move, leaves a sampler neither funnel nor
ridge where the approximation is good, and changes nothing about the posterior where it is not.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy.linalg import solve_triangular
from numpy.typing import NDArray
from scipy.linalg import block_diag

from pairbond.inference._kernel import log_likelihood
from pairbond.inference._laplace import Mode
from pairbond.inference._layout import Layout
from pairbond.inference._posterior import root
from pairbond.inference._random_effects_covariance import Prior, RandomEffectsCovariance
from pairbond.inference._system import Array, Panel

F = NDArray[np.float64]


class Whitening(NamedTuple):
    """Where the white coordinates lie, and the prior: arrays only, so that compiled code serves any diary.

    centre [F + K] and root [F + K, F + K] of what is shared; mode [F] around which own values follow;
    info [N, q, q], lead [N, q] (precision times mode of own values), cross [N, q, F]; prior as in `Prior`.
    """

    centre: Any
    root: Any
    mode: Any
    info: Any
    lead: Any
    cross: Any
    loc: Any
    scale: Any
    spread_loc: Any
    spread_scale: Any
    weight: Any


def whitening(layout: Layout, mode: Mode, prior: Prior) -> Whitening:
    """The whitening transform of a mode. ``x`` is laid out as [mu (F), omega (K), own values (N q)]."""
    n, q = mode.b.shape
    spread = RandomEffectsCovariance(layout)
    information = np.linalg.inv(mode.b_cov) if q else np.zeros((n, 0, 0))
    known = np.linalg.inv(spread.matrices(mode.omega)[0]) if q else np.zeros((0, 0))
    return Whitening(
        np.concatenate([mode.mu, mode.omega]), block_diag(root(mode.mu_cov), root(mode.omega_cov)), mode.mu,
        information - known, np.einsum("nij,nj->ni", information, mode.b),
        -np.einsum("nij,njf->nif", information, mode.b_by_mu),
        prior.loc, prior.scale, prior.spread_loc, prior.spread_scale, prior.weight,
    )  # fmt: skip


def refined(f: Whitening, shared: F) -> Whitening:
    """The transform that fits draws of what is shared [M, F + K]; between couples' own values nothing changes."""
    spread = np.cov(shared.T)
    least = 0.05 * f.root @ f.root.T  # so few draws see no direction as narrower than a fifth of the first guess
    return f._replace(centre=shared.mean(0), root=root(0.95 * spread + least))


class ModelPoint(NamedTuple):
    """A point in the model's own coordinates; ``whitener`` [q, q] of ``b``'s prior and the map's log volume."""

    mu: Array
    omega: Array
    b: Array
    whitener: Array
    log_volume: Array


def to_model(layout: Layout, f: Whitening, x: Array) -> ModelPoint:
    """From white coordinates ``x`` [F + K + N q]."""
    spread, (n, q) = RandomEffectsCovariance(layout), f.lead.shape
    size, both = len(f.mode), len(f.centre)
    shared = f.centre + f.root @ x[:both]
    mu, omega = shared[:size], shared[size:]
    if not q:
        return ModelPoint(mu, omega, jnp.zeros((n, 0)), jnp.zeros((0, 0)), jnp.zeros(()))
    whitener = solve_triangular(spread_root(spread, omega), jnp.eye(q), lower=True)
    low = jnp.linalg.cholesky(f.info + whitener.T @ whitener)
    drawn = solve_triangular(low, (f.lead - f.cross @ (mu - f.mode))[..., None], lower=True)
    drawn = drawn + x[both:].reshape(n, q, 1)
    b = solve_triangular(jnp.swapaxes(low, 1, 2), drawn, lower=False)[..., 0]
    return ModelPoint(mu, omega, b, whitener, -jnp.log(jnp.diagonal(low, axis1=1, axis2=2)).sum())


def log_density(layout: Layout, f: Whitening, panel: Panel, x: Array) -> Array:
    """Log posterior density of ``x`` up to a constant; -inf where it is not finite."""
    at = to_model(layout, f, x)
    phi = jnp.repeat((layout.tie @ at.mu)[:, None], panel.y.shape[-1], 1)
    value = -0.5 * f.weight * (((at.mu - f.loc) / f.scale) ** 2).sum() + at.log_volume
    if at.b.shape[1]:
        phi = phi.at[layout.random_index].add(at.b.T)
        value = value - 0.5 * ((at.b @ at.whitener.T) ** 2).sum()
        value = value + len(at.b) * jnp.log(jnp.diagonal(at.whitener)).sum()
        value = value - 0.5 * f.weight * (((at.omega - f.spread_loc) / f.spread_scale) ** 2).sum()
    total = log_likelihood(layout, phi, panel).sum() + value
    return jnp.where(jnp.isfinite(total), total, -jnp.inf)


def spread_root(spread: RandomEffectsCovariance, omega: Array) -> Array:
    """Cholesky factor [q, q] of the covariance of couples' own values; traced twin of `RandomEffectsCovariance`."""
    low = jnp.zeros((spread.size, spread.size))
    for here, w, form in spread.blocks:
        i, a = here.start, jnp.exp(omega[w.start])
        if form == "one":
            low = low.at[i, i].set(a)
            continue
        b = jnp.exp(omega[w.start + 1])
        if form == "sum":
            one, two, cov = (a**2 + b**2) / 2, (a**2 + b**2) / 2, (a**2 - b**2) / 2
        else:
            one, two, cov = a**2, b**2, jnp.tanh(omega[w.start + 2]) * a * b
        low = low.at[i, i].set(jnp.sqrt(one)).at[i + 1, i].set(cov / jnp.sqrt(one))
        low = low.at[i + 1, i + 1].set(jnp.sqrt(two - cov**2 / one))
    return low


def phi_of(layout: Layout, mu: F, b: F) -> F:
    """Parameters [M, N, P] of every couple for shared values [M, F] and own values [M, N, q]."""
    phi = np.repeat((mu @ layout.tie.T)[:, None], b.shape[1], 1)
    phi[:, :, layout.random_index] += b
    return phi


@partial(jax.jit, static_argnums=0)
def to_models(key: Any, f: Whitening, x: Array) -> ModelPoint:
    """`to_model` of many points ``x`` [M, D]; ``key`` is the `Key` of the layout."""
    return jax.vmap(lambda one: to_model(key.layout, f, one))(x)
