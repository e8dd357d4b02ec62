"""Effects in a form one can read: standardised, over the lags of the study.

Two estimands are kept apart. The *observed* effect is what one rating says about the next: the regression
``Γ(lag) Γ(0)⁻¹`` of ratings on all ratings of one lag before, in within-person standard deviations of the ratings. It
needs no assumption about measurement error. The *latent* effect is that of the state behind the ratings; it is given
only where the diary identifies how much of a rating is error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.inference import quantiles
from pairbond.inference._layout import Layout
from pairbond.inference._posterior import matrices, over

if TYPE_CHECKING:
    from pairbond.inference.result import Fit

F = NDArray[np.float64]
COUPLE_DRAWS = 200
CHUNK = 4_000
SHARES = (0.0, 0.2, 0.4)  # of measurement error assumed where it is not known
IDENTIFIED = 0.5  # posterior sd of the error share, as a share of its prior sd, up to which error counts as identified
OTHER_PRIOR = 0.5  # a second prior of the error ratio, half as wide, under which the same must hold


def kind(cause: tuple[str, str], effect: tuple[str, str]) -> str:
    """The field's word for an effect of (partner, item) on (partner, item)."""
    if cause == effect:
        return "inertia"
    if cause[0] == effect[0]:
        return "cross"
    return "reciprocal" if cause[1] == effect[1] else "partner cross"


def processes(fit: Fit) -> list[tuple[str, str]]:
    return [(partner, item) for partner in fit.diary.partners for item in fit.spec.items]


def average(fit: Fit) -> F:
    """Values [draws, P] of the average couple."""
    return fit.draws["shared"] @ fit.layout.tie.T


def floor(fit: Fit) -> F:
    """The average couple's floor of variability [D]."""
    return np.asarray(fit.responses.panel.floor).mean(1)


def lags(fit: Fit) -> tuple[float, ...]:
    """Lags in days: the study's interval, twice that, and a week (a day, where people wrote several times a day)."""
    unit = round(fit.spec.unit, 6)
    further = 7.0 if unit == 1 else 1.0 if unit < 0.5 else None
    return (unit, 2 * unit) if further is None else (unit, 2 * unit, further)


def asked(fit: Fit) -> NDArray[np.bool_]:
    """Which processes [D] have any rating that a model can use."""
    d = fit.layout.settings.processes
    return np.atleast_1d(np.asarray(fit.responses.panel.seen)[:, :d].any((0, 2)))


def covariances(fit: Fit, phi: F, days: float) -> tuple[F, F]:
    """Covariance of ratings [B, D, D], of one occasion and with (effect) a lag later, in standardised units."""
    return between_occasions(fit.layout, phi, days / fit.spec.unit, floor(fit))


def between_occasions(layout: Layout, phi: F, units: float, floor: F | None = None) -> tuple[F, F]:
    """The same for a lag of ``units`` typical intervals; ``phi`` [B, P] in pieces of `CHUNK`, of one compiled shape."""
    d = layout.settings.processes
    now, later = [], []
    for at in range(0, len(phi), CHUNK):
        m = over(layout, phi[at : at + CHUNK], units, floor)
        now.append(m.settled[:, :d, :d] + m.error)
        later.append((m.transition @ m.settled)[:, :d, :d])
    return np.concatenate(now), np.concatenate(later)


def standardised(fit: Fit, phi: F, days: float) -> F:
    """Observed effects [B, D, D] (effect, cause) over some days, in within-person sds of the ratings."""
    now, later = covariances(fit, phi, days)
    return regression(now, later)


def regression(now: F, later: F, error: F | None = None) -> F:
    """``later (now - error)⁻¹`` [B, D, D] in standard deviations of what is left of ``now``."""
    true = now if error is None else now - error
    sd = np.sqrt(np.maximum(np.diagonal(true, axis1=1, axis2=2), 1e-12))
    slope = np.swapaxes(np.linalg.solve(true, np.swapaxes(later, 1, 2)), 1, 2)
    return slope * sd[:, None, :] / sd[:, :, None]


