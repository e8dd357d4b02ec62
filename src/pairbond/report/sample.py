"""Who wrote, how often, what is missing, and who could not be modelled."""

from __future__ import annotations

import pandas as pd

from pairbond.model import BOTH
from pairbond.report._description import Sample, item_table, sample_of
from pairbond.report._lag_words import Lag
from pairbond.report._sections import Section, Table, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, listing, number

_MOST = 6  # people named one by one
_POINTS = (
    "SD within, SD between and residual SD are in points; one within-person SD turns effects in SD into points. The "
    "residual SD is that of what the previous ratings leave unexplained in the average {unit}."
)


def sample(view: View) -> Section | None:
    """The sample description of a group; None on a page about one couple or one person."""
    if view.voice.kind != "group" or not view.items:
        return None
    words = [Words(_counts(view))]
    if view.residual_sds is not None:
        words.append(Words(_POINTS.format(unit=view.voice.unit)))
    words += [Words(text) for text in (_set_aside(view), _common_course(view)) if text]
    exchangeable = not view.diary.distinguishable and len(view.partners) > 1
    numbers = item_table(view.diary, view.items, view.partners, exchangeable)
    if view.explained is not None:
        keys = ["partner", "item"]
        r2 = view.explained.rename(columns={"q50": "r2_within"})[[*keys, "r2_within"]]
        if exchangeable:
            r2 = r2[r2["partner"] == view.diary.partners[0]].assign(partner=BOTH)
        numbers = numbers.merge(r2, "left", keys)
    if view.residual_sds is not None:
        sds = view.residual_sds
        if exchangeable:
            sds = sds[sds["partner"] == view.diary.partners[0]].assign(partner=BOTH)
        numbers = numbers.merge(sds, "left", ["partner", "item"])
    return Section(
        "sample",
        "Sample",
        tuple(words),
        tables=(Table("Ratings by item", numbers, _shown(view, numbers), unfolded=True),),
    )


def _counts(view: View) -> str:
    found = sample_of(view.diary, view.items)
    lag = Lag(found.interval)
    who = count(found.persons, "person", "people" if view.voice.single_writers else "persons")
    if not view.voice.single_writers:
        who = f"{count(found.couples, 'couple')} ({who})"
    words = [f"{who} made {count(found.entries, 'entry', 'entries')}."]
    if found.compliance is not None:
        words.append(_compliance(view, found))
    if found.both:
        what = "partner effects and associations between partners rest on these"
        words.append(
            f"Both partners wrote on the same {lag.one if lag.units != 'times' else 'occasion'} "
            f"{count(found.both, 'time')}{f'; {what}' if view.effects is not None else ''}."
        )
    words.append(
        f"{count(found.pairs, 'entry', 'entries')} "
        f"{'is' if found.pairs == 1 else 'are'} followed by the same person’s next one about {lag.short} later"
        f"{'; all lagged effects rest on these pairs' if view.effects is not None else ''}."
    )
    return " ".join(words)


def _compliance(view: View, found: Sample) -> str:
    """By partner where partners differ, with the range over persons; what it is a share of."""
    assert found.compliance is not None
    rates = found.by_partner
    apart = view.diary.distinguishable and len(rates) > 1
    if apart:
        each = [
            f"{mean:.0%} for {view.voice.who(p)} ({_range(low, high)})"
            for p, (mean, low, high) in ((p, rates[p]) for p in view.partners if p in rates)
        ]
    else:
        low, high = min(r[1] for r in rates.values()), max(r[2] for r in rates.values())
        each = [f"{found.compliance:.0%} ({_range(low, high)})"]
    share = listing(each).replace("%", " %")
    return (
        f"Compliance, as a share of the days between the first and last entry of each {view.voice.unit}, was {share}; "
        "it does not count days lost by dropping out."
    )


def _range(low: float, high: float) -> str:
    return f"range over persons {low:.0%} to {high:.0%}"


def _set_aside(view: View) -> str:
    """People whose ratings (nearly) never change, by name."""
    if view.fit is None or view.fit.set_aside.empty:
        return ""
    table = view.fit.set_aside
    table = table[table["item"].isin([item.name for item in view.items])]
    if table.empty:
        return ""
    named = []
    for (couple, _), mine in table.groupby(["couple", "partner"], sort=False):
        things = listing([view.voice.thing(str(i)) for i in mine["item"]])
        who = "" if view.voice.single_writers else f", {view.voice.named(str(mine['partner'].iloc[0]))}"
        named.append(f"{view.voice.unit} {couple}{who} ({things})")
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    people = "One person" if len(named) == 1 else begin(count(len(named), "person", "persons"))
    return (
        f"{people} gave (nearly) the same rating throughout and contribute{'s' if len(named) == 1 else ''} a mean but "
        f"nothing to the effects over time: {'; '.join(named[:_MOST])}{more}."
    )


def _common_course(view: View) -> str:
    """A course shared by all that is no line, and how large it was."""
    table = None if view.fit is None else view.fit.common_course
    if table is None or table.empty:
        return ""
    parts = []
    for _, mine in table.groupby(["partner", "item"], sort=False):
        partner, item = str(mine["partner"].iloc[0]), str(mine["item"].iloc[0])
        if item not in view.labels or partner not in view.partners:
            continue
        rating = view.voice.rating(item, partner)
        parts.append(f"{rating} (from {between(mine['shift'].min(), mine['shift'].max())} points)")
    if not parts:
        return ""
    return (
        f"All {view.voice.units} shared a course over time that is not a straight line. It was removed before "
        f"estimation, so that it does not appear as an effect: {listing(parts)}."
    )


def _shown(view: View, numbers: pd.DataFrame) -> pd.DataFrame:
    called = {BOTH: "both"} | view.names
    shown = pd.DataFrame(
        {
            "item": [view.labels[str(i)] for i in numbers["item"]],
            "who": [called[str(p)] for p in numbers["partner"]],
            "mean": [number(m) for m in numbers["mean"]],
            "SD within": [number(m) for m in numbers["within_sd"]],
            "SD between": [number(m) for m in numbers["between_sd"]],
            "ICC": [number(m) for m in numbers["icc"]],
        }
    )
    if "r2_within" in numbers:
        shown["R² within"] = [number(v) if v == v else "" for v in numbers["r2_within"]]
    if "residual_sd" in numbers:
        shown["residual SD"] = [number(v) if v == v else "" for v in numbers["residual_sd"]]
    shown["persons"], shown["ratings"] = numbers["persons"], numbers["ratings"]
    shown["missing in entries"] = [f"{100 * m:.0f} %" for m in numbers["missing"]]
    return shown.drop(columns="who") if len(set(shown["who"])) == 1 else shown
