"""A posterior as plain data, of one shape for linear models, models of a few equations and the theory."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond._version import VERSION
from pairbond.errors import PairbondError
from pairbond.inference.sampling import draws as sampling
from pairbond.inference.sampling import modes

F = NDArray[np.float64]
NEAR = 2.0  # nats within which two searches count as having found the same optimum


@dataclass(frozen=True, eq=False, repr=False)
class Posterior:
    """Draws of a posterior on the estimation scale, and how they came about.

    Attributes
    ----------
    draws : blocks by name, each [M, …]. "shared" [M, P] is there for every model. Linear models have besides "spread"
        [M, K], the random-effects covariance, and "phi" [M, couples, P], each couple's own values.
    names : of the last axis of each block.
    mode : linear models: where the search ended, "shared" [P], "spread" [K] and "own" [couples, q]. Others: "shared".
    optima : one row a start, best first: log posterior (``value``), ``gap`` to the best in nats, ``converged``,
        ``iterations``, and what a model adds.
    diagnostics, timing : of search and sampler; seconds.
    seed, version : of the draws; of pairbond.
    """

    draws: Mapping[str, F]
    names: Mapping[str, tuple[str, ...]]
    mode: Mapping[str, F]
    optima: pd.DataFrame
    diagnostics: dict[str, Any]
    timing: dict[str, float]
    seed: int
    version: str = VERSION

    def __len__(self) -> int:
        return len(self.draws["shared"])

    def __repr__(self) -> str:
        return f"<Posterior of {len(self.names['shared'])} shared parameters, {len(self)} draws>"


class FromPosterior:
    """What a result hands on of its posterior."""

    posterior: Posterior

    @cached_property
    def optima(self) -> pd.DataFrame:
        """Where each start ended."""
        return self.posterior.optima

    @cached_property
    def diagnostics(self) -> dict[str, Any]:
        """Of the search and the sampler."""
        return self.posterior.diagnostics

    @cached_property
    def timing(self) -> dict[str, float]:
        """Seconds, compilation apart."""
        return self.posterior.timing


def sampled(
    problem: modes.Problem,
    names: tuple[str, ...],
    effort: sampling.Effort,
    *,
    couple: str,
    starts: int,
    draws: int,
    seed: int,
    progress: Callable[[str], None] | None,
    monitored: NDArray[np.int_] | None = None,
) -> Posterior:
    """Search and draw: the posterior of one couple's problem, whose prior is a standard normal.

    ``monitored``: places of the parameters whose R-hat says whether the draws are trusted; None: all.
    """
    began = time.perf_counter()
    optima = modes.search(problem, starts, seed, progress)
    best = optima[0]
    if not np.isfinite(best.value):
        raise PairbondError(f"no start leads to a probability above none for the diary of couple {couple}.")
    searched = time.perf_counter()
    drawn = sampling.draw(problem, optima, draws, seed, progress, effort)
    ended = time.perf_counter()
    r_hat = float((drawn.r_hat if monitored is None else drawn.r_hat[monitored]).max())
    table = pd.DataFrame(
        {
            "value": [o.value for o in optima],
            "gap": [best.value - o.value for o in optima],
            "converged": [o.converged for o in optima],
            "iterations": [o.iterations for o in optima],
        }
    )
    return Posterior(
        draws={"shared": drawn.theta},
        names={"shared": names},
        mode={"shared": best.theta},
        optima=table,
        diagnostics={
            "log_posterior": best.value,
            "converged": best.converged,
            "starts": len(optima),
            "starts_agree": int((table["gap"] <= NEAR).sum()),
            "distinct_optima": sampling.competing(optima),
            "r_hat": r_hat,
            "trusted": r_hat <= sampling.TRUSTED,
            "pareto_k": drawn.pareto_k,
            "effective_draws": len(np.unique(drawn.theta[:, 0])),
            "evaluations": drawn.evaluations,
            "accepted": drawn.accepted,
        },
        timing={"search": searched - began, "draw": ended - searched},
        seed=seed,
    )