def rows(fit: Fit, days: float) -> pd.DataFrame:
    """One row an effect: cause and effect (partner, item), lag and kind."""
    places = processes(fit)
    return pd.DataFrame(
        [
            {
                "cause_partner": c[0], "cause_item": c[1], "effect_partner": e[0], "effect_item": e[1],
                "days": days, "kind": kind(c, e),
            }
            for e in places
            for c in places
        ]
    )  # fmt: skip


def _known(fit: Fit, table: pd.DataFrame, each: int = 1) -> pd.DataFrame:
    """Without effects of and on what nobody was asked; ``table`` has all effects ``each`` times."""
    there = asked(fit)
    keep = np.tile((there[:, None] & there[None]).ravel(), each)
    return table[keep].reset_index(drop=True)


def population(fit: Fit) -> pd.DataFrame:
    phi = average(fit)
    tables = []
    informed = _informed(fit)
    for days in lags(fit):
        values = standardised(fit, phi, days).reshape(len(phi), -1)
        table = rows(fit, days).assign(**quantiles.of_draws(values), informed=informed)
        tables.append(_known(fit, table))
    return pd.concat(tables, ignore_index=True)


def latent(fit: Fit) -> pd.DataFrame | None:
    """Effects of the state behind the ratings; None where measurement error is not identified, or not modelled."""
    shares = error_shares(fit)
    if shares is None or not shares["identified"].all():
        return None
    phi, d, tables = average(fit), fit.layout.settings.processes, []
    for days in lags(fit):
        m = over(fit.layout, phi, days / fit.spec.unit, floor(fit))
        state = m.settled[:, :d, :d]
        values = regression(state, (m.transition @ m.settled)[:, :d, :d]).reshape(len(phi), -1)
        table = rows(fit, days).assign(**quantiles.of_draws(values))
        tables.append(_known(fit, table))
    return pd.concat(tables, ignore_index=True)


def error_shares(fit: Fit) -> pd.DataFrame | None:
    """Share of a rating's within-person variance that is measurement error, and whether the diary identifies it.

    Identified: posterior sd below half the prior sd, under the prior and under one half as wide (by reweighting).
    """
    if not fit.layout.settings.measurement_error:
        return None
    phi, d = average(fit), fit.layout.settings.processes
    log_ratio = phi[:, fit.layout.slices["noise"]]
    m = over(fit.layout, phi, 1.0, floor(fit))
    error = np.diagonal(m.error, axis1=1, axis2=2)
    share = error / (error + np.diagonal(m.settled, axis1=1, axis2=2)[:, :d])
    noise = fit.layout.parameters[fit.layout.slices["noise"]][0]  # all have the same prior
    loc, scale = noise.loc, noise.scale
    ratio = np.exp(2 * np.random.default_rng(0).normal(loc, [[scale], [OTHER_PRIOR * scale]], (2, 4000)))
    prior_sd = (ratio / (1 + ratio)).std(1)
    z = (log_ratio - loc) / scale
    weight = np.exp(-0.5 * z**2 * (OTHER_PRIOR**-2 - 1))
    weight = weight / weight.sum(0)
    mean = (weight * share).sum(0)
    other_sd = np.sqrt((weight * (share - mean) ** 2).sum(0))
    places = processes(fit)
    table = pd.DataFrame({"partner": [p for p, _ in places], "item": [i for _, i in places]})
    table = table.assign(prior_sd=prior_sd[0], **quantiles.of_draws(share))
    table["identified"] = (share.std(0) < IDENTIFIED * prior_sd[0]) & (other_sd < IDENTIFIED * prior_sd[1])
    return table[asked(fit)].reset_index(drop=True)


