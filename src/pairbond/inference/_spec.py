"""What a user asks of a fit, checked and completed before any work is done."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pairbond.diary import said_of_unvarying, too_many_items, unvarying, unvarying_covariates
from pairbond.errors import PairbondError, nearest
from pairbond.inference._clock import Clock, clock_of, one_a_step
from pairbond.inference._inputs import inputs_of, label, parts
from pairbond.inference._layout import RANDOM_EFFECTS, Layout, Settings, layout
from pairbond.inference._spread import widened

if TYPE_CHECKING:
    from pairbond.diary import Diary

MODELS = {"auto": "", "ct-var": "flow", "var": "map"}
METHODS = ("normal", "quick", "full")
DEFAULTS: dict[str, Any] = {
    "model": "auto", "method": "quick", "items": None, "order": 1, "dynamics": True,
    "common_course": True, "random": None, "correlated": True,
    "measurement_error": None, "shared_shock": True, "trend": True, "weekday": None, "means": True,
    "cross_item": True, "initial": "stationary", "units": "couples", "prior": "weak", "prior_scale": 1.0,
    "scaling": "pooled", "starts": None, "seed": 0, "draws": 400,
}  # fmt: skip
DEFAULT_RANDOM = ("mean", "inertia", "influence", "variability", "trend")
LARGE = 10_000  # entries, beyond which two starts are searched instead of four
WEEKDAY_SPAN = 21  # days of diary below which weekdays are not asked for


@dataclass(frozen=True)
class Spec:
    """The settings of a fit. See :func:`pairbond.inference.fit` for their meaning.

    ``model`` is the one chosen where "auto" was asked for, and ``reason`` says why; ``unit`` is the study's typical
    interval in days, in which the model counts time; ``inputs`` are covariates as the model takes them in.
    """

    model: str
    reason: str
    unit: float
    inputs: tuple[str, ...]
    method: str
    items: tuple[str, ...]
    order: int
    dynamics: bool
    common_course: bool
    random: tuple[str, ...]
    correlated: bool
    measurement_error: bool
    shared_shock: bool
    trend: bool
    weekday: bool
    means: bool
    cross_item: bool
    initial: str
    units: str
    prior: str
    scaling: str
    exchangeable: bool
    starts: int
    seed: int
    draws: int
    prior_scale: float = 1.0

    @property
    def clock(self) -> str:
        return MODELS[self.model]

    @property
    def shared_inputs(self) -> tuple[str, ...]:
        """Inputs of which both partners have one value."""
        return tuple(name for name in self.inputs if parts(name)[1] is None)

    def layout(self, diary: Diary) -> Layout:
        """Parameters of the model for this diary."""
        people = len(diary.partners)
        settings = Settings(
            clock=self.clock,
            order=self.order,
            partners=people,
            items=len(self.items),
            covariates=len(self.inputs),
            random=self.random,
            correlated=self.correlated,
            measurement_error=self.measurement_error,
            shared_shock=self.shared_shock,
            trend=self.trend,
            weekday=self.weekday,
            means=self.means,
            initial=self.initial,
            exchangeable=self.exchangeable,
            cross_item=self.cross_item,
            dynamics=self.dynamics,
        )
        labels = [f"{who}.{item}" for who in diary.partners for item in self.items]
        laid = layout(settings, labels, [label(name, diary.partners) for name in self.inputs])
        return widened(laid, self.prior_scale)


def choice(what: str, value: str, legal: tuple[str, ...]) -> str:
    """``value`` if it is legal; otherwise one sentence with the nearest legal choice."""
    if value in legal:
        return value
    raise PairbondError(
        f"{what} {value!r} is not known; the nearest is {nearest(value, legal)!r} (of {', '.join(legal)})."
    )


def check_prior(prior: str, prior_scale: float) -> None:
    """Refuse a prior that does not exist, and widths that are none."""
    choice("prior", prior, ("weak", "flat"))
    if not 0 < prior_scale < math.inf:
        raise PairbondError(f"prior_scale must be a positive number, such as 0.5 or 2, not {prior_scale:g}.")
    if prior == "flat" and prior_scale != 1:
        raise PairbondError('a flat prior has no width: prior_scale is for prior="weak".')


def complete(
    diary: Diary,
    *,
    model: str,
    method: str,
    items: tuple[str, ...] | list[str] | None,
    order: int,
    dynamics: bool,
    common_course: bool,
    random: tuple[str, ...] | None,
    correlated: bool,
    measurement_error: bool | None,
    shared_shock: bool,
    trend: bool,
    weekday: bool | None,
    means: bool,
    cross_item: bool,
    initial: str,
    units: str,
    prior: str,
    prior_scale: float,
    scaling: str,
    starts: int | None,
    seed: int,
    draws: int,
    clock: Clock | None = None,
    inputs: tuple[str, ...] | None = None,
) -> tuple[Diary, Spec]:
    """Check the settings against the diary and fill in what was left open (clock, inputs: of a fit to go on from)."""
    choice("model", model, tuple(MODELS))
    choice("method", method, METHODS)
    choice("initial", initial, ("stationary", "free"))
    choice("units", units, ("couples", "single"))
    check_prior(prior, prior_scale)
    choice("scaling", scaling, ("pooled", "person", "none"))
    if order not in (1, 2):
        raise PairbondError(f"order {order} is not known; choose 1 (drifts back) or 2 (can swing).")
    for name in random or ():
        choice("random effect", name, RANDOM_EFFECTS)
    if starts is None:
        starts = 4 if len(diary.frame) <= LARGE else 2
    for what, number, least in (("starts", starts, 1), ("draws", draws, 50)):
        if number < least:
            raise PairbondError(f"{what} must be at least {least}, not {number}.")
    if items is not None:
        diary = diary.with_items(items)
    names = tuple(item.name for item in diary.items)
    for sentence in (too_many_items(diary), *still(diary).values()):
        if sentence:
            raise PairbondError(sentence)
    couples = diary.couples
    single = units == "single" or len(couples) == 1
    if weekday and not diary.has_dates:
        raise PairbondError("weekday=True needs dates; this diary has day numbers only.")
    if weekday is None:
        weekday = diary.has_dates and float(diary.frame["time"].max()) >= WEEKDAY_SPAN
    clock = clock_of(diary, model) if clock is None else clock
    if clock.model == "var":
        diary = one_a_step(diary, int(clock.unit))
    model = clock.model
    inputs = inputs_of(diary) if inputs is None else inputs
    note = said_of_unvarying(unvarying_covariates(diary))
    if note and note not in diary.notes:
        diary = replace(diary, notes=(*diary.notes, note))
    return diary, Spec(
        model=model,
        reason=clock.reason,
        unit=clock.unit,
        inputs=inputs,
        dynamics=dynamics,
        common_course=common_course,
        method=method,
        items=names,
        order=order,
        random=() if single else (DEFAULT_RANDOM if random is None else tuple(random)),
        correlated=correlated,
        measurement_error=model == "ct-var" if measurement_error is None else measurement_error,
        shared_shock=shared_shock,
        trend=trend,
        weekday=weekday,
        means=means,
        cross_item=cross_item,
        initial=initial,
        units=units,
        prior=prior,
        prior_scale=float(prior_scale),
        scaling=scaling,
        exchangeable=not diary.distinguishable and len(diary.partners) == 2 and len(couples) > 1 and units == "couples",
        starts=starts,
        seed=seed,
        draws=draws,
    )


def still(diary: Diary) -> dict[str, str]:
    """Items that say nothing about days, as nobody answers them or answers them differently: item -> why."""
    same = unvarying(diary)
    found = {}
    for name in (item.name for item in diary.items):
        answers = diary.frame[["couple", "partner", name]].dropna()
        count = answers.groupby(["couple", "partner"])[name].size()
        if answers.empty:
            found[name] = f"item {name} was never answered; leave it out with items=."
        elif (count >= 2).sum() <= (same["item"] == name).sum():
            found[name] = f"item {name} (nearly) never changes within a person; leave it out with items=."
    return found
