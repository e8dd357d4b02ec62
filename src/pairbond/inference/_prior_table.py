"""The priors of a model as one table, in the field's terms and on the scale on which a reader would state them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary import Diary
from pairbond.errors import PairbondError
from pairbond.inference._effects import between_occasions, kind, regression
from pairbond.inference._layout import Layout, Parameter, correlation_names
from pairbond.inference._posterior import over
from pairbond.inference._prior import DRAWS, couples_of, drawn
from pairbond.inference._random_effects import COUPLES, sd_of_effects
from pairbond.inference._random_effects import DRAWS as AT_ONCE
from pairbond.inference._random_effects_covariance import RandomEffectsCovariance
from pairbond.inference._same_day import residual
from pairbond.inference._spec import complete
from pairbond.inference.linear_model import LinearModel, linear_model

F = NDArray[np.float64]
Row = tuple[object, ...]
SIZE, SEED = 10 * DRAWS, 0  # draws behind what is no parameter of its own
SIGNED = ("influence", "shock", "error correlation")  # kinds that change their sign if one rating is turned over
GROUPS = 4  # of AT_ONCE draws each, behind the spread of effects that are no parameters
Z90 = 1.6448536269514722
PARTNERS = "correlation of the partners’ random effects"
AVERAGE, BETWEEN = "average couple", "between couples"
SD, PER_SD, CORRELATION = "within-person SD", "SD per SD", "correlation"
TERMS = {
    "inertia": "inertia", "reciprocal": "partner effect", "cross": "cross-lagged effect within a person",
    "partner cross": "cross-lagged effect of the partner",
}  # fmt: skip
STATED = {  # parameters that are themselves what a reader would state, by the first word of their name
    "mean": ("person mean", SD), "trend": ("linear trend", f"{SD} over the diary"),
    "weekday": ("day of the week", SD), "log_damping": ("damping", "per interval"), "lag2": ("second lag", PER_SD),
    "start_mean": ("mean at the first entry", SD), "log_start_sd": ("SD at the first entry", SD),
    "input_mean": ("mean of a covariate", "SD"), "log_input_sd": ("SD of a covariate", "SD"),
    "input": ("effect of a covariate", PER_SD),
}  # fmt: skip
ON = {  # what the others are
    "log_rate": "rate of return per interval", "log_stiffness": "stiffness per interval²",
    "drift": "drift per interval", "log_variability": "SD of the process",
    "log_noise": "ratio of error SD to SD of the process",
    "shock_corr": "entries of the Cholesky factor", "error_corr": "entries of the Cholesky factor",
    "shock_common": "log ratio of what partners share to what differs",
    "error_common": "log ratio of what partners share to what differs",
}  # fmt: skip


def prior_table(diary: Diary, model: LinearModel | str = "auto") -> pd.DataFrame:
    """The priors that :func:`fit` would use for a linear model, before anything is fitted.

    Returns one row a quantity: ``quantity``; ``level`` ("average couple", or "between couples" for standard deviations
    and correlations of random effects); ``unit``; ``distribution``, in words, of the parameters behind it; ``q05``,
    ``q50``, ``q95`` of the quantity itself. Lagged effects are observed standardised effects over the study's typical
    interval, residuals are what these leave unexplained, and the error share is that of the within-person variance of
    a rating; they are worked out from draws that return to a mean, as draws of a posterior do.

    Raises
    ------
    PairbondError : a model that :func:`fit` refuses, and ``prior="flat"``, which has no such table.
    """
    diary, spec = complete(diary, linear_model(model))
    if spec.model.prior == "flat":
        raise PairbondError('prior="flat" prefers no value; there is no table of it.')
    return table_of(spec.layout(diary))


def table_of(layout: Layout) -> pd.DataFrame:
    """The table of :func:`prior_table`; partners and items share their priors and are taken together."""
    found = drawn(layout, np.random.default_rng(SEED), SIZE)
    rows = [*_stated(layout), *(() if found is None else [*_implied(layout, found[0]), *_between(layout, *found)])]
    table = pd.DataFrame(rows, columns=["quantity", "level", "unit", "distribution", "q05", "q50", "q95"])
    return table.drop_duplicates(["quantity", "level"], ignore_index=True)


def _stated(layout: Layout) -> Iterator[Row]:
    for p in layout.parameters:
        if (stem := _stem(p)) in STATED:
            quantity, unit = STATED[stem]
            yield quantity, AVERAGE, unit, _in_words(p), *_quantiles_of(p.loc, p.scale, stem.startswith("log_"))


def _implied(layout: Layout, shared: F) -> Iterator[Row]:
    """What follows from several parameters together; quantities of all partners and items pooled."""
    s, parts = layout.settings, np.split(shared @ layout.tie.T, range(DRAWS, len(shared), DRAWS))
    now, later = (np.concatenate(x) for x in zip(*(between_occasions(layout, x, 1.0) for x in parts), strict=True))
    error = np.concatenate([over(layout, x, 1.0).error for x in parts]) if s.measurement_error else np.zeros_like(now)
    sound = (np.diagonal(residual(now, later), axis1=1, axis2=2) > 0).all(1)  # lost at the very edge of explosion
    now, later, error = now[sound], later[sound], error[sound]
    effects, rest, share = regression(now, later), residual(now, later), error / now
    groups: dict[tuple[str, str, str], list[F]] = {}

    def add(quantity: str, unit: str, of: str, values: F) -> None:
        groups.setdefault((quantity, unit, of), []).append(values)

    for e, c in np.ndindex(now.shape[1:]):
        name = _between_processes(layout, c, e)
        if s.dynamics and (s.cross_item or s.item(c) == s.item(e)):
            add(TERMS[name], PER_SD, "inertia" if name == "inertia" else "influence", effects[:, e, c])
    for i in range(s.processes):
        add("residual SD", SD, "variability", np.sqrt(rest[:, i, i]))
    for i, j in correlation_names(s.processes):
        where = "within a person" if s.partner(i) == s.partner(j) else "between partners"
        add(f"residual correlation {where}", CORRELATION, "shock", _correlation(rest, i, j))
    if s.measurement_error:
        for i in range(s.processes):
            add("error share", "of within-person variance", "noise", share[:, i, i])
        for i, j in correlation_names(s.processes):
            add("correlation of errors", CORRELATION, "error correlation", _correlation(error, i, j))
    for (quantity, unit, of), values in groups.items():
        behind = [p for p in layout.parameters if p.kind == of]
        words = list(dict.fromkeys(map(_in_words, behind)))
        if of in SIGNED and all(p.loc == 0 for p in behind):  # either sign is as likely: draws and their mirror image
            values = [*values, *(-v for v in values)]
        if words:
            yield quantity, AVERAGE, unit, "; ".join(words), *np.quantile(np.concatenate(values), [0.05, 0.5, 0.95])


def _between(layout: Layout, shared: F, spread: F) -> Iterator[Row]:
    """Standard deviations between couples, and correlations of the two partners' values."""
    s, blocks, made = layout.settings, RandomEffectsCovariance(layout).blocks, None
    for pair, (_, w, form) in zip(layout.pairs, blocks, strict=True):
        p = layout.parameters[pair.members[0]]
        lagged = p.kind in ("inertia", "influence")
        words, own = _log_normal(pair.sd_loc, pair.sd_scale), np.exp(spread[:, w])
        if p.kind == "variability":
            name, unit = "log residual SD", "log"
        elif lagged:
            name, unit = TERMS[_between_processes(layout, p.cause, p.effect)], PER_SD
        else:
            name, unit = STATED[p.kind]
        if lagged and s.clock == "flow":
            made = _sd_of_effects(layout, shared, spread) if made is None else made
            values = np.nanquantile(made[:, p.effect, p.cause], [0.05, 0.5, 0.95])
            words = f"SD of {ON[_stem(p)]}{' (log)' if _stem(p).startswith('log_') else ''}: {words}"
        elif form == "sum":
            values = np.quantile(np.sqrt((own**2).sum(1) / 2), [0.05, 0.5, 0.95])
            words = f"SD of what partners share, and of what differs: {words}"
        else:
            values = _quantiles_of(pair.sd_loc, pair.sd_scale, True)
        yield f"SD of {name}", BETWEEN, unit, words, *values
        if form == "two":
            reach = np.tanh(_quantiles_of(0.0, pair.correlation_scale, False))
            yield PARTNERS, BETWEEN, CORRELATION, f"atanh of it: {_normal(0, pair.correlation_scale)}", *reach
        elif form == "sum":
            a, b = (own**2).T
            values = np.quantile((a - b) / (a + b), [0.05, 0.5, 0.95])
            yield PARTNERS, BETWEEN, CORRELATION, words, *values


