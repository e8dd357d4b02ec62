"""Draws of parameters from a mode, and the numbers of the model for each draw."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from pairbond.errors import PairbondError
from pairbond.inference._discretise import settled
from pairbond.inference._laplace import Mode
from pairbond.inference._layout import Layout, reaching
from pairbond.inference._problem import Key
from pairbond.inference._system import dynamics, errors, over_gaps, system

F = NDArray[np.float64]
TRIES = 20


def draw(layout: Layout, mode: Mode, size: int, seed: int) -> dict[str, F]:
    """Normal draws around a mode; draws of a couple that would not return to its mean are redrawn.

    Returns ``shared`` [size, F], ``spread`` [size, K] and ``phi`` [size, N, P] (unconstrained).
    """
    rng = np.random.default_rng(seed)
    n, q = mode.b.shape
    root_mu, root_omega = root(mode.mu_cov), root(mode.omega_cov)
    root_b = root(mode.b_cov)
    kept: list[tuple[F, F, F]] = []
    for _ in range(TRIES):
        d_mu = rng.normal(size=(size, len(mode.mu))) @ root_mu.T
        d_omega = rng.normal(size=(size, len(mode.omega))) @ root_omega.T
        phi = np.repeat(((mode.mu + d_mu) @ layout.tie.T)[:, None], n, 1)
        if q:
            b = mode.b + np.einsum("nqf,mf->mnq", mode.b_by_mu, d_mu)
            b = b + np.einsum("nqk,mk->mnq", mode.b_by_omega, d_omega)
            b = b + np.einsum("nqs,mns->mnq", root_b, rng.normal(size=(size, n, q)))
            phi[:, :, layout.random_index] += b
        ok = stable(layout, phi.reshape(size * n, -1)).reshape(size, n)
        if layout.settings.initial == "free":
            ok[:] = True
        good = ok.all(1)
        if q and not good.all():  # redraw the unstable couples of otherwise sound draws
            good = stable(layout, (mode.mu + d_mu) @ layout.tie.T)
            phi = _mend(layout, mode, phi, ok, rng, root_b)
        kept.append((mode.mu + d_mu[good], mode.omega + d_omega[good], phi[good]))
        if sum(len(k[0]) for k in kept) >= size:
            break
    shared, spread, phi = (np.concatenate([k[i] for k in kept])[:size] for i in range(3))
    if len(shared) < size:
        raise PairbondError(
            f"only {len(shared)} of {size} posterior draws return to a mean: these days do not determine the model; "
            'use fewer items, or method="full"'
        )
    return {"shared": shared, "spread": spread, "phi": phi}


def _mend(layout: Layout, mode: Mode, phi: F, ok: NDArray[np.bool_], rng: np.random.Generator, root_b: F) -> F:
    index = layout.random_index
    for _ in range(TRIES):
        if ok.all():
            break
        m, c = np.nonzero(~ok)
        phi[m, c] = layout.tie @ mode.mu
        noise = np.einsum("kqs,ks->kq", root_b[c], rng.normal(size=(len(m), len(index))))
        phi[m[:, None], c[:, None], index] += mode.b[c] + noise
        ok[m, c] = stable(layout, phi[m, c])
    m, c = np.nonzero(~ok)  # a couple at the edge of what is stable is put at its mode
    phi[m, c] = layout.tie @ mode.mu
    phi[m[:, None], c[:, None], index] += mode.b[c]
    return phi


def root(cov: F) -> F:
    """A Cholesky factor: unlike eigenvectors it changes little when ``cov`` does, so that refits with one
    seed share their random numbers."""
    size = np.einsum("...ii->...i", cov)
    jitter = 1e-10 * np.maximum(size, 1e-10)[..., None] * np.eye(cov.shape[-1])
    return np.linalg.cholesky(cov + jitter)


@lru_cache(maxsize=32)
def _dynamics(key: Key) -> Any:
    return jax.jit(lambda phi, floor: dynamics(key.layout, phi, floor))


def matrices(layout: Layout, phi: F, floor: F | None = None) -> tuple[F, F]:
    """Drift (or lag) matrices and shock covariances [B, n, n] of ``phi`` [B, P]; ``floor`` [D] or [D, B]."""
    drift, shock = _dynamics(Key(layout))(phi.T, _floor(layout, phi, floor))
    return np.moveaxis(np.asarray(drift), -1, 0), np.moveaxis(np.asarray(shock), -1, 0)


def _floor(layout: Layout, phi: F, floor: F | None) -> F:
    wide = np.zeros(layout.settings.processes) if floor is None else floor
    wide = wide[:, None] if wide.ndim == 1 else wide
    return np.broadcast_to(wide, (layout.settings.processes, len(phi)))


def stable(layout: Layout, phi: F) -> NDArray[np.bool_]:
    """Whether each system [B] returns to its mean."""
    roots = np.linalg.eigvals(matrices(layout, phi)[0])
    if not layout.settings.dynamics:
        return np.ones(len(phi), dtype=bool)
    return np.all(roots.real < 0 if layout.settings.clock == "flow" else np.abs(roots) < 1, axis=1)


@lru_cache(maxsize=32)
def _system(key: Key) -> Any:
    return jax.jit(lambda phi, gaps, floor: system(key.layout, phi, gaps, floor))


def numbers(layout: Layout, phi: F, gaps: F, floor: F | None = None) -> dict[str, F]:
    """The model of each ``phi`` [B, P] over ``gaps`` [U, B], batch first; ``floor`` [D] or [D, B].

    transition, noise_cov [B, U, m, m]; start_mean [B, m]; start_cov [B, m, m]; error [B, D+p, D+p];
    drift, shock [B, n, n].
    """
    layout = reaching(layout, float(gaps.max()))
    s = _system(Key(layout))(phi.T, gaps, _floor(layout, phi, floor))
    first = {k: np.moveaxis(np.asarray(v), -1, 0) for k, v in s._asdict().items()}
    d, p = layout.settings.processes, layout.settings.covariates
    return {
        "transition": np.moveaxis(first["transition"], 3, 1),
        "noise_cov": np.moveaxis(first["noise_cov"], 3, 1),
        "start_mean": first["start_mean"],
        "start_cov": first["start_cov"],
        "error": np.pad(first["error"], ((0, 0), (0, p), (0, p)))[:, : d + p, : d + p],
    }


class Moments(NamedTuple):
    """Transition and shock covariance over a lag, settled covariance [B, n, n], errors [B, D, D]; states first."""

    transition: F
    noise: F
    settled: F
    error: F


@lru_cache(maxsize=32)
def _moments(key: Key) -> Any:
    def run(phi: Any, units: Any, floor: Any) -> Any:
        layout = key.layout
        drift, shock = dynamics(layout, phi, floor)
        one, q = over_gaps(layout, drift, shock, jnp.ones_like(units))
        trans, noise = over_gaps(layout, drift, shock, units)
        error = errors(layout, phi, floor)
        return trans[:, :, 0], noise[:, :, 0], settled(one, q)[:, :, 0], error

    return jax.jit(run)


def over(layout: Layout, phi: F, units: float, floor: F | None = None) -> Moments:
    """What happens over ``units`` typical intervals, and where it settles, for ``phi`` [B, P].

    A map goes from entry to entry: ``units`` is then taken as a whole number, at least 1.
    """
    if layout.settings.clock == "map":
        units = max(round(units), 1)
    # two columns of gaps, so that a map takes the route for gaps of any length; a flow needs no grid for one
    gaps = np.full((2 if layout.settings.clock == "map" else 1, len(phi)), float(units))
    parts = _moments(Key(reaching(layout, float(units))))(phi.T, gaps, _floor(layout, phi, floor))
    return Moments(*(np.moveaxis(np.asarray(x), -1, 0) for x in parts))
