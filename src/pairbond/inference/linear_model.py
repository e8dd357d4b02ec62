"""The linear dyadic model as one object: what is modelled, declared once and never changed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from pairbond.errors import PairbondError, nearest
from pairbond.model import Quantity

Kind = Literal["auto", "ct-var", "var"]
RandomEffect = Literal["mean", "inertia", "influence", "variability", "trend", "lags"]
Initial = Literal["stationary", "free"]
Units = Literal["couples", "single"]
Prior = Literal["weak", "flat"]
Scaling = Literal["pooled", "person", "none"]

CLOCKS: Mapping[str, Literal["flow", "map"] | None] = {"auto": None, "ct-var": "flow", "var": "map"}
LABELS = {
    "auto": "linear model", "ct-var": "linear model, continuous time", "var": "linear model, entry by entry",
}  # fmt: skip
DEFAULT_RANDOM: tuple[RandomEffect, ...] = ("mean", "inertia", "influence", "variability", "trend")
LITERALS = {
    "kind": ("model", Kind), "initial": ("initial", Initial), "units": ("units", Units), "prior": ("prior", Prior),
    "scaling": ("scaling", Scaling),
}  # fmt: skip
SWITCHES = (
    "dynamics", "common_course", "correlated", "measurement_error", "shared_shock", "trend", "weekday", "means",
    "cross_item",
)  # fmt: skip
OPEN = ("measurement_error", "weekday")  # switches that may be left to the diary


@dataclass(frozen=True)
class LinearModel:
    """A linear model of how the days of two people carry over. Immutable; any two with equal settings are equal.

    It has the descriptive part of :class:`pairbond.model.Model` (name, label, clock, can, quantities, hash). It has no
    ``params``, ``start``, ``evaluate`` or ``step``: its states are the items of a diary, which it meets only in
    :func:`fit`, and it cannot be simulated.

    Attributes
    ----------
    kind : ``"var"``, a vector autoregression from one entry to the next, for diaries with one entry a day (a week, …);
        ``"ct-var"``, a linear stochastic differential equation with exact discretisation, for any times; ``"auto"``
        chooses between the two by the design of the diary (``Fit.spec.reason`` says why). In ``ct-var`` own effects
        must exceed partner effects, as no first-order flow has a partner effect alone.
    order : 1 (drifts back to the mean) or 2 (can swing; for ``var`` a second own lag).
    dynamics : whether anything carries over; without, the model of levels, trends and same-occasion covariance that
        a prediction has to beat.
    common_course : whether a course that all couples share and that is no line is taken out beforehand.
    random : what differs between couples: any of "mean", "inertia", "influence" (same item, other partner),
        "variability", "trend", "lags" (every lag effect). None: the first five. Partners' values are correlated unless
        ``correlated=False``.
    measurement_error : whether responses scatter around the state (None: for ``ct-var`` only).
    shared_shock : whether both partners may be hit by the same day; without it a common cause reads as influence.
    trend, weekday, means : terms of each response's level. ``weekday=None``: where dates are known and the diary
        spans three weeks.
    cross_item : whether different items influence each other.
    initial : ``"stationary"`` or ``"free"`` (mean and covariance of the first day are parameters).
    units : ``"couples"`` (hierarchical) or ``"single"`` (one set of values for all).
    prior : ``"weak"`` (:func:`prior_table` shows it) or ``"flat"`` (maximum likelihood).
    prior_scale : how many times as wide every prior is, above 0: 0.5 and 2 show how far results depend on it.
    scaling : ``"pooled"`` (one centre and within-person sd an item), ``"person"`` (each person's own) or ``"none"``.

    Raises
    ------
    PairbondError : a setting that does not exist, with the nearest that does.

    Examples
    --------
    >>> LinearModel("var", trend=False).name
    'var(trend=False)'
    """

    kind: Kind = "auto"
    order: int = 1
    dynamics: bool = True
    common_course: bool = True
    random: tuple[RandomEffect, ...] | None = None
    correlated: bool = True
    measurement_error: bool | None = None
    shared_shock: bool = True
    trend: bool = True
    weekday: bool | None = None
    means: bool = True
    cross_item: bool = True
    initial: Initial = "stationary"
    units: Units = "couples"
    prior: Prior = "weak"
    prior_scale: float = 1.0
    scaling: Scaling = "pooled"

    def __post_init__(self) -> None:
        for field, (what, legal) in LITERALS.items():
            choice(what, getattr(self, field), get_args(legal))
        if self.order not in (1, 2) or isinstance(self.order, bool):
            raise PairbondError(f"order {self.order} is not known; choose 1 (drifts back) or 2 (can swing).")
        for field in SWITCHES:
            value = getattr(self, field)
            if not isinstance(value, bool) and not (value is None and field in OPEN):
                also = ", or None to leave it to the diary" if field in OPEN else ""
                raise PairbondError(f"{field} is True or False{also}, not {value!r}.")
        if self.random is not None:
            named = (self.random,) if isinstance(self.random, str) else tuple(self.random)
            object.__setattr__(self, "random", named)
            for name in named:
                choice("random effect", name, get_args(RandomEffect))
        if not 0 < self.prior_scale < math.inf:
            raise PairbondError(f"prior_scale must be a positive number, such as 0.5 or 2, not {self.prior_scale:g}.")
        if self.prior == "flat" and self.prior_scale != 1:
            raise PairbondError('a flat prior has no width: prior_scale is for prior="weak".')
        object.__setattr__(self, "prior_scale", float(self.prior_scale))

    @property
    def changed(self) -> dict[str, Any]:
        """The settings that are not the default, by name."""
        return {f.name: v for f in fields(self) if f.name != "kind" and (v := getattr(self, f.name)) != f.default}

    @property
    def name(self) -> str:
        """Its kind, and in brackets what is not the default."""
        more = ", ".join(f"{name}={value!r}" for name, value in self.changed.items())
        return f"{self.kind}({more})" if more else self.kind

    @property
    def label(self) -> str:
        """In words."""
        return LABELS[self.kind] + ("" if self.dynamics else ", nothing carries over")

    @property
    def clock(self) -> Literal["flow", "map"] | None:
        """Flow or map; None while the diary has yet to choose."""
        return CLOCKS[self.kind]

    @property
    def can(self) -> frozenset[str]:
        """It is linear, with Gaussian noise."""
        return frozenset({"linear", "noise"})

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """The kinds of parameters it has, each once for all people and items, standardised within persons."""
        there = {
            "mean": self.means, "trend": self.trend, "weekday": self.weekday is not False, "inertia": self.dynamics,
            "influence": self.dynamics, "damping": self.order == 2, "variability": True,
            "noise": self.measurement_error is not False, "shock": True,
        }  # fmt: skip
        return MappingProxyType({name: QUANTITIES[name] for name, present in there.items() if present})

    @property
    def hash(self) -> str:
        """A fingerprint of all settings."""
        return sha256(repr(self).encode()).hexdigest()


def _quantity(name: str, term: str, unit: str = "1", low: float = -math.inf, high: float = math.inf) -> Quantity:
    return Quantity(name, name, term, "trait", unit, low, high)


QUANTITIES = {
    one.name: one
    for one in (
        _quantity("mean", "person mean", "sd"),
        _quantity("trend", "linear trend over the diary", "sd"),
        _quantity("weekday", "day of the week", "sd"),
        _quantity("inertia", "inertia", "sd per sd"),
        _quantity("influence", "cross-lagged and partner effects", "sd per sd"),
        _quantity("damping", "damping, or second lag"),
        _quantity("variability", "residual standard deviation", "sd", 0.0),
        _quantity("noise", "measurement error", "sd", 0.0),
        _quantity("shock", "residual correlation", "1", -1.0, 1.0),
    )
}


def choice(what: str, value: str, legal: tuple[str, ...]) -> str:
    """``value`` if it is legal; otherwise one sentence with the nearest legal choice."""
    if value in legal:
        return value
    raise PairbondError(
        f"{what} {value!r} is not known; the nearest is {nearest(value, legal)!r} (of {', '.join(legal)})."
    )


def linear_model(model: LinearModel | str) -> LinearModel:
    """A name stands for the model of that kind with all defaults."""
    if isinstance(model, LinearModel):
        return model
    return LinearModel(cast("Kind", choice("model", model, tuple(CLOCKS))))
