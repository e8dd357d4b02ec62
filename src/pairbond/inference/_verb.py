"""The verb `fit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference._clock import Clock
from pairbond.inference._run import run_many
from pairbond.inference._spec import DEFAULTS, MODELS, choice, complete
from pairbond.inference.result import Fit
from pairbond.model import CoupleModel

if TYPE_CHECKING:
    from pairbond.inference.filtered import FilteredFit
    from pairbond.inference.theory import TheoryFit


# What comes back depends on the model, and only the theory's comes back as something else
@overload
def fit(
    diary: Diary, *, model: Literal["theory"], readings: Mapping[str, str] | None = ..., starts: int | None = ...,
    seed: int = ..., draws: int = ..., progress: Callable[[str], None] | None = ...,
) -> TheoryFit: ...  # fmt: skip
@overload
def fit(
    diary: Diary, *, model: CoupleModel, method: str = ..., readings: Mapping[str, str] | None = ...,
    starts: int | None = ..., seed: int = ..., draws: int = ..., progress: Callable[[str], None] | None = ...,
) -> FilteredFit: ...  # fmt: skip
@overload
def fit(
    diary: Diary, *, model: Literal["auto", "ct-var", "var"] = ..., method: str = ...,
    readings: Mapping[str, str] | None = ...,
    items: Sequence[str] | None = ..., order: int = ..., dynamics: bool = ..., common_course: bool = ...,
    random: Sequence[str] | None = ..., correlated: bool = ..., measurement_error: bool | None = ...,
    shared_shock: bool = ..., trend: bool = ..., weekday: bool | None = ..., means: bool = ..., cross_item: bool = ...,
    initial: str = ..., units: str = ..., prior: str = ..., prior_scale: float = ..., scaling: str = ...,
    starts: int | None = ..., start_values: Any = ..., seed: int = ..., draws: int = ...,
    progress: Callable[[str], None] | None = ...,
) -> Fit: ...  # fmt: skip
def fit(
    diary: Diary,
    *,
    model: str | CoupleModel = "auto",
    method: str = "quick",
    readings: Mapping[str, str] | None = None,
    items: Sequence[str] | None = None,
    order: int = 1,
    dynamics: bool = True,
    common_course: bool = True,
    random: Sequence[str] | None = None,
    correlated: bool = True,
    measurement_error: bool | None = None,
    shared_shock: bool = True,
    trend: bool = True,
    weekday: bool | None = None,
    means: bool = True,
    cross_item: bool = True,
    initial: str = "stationary",
    units: str = "couples",
    prior: str = "weak",
    prior_scale: float = 1.0,
    scaling: str = "pooled",
    starts: int | None = None,
    start_values: Any = None,
    seed: int = 0,
    draws: int = 400,
    progress: Callable[[str], None] | None = None,
) -> Fit | TheoryFit | FilteredFit:
    """Fit a linear dyadic model, the theory, or a model of a few equations to a diary.

    Parameters
    ----------
    diary : what :func:`pairbond.read_diary` returns. Skipped days, missing answers, one writer only and
        partners who answer at different times are all legal.
    model : ``"var"``, a vector autoregression from one entry to the next, for diaries with one entry a day (a week, …);
        ``"ct-var"``, a linear stochastic differential equation with exact discretisation, for any times;
        ``"auto"`` chooses between the two by the design of the diary (``Fit.spec.reason`` says why). In ``ct-var`` own
        effects must exceed partner effects, as no first-order flow has a partner effect alone.
        ``"theory"``, a :class:`pairbond.model.CoupleModel` or the name of a published one
        (:data:`pairbond.rivals.RIVALS`) are for one couple: of the settings below only ``method``, ``readings``,
        ``starts``, ``seed``, ``draws`` and ``progress`` hold, and the result is a
        :class:`pairbond.inference.theory.TheoryFit` or a :class:`pairbond.inference.filtered.FilteredFit`.
    method : ``"normal"`` finds the mode with each couple's own values integrated out by Laplace's method and
        draws from the normal curve over it, whose intervals are too narrow for few couples and days;
        ``"quick"`` corrects those draws by a short sampling run for up to 20 couples and 1500 occasions
        (``Fit.diagnostics["posterior"]`` says whether); ``"full"`` samples with NUTS.
    readings : for the theory and models of one couple, what an item observes, like ``{"mood": "calm"}``.
    items : names of the items to analyse (default: those of the diary).
    order : 1 (drifts back to the mean) or 2 (can swing; for ``var`` a second own lag).
    dynamics : whether anything carries over; without, the model of levels, trends and same-occasion covariance that
        a prediction has to beat.
    common_course : whether a course that all couples share and that is no line is taken out beforehand.
    random : what differs between couples: any of "mean", "inertia", "influence" (same item, other partner),
        "variability", "trend", "lags" (every lag effect). Default: the first five. Partners' values are correlated
        unless ``correlated=False``.
    measurement_error : whether answers scatter around the state (default: for ``ct-var`` only).
    shared_shock : whether both partners may be hit by the same day; without it common fate reads as influence.
    trend, weekday, means : terms of each answer's level. ``weekday=None``: where dates are known and the diary
        spans three weeks.
    cross_item : whether different items influence each other.
    initial : ``"stationary"`` or ``"free"`` (mean and covariance of the first day are parameters).
    units : ``"couples"`` (hierarchical) or ``"single"`` (one set of values for all).
    prior : ``"weak"`` (:func:`prior_table` shows it) or ``"flat"`` (maximum likelihood).
    prior_scale : how many times as wide every prior is, above 0: 0.5 and 2 show how far results depend on it.
    scaling : ``"pooled"`` (one centre and within-person sd an item), ``"person"`` (each person's own) or ``"none"``.
    starts : starting points; the first is the default. None: four, or two for more than 10,000 entries, where each
        search takes a minute or more. start_values, of shape
        [S, parameters], replaces them (unconstrained scale, order of ``Fit.parameters``).
    seed, draws : of the posterior draws behind every interval.
    progress : called with one sentence now and then.

    Raises
    ------
    PairbondError : a setting or an item that does not exist, more than 12 items, an item that never changes, more
        than one entry a day for ``var``, or no start with a finite likelihood (names parameter, value and row).

    Sources: Driver, Oud & Voelkle (2017) and Voelkle & Oud (2013) for continuous time; Bringmann et al. (2013)
    for the multilevel VAR; Kristensen et al. (2016) for the Laplace approximation of random effects.
    """
    settings: dict[str, Any] = {
        "model": model, "method": method, "items": items, "order": order,
        "dynamics": dynamics, "common_course": common_course, "random": random, "correlated": correlated,
        "measurement_error": measurement_error, "shared_shock": shared_shock, "trend": trend, "weekday": weekday,
        "means": means, "cross_item": cross_item, "initial": initial, "units": units, "prior": prior,
        "prior_scale": prior_scale, "scaling": scaling, "starts": starts, "seed": seed, "draws": draws,
    }  # fmt: skip
    if model not in MODELS:
        label, fit_it = _of_one_couple(model)
        mine = ("model", "method", "starts", "seed", "draws")
        idle = [name for name, value in settings.items() if name not in mine and value != DEFAULTS[name]]
        if start_values is not None:
            idle.append("start_values")
        if idle:
            raise PairbondError(
                f"{idle[0]} is a setting of the linear models; {label} knows method, readings, starts, seed, draws and "
                "progress."
            )
        more = {} if starts is None else {"starts": starts}
        return fit_it(diary, method=method, readings=readings, seed=seed, draws=draws, progress=progress, **more)
    if readings:
        raise PairbondError(
            "readings say what an item observes of the theory or of a model of a couple; the linear models take items "
            "as they are."
        )
    return fit_many([diary], start_values=start_values, progress=progress, **settings)[0]


def _of_one_couple(model: str | CoupleModel) -> tuple[str, Callable[..., TheoryFit | FilteredFit]]:
    """What a model of one couple is called, and how it is fitted."""
    if model == "theory":
        from pairbond.inference.theory import fit_theory  # brings the simulator along, which others need not wait for

        return "the theory", partial(fit_theory, starts=8)
    from pairbond.inference.filtered import fit_model
    from pairbond.rivals import RIVALS

    if isinstance(model, str):
        choice("model", model, (*MODELS, "theory", *RIVALS))
        model = RIVALS[model]
    return model.label, partial(fit_model, model=model)


def fit_many(
    diaries: Sequence[Diary],
    *,
    begin: Fit | None = None,
    start_values: Any = None,
    tolerance: float | None = None,
    progress: Callable[[str], None] | None = None,
    **settings: Any,
) -> list[Fit]:
    """Fit the same model to several diaries side by side (folds, re-paired couples, replications).

    All must have the same items and partners. ``begin`` gives a fit whose mode is the only start.
    ``tolerance``: nats the next step of the search would gain, below
    which it stops. Other arguments as for :func:`fit`.
    """
    if not diaries:
        raise PairbondError("there is no diary to fit.")
    known = DEFAULTS if begin is None else {name: getattr(begin.spec, name) for name in DEFAULTS}
    chosen = known | settings
    clock = None if begin is None else Clock(begin.spec.model, begin.spec.reason, begin.spec.unit)
    first = complete(diaries[0], clock=clock, inputs=None if begin is None else begin.spec.inputs, **chosen)
    spec = first[1]
    clock = Clock(spec.model, spec.reason, spec.unit)
    completed = [first, *(complete(d, clock=clock, inputs=spec.inputs, **chosen) for d in diaries[1:])]
    values = None if start_values is None else np.asarray(start_values, float)
    ready = [d for d, _ in completed]
    return run_many(ready, spec, begin=begin, progress=progress, start_values=values, tolerance=tolerance)
