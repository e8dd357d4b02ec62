"""A linear model checked against a diary and completed, before any work is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pairbond.diary import said_of_unvarying, too_many_items, unvarying, unvarying_covariates
from pairbond.errors import PairbondError
from pairbond.inference._clock import Clock, clock_of, one_a_step
from pairbond.inference._inputs import inputs_of, label, parts
from pairbond.inference._layout import Layout, Settings, layout
from pairbond.inference._random_effects_covariance import widened
from pairbond.inference.linear_model import DEFAULT_RANDOM, LinearModel, choice
from pairbond.model import BOTH

if TYPE_CHECKING:
    from pairbond.diary import Diary

METHODS = ("normal", "quick", "full")
LARGE = 10_000  # entries, beyond which two starts are searched instead of four
WEEKDAY_SPAN = 21  # days of diary below which weekdays are not asked for


@dataclass(frozen=True)
class Spec:
    """A linear model completed for one diary, and how it was fitted.

    ``model`` leaves nothing open: its kind is the one chosen where "auto" was asked for, and ``reason`` says why.
    ``unit`` is the study's typical interval in days, in which the model counts time; ``inputs`` are covariates as the
    model takes them in; with ``exchangeable`` partners have no distinguishing role.
    """

    model: LinearModel
    reason: str
    unit: float
    inputs: tuple[str, ...]
    items: tuple[str, ...]
    exchangeable: bool
    method: str
    starts: int
    seed: int
    draws: int

    @property
    def clock(self) -> Literal["flow", "map"]:
        """Continuous time, or from entry to entry."""
        return "flow" if self.model.clock == "flow" else "map"

    @property
    def counted(self) -> Clock:
        """How time is counted, and why."""
        return Clock("ct-var" if self.model.clock == "flow" else "var", self.reason, self.unit)

    @property
    def random(self) -> tuple[str, ...]:
        """What differs between couples."""
        return self.model.random or ()

    @property
    def shared_inputs(self) -> tuple[str, ...]:
        """Inputs of which both partners have one value."""
        return tuple(name for name in self.inputs if parts(name)[1] == BOTH)

    def layout(self, diary: Diary) -> Layout:
        """Parameters of the model for this diary."""
        model = self.model
        settings = Settings(
            clock=self.clock,
            order=model.order,
            partners=len(diary.partners),
            items=len(self.items),
            covariates=len(self.inputs),
            random=self.random,
            correlated=model.correlated,
            measurement_error=bool(model.measurement_error),
            shared_shock=model.shared_shock,
            trend=model.trend,
            weekday=bool(model.weekday),
            means=model.means,
            initial=model.initial,
            exchangeable=self.exchangeable,
            cross_item=model.cross_item,
            dynamics=model.dynamics,
        )
        labels = [f"{who}.{item}" for who in diary.partners for item in self.items]
        laid = layout(settings, labels, [label(name) for name in self.inputs])
        return widened(laid, model.prior_scale)


def complete(
    diary: Diary,
    model: LinearModel,
    *,
    method: str = "quick",
    starts: int | None = None,
    seed: int = 0,
    draws: int = 400,
    clock: Clock | None = None,
    inputs: tuple[str, ...] | None = None,
) -> tuple[Diary, Spec]:
    """Check the model against the diary and fill in what was left open (clock, inputs: of a fit to go on from)."""
    choice("method", method, METHODS)
    if starts is None:
        starts = 4 if len(diary.frame) <= LARGE else 2
    for what, number, least in (("starts", starts, 1), ("draws", draws, 50)):
        if number < least:
            raise PairbondError(f"{what} must be at least {least}, not {number}.")
    for sentence in (too_many_items(diary), *still(diary).values()):
        if sentence:
            raise PairbondError(sentence)
    couples = diary.couples
    single = model.units == "single" or len(couples) == 1
    if model.weekday and not diary.has_dates:
        raise PairbondError("weekday=True needs dates; this diary has day numbers only.")
    weekday = model.weekday
    if weekday is None:
        weekday = diary.has_dates and float(diary.frame["time"].max()) >= WEEKDAY_SPAN
    clock = clock_of(diary, model.kind) if clock is None else clock
    if clock.model == "var":
        diary = one_a_step(diary, int(clock.unit))
    inputs = inputs_of(diary) if inputs is None else inputs
    note = said_of_unvarying(unvarying_covariates(diary))
    if note and note not in diary.notes:
        diary = replace(diary, notes=(*diary.notes, note))
    error = clock.model == "ct-var" if model.measurement_error is None else model.measurement_error
    completed = replace(
        model,
        kind=clock.model,
        random=() if single else (DEFAULT_RANDOM if model.random is None else model.random),
        measurement_error=error,
        weekday=weekday,
    )
    two = len(diary.partners) == 2
    return diary, Spec(
        model=completed,
        reason=clock.reason,
        unit=clock.unit,
        inputs=inputs,
        items=tuple(item.name for item in diary.items),
        exchangeable=not diary.distinguishable and two and len(couples) > 1 and model.units == "couples",
        method=method,
        starts=starts,
        seed=seed,
        draws=draws,
    )


def still(diary: Diary) -> dict[str, str]:
    """Items that say nothing about days, as nobody answers them or answers them differently: item -> why."""
    same = unvarying(diary)
    found = {}
    for name in (item.name for item in diary.items):
        responses = diary.frame[["couple", "partner", name]].dropna()
        count = responses.groupby(["couple", "partner"])[name].size()
        if responses.empty:
            found[name] = f"item {name} was never answered; leave it out of the diary's items."
        elif (count >= 2).sum() <= (same["item"] == name).sum():
            found[name] = f"item {name} (nearly) never changes within a person; leave it out of the diary's items."
    return found
