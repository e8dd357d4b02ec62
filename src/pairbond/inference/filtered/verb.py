"""From one couple's diary and a model to a `FilteredFit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference.filtered._layout import Layout
from pairbond.inference.filtered._panel import Panel, panel
from pairbond.inference.filtered._problem import FilterProblem
from pairbond.inference.filtered.result import FilteredFit
from pairbond.inference.posterior import sampled
from pairbond.inference.sampling import draws as sampling
from pairbond.model import CoupleModel, partner_names

EFFORTS = {
    "quick": sampling.Effort(size=256, moves=6, last=30, exchange=True),
    "full": sampling.Effort(groups=4, size=512, moves=15, last=80, exchange=True),
}
FEWEST = 10  # occasions with a rating
NEAR_END, MANY = 1e-9, 0.25  # what counts as an end of the scale, and the share of ratings there that is told


def fit_model(
    diary: Diary,
    model: CoupleModel,
    couple: str | None = None,
    *,
    readings: Mapping[str, str] | None = None,
    starts: int = 6,
    method: str = "quick",
    draws: int = 400,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> FilteredFit:
    """Fit a model of a few equations to the diary of one couple.

    Free are all parameters of the model, each partner's own, and the error of each item of each person.

    Parameters
    ----------
    diary : what :func:`pairbond.read_diary` returns; one partner's ratings, skipped days, missing items and entries
        at any time are legal for a flow, one entry an occasion for a map.
    couple : which couple; may be left out if there is one.
    readings : which readout of the model an item observes, like ``{"closeness": "feeling"}``. May be left out where an
        item is called like a readout, or where there is one of each.
    starts : searches, from points spread over the prior.
    method : "quick" (two groups of 256 draws on their way) or "full" (four of 512, moved more often).
    draws, seed : of the posterior.
    progress : called with one sentence now and then.

    Raises
    ------
    PairbondError : a model that cannot be filtered, no item that observes anything, too few occasions, no start that
        leads anywhere.
    """
    if "filter" not in model.can:
        raise PairbondError(f"{model.label} has no states that a filter could follow.")
    if method not in EFFORTS:
        raise PairbondError(f"method is {method!r}; {model.label} knows {' and '.join(map(repr, EFFORTS))}.")
    chosen = dict(readings or {})
    found = panel(diary, model, couple, chosen)
    occasions = int(found.seen.any(1).sum())
    if occasions < FEWEST:
        raise PairbondError(
            f"couple {found.couple} answered on {occasions} occasions; {model.label} needs {FEWEST} at least."
        )
    problem = FilterProblem(model, found, Layout(model, found.columns))
    partners = partner_names(diary.partners)
    posterior = sampled(
        problem, tuple(one.label(partners) for one in problem.layout.unknowns), EFFORTS[method], couple=found.couple,
        starts=starts, draws=draws, seed=seed, progress=progress,
    )  # fmt: skip
    posterior.diagnostics["at_an_end"] = _at_an_end(found, partners)
    return FilteredFit(model, diary, found.couple, chosen, posterior)


def _at_an_end(found: Panel, partners: tuple[str, str]) -> dict[str, float]:
    """Items of a person of whose ratings a quarter or more lie at one end of the scale, and the larger share."""
    shares: dict[str, float] = {}
    for j, one in enumerate(found.columns):
        responses = (one.origin + one.unit * found.y[found.seen[:, j], j] - one.low) / one.width
        share = max(float((responses < NEAR_END).mean()), float((responses > 1 - NEAR_END).mean()))
        if share >= MANY:
            shares[f"{one.item}[{partners[one.partner]}]"] = share
    return shares
