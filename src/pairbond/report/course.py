"""The course of the days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.diary import Item, calendar_days
from pairbond.plots.style import tick
from pairbond.report._averages import made_of
from pairbond.report._days import axis, counted, dates
from pairbond.report._effect_table import HOLM, adjusted_p
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import null, say
from pairbond.report.simultaneous import HypothesisTest, HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, in_words, listing, number

_NAMED = 4  # ratings named one by one
_Q = ["q05", "q25", "q50", "q75", "q95"]


def course(view: View, tests: HypothesisTests) -> Section | None:
    """What was written day by day; smoothed if a model was fitted."""
    if not view.items:
        return None
    group = view.voice.kind == "group"
    picture = group_course(view) if group else couple_course(view)
    trends = tests.about("trend")
    words = [say(a) for a in trends if a.significant]
    rest = [a for a in trends if not a.significant]
    if rest:
        flat = _flat if view.voice.research else _no_trend
        words.append(null(flat(view, rest, bool(words)), rest))
    if view.only_written:
        about = listing([view.labels[item.name] for item in view.modelled])
        words.append(Words(f"The model is about {about}; everything else is shown as written."))
    title = "Your ratings, day by day" if view.voice.kind == "one" else "Day by day"
    if group:
        title = "Ratings over time"
    levels = () if group else _levels(view)
    return Section(
        "course",
        title,
        tuple(words),
        (picture,),
        points=levels,
        points_title="Usual level and usual variation" if levels else "",
        tables=_tables(view, trends),
    )


def _no_trend(view: View, rest: list[HypothesisTest], some: bool) -> str:
    """What cannot be said of the ratings that were modelled, each named where they are few."""
    ratings = list(dict.fromkeys(view.voice.anyone(str(a.key[2]), str(a.key[1])) for a in rest))
    over = f"over {view.voice.days}" if view.voice.kind == "group" else f"over {_span(view)}"
    if len(ratings) > _NAMED:
        which = f"any of the {'other ' if some else ''}{len(ratings)} modelled ratings"
        return f"We could not tell whether {which} rose or fell {over}."
    return f"We could not tell whether {listing(ratings, 'or')} rose or fell {over}."


def _span(view: View) -> str:
    """How long the diary is: "these five weeks", "these 30 days"."""
    days = int(calendar_days(view.diary.frame).max()) + 1
    if days % 7 == 0 and days > 7:
        return f"these {in_words(days // 7)} weeks"
    return f"these {days} days"


def _flat(_: View, rest: list[HypothesisTest], some: bool) -> str:
    """That the others have no trend, on a researcher's page: the failed test is named."""
    what = "other rating" if some else "rating"
    if any(a.unadjusted for a in rest):
        return f"No {what} showed a linear trend that survived Holm correction."
    return f"No {what} showed a reliable linear trend."


def things(view: View, items: list[str]) -> str:
    """The items as a figure's title begins: by name, or how many they are."""
    few = begin(listing([view.labels[i] for i in items]))
    return few if len(items) <= 4 else f"All {len(items)} ratings"


def couple_course(view: View, only: str | None = None) -> plots.Figure:
    """Both partners, every item (or ``only`` one)."""
    items = [item.name for item in view.items if only in (None, item.name)]
    rows = counted(view, _rows(view, items))
    note = _note(rows, measurement_error=view.fit is not None and bool(view.fit.spec.model.measurement_error))
    written = rows["value"].notna()
    danger = {item.name for item in view.items if item.danger}
    parts = []
    for p, i, part in view.ratings(rows[written]):
        ends = f"from {number(part['value'].min(), 1)} to {number(part['value'].max(), 1)}"
        if i not in danger:
            ends = f"mean {number(part['value'].mean())}, {ends}"
        parts.append(f"{_whose(view, p)} {view.labels[i]}: {count(len(part), 'rating')}, {ends}".strip())
    return plots.course(
        rows,
        items=items,
        labels=view.labels,
        scales=view.scales,
        names=view.names,
        sides=view.sides,
        name="course" if only is None else "glance",
        title=f"{things(view, items)}, day by day",
        note=note,
        alt=". ".join(parts) + ".",
        dates=dates(view),
        axis=axis(view),
    )


def _note(rows: pd.DataFrame, *, measurement_error: bool) -> str:
    """What is drawn: only what there is."""
    note = "Dots: ratings as written."
    if "q50" not in rows or rows["q50"].isna().all():
        return note
    lines = rows[rows["q50"].notna()]
    if measurement_error:
        note += " Line: the estimated course without measurement error; dark band: 50 %, light band: 90 %."
    elif not np.allclose(lines["q50"], lines["value"], rtol=0, atol=1e-6):  # NaN where a rating is missing
        note += " Line: the estimated course; where a rating is missing, dark band: 50 %, light band: 90 %."
    else:
        note += " Line: from one rating to the next."
    bare = set(rows["item"]) - set(lines["item"])
    return f"{note} No line: ratings that were not modelled." if bare else note


def _whose(view: View, partner: str) -> str:
    """Whose ratings they are; where one person writes, nobody need be named."""
    return "" if view.voice.kind == "one" else begin(view.voice.whose(partner))


