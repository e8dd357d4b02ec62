"""Parameters as a table, and the levels around which days move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.inference import quantiles
from pairbond.inference._effects import average, processes
from pairbond.inference._layout import FASTEST
from pairbond.inference._random_effects_covariance import RandomEffectsCovariance

if TYPE_CHECKING:
    from pairbond.inference.result import Fit

F = NDArray[np.float64]
INFORMED = 0.7  # a quantity counts as informed when its posterior sd is at most this share of its prior sd


def parameters(fit: Fit) -> pd.DataFrame:
    """One row a free parameter, then the spreads between couples.

    ``mean`` and ``sd`` are on the unconstrained scale of the prior; quantiles are on the natural scale
    (exponentiated where the name in the model begins with ``log_``).
    """
    layout, spread = fit.layout, RandomEffectsCovariance(fit.layout)
    first = np.argmax(layout.tie > 0, axis=0)
    free = [layout.parameters[i] for i in first]
    names = [p.name for p in free] + spread.names
    kinds = [p.kind for p in free] + ["spread"] * len(spread.names)
    units = [p.unit for p in free] + ["sd" if n.startswith("log") else "Fisher z" for n in spread.names]
    prior = np.concatenate([[p.scale for p in free], spread.scale])
    draws = np.concatenate([fit.draws["shared"], fit.draws["spread"]], 1)
    sd = draws.std(0)
    logs = np.array([n.startswith("log_") for n in names])
    natural = np.where(logs, np.exp(np.clip(draws, -50, 50)), draws)
    rates = np.array([n.startswith("log_rate") for n in names])
    natural = np.where(rates, natural / (1 + natural / FASTEST), natural)
    table = pd.DataFrame(
        {
            "name": [n.removeprefix("log_") for n in names],
            "kind": kinds,
            "unit": [u.removeprefix("log ") for u in units],
            **quantiles.of_draws(natural),
        }
    )
    table["mean"], table["sd"], table["prior_sd"] = draws.mean(0), sd, prior
    table["contraction"] = 1 - (sd / prior) ** 2
    table["informed"] = sd <= INFORMED * prior
    return table


def _people(fit: Fit, values: F) -> pd.DataFrame:
    """Quantiles of ``values`` [draws, N, D] as rows of couple, partner, item."""
    summary = quantiles.of_draws(values)
    places = processes(fit)
    index = pd.MultiIndex.from_product([fit.responses.couples, range(len(places))], names=["couple", "process"])
    table = pd.DataFrame({k: v.reshape(-1) for k, v in summary.items()}, index=index).reset_index()
    process = table.pop("process")
    table.insert(1, "partner", [places[i][0] for i in process])
    table.insert(2, "item", [places[i][1] for i in process])
    return table


def levels(fit: Fit) -> pd.DataFrame | None:
    """Level of each item of the average couple and of each couple; None where the model has none."""
    if "mean" not in fit.layout.slices:
        return None
    values = fit.draws["phi"][:, :, fit.layout.slices["mean"]]
    return _people(fit, fit.responses.center.T + fit.responses.scale.T * values)


def trend(fit: Fit) -> pd.DataFrame | None:
    """Change of each item in a week; None where the model has none."""
    if "trend" not in fit.layout.slices:
        return None
    weekly = 7 / fit.responses.span
    own = _people(fit, fit.draws["phi"][:, :, fit.layout.slices["trend"]] * fit.responses.scale.T * weekly)
    places = processes(fit)
    middle = average(fit)[:, fit.layout.slices["trend"]] * fit.responses.scale.mean(1) * weekly
    head = pd.DataFrame(
        {
            "couple": "",
            "partner": [p for p, _ in places],
            "item": [i for _, i in places],
            **quantiles.of_draws(middle),
        }
    )
    return pd.concat([head, own], ignore_index=True)


def weekday(fit: Fit) -> pd.DataFrame | None:
    """Difference of each weekday from the others; None where the model has none."""
    if "weekday" not in fit.layout.slices:
        return None
    d = fit.layout.settings.processes
    values = average(fit)[:, fit.layout.slices["weekday"]].reshape(-1, 6, d) * fit.responses.scale.mean(1)
    values = np.concatenate([values, -values.sum(1, keepdims=True)], 1)
    places = processes(fit)
    rows = [{"partner": p, "item": i, "weekday": day} for day in range(7) for p, i in places]
    return pd.DataFrame(rows).assign(**quantiles.of_draws(values.reshape(len(values), -1)))


def common_course(fit: Fit) -> pd.DataFrame | None:
    """Days of the study (or of the calendar) beside the shift of everybody's level, in points."""
    tables = []
    for wave in fit.responses.waves:
        days = np.linspace(wave.start, wave.start + wave.span, 61)
        shift = wave.at(days)
        for at, (partner, item) in enumerate(processes(fit)):
            if wave.coefficients[:, at].any():
                tables.append(
                    pd.DataFrame(
                        {
                            "partner": partner, "item": item, "calendar": wave.calendar, "days": days,
                            "shift": shift[:, at], "p": wave.p[at],
                        }
                    )
                )  # fmt: skip
    return pd.concat(tables, ignore_index=True) if tables else None