def error_sensitivity(fit: Fit) -> pd.DataFrame:
    """Effects over the study's interval if a share of each rating's variance were independent measurement error.

    ``sign_changes``: the sign of the median is not the same for all `SHARES`, though the interval of one excludes zero.
    Error that is correlated within a person and occasion just as the ratings are would change no sign.
    """
    now, later = covariances(fit, average(fit), lags(fit)[0])
    at = np.arange(now.shape[1])
    tables = []
    for share in SHARES:
        error = np.zeros_like(now)
        error[:, at, at] = share * now[:, at, at]
        good = np.linalg.eigvalsh(now - error)[:, 0] > 1e-6
        if good.mean() < 0.5:  # so much independent error would be more than there is
            continue
        values = regression(now[good], later[good], error[good]).reshape(int(good.sum()), -1)
        table = rows(fit, lags(fit)[0]).assign(error_share=share, **quantiles.of_draws(values))
        tables.append(_known(fit, table))
    found = pd.concat(tables, ignore_index=True)
    key = ["cause_partner", "cause_item", "effect_partner", "effect_item"]
    by = found.assign(sign=np.sign(found["q50"]), firm=(found["q05"] > 0) | (found["q95"] < 0)).groupby(key)
    turns = (by["sign"].transform("nunique") > 1) & by["firm"].transform("any")
    return found.assign(sign_changes=turns)


def _informed(fit: Fit) -> list[bool]:
    """Whether the diary narrows the parameter behind each effect."""
    table = fit.parameters.set_index("name")["informed"]
    places = {(p.cause, p.effect): p.name for p in fit.layout.parameters if p.kind in ("inertia", "influence")}
    d = fit.layout.settings.processes
    names = fit.layout.tie.argmax(1)
    free = [fit.layout.parameters[i].name for i in np.argmax(fit.layout.tie > 0, axis=0)]
    where = {p.name: free[names[i]] for i, p in enumerate(fit.layout.parameters)}
    informed = []
    for e in range(d):
        for c in range(d):
            name = where.get(places.get((c, e), ""), "")
            informed.append(bool(table.get(name.removeprefix("log_"), False)))
    return informed


def couples(fit: Fit) -> pd.DataFrame:
    phi = fit.draws["phi"][:COUPLE_DRAWS]
    m, n, size = phi.shape
    tables = []
    for days in lags(fit):
        values = standardised(fit, phi.reshape(m * n, size), days).reshape(m, n, -1)
        summary = quantiles.of_draws(values)
        for c, name in enumerate(fit.responses.couples):
            table = rows(fit, days).assign(couple=name, **{k: v[c] for k, v in summary.items()})
            tables.append(_known(fit, table))
    table = pd.concat(tables, ignore_index=True)
    return table[["couple", *[c for c in table.columns if c != "couple"]]]


def asymmetry(fit: Fit) -> pd.DataFrame | None:
    if len(fit.diary.partners) < 2 or fit.spec.exchangeable:
        return None
    k = len(fit.spec.items)
    tables = []
    for days in lags(fit):
        values = standardised(fit, average(fit), days)
        items = np.arange(k)
        gap = values[:, items + k, items] - values[:, items, items + k]
        tables.append(pd.DataFrame({"item": fit.spec.items, "days": days, **quantiles.of_draws(gap)}))
    return pd.concat(tables, ignore_index=True)


def rates(fit: Fit) -> pd.DataFrame:
    drift, _ = matrices(fit.layout, average(fit), floor(fit))
    d, flow = fit.layout.settings.processes, fit.spec.clock == "flow"
    corner = drift[:, -d:, :d] / fit.spec.unit**fit.spec.model.order if flow else drift[:, :d, :d]
    unit = "sd per sd per day" if flow else "sd per sd, next entry"
    table = rows(fit, 0).drop(columns="days").assign(unit=unit, **quantiles.of_draws(corner.reshape(len(corner), -1)))
    return _known(fit, table)
