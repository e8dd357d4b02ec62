"""The full fit: NumPyro's NUTS on the exact posterior, in the coordinates of `pairbond.inference._whitening`.

The quick fit does the sampler's warm-up: it starts around the mode, in units of the approximate posterior.
"""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from pairbond.errors import PairbondError
from pairbond.inference._hmc import BEGIN, finish
from pairbond.inference._laplace import Mode
from pairbond.inference._layout import Layout
from pairbond.inference._random_effects_covariance import Prior
from pairbond.inference._system import Panel
from pairbond.inference._whitening import log_density, whitening

F = NDArray[np.float64]
CHAINS = 2
WARMUP = 300


def nuts(
    layout: Layout,
    panel: Panel,
    mode: Mode,
    prior: Prior,
    size: int,
    seed: int,
    progress: Callable[[str], None] | None = None,
) -> tuple[dict[str, F], dict[str, float]]:
    """``size`` draws in two chains, as `_posterior.draw` gives them, and the sampler's diagnostics."""
    from numpyro.infer import MCMC, NUTS

    f = whitening(layout, mode, prior)
    arrays = Panel(*(jnp.asarray(a) for a in panel))
    per_chain = -(-size // CHAINS)
    if progress:
        progress(f"sampling {CHAINS} chains of {WARMUP} + {per_chain}")
    kernel = NUTS(potential_fn=lambda x: -log_density(layout, f, arrays, x), target_accept_prob=0.85)
    mcmc = MCMC(kernel, num_warmup=WARMUP, num_samples=per_chain, num_chains=CHAINS,
                chain_method="sequential", progress_bar=False)  # fmt: skip
    begin = BEGIN * np.random.default_rng(seed).normal(size=(CHAINS, len(f.centre) + f.lead.size))
    mcmc.run(jax.random.PRNGKey(seed), init_params=jnp.asarray(begin), extra_fields=("diverging", "num_steps"))
    extra = {k: np.asarray(v) for k, v in mcmc.get_extra_fields().items()}
    draws, about = finish(layout, f, np.asarray(mcmc.get_samples(group_by_chain=True)), size, seed)
    if draws is None:
        raise PairbondError(
            "hardly any sampled draw returns to a mean: these days do not determine the model; use fewer items."
        )
    about |= {"divergences": int(extra["diverging"].sum()), "leapfrog_steps": int(extra["num_steps"].sum())}
    return draws, about
