"""The full fit: NUTS on the exact posterior, started at the mode of the quick fit.

Couples' own values are sampled too, as ``b = root(spread) z`` with standard normal ``z``, and so are the
shared values, in units of their approximate posterior: the quick fit does the sampler's warm-up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np

from pairbond.errors import PairbondError
from pairbond.fit._kernel import Array, Panel, log_likelihood
from pairbond.fit._layout import Layout
from pairbond.fit._posterior import stable
from pairbond.fit._spread import Prior, Spread, prior_of
from pairbond.fit._timer import stage

if TYPE_CHECKING:
    from pairbond.fit.result import Fit

CHAINS = 2
WARMUP = 300


def spread_root(spread: Spread, omega: Array) -> Array:
    """Cholesky factor [q, q] of the covariance of couples' own values; the traced twin of `Spread.matrices`."""
    root = jnp.zeros((spread.size, spread.size))
    for here, w, form in spread.blocks:
        i, a = here.start, jnp.exp(omega[w.start])
        if form == "one":
            root = root.at[i, i].set(a)
            continue
        b = jnp.exp(omega[w.start + 1])
        if form == "sum":
            one, two, cov = (a**2 + b**2) / 2, (a**2 + b**2) / 2, (a**2 - b**2) / 2
        else:
            one, two, cov = a**2, b**2, jnp.tanh(omega[w.start + 2]) * a * b
        root = root.at[i, i].set(jnp.sqrt(one)).at[i + 1, i].set(cov / jnp.sqrt(one))
        root = root.at[i + 1, i + 1].set(jnp.sqrt(two - cov**2 / one))
    return root


def potential(layout: Layout, panel: Panel, prior: Prior) -> Callable[[dict[str, Array]], Array]:
    """Minus the log posterior of shared values ``mu``, spreads ``omega`` and couples' ``z`` [N, q]."""
    spread, index = Spread(layout), jnp.array(layout.random_index)

    def energy(at: dict[str, Array]) -> Array:
        phi = jnp.repeat((layout.tie @ at["mu"])[:, None], panel.y.shape[-1], 1)
        value = -0.5 * prior.weight * (((at["mu"] - prior.loc) / prior.scale) ** 2).sum()
        if spread.size:
            b = at["z"] @ spread_root(spread, at["omega"]).T
            phi = phi.at[index].add(b.T)
            value = value - 0.5 * (at["z"] ** 2).sum()
            value = value - 0.5 * prior.weight * (((at["omega"] - prior.spread_loc) / prior.spread_scale) ** 2).sum()
        total = log_likelihood(layout, phi, panel).sum() + value
        return jnp.where(jnp.isfinite(total), -total, jnp.inf)

    return energy


def sample(fit: Fit, progress: Callable[[str], None] | None = None) -> Fit:
    """Replace the normal approximation of a quick fit by NUTS draws (two chains, the same number of draws)."""
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
    from numpyro.infer import MCMC, NUTS

    layout, timing = fit.layout, dict(fit.timing)
    panel = Panel(*(jnp.asarray(x) for x in fit.answers.panel))
    prior = prior_of(layout, 1.0 if fit.spec.prior == "weak" else 0.0)
    spread = Spread(layout)
    energy = potential(layout, panel, prior)
    start: dict[str, Any] = {"mu": jnp.asarray(fit.mode_shared)}
    if spread.size:
        root = np.linalg.cholesky(spread.matrices(fit.mode_spread)[0])
        start |= {"omega": jnp.asarray(fit.mode_spread), "z": jnp.asarray(np.linalg.solve(root, fit.mode_own.T).T)}
    per_chain = -(-fit.spec.draws // CHAINS)
    if progress:
        progress(f"sampling {CHAINS} chains of {WARMUP} + {per_chain}")
    with stage(timing, "sample"):
        kernel = NUTS(potential_fn=energy, dense_mass=[("mu",)], target_accept_prob=0.85)
        mcmc = MCMC(kernel, num_warmup=WARMUP, num_samples=per_chain, num_chains=CHAINS,
                    chain_method="sequential", progress_bar=False)  # fmt: skip
        rng = np.random.default_rng(fit.spec.seed)
        inits = {k: jnp.stack([v + 0.05 * rng.normal(size=v.shape) for _ in range(CHAINS)]) for k, v in start.items()}
        mcmc.run(jax.random.PRNGKey(fit.spec.seed), init_params=inits, extra_fields=("diverging", "num_steps"))
        chains = {k: np.asarray(v) for k, v in mcmc.get_samples(group_by_chain=True).items()}
        extra = {k: np.asarray(v) for k, v in mcmc.get_extra_fields().items()}
    shared = np.concatenate([chains["mu"], chains["omega"]], -1) if spread.size else chains["mu"]
    ess = np.atleast_1d(effective_sample_size(shared))
    diagnostics = fit.diagnostics | {
        "rhat_max": float(np.max(np.atleast_1d(split_gelman_rubin(shared)))),
        "ess_min": float(ess.min()),
        "ess_median": float(np.median(ess)),
        "divergences": int(extra["diverging"].sum()),
        "leapfrog_steps": int(extra["num_steps"].sum()),
        "ess_per_second": float(ess.min() / max(timing["sample"], 1e-9)),
    }
    return replace(fit, draws=_draws(layout, spread, chains, fit), diagnostics=diagnostics, timing=timing)


def _draws(layout: Layout, spread: Spread, chains: dict[str, Any], fit: Fit) -> dict[str, Any]:
    flat = {k: v.reshape(-1, *v.shape[2:]) for k, v in chains.items()}
    size, couples = len(flat["mu"]), len(fit.answers.couples)
    phi = np.repeat((flat["mu"] @ layout.tie.T)[:, None], couples, 1)
    omega = flat.get("omega", np.zeros((size, 0)))
    if spread.size:
        roots = np.linalg.cholesky(np.stack([spread.matrices(w)[0] for w in omega]))
        phi[:, :, layout.random_index] += np.einsum("mqs,mns->mnq", roots, flat["z"])
    if layout.settings.initial == "stationary":
        ok = stable(layout, phi.reshape(size * couples, -1)).reshape(size, couples).all(1)
        if not ok.any():
            raise PairbondError(
                "no sampled draw returns to a mean: these days do not determine the model; use fewer items."
            )
        phi, omega, flat["mu"] = phi[ok], omega[ok], flat["mu"][ok]
    return {"shared": flat["mu"], "spread": omega, "phi": phi}
