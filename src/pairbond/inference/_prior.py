"""Draws of the prior, as of a posterior: what was thought possible before the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pairbond.inference._layout import Layout
from pairbond.inference._posterior import stable
from pairbond.inference._random_effects_covariance import RandomEffectsCovariance, prior_of

if TYPE_CHECKING:
    from pairbond.inference.result import Fit

F = NDArray[np.float64]
DRAWS, TRIES = 400, 20  # drawn at once, as many as a posterior has, so that code is compiled for one shape


def before(fit: Fit) -> Fit | None:
    """The fit with draws of the prior of what all couples share; None under a flat prior.

    Draws that do not return to a mean are drawn anew, as in the posterior.
    """
    found = None if fit.spec.model.prior == "flat" else drawn(fit.layout, np.random.default_rng(fit.spec.seed), DRAWS)
    if found is None:
        return None
    draws = {**fit.draws, "shared": found[0], "spread": found[1]}
    return replace(fit, posterior=replace(fit.posterior, draws=draws))


def drawn(layout: Layout, rng: np.random.Generator, size: int) -> tuple[F, F] | None:
    """What all couples share [size, F] and spreads between couples [size, K], from the prior.

    Only draws whose average couple returns to its mean; None where hardly any does.
    """
    prior = prior_of(layout)
    shared: list[F] = []
    kept, most = 0, TRIES * -(-size // DRAWS)
    while kept < size and len(shared) < most:
        made = shared_draws(layout, rng, DRAWS)
        shared.append(made[stable(layout, made @ layout.tie.T)])
        kept += len(shared[-1])
    if kept < size // 4:
        return None
    draws = np.concatenate(shared)[:size]
    return draws, prior.spread_loc + prior.spread_scale * rng.normal(size=(len(draws), len(prior.spread_loc)))


def shared_draws(layout: Layout, rng: np.random.Generator, size: int) -> F:
    """What all couples share [size, F], whether it returns to a mean or not."""
    prior = prior_of(layout)
    return prior.loc + prior.scale * rng.normal(size=(size, len(prior.loc)))


def couples_of(layout: Layout, rng: np.random.Generator, shared: F, spread: F, each: int) -> F:
    """Parameters [draws, each, P] of couples made from draws of what is shared [draws, F] and spreads [draws, K]."""
    wide = np.repeat((shared @ layout.tie.T)[:, None], each, 1)
    between = RandomEffectsCovariance(layout)
    if between.size:
        own = [rng.multivariate_normal(np.zeros(between.size), between.matrices(w)[0], each) for w in spread]
        wide[:, :, layout.random_index] += np.stack(own)
    return wide