def _sd_of_effects(layout: Layout, shared: F, spread: F) -> F:
    """SD [draws, D, D] between couples of the effects of `_implied`, in groups of the shape that a fit uses too."""
    rng, groups = np.random.default_rng(SEED), range(0, min(len(shared), GROUPS * AT_ONCE), AT_ONCE)
    made = [couples_of(layout, rng, shared[i : i + AT_ONCE], spread[i : i + AT_ONCE], COUPLES) for i in groups]
    return np.concatenate([sd_of_effects(layout, couples, 1.0) for couples in made])


def _between_processes(layout: Layout, cause: int, effect: int) -> str:
    s = layout.settings
    return kind((str(s.partner(cause)), str(s.item(cause))), (str(s.partner(effect)), str(s.item(effect))))


def _correlation(cov: F, i: int, j: int) -> F:
    return cov[:, i, j] / np.sqrt(cov[:, i, i] * cov[:, j, j])


def _stem(p: Parameter) -> str:
    return p.name.split("[")[0]


def _in_words(p: Parameter) -> str:
    stem = _stem(p)
    words = _log_normal(p.loc, p.scale) if stem.startswith("log_") else _normal(p.loc, p.scale)
    return f"{ON[stem]}: {words}" if stem in ON and p.unit != "log sd of a shock" else words


def _normal(loc: float, scale: float) -> str:
    return f"normal, mean {loc + 0.0:.2f}, SD {scale:.2f}"


def _log_normal(loc: float, scale: float) -> str:
    return f"log-normal, median {np.exp(loc):.2f}, log SD {scale:.2f}"


def _quantiles_of(loc: float, scale: float, log: bool) -> F:
    """5, 50 and 95 % of a normal or log-normal distribution."""
    at = loc + scale * Z90 * np.array([-1.0, 0.0, 1.0])
    return np.exp(at) if log else at
