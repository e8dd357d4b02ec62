"""What one report looks at: which couple or group, through which tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pairbond.assess import Assessment
from pairbond.diary import Diary, Item, allowed, composites
from pairbond.diary.template_items import QUESTIONS, STRAIN
from pairbond.errors import PairbondError
from pairbond.inference import Fit
from pairbond.plots.style import tick
from pairbond.predict import Comparison
from pairbond.report._selection import (
    first_lag,
    kinds_by_couple,
    of_couple,
    of_effects,
    of_items,
    of_pairs,
    once,
    residual_sds,
    without,
    without_parts,
)
from pairbond.report._together import together
from pairbond.report.voice import Voice, voice_of


@dataclass(frozen=True)
class View:
    """The part of a diary, a fit and a comparison that a report speaks of.

    Tables are ``None`` where there is nothing to say. ``effects`` belong to whom the
    report is about; ``group_effects`` are the context of a page about one couple.
    """

    voice: Voice
    diary: Diary
    items: tuple[Item, ...]
    couple: str | None  # set on a page about one couple out of several
    couples: int  # how many there are in the whole diary
    fit: Fit | None = None
    comparison: Comparison | None = None
    effects: pd.DataFrame | None = None
    group_effects: pd.DataFrame | None = None
    couple_effects: pd.DataFrame | None = None
    same_day: pd.DataFrame | None = None  # of a group the model's, of a couple or one person plain correlations
    covariate_effects: pd.DataFrame | None = None
    explained: pd.DataFrame | None = None
    residual_sds: pd.DataFrame | None = None  # of a group: partner item residual_sd, in points
    priors: pd.DataFrame | None = None  # of a group: the one table of all that is said of the prior
    trend: pd.DataFrame | None = None
    weekday: pd.DataFrame | None = None
    states: pd.DataFrame | None = None
    forecast: pd.DataFrame | None = None
    asymmetry: pd.DataFrame | None = None
    parameters: pd.DataFrame | None = None
    rates: pd.DataFrame | None = None
    checks: pd.DataFrame | None = None
    theory: Assessment | None = None
    no_influence: str = ""  # why nothing is said about what goes from one partner to the other
    everybody: Diary | None = None  # the whole diary, on a page about one couple of several
    problem: str = ""  # why the fit must not be used as a result
    steps: tuple[str, ...] = ()  # why the model is simpler than planned, or why there is none

    @property
    def partners(self) -> tuple[str, ...]:
        """Partners who write, in the diary the report is about."""
        names = [item.name for item in self.diary.available]
        frame = self.diary.frame
        return _writers(self.diary, frame[names].notna().any(axis=1))

    @property
    def names(self) -> dict[str, str]:
        """Partner -> name for the edge of a figure."""
        return {p: self.voice.short(p) for p in self.partners}

    @property
    def sides(self) -> dict[str, int]:
        """Partner -> whose colour it takes in figures, 0 or 1."""
        return {name: at for at, name in enumerate(self.voice.partners)}

    def ratings(self, rows: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
        """Rows of each partner and item, in the order of partners."""
        for partner in self.partners:
            for item, part in rows[rows["partner"] == partner].groupby("item"):
                yield partner, str(item), part

    @property
    def labels(self) -> dict[str, str]:
        """Item -> label as it was shown."""
        return dict(self.voice.labels)

    @property
    def spoken(self) -> tuple[Item, ...]:
        """Items whose level on single days may be put into words.

        None about danger; where both partners may be reading, none about hurt received or trust in one's own memory
        either; no yes or no, no counts.
        """
        hard = {key for q in QUESTIONS if q.item.name in STRAIN for key in (q.item.name, q.item.quantity)}
        shared = self.voice.kind == "couple"
        return tuple(
            item
            for item in self.items
            if not item.danger and item.form.rating and not (shared and {item.name, item.quantity} & hard - {""})
        )

    @property
    def modelled(self) -> tuple[Item, ...]:
        """Items whose course was modelled and may be spoken of; see ``select_view``."""
        spoken = tuple(item for item in self.items if self.voice.kind == "group" or not item.danger)
        return spoken if self.fit is None else tuple(item for item in spoken if item.name in self.fit.spec.items)

    @property
    def only_written(self) -> tuple[Item, ...]:
        """Items that are shown as written and nothing more."""
        known = {item.name for item in self.modelled}
        return () if self.fit is None else tuple(item for item in self.items if item.name not in known)

    @property
    def scales(self) -> dict[str, tuple[float, float]]:
        """Item -> ends of its scale, in the unit of the ratings."""
        return {item.name: _ends(item, self.diary.frame) for item in self.items}

    def scale_words(self, item: str) -> str:
        """The scale as it is said: "scale 0 to 4"; if it ends with the ratings, "observed range 0.2 to 9.7"."""
        low, high = self.scales[item]
        answers = (self.everybody or self.diary).frame[item]
        scaled = next(i.form.scaled for i in self.items if i.name == item)
        declared = scaled or (low, high) != (answers.min(), answers.max())
        return f"{'scale' if declared else 'observed range'} {tick(low)} to {tick(high)}"

    @property
    def model(self) -> str:
        """Name of the model whose numbers the report shows."""
        assert self.fit is not None
        return self.fit.spec.model.kind

    @property
    def lag(self) -> float:
        """The study's own interval in days, over which effects are tested."""
        return self.lags[0]

    @property
    def lags(self) -> tuple[float, ...]:
        """Lags of the tables of effects, in days."""
        assert self.fit is not None
        return self.fit.lags

    @property
    def always_lingers(self) -> bool:
        """Whether the model lets every swing fade, so that none can be gone at once or turn over."""
        assert self.fit is not None
        return self.fit.spec.model.kind == "ct-var" and self.fit.spec.model.order == 1

    @property
    def couple_kinds(self) -> set[str]:
        """Kinds of effects that each couple has its own of; the others are those of all couples."""
        assert self.fit is not None
        return kinds_by_couple(self.fit.spec.random)

    @property
    def comparison_problem(self) -> str:
        """Why the comparison of predictions must not be used as a result; "" where nothing speaks against it."""
        if self.comparison is None or self.fit is None:
            return ""
        return next(iter(self.comparison.settings.get("problems", {}).values()), "")

    @property
    def gains(self) -> pd.DataFrame:
        """``against difference q05 .. q95``: this model minus each other one, log points a rating."""
        assert self.comparison is not None
        paired = self.comparison.paired
        columns = ["against", "difference", "q05", "q25", "q50", "q75", "q95"]
        ours = paired[paired["model"] == self.model][columns]
        theirs = paired[paired["against"] == self.model]
        turned = {q: -theirs[p] for q, p in zip(columns[1:], ["difference", *columns[:1:-1]], strict=True)}
        return pd.concat([ours, theirs.assign(against=theirs["model"], **turned)[columns]], ignore_index=True)

    @property
    def real_pairing(self) -> float | None:
        """Mean log score of the model with the real partners, if partners were shuffled."""
        pseudo = self.pseudo
        return None if pseudo is None else float((pseudo["mean_logscore"] + pseudo["difference"]).mean())

    @property
    def pseudo(self) -> pd.DataFrame | None:
        """Scores of this model with strangers for partners, for a group."""
        comparison = self.comparison
        if comparison is None or comparison.settings["pseudo_model"] != self.model:
            return None
        return comparison.pseudo


