"""The verb `fit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast, overload

import numpy as np

from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference._run import run_many
from pairbond.inference._spec import complete
from pairbond.inference.linear_model import CLOCKS, LinearModel, choice, linear_model
from pairbond.inference.result import Fit
from pairbond.model import CoupleModel

if TYPE_CHECKING:
    from pairbond.inference.filtered import FilteredFit
    from pairbond.inference.theory import TheoryFit


# What comes back depends on the model
@overload
def fit(
    diary: Diary, model: Literal["theory"], *, method: str = ..., readings: Mapping[str, str] | None = ...,
    starts: int | None = ..., seed: int = ..., draws: int = ..., progress: Callable[[str], None] | None = ...,
) -> TheoryFit: ...  # fmt: skip
@overload
def fit(
    diary: Diary, model: CoupleModel, *, method: str = ..., readings: Mapping[str, str] | None = ...,
    starts: int | None = ..., seed: int = ..., draws: int = ..., progress: Callable[[str], None] | None = ...,
) -> FilteredFit: ...  # fmt: skip
@overload
def fit(
    diary: Diary, model: LinearModel | Literal["auto", "ct-var", "var"] = ..., *, method: str = ...,
    starts: int | None = ..., start_values: Any = ..., seed: int = ..., draws: int = ...,
    progress: Callable[[str], None] | None = ...,
) -> Fit: ...  # fmt: skip
def fit(
    diary: Diary,
    model: LinearModel | CoupleModel | str = "auto",
    *,
    method: str = "quick",
    readings: Mapping[str, str] | None = None,
    starts: int | None = None,
    start_values: Any = None,
    seed: int = 0,
    draws: int = 400,
    progress: Callable[[str], None] | None = None,
) -> Fit | TheoryFit | FilteredFit:
    """Fit a linear dyadic model, the theory, or a model of a few equations to a diary.

    Parameters
    ----------
    diary : what :func:`pairbond.read_diary` returns. Skipped days, missing responses, one writer only and partners who
        respond at different times are all legal. A linear model takes the diary's items; ``diary.with_items`` chooses.
    model : a :class:`LinearModel`, or "auto", "var" or "ct-var" for the one of that kind with all defaults. The others
        are for one couple: "theory", a :class:`pairbond.model.CoupleModel` or the name of a published one
        (:data:`pairbond.rivals.RIVALS`); their results are a :class:`pairbond.inference.theory.TheoryFit` and a
        :class:`pairbond.inference.filtered.FilteredFit`.
    method : for linear models, ``"normal"`` finds the mode with each couple's own values integrated out by Laplace's
        method and draws from the normal curve over it, whose intervals are too narrow for few couples and days;
        ``"quick"`` corrects those draws by a short sampling run for up to 20 couples and 1500 occasions
        (``Fit.diagnostics["posterior"]`` says whether); ``"full"`` samples with NUTS. For the others "quick" or "full".
    readings : for the theory and models of one couple, what an item observes, like ``{"mood": "calm"}``.
    starts : starting points; the first is the default. None: four for a linear model, or two for more than 10,000
        entries, where each search takes a minute or more. start_values (linear models), of shape [S, parameters],
        replaces them (unconstrained scale, order of ``Fit.parameters``).
    seed, draws : of the posterior draws behind every interval.
    progress : called with one sentence now and then.

    Raises
    ------
    PairbondError : a model or method that does not exist, more than 12 items, an item that never changes, more
        than one entry a day for ``var``, or no start with a finite likelihood (names parameter, value and row).

    Sources: Driver, Oud & Voelkle (2017) and Voelkle & Oud (2013) for continuous time; Bringmann et al. (2013)
    for the multilevel VAR; Kristensen et al. (2016) for the Laplace approximation of random effects.
    """
    if not isinstance(model, LinearModel) and model not in CLOCKS:
        label, fit_it = _of_one_couple(model)
        if start_values is not None:
            raise PairbondError(f"start_values are for the linear models; {label} takes a number of starts.")
        more = {} if starts is None else {"starts": starts}
        return fit_it(diary, method=method, readings=readings, seed=seed, draws=draws, progress=progress, **more)
    if readings:
        raise PairbondError(
            "readings say what an item observes of the theory or of a model of a couple; the linear models take items "
            "as they are."
        )
    return fit_many(
        [diary], cast("LinearModel | str", model), method=method, starts=starts, start_values=start_values, seed=seed,
        draws=draws, progress=progress,
    )[0]  # fmt: skip


def _of_one_couple(model: str | CoupleModel) -> tuple[str, Callable[..., TheoryFit | FilteredFit]]:
    """What a model of one couple is called, and how it is fitted."""
    if model == "theory":
        from pairbond.inference.theory import fit_theory  # brings the simulator along, which others need not wait for

        return "the theory", partial(fit_theory, starts=8)
    from pairbond.inference.filtered import fit_model
    from pairbond.rivals import RIVALS

    if isinstance(model, str):
        choice("model", model, (*CLOCKS, "theory", *RIVALS))
        model = RIVALS[model]
    return model.label, partial(fit_model, model=model)


def fit_many(
    diaries: Sequence[Diary],
    model: LinearModel | str | None = None,
    *,
    begin: Fit | None = None,
    start_values: Any = None,
    tolerance: float | None = None,
    progress: Callable[[str], None] | None = None,
    **settings: Any,
) -> list[Fit]:
    """Fit the same linear model to several diaries side by side (folds, re-paired couples, replications).

    All must have the same items and partners. ``begin`` gives a fit whose mode is the only start, and whose model,
    items and settings hold where nothing else is said. ``tolerance``: nats the next step of the search would gain,
    below which it stops. ``settings`` are method, starts, seed and draws as for :func:`fit`.
    """
    if not diaries:
        raise PairbondError("there is no diary to fit.")
    clock = inputs = None
    if begin is not None:
        spec = begin.spec
        clock, inputs = spec.counted, spec.inputs
        settings = {name: getattr(spec, name) for name in ("method", "starts", "seed", "draws")} | settings
        model = spec.model if model is None else model
        diaries = [diary.with_items(spec.items) for diary in diaries]
    wanted = linear_model("auto" if model is None else model)
    first = complete(diaries[0], wanted, clock=clock, inputs=inputs, **settings)
    spec = first[1]
    clock = spec.counted
    completed = [first, *(complete(d, wanted, clock=clock, inputs=spec.inputs, **settings) for d in diaries[1:])]
    values = None if start_values is None else np.asarray(start_values, float)
    ready = [d for d, _ in completed]
    return run_many(ready, spec, begin=begin, progress=progress, start_values=values, tolerance=tolerance)
