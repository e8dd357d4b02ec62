"""What a user asks of a fit, checked and completed before any work is done."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pairbond.errors import PairbondError
from pairbond.fit._layout import RANDOM_EFFECTS, Layout, Settings, layout

if TYPE_CHECKING:
    from pairbond.data import Diary

MODELS = {"ct-var": "flow", "var": "map"}
METHODS = ("normal", "quick", "full")
DEFAULT_RANDOM = ("mean", "inertia", "influence", "variability")
WEEKDAY_SPAN = 21  # days of diary below which weekdays are not asked for


@dataclass(frozen=True)
class Spec:
    """The settings of a fit. See :func:`pairbond.fit.fit` for their meaning."""

    model: str
    method: str
    items: tuple[str, ...]
    order: int
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

    @property
    def clock(self) -> str:
        return MODELS[self.model]

    def layout(self, diary: Diary) -> Layout:
        """Parameters of the model for this diary."""
        people = len(diary.partners)
        settings = Settings(
            clock=self.clock,
            order=self.order,
            partners=people,
            items=len(self.items),
            covariates=len(diary.covariates),
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
        )
        labels = [f"{who}.{item}" for who in diary.partners for item in self.items]
        return layout(settings, labels, list(diary.covariates))


def choice(what: str, value: str, legal: tuple[str, ...]) -> str:
    """``value`` if it is legal; otherwise one sentence with the nearest legal choice."""
    if value in legal:
        return value
    near = get_close_matches(str(value), legal, n=1, cutoff=0.0)
    raise PairbondError(f"{what} {value!r} is not known; the nearest is {near[0]!r} (of {', '.join(legal)}).")


def complete(
    diary: Diary,
    *,
    model: str,
    method: str,
    items: tuple[str, ...] | list[str] | None,
    order: int,
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
    scaling: str,
    starts: int,
    seed: int,
    draws: int,
) -> tuple[Diary, Spec]:
    """Check the settings against the diary and fill in what was left open."""
    choice("model", model, tuple(MODELS))
    choice("method", method, METHODS)
    choice("initial", initial, ("stationary", "free"))
    choice("units", units, ("couples", "single"))
    choice("prior", prior, ("weak", "flat"))
    choice("scaling", scaling, ("pooled", "person", "none"))
    if order not in (1, 2):
        raise PairbondError(f"order {order} is not known; choose 1 (drifts back) or 2 (can swing).")
    for name in random or ():
        choice("random effect", name, RANDOM_EFFECTS)
    for what, number, least in (("starts", starts, 1), ("draws", draws, 50)):
        if number < least:
            raise PairbondError(f"{what} must be at least {least}, not {number}.")
    if items is not None:
        diary = diary.with_items(items)
    names = tuple(item.name for item in diary.items)
    _can_move(diary, names)
    couples = diary.couples
    single = units == "single" or len(couples) == 1
    if weekday and not diary.has_dates:
        raise PairbondError("weekday=True needs dates; this diary has day numbers only.")
    if weekday is None:
        weekday = diary.has_dates and float(diary.frame["time"].max()) >= WEEKDAY_SPAN
    return diary, Spec(
        model=model,
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
        scaling=scaling,
        exchangeable=not diary.distinguishable and len(diary.partners) == 2 and len(couples) > 1 and units == "couples",
        starts=starts,
        seed=seed,
        draws=draws,
    )


def _can_move(diary: Diary, names: tuple[str, ...]) -> None:
    """An item that nobody ever answers differently says nothing about days."""
    for name in names:
        answers = diary.frame[["couple", "partner", name]].dropna()
        if answers.empty:
            raise PairbondError(f"item {name} was never answered; leave it out with items=.")
        if (answers.groupby(["couple", "partner"])[name].nunique() <= 1).all():
            raise PairbondError(f"item {name} never changes within a person; leave it out with items=.")