def select_view(
    diary: Diary,
    fit: Fit | None,
    comparison: Comparison | None,
    couple: str | None,
    theory: Assessment | None = None,
    steps: Sequence[str] = (),
) -> View:
    """Choose what the report speaks of. Raises ``PairbondError`` for a couple unknown or not that of ``theory``."""
    if couple is not None and couple not in diary.couples:
        raise PairbondError(f"The diary has no couple {couple}; there are {', '.join(diary.couples[:8])} …")
    several = len(diary.couples) > 1
    page = several and couple is not None
    group = several and couple is None
    part = diary.select([couple]) if page and couple is not None else diary
    frame = part.frame
    answers = [item.name for item in diary.available]
    writers = _writers(diary, frame[answers].notna().any(axis=1), frame)
    # People see all that they wrote in their own diary; a study, what it chose to analyse.
    items = diary.items if several else tuple(i for i in diary.available if frame[i.name].notna().any())
    if not group and len(writers) > 1:
        # What one partner wrote about fear or harm is not shown to the other. For one who
        # writes alone it is shown as written, but nothing is forecast or tested about it:
        # a band for "fear in two weeks" could be taken for a judgement of safety.
        items = tuple(item for item in items if not item.danger)
    if theory is not None and (group or theory.couple != part.couples[0]):
        about = "a group" if group else f"couple {part.couples[0]}"
        raise PairbondError(
            f"The answer of the theory is about couple {theory.couple}, the page about {about}; ask for a page about "
            f"couple {theory.couple}."
        )
    voice = voice_of(diary, diary.available, group=group, page=page, writers=writers)
    view = View(voice, part, items, couple if page else None, len(diary.couples), theory=theory)
    view = replace(view, everybody=diary if page else None, steps=tuple(steps))
    if not group and allowed(part, "fit")[0]:
        calm = [item for item in diary.items if item in items and not item.danger and not item.form.amount]
        view = replace(view, same_day=without_parts(together(part, calm), composites(part, calm)))
    if fit is None or not allowed(part, "fit")[0]:
        return view
    if fit.problem:
        return replace(view, problem=fit.problem)
    view = replace(view, fit=fit, comparison=comparison)
    keep = {item.name for item in view.modelled}
    if not keep:
        return replace(view, fit=None, comparison=None)
    hidden = [item.name for item in diary.available if item.name not in keep and item.danger]
    own = "" if group else part.couples[0]  # the average couple is called ""
    effects, context = fit.effects, None
    if page:
        # Whether the diary informs an effect is known for all couples together.
        keys = ["cause_partner", "cause_item", "effect_partner", "effect_item", "days"]
        own_effects = fit.couple_effects[fit.couple_effects["couple"] == couple]
        own_effects = own_effects[own_effects["kind"].isin(kinds_by_couple(fit.spec.random))].dropna(subset=["q50"])
        effects = own_effects.merge(fit.effects[[*keys, "informed"]], on=keys)
        context = fit.effects
    across, why_not = allowed(part, "influence")
    effects = of_effects(effects, keep, writers)
    if not across and effects is not None:
        effects = effects[effects["cause_partner"] == effects["effect_partner"]]
    view = replace(
        view,
        no_influence="" if across or len(writers) < 2 else why_not,
        effects=effects,
        group_effects=of_effects(context, keep, writers),
        couple_effects=of_effects(fit.couple_effects.dropna(subset=["q50"]), keep, writers) if several else None,
        trend=of_items(of_couple(fit.trend, own), keep) if not page or "trend" in fit.spec.random else None,
        weekday=of_items(fit.weekday, keep) if not page else None,
        covariate_effects=None if page else of_items(fit.covariate_effects, keep),
        asymmetry=first_lag(fit, keep) if across and not page and diary.distinguishable else None,
        parameters=without(fit.parameters, hidden),
        rates=of_effects(fit.rates, keep, writers),
        checks=of_items(fit.checks, keep),
        states=of_items(of_couple(fit.states, own), keep) if not group else None,
        forecast=of_items(of_couple(fit.forecast(days=14), own), keep) if not group else None,
    )
    if group:
        view = replace(
            view,
            same_day=of_pairs(fit.same_day, keep, writers),
            explained=of_items(fit.explained, keep),
            priors=fit.priors,
            residual_sds=residual_sds(fit, keep, writers),
        )
    if group and not diary.distinguishable and len(writers) > 1:
        view = replace(
            view,
            effects=once(view.effects, diary.partners[0]),
            couple_effects=once(view.couple_effects, diary.partners[0]),
            trend=once(view.trend, diary.partners[0]),
            same_day=once(view.same_day, diary.partners[0]),
        )
    return view


def _writers(diary: Diary, answered: pd.Series, rows: pd.DataFrame | None = None) -> tuple[str, ...]:
    """Partners of whom a row was answered, in the order of the diary."""
    wrote = set((diary.frame if rows is None else rows).loc[answered, "partner"])
    return tuple(name for name in diary.partners if name in wrote)


def _ends(item: Item, frame: pd.DataFrame) -> tuple[float, float]:
    low, high = item.low, item.high
    if item.name in frame:
        low = low if abs(low) != float("inf") else float(frame[item.name].min())
        high = high if abs(high) != float("inf") else float(frame[item.name].max())
    return (low, high) if high > low else (low - 0.5, low + 0.5)