def group_course(view: View) -> plots.Figure:
    """The mean of all couples on each day, and how far couples lie apart."""
    items = [item.name for item in view.items]
    frame = view.diary.frame
    frame = frame.assign(day=calendar_days(frame))
    long = frame.melt(["couple", "partner", "time", "day"], items, var_name="item", value_name="value").dropna()
    span = float(long["time"].max())
    step = 1.0 if span >= 3 else span / 40 or 1.0  # days, or parts of a conversation
    long["time"] = long["day"] if step == 1.0 else np.floor(long["time"] / step) * step
    day = long.groupby(["partner", "item", "time"])["value"]
    rows = day.mean().reset_index()
    spread = day.quantile([0.05, 0.25, 0.5, 0.75, 0.95]).unstack().reset_index(drop=True)
    spread.columns = _Q
    rows = pd.concat([rows, spread], axis=1)
    rows["couples"] = day.size().to_numpy()
    # A day on which few couples wrote would look like a change of everybody.
    rows = rows[rows["couples"] >= 0.25 * view.couples]
    parts = [
        f"{begin(view.voice.whose(p))} {view.labels[i]}: mean between {number(part['value'].min())} "
        f"and {number(part['value'].max())} on single days"
        for p, i, part in view.ratings(rows)
    ]
    drawn = rows.groupby("item")[["value", "q05", "q95"]]
    low, high = drawn.min().min(axis=1), drawn.max().max(axis=1)
    return plots.course(
        rows,
        items=items,
        labels=view.labels,
        scales=view.scales | {i: _outward(low[i], high[i]) for i in items if i in low.index},
        names=view.names,
        sides=view.sides,
        title=f"{things(view, items)}, {view.couples} {view.voice.units}",
        note=f"Dots: mean of all {view.voice.units} on that day. Line: median; the dark band holds half of the "
        f"{view.voice.units}, the light band nine in ten. The axis spans what is drawn, not the whole "
        "scale. Days on which fewer than a quarter wrote are left out.",
        alt=". ".join(parts) + ".",
        axis="rating, by days since the first entry",
    )


def _outward(low: float, high: float) -> tuple[float, float]:
    """The range of what is drawn, at whole steps of a tenth of it or a little more."""
    step = 10.0 ** np.floor(np.log10(max(high - low, 1e-9)))
    step = step / 10 if (high - low) / step < 2 else step / 2
    return float(np.round(np.floor(low / step) * step, 9)), float(np.round(np.ceil(high / step) * step, 9))


def _rows(view: View, items: list[str]) -> pd.DataFrame:
    frame = view.diary.frame
    smooth = view.states
    known = [] if smooth is None else [i for i in items if i in set(smooth["item"])]
    bare = [i for i in items if i not in known]
    parts = []
    if smooth is not None and known:
        parts.append(smooth.loc[smooth["item"].isin(known), ["partner", "item", "time", "value", *_Q]])
    if bare:
        long = frame.melt(["partner", "time"], bare, var_name="item", value_name="value")
        parts.append(long.dropna(subset=["value"]))
    return pd.concat(parts, ignore_index=True)


def _levels(view: View) -> tuple[Words, ...]:
    """How days usually were: plain description of what was written, one line an item."""
    frame = view.diary.frame
    lines = []
    for item in view.items:
        if item.danger and view.voice.kind != "group":
            continue  # an average of fear could be taken for a judgement of safety
        high = view.scales[item.name][1]
        parts = []
        for p in view.partners:
            mine = frame.loc[frame["partner"] == p, item.name].dropna()
            if len(mine) < 2:
                continue
            whose = view.voice.whose(p)
            if item.form.two:
                often = 100 * float((mine == high).mean())
                parts.append(f"{whose} rating was {tick(high)} in {often:.0f} % of entries")
            else:
                parts.append(f"{whose} average was {number(mine.mean(), 1)} (SD {number(mine.std(), 1)})")
        if parts:
            known = [made_of(view, item.name), view.scale_words(item.name), _direction(item)]
            lines.append(f"{begin(view.labels[item.name])} ({', '.join(k for k in known if k)}): {'; '.join(parts)}.")
    return tuple(Words(line) for line in lines)


def _direction(item: Item) -> str:
    return "" if item.higher == "neither" else f"higher is {item.higher}"


def _trend_table(trends: tuple[HypothesisTest, ...], view: View) -> Table:
    """Trends as they were tested, in the order of partners and items."""
    ordered = sorted(
        trends,
        key=lambda a: (view.voice.partners.index(str(a.key[1])), [i.name for i in view.items].index(str(a.key[2]))),
    )
    rows = [
        {"partner": str(a.key[1]), "item": str(a.key[2]), "q05": q.low, "q50": q.middle, "q95": q.high,
         "holm": a.adjusted, "finding": a.significant}
        for a in ordered for q in [a.hypothesis]
    ]  # fmt: skip
    shown = pd.DataFrame(
        {
            "rating": [_rated(view, r["partner"], r["item"]) for r in rows],
            "points a week": [number(r["q50"]) for r in rows],
            "90 % interval": [between(r["q05"], r["q95"]) for r in rows],
            HOLM: [adjusted_p(r["holm"], r["finding"]) for r in rows],
        }
    )
    return Table("Linear trends", pd.DataFrame(rows), shown, unfolded=True)


def _tables(view: View, trends: tuple[HypothesisTest, ...]) -> tuple[Table, ...]:
    first = (_trend_table(trends, view),) if trends and view.voice.research else ()
    if view.weekday is None:
        return first
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    wide = view.weekday.pivot_table(index=["partner", "item"], columns="weekday", values="q50", sort=False)
    shown = pd.DataFrame({"rating": [_rated(view, p, i) for p, i in wide.index]})
    for day in wide.columns:
        shown[names[int(day)]] = [number(v) for v in wide[day]]
    return (
        *first,
        Table("Days of the week, in points from the week’s mean", view.weekday, shown),
    )


def _rated(view: View, partner: str, item: str) -> str:
    return view.labels[item] if len(view.partners) == 1 else f"{view.names[partner]}: {view.labels[item]}"
