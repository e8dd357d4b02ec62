"""The verb `what_if`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from importlib.metadata import version

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.counterfactual._batch import Batch
from pairbond.counterfactual._choose import Situation, choose, dangerous
from pairbond.counterfactual._differences import bands, differences
from pairbond.counterfactual.capacity import CAPABLE, CAPACITY_DAYS
from pairbond.counterfactual.course import Course
from pairbond.counterfactual.outcomes import TWO_YEARS, WINDOW, horizons, paths
from pairbond.counterfactual.result import WhatIf
from pairbond.errors import PairbondError
from pairbond.inference import Fit
from pairbond.inference.theory import TheoryFit
from pairbond.model import OTHER
from pairbond.simulate.recording import default_theory

F = NDArray[np.float64]
FURTHEST = 1825  # days; beyond five years a projection from a diary means nothing
NO_NUMBER = "the model gave no number for it"
COLUMNS = ("course", "actor", "outcome", "partner", "day", "mean", "q05", "q25", "q50", "q75", "q95")
SPREADS = ("sd_aleatoric", "sd_epistemic", "above", "below")


def what_if(
    fit: TheoryFit | Fit,
    courses: Sequence[str | Course] | None = None,
    *,
    days: int = TWO_YEARS,
    replicates: int = 8,
    seed: int = 0,
    two_readers: bool = False,
    progress: Callable[[str], None] | None = None,
) -> WhatIf:
    """What would change things, in the model: courses of action compared with going on as before.

    The couple goes on from the last evening of its diary, once for each draw of the posterior and each noise
    realisation, as before and under every course, with the same draws and the same noise. People stay together, or
    apart, as they are: nobody leaves and nobody comes back in these runs, so a difference is that of the course and not
    of who happened to leave, and no probability of separating is worked out.

    Courses that are directed at the other person are not worked out where the diary speaks of danger (fear, threat,
    control or harm that reach mid-scale on two days or more, or tell of an act). Only who writes acts. The six
    practices are an agreement of two: both have to write, and to have the capacity for it in the fitted theory.

    Parameters
    ----------
    fit : of the theory, as a rule ``pairbond.assess(diary).fit``. No gate is asked here: of a bare
        ``pairbond.fit(diary, model="theory")`` there are numbers also where the diary can tell nothing.
    courses : names of courses on offer, or courses of your own; by default all that make sense for this couple.
    days : how far ahead, 14 to 1825. Compared is at 30, 90 and 180 days, as far as they are within, and at the end; in
        words at 180 days and at the end.
    replicates : noise realisations of each draw; an even number, as each is used twice, the second time with the
        partners' noise exchanged.
    seed : of the noise.
    two_readers : whether both partners may read what is found. If the diary asked about danger, courses directed at
        the other person are then missing whatever was answered, so that no gap tells one what the other wrote.
    progress : called with one sentence now and then.

    Raises
    ------
    PairbondError : a fit of another model, a course that does not exist, or a number that is not possible.

    Examples
    --------
    >>> asked = pairbond.assess(diary)                                                    # doctest: +SKIP
    >>> if asked.courses_open:                                                            # doctest: +SKIP
    ...     found = pairbond.what_if(asked.fit, ["limits"]).only_of(asked.courses_of)

    Source: common random numbers (Glasserman & Yao, 1992); aleatoric and epistemic spread as in a one-way analysis
    of variance (Searle, Casella & McCulloch, 1992).
    """
    if not isinstance(fit, TheoryFit):
        raise PairbondError(
            "courses of action need a fit of the theory; the nearest is pairbond.fit(diary, model='theory')."
        )
    if isinstance(courses, str):
        courses = [courses]
    check_settings(days, replicates, seed)
    progress = progress or _no_progress
    began = time.process_time()
    progress("going on as before")
    batch = Batch(fit.current_state, int(replicates), int(days), int(seed))
    shown = batch.run()
    before = paths(shown)
    diary, couple = fit.diary, fit.couple
    writers, asked = diary.writers(couple), any(item.danger for item in diary.available)
    here = Situation(
        fit.partners,
        writers,
        fit.current_state.code,
        dangerous(diary, couple),
        _capable(shown["mentalization"], batch),
        shared=two_readers and asked and len(writers) > 1,
    )
    chosen, left_out = choose(courses, here)
    at = horizons(int(days))
    tables: list[pd.DataFrame] = []
    worked: list[Course] = []
    for number, one in enumerate(chosen, 1):
        progress(f"course {number} of {len(chosen)}, {one.label}")
        found = differences(one, paths(batch.run(one.interventions)), before, at, batch.shape, fit.partners)
        if np.isfinite(found[["mean", "q05", "q95"]].to_numpy(float)).all():
            tables.append(found)
            worked.append(one)
        else:  # a course for which the model gave no number is left out
            left_out[one.name] = NO_NUMBER
    columns = [*COLUMNS, *SPREADS]
    return WhatIf(
        table=pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns),
        courses=tuple(worked),
        left_out=left_out,
        reference=bands(before, fit.partners),
        names=_names(fit.partners, here.writers),
        writers=here.writers,
        described=here.writers,
        has_danger_items=asked,
        provenance={
            "theory": default_theory().hash,
            "seed": int(seed),
            "days": int(days),
            "horizons": at,
            "draws": batch.shape[0],
            "replicates": int(replicates),
            "couple": couple,
            "last_day": fit.current_state.day,
            "status": int(here.code),
            "capable": here.capable,
            "version": version("pairbond"),
            "seconds": time.process_time() - began,
        },
    )


def _no_progress(_: str) -> None:
    """Report no progress."""


def check_settings(days: float, replicates: float = 8, seed: float = 0) -> None:
    """Refuse numbers that are not possible."""
    if days != int(days) or not WINDOW <= days <= FURTHEST:
        near = min(max(round(days), WINDOW), FURTHEST)
        raise PairbondError(f"days is {days:g}, but has to be a whole number; the nearest is {near}.")
    if replicates != int(replicates) or replicates < 2 or replicates % 2:
        near = max(2 * round(replicates / 2), 2)
        raise PairbondError(
            f"replicates is {replicates:g}, but has to be even, as each noise "
            f"realisation is used twice; the nearest is {near}."
        )
    if seed != int(seed) or seed < 0:
        raise PairbondError(f"seed is {seed:g}; the nearest is {max(round(seed), 0)}.")


def _capable(mentalization: F, batch: Batch) -> float:
    """Share of draws in which both can mentalize well enough for an agreement of two, as things go on."""
    own = mentalization[:CAPACITY_DAYS].mean(0).reshape(2, *batch.shape).mean(-1)  # [2, draws]
    return float((own >= CAPABLE).all(0).mean())


def _names(partners: tuple[str, str], writers: tuple[str, ...]) -> dict[str, str]:
    """What each is called in a sentence; who does not write is "the other person"."""

    def name(own: str) -> str:
        return f"the {own}" if own.islower() and own.isalpha() else own

    return {own: name(own) if own in writers else OTHER for own in partners}
