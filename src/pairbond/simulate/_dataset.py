"""Results with labels: dimensions, units, names, symbols, and how they came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from pairbond._version import MADE_BY
from pairbond.dynamics import PHASES
from pairbond.model import PARTNERS
from pairbond.simulate._quantiles import SHARES

if TYPE_CHECKING:
    from pairbond.simulate._run import Run

STATUS_DAYS = {"together": "together", "apart": "apart in contact", "no_contact": "without contact", "ended": "ended"}
SUMMARIES = {
    "cycles": ("1", "turns of the image from high to low", False),
    "share_idealised": ("1", "share of the days together with a high image of the partner", False),
    "first_leaving_day": ("d", "day of the first leaving", True),
    "first_leaver": ("1", "1 for who left first", False),
    "end_day": ("d", "day on which it ended", True),
    **{f"share_{k}": ("1", f"share of days in the phase of {k}", False) for k in PHASES},
    **{f"days_{k}": ("d", f"days {v}", True) for k, v in STATUS_DAYS.items()},
}


def dataset(run: Run) -> xr.Dataset:
    """The results of a run as an ``xarray.Dataset``."""
    summary = run.tally is not None
    variables: dict[str, xr.Variable] = {}
    for name, values in run.arrays().items():
        about, couple = _about(run, name)
        variables[name] = _variable(run, np.asarray(values), couple, about, over_time=not summary)
    if summary:
        attempts = ["attempts"] if "attempts" in run.theory.quantities else []
        for name in (*(one.name for one in run.theory.states), *attempts):
            one = run.theory.quantities[name]
            about = {"units": one.unit, "long_name": f"{one.term}, at the end", "symbol": one.symbol}
            carried = run.result.carry[f"{'status' if one.stage == 'status' else 'state'}.{name}"]
            label = name if name == "attempts" else f"last_{name}"
            variables[label] = _variable(run, np.asarray(carried), one.couple, about, over_time=False)
    _mark_failures(run, variables, summary)
    coordinates: dict[str, Any] = {"draw": list(run.draws), "partner": list(PARTNERS)}
    if not run.alone:
        coordinates["couple"] = list(run.couples)
    if not summary:
        days = np.arange(run.begin, run.days + 1)
        coordinates["day"] = xr.Variable("day", days, {"units": "d", "long_name": "day since the meeting"})
    return xr.Dataset(variables, coordinates, _provenance(run))


def _about(run: Run, name: str) -> tuple[dict[str, str], bool]:
    """Unit, name and symbol; and whether it is of the couple."""
    if name in SUMMARIES:
        unit, term, couple = SUMMARIES[name]
        return {"units": unit, "long_name": term, "symbol": ""}, couple
    kind, _, rest = name.partition("_")
    if kind in SHARES and name not in run.theory.quantities:
        one = run.theory.quantities[rest]
        words, symbol = (
            f"{SHARES[kind]:.0%} quantile over the days of {one.term}",
            rf"Q_{{{SHARES[kind]:g}}}({one.symbol})",
        )
        return {"units": one.unit, "long_name": words, "symbol": symbol}, one.couple
    if kind in ("mean", "sd") and name not in run.theory.quantities:
        one = run.theory.quantities[rest]
        words = "mean over time of" if kind == "mean" else "standard deviation over time of"
        symbol = rf"\bar{{{one.symbol}}}" if kind == "mean" else rf"\mathrm{{sd}}({one.symbol})"
        return {"units": one.unit, "long_name": f"{words} {one.term}", "symbol": symbol}, one.couple
    one = run.theory.quantities[name]
    return {"units": one.unit, "long_name": one.term, "symbol": one.symbol}, one.couple


def _variable(run: Run, values: np.ndarray, couple: bool, about: dict[str, str], over_time: bool) -> xr.Variable:
    """[days, 2, n], [days, n], [2, n] or [n] to (couple, draw, partner, day), as far as they are there."""
    if not over_time:
        values = values[None]
    days = values.shape[0]
    names = ["couple", "draw", *([] if couple else ["partner"]), *(["day"] if over_time else [])]
    shape = (days, *([] if couple else [2]), len(run.couples), len(run.draws))
    order = (2, 3, 1, 0) if not couple else (1, 2, 0)
    ordered = values.reshape(shape).transpose(order)
    if not over_time:
        ordered = ordered[..., 0]
    if run.alone:
        ordered, names = ordered[0], names[1:]
    return xr.Variable(names, np.ascontiguousarray(ordered), about)


def _mark_failures(run: Run, variables: dict[str, xr.Variable], summary: bool) -> None:
    """Values of a trajectory are missing from the day on which it broke off."""
    for one in run.failures:
        couple, draw = divmod(one.place, len(run.draws))
        at = (draw,) if run.alone else (couple, draw)
        for name, variable in variables.items():
            values = variable.values
            values = values if np.issubdtype(values.dtype, np.floating) else values.astype(float)
            if summary:
                values[at] = np.nan
            else:
                values[at][..., one.day - run.begin :] = np.nan
            variables[name] = variable.copy(data=values)
    failed = np.full(len(run.labels), np.nan)
    for one in run.failures:
        failed[one.place] = one.day
    about = {"units": "d", "long_name": "day on which the trajectory broke off", "symbol": ""}
    variables["failed_day"] = _variable(run, failed, True, about, over_time=False)


def _provenance(run: Run) -> dict[str, Any]:
    about: dict[str, Any] = {
        "made_by": MADE_BY,
        "model": run.theory.name,
        "theory": str(getattr(run.theory, "hash", "")),
        "seed": run.seed,
        "dt_days": run.dt,
        "noise": int(run.noise),
        "numbers": run.precision,
        "couples": "; ".join(f"{name}: {couple}" for name, couple in list(run.couples.items())[:20]),
        "interventions": "; ".join(str(one) for one in run.interventions),
    }
    if run.parent is not None:
        about["forked_on_day"] = run.begin
    elif run.given is not None:
        about["begun"] = f"on day {run.begin}, in given states"
    if not run.allow_separation:
        about["allow_separation"] = 0
    if run.failures:
        lines = [f"couple {x.couple}, draw {x.draw}, day {x.day}: {x.reason}; {x.replay}" for x in run.failures]
        about["failures"] = "\n".join(lines)
    return about
