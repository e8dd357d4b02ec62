"""From one couple's diary to a `TheoryFit`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference.posterior import sampled
from pairbond.inference.sampling import draws as sampling
from pairbond.inference.theory._initial_state import initial_state_prior
from pairbond.inference.theory._parameters import Layout
from pairbond.inference.theory._problem import Problem
from pairbond.inference.theory.panel import panel
from pairbond.inference.theory.result import TheoryFit

FEWEST = 7  # days with a rating


def fit_theory(
    diary: Diary,
    couple: str | None = None,
    *,
    readings: Mapping[str, str] | None = None,
    starts: int = 8,
    method: str = "quick",
    draws: int = 400,
    seed: int = 0,
    workers: int | None = None,
    progress: Callable[[str], None] | None = None,
) -> TheoryFit:
    """Fit the theory to the diary of one couple.

    Free are six traits of each person (inner worth, integration, coping, anxiety, avoidance, outside life) and the
    noise of the ratings; for items that are not of our own diary also intercept and loading. All constants of the
    theory stay as they are. Traits are those of the days of the diary, and constant over them.

    Parameters
    ----------
    diary : what :func:`pairbond.read_diary` returns; one partner's ratings, skipped days and missing items are legal.
        Its ``contact`` is taken as known: together where nothing is said.
    couple : which couple; may be left out if there is one.
    readings : for items that are not of our own diary, which of the theory's readings they observe, like
        ``{"mood": "-arousal"}`` (minus: the other way round).
    starts : searches, from points spread over the prior.
    method : "quick" (two groups of 128 draws on their way) or "full" (four of 512, moved more often).
    draws, seed : of the posterior.
    workers : threads; by default as many as there are processors. They change no number.
    progress : called with one sentence now and then.

    Raises
    ------
    PairbondError : no item observes anything of the theory, too few days, or no start leads anywhere.
    """
    if method not in sampling.EFFORTS:
        raise PairbondError(f"method is {method!r}; the theory knows {' and '.join(map(repr, sampling.EFFORTS))}.")
    chosen = dict(readings or {})
    found = panel(diary, couple, chosen)
    days = int(found.seen.any(1).sum())
    if days < FEWEST:
        raise PairbondError(f"couple {found.couple} answered on {days} days; the theory needs {FEWEST} at least.")
    problem = Problem(found, Layout(found), initial_state_prior(), workers or available())
    posterior = sampled(
        problem, problem.layout.labels, sampling.EFFORTS[method], couple=found.couple,
        starts=starts, draws=draws, seed=seed, progress=progress, monitored=problem.layout.traits,
    )  # fmt: skip
    return TheoryFit(diary, found.couple, chosen, posterior)


def available() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
