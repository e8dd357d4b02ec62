"""Effects in a form one can read: standardised, over 1, 2 and 7 days, beside the rates they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.fit import _quantiles
from pairbond.fit._posterior import matrices, over

if TYPE_CHECKING:
    from pairbond.fit.result import Fit

F = NDArray[np.float64]
DAYS = (1, 2, 7)
COUPLE_DRAWS = 200
CHUNK = 4_000


def kind(cause: tuple[int, str], effect: tuple[int, str]) -> str:
    """The field's word for an effect of (partner, item) on (partner, item)."""
    if cause == effect:
        return "inertia"
    if cause[0] == effect[0]:
        return "cross"
    return "reciprocal" if cause[1] == effect[1] else "partner cross"


def processes(fit: Fit) -> list[tuple[int, str]]:
    return [(p, item) for p in range(len(fit.diary.partners)) for item in fit.spec.items]


def average(fit: Fit) -> F:
    """Values [draws, P] of the average couple."""
    return fit.draws["shared"] @ fit.layout.tie.T


def standardised(fit: Fit, phi: F, days: float) -> F:
    """Effects [B, D, D] (effect, cause) over some days, in within-person sds of the state."""
    d = fit.layout.settings.processes
    out = []
    for at in range(0, len(phi), CHUNK):
        trans, _, rest = over(fit.layout, phi[at : at + CHUNK], days)
        sd = np.sqrt(np.diagonal(rest, axis1=1, axis2=2)[:, :d])
        out.append(trans[:, :d, :d] * sd[:, None, :] / sd[:, :, None])
    return np.concatenate(out)


def _rows(fit: Fit, days: int) -> pd.DataFrame:
    places = processes(fit)
    return pd.DataFrame(
        [
            {
                "cause_partner": c[0],
                "cause_item": c[1],
                "effect_partner": e[0],
                "effect_item": e[1],
                "days": days,
                "kind": kind(c, e),
            }
            for e in places
            for c in places
        ]
    )


def population(fit: Fit) -> pd.DataFrame:
    phi = average(fit)
    tables = []
    told = _told(fit)
    for days in DAYS:
        values = standardised(fit, phi, days)
        rows = _rows(fit, days).assign(**_quantiles.of_draws(values.reshape(len(values), -1)))
        tables.append(rows.assign(informed=told))
    return pd.concat(tables, ignore_index=True)


def _told(fit: Fit) -> list[bool]:
    """Whether the diary narrows the parameter behind each effect."""
    table = fit.parameters.set_index("name")["told"]
    places = {(p.cause, p.effect): p.name for p in fit.layout.parameters if p.kind in ("inertia", "influence")}
    d = fit.layout.settings.processes
    names = fit.layout.tie.argmax(1)
    free = [fit.layout.parameters[i].name for i in np.argmax(fit.layout.tie > 0, axis=0)]
    where = {p.name: free[names[i]] for i, p in enumerate(fit.layout.parameters)}
    told = []
    for e in range(d):
        for c in range(d):
            name = where.get(places.get((c, e), ""), "")
            told.append(bool(table.get(_shown(name), False)))
    return told


def _shown(name: str) -> str:
    return name.removeprefix("log_")


def couples(fit: Fit) -> pd.DataFrame:
    phi = fit.draws["phi"][:COUPLE_DRAWS]
    m, n, size = phi.shape
    tables = []
    for days in DAYS:
        values = standardised(fit, phi.reshape(m * n, size), days).reshape(m, n, -1)
        summary = _quantiles.of_draws(values)
        for c, name in enumerate(fit.answers.couples):
            rows = _rows(fit, days).assign(couple=name, **{k: v[c] for k, v in summary.items()})
            tables.append(rows)
    table = pd.concat(tables, ignore_index=True)
    return table[["couple", *[c for c in table.columns if c != "couple"]]]


def asymmetry(fit: Fit) -> pd.DataFrame | None:
    if len(fit.diary.partners) < 2 or fit.spec.exchangeable:
        return None
    k = len(fit.spec.items)
    tables = []
    for days in DAYS:
        values = standardised(fit, average(fit), days)
        items = np.arange(k)
        gap = values[:, items + k, items] - values[:, items, items + k]
        tables.append(pd.DataFrame({"item": fit.spec.items, "days": days, **_quantiles.of_draws(gap)}))
    return pd.concat(tables, ignore_index=True)


def rates(fit: Fit) -> pd.DataFrame:
    drift, _ = matrices(fit.layout, average(fit))
    d = fit.layout.settings.processes
    corner = drift[:, -d:, :d] if fit.spec.clock == "flow" else drift[:, :d, :d]
    rows = _rows(fit, 0).drop(columns="days")
    unit = "sd per sd per day" if fit.spec.clock == "flow" else "sd per sd, next day"
    return rows.assign(unit=unit, **_quantiles.of_draws(corner.reshape(len(corner), -1)))


def shared(fit: Fit) -> pd.DataFrame | None:
    if len(fit.diary.partners) < 2:
        return None
    k = len(fit.spec.items)
    d = 2 * k
    _, noise, _ = over(fit.layout, average(fit), 1)
    noise = noise[:, :d, :d]
    sd = np.sqrt(np.diagonal(noise, axis1=1, axis2=2))
    items = np.arange(k)
    values = noise[:, items, items + k] / (sd[:, items] * sd[:, items + k])
    return pd.DataFrame({"item": fit.spec.items, **_quantiles.of_draws(values)})


def shocks(fit: Fit) -> pd.DataFrame:
    _, noise, _ = over(fit.layout, average(fit), 1)
    d = fit.layout.settings.processes
    scale = fit.answers.scale.mean(1)
    noise = noise[:, :d, :d] * scale[:, None] * scale
    places = processes(fit)
    rows = [(a, b) for a in range(d) for b in range(a + 1)]
    table = pd.DataFrame(
        [
            {
                "partner": places[a][0],
                "item": places[a][1],
                "other_partner": places[b][0],
                "other_item": places[b][1],
            }
            for a, b in rows
        ]
    )
    return table.assign(**_quantiles.of_draws(np.stack([noise[:, a, b] for a, b in rows], 1)))
