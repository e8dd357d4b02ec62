"""A short Hamiltonian Monte Carlo run that mends what a normal curve over the mode gets wrong.

In the coordinates of `pairbond.inference._whitening` the posterior is nearly a standard normal, so unit masses and one
step size for all chains do. A fixed number of steps bounds the time beforehand; their length is drawn anew each time,
or trajectories could return to where they began. NumPyro's NUTS, which the full method uses, is its independent twin.

Source: Neal (2011), *MCMC using Hamiltonian dynamics*; the step size follows Hoffman & Gelman (2014), section 3.2.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from pairbond.inference._laplace import Mode
from pairbond.inference._layout import Layout
from pairbond.inference._posterior import stable
from pairbond.inference._problem import Key
from pairbond.inference._random_effects_covariance import Prior
from pairbond.inference._system import Array, Panel
from pairbond.inference._whitening import Whitening, log_density, phi_of, refined, to_models, whitening

F = NDArray[np.float64]
CHAINS, STEPS = 8, 9
WARMUP, DRAWS = 40, 100  # trajectories a chain: to find the step size, to use; run twice with one compiled program
ACCEPTANCE = 0.8
BEGIN = 0.5  # chains begin this many posterior standard deviations around the mode
COUPLES, CELLS = 20, 1500  # a larger group's posterior is closer to normal, and each step dearer
UNKNOWN = -1e100  # a log density below all others
MIXED = 1.5  # R-hat of any shared value above which the run is not believed


class Chains(NamedTuple):
    """x [draws, chains, D]; acceptance [draws, chains]; the step size it ended with."""

    x: Array
    acceptance: Array
    step: Array


def sample(density: Callable[[Array], Array], begin: Array, key: Array, warmup: int, draws: int) -> Chains:
    """Hamiltonian Monte Carlo with one chain a row of ``begin`` [chains, D] on a log density of one point [D]."""
    slope = jax.vmap(jax.value_and_grad(density))

    def trajectory(x: Array, g: Array, p: Array, step: Array) -> tuple[Array, Array, Array, Array]:
        def leap(at: tuple[Array, Array, Array, Array], _: None) -> tuple[tuple[Array, Array, Array, Array], None]:
            x, _, g, p = at
            p = p + 0.5 * step * g
            x = x + step * p
            value, g = slope(x)
            return (x, value, g, p + 0.5 * step * g), None

        return jax.lax.scan(leap, (x, jnp.zeros(len(x)), g, p), None, length=STEPS)[0]

    def once(carry: tuple[Any, ...], i: Array) -> tuple[tuple[Any, ...], tuple[Array, Array]]:
        x, value, g, log_step, mean_step, debt, key = carry
        key, a, b, c = jax.random.split(key, 4)
        p = jax.random.normal(a, x.shape)
        length = jnp.exp(jnp.where(i < warmup, log_step, mean_step)) * jax.random.uniform(b, (), minval=0.7, maxval=1.3)
        x2, value2, g2, p2 = trajectory(x, g, p, length)
        change = value2 - 0.5 * (p2**2).sum(1) - value + 0.5 * (p**2).sum(1)
        chance = jnp.where(jnp.isfinite(change), jnp.minimum(1.0, jnp.exp(change)), 0.0)
        took = jax.random.uniform(c, chance.shape) < chance
        x, g = jnp.where(took[:, None], x2, x), jnp.where(took[:, None], g2, g)
        value = jnp.where(took, value2, value)
        # dual averaging towards the wanted acceptance; the mean over warm-up is kept
        t = i + 1.0
        debt = (1 - 1 / (t + 10)) * debt + (ACCEPTANCE - chance.mean()) / (t + 10)
        log_step = jnp.where(i < warmup, jnp.log(0.5) - jnp.sqrt(t) / 0.1 * debt, log_step)
        weight = t**-0.75
        mean_step = jnp.where(i < warmup, weight * log_step + (1 - weight) * mean_step, mean_step)
        return (x, value, g, log_step, mean_step, debt, key), (x, chance)

    # slope and density at the beginning are left unknown, which spares compiling them once more: the first
    # trajectory, of the warm-up, is accepted whatever it finds
    first = jnp.log(0.2)
    start = (begin, jnp.full(len(begin), UNKNOWN), jnp.zeros_like(begin), first, first, jnp.zeros(()), key)
    last, (x, chance) = jax.lax.scan(once, start, jnp.arange(warmup + draws))
    return Chains(x[warmup:], chance[warmup:], jnp.exp(last[4]))


@partial(jax.jit, static_argnums=(0, 4))
def _run(key: Key, f: Whitening, panel: Panel, begin: Any, draws: int, seed: Array) -> Chains:
    return sample(lambda x: log_density(key.layout, f, panel, x), begin, seed, WARMUP, draws)


def affordable(couples: int, occasions: int, prior: Prior) -> bool:
    """Whether a group is small enough that sampling takes seconds, and its prior is proper."""
    return couples <= COUPLES and couples * occasions <= CELLS and prior.weight > 0


def refine(
    layout: Layout, panel: Panel, mode: Mode, prior: Prior, size: int, seed: int
) -> tuple[dict[str, F] | None, dict[str, float]]:
    """``size`` draws of the exact posterior as `pairbond.inference._posterior.draw` gives them, and how the run went.

    No draws (``None``) if chains did not agree or most draws would not return to a mean: the caller then keeps
    the normal approximation.
    """
    f, key = whitening(layout, mode, prior), Key(layout)
    begin = BEGIN * np.random.default_rng(seed).normal(size=(CHAINS, len(f.centre) + f.lead.size))
    arrays = Panel(*(jnp.asarray(a) for a in panel))
    draws = max(DRAWS, -(-size // CHAINS))
    first = _run(key, f, arrays, begin, draws, jax.random.PRNGKey(seed))
    seen = to_models(key, f, first.x.reshape(-1, begin.shape[1]))
    shared = np.concatenate([seen.mu, seen.omega], 1)
    better = refined(f, shared)  # the first run told the posterior's shape; the second begins where it ended
    last = np.linalg.solve(better.root, (shared.reshape(draws, CHAINS, -1)[-1] - better.centre).T).T
    again = np.concatenate([last, first.x[-1, :, len(f.centre) :]], 1)
    chains = _run(key, better, arrays, again, draws, jax.random.PRNGKey(seed + 1))
    kept, about = finish(layout, better, np.asarray(chains.x).swapaxes(0, 1), size, seed)
    about["acceptance"] = float(np.mean(chains.acceptance))
    return (kept if about["rhat_max"] < MIXED else None), about


def finish(layout: Layout, f: Whitening, x: F, size: int, seed: int) -> tuple[dict[str, F] | None, dict[str, float]]:
    """Draws of the model's own parameters from chains ``x`` [chains, draws, D], and how far the chains agree.

    Draws in which a couple would not return to its mean are left out; ``None`` if that is most of them.
    """
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin

    at = to_models(Key(layout), f, x.reshape(-1, x.shape[-1]))
    mu, omega, b = np.asarray(at.mu), np.asarray(at.omega), np.asarray(at.b)
    shared = np.concatenate([mu, omega], 1).reshape(*x.shape[:2], -1)
    ess = np.atleast_1d(effective_sample_size(shared))
    about = {
        "rhat_max": float(np.max(split_gelman_rubin(shared))),
        "ess_min": float(ess.min()),
        "ess_median": float(np.median(ess)),
    }
    phi = phi_of(layout, mu, b)
    ok = np.isfinite(phi).all((1, 2))
    if layout.settings.initial == "stationary":
        ok &= stable(layout, np.nan_to_num(phi).reshape(-1, phi.shape[-1])).reshape(phi.shape[:2]).all(1)
    if ok.mean() < 0.5:
        return None, about
    keep = np.flatnonzero(ok)
    rng = np.random.default_rng(seed)
    keep = np.sort(rng.choice(keep, size, replace=len(keep) < size))
    return {"shared": mu[keep], "spread": omega[keep], "phi": phi[keep]}, about
