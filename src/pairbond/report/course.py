"""The course of the days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.data import calendar_days
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import null, say
from pairbond.report.simultaneous import Answers
from pairbond.report.view import View
from pairbond.report.voice import begin, count, listing, number

_Q = ["q05", "q25", "q50", "q75", "q95"]


def course(view: View, answers: Answers) -> Section | None:
    """What was written day by day; smoothed if a model was fitted."""
    if not view.items:
        return None
    group = view.voice.kind == "group"
    picture = group_course(view) if group else couple_course(view)
    trends = answers.about("trend")
    words = [say(a) for a in trends if a.told]
    rest = [a for a in trends if not a.told]
    if rest:
        what = "no other rating rose or fell" if words else "no rating rose or fell"
        words.append(null(f"Over the whole of {view.voice.days}, {what} reliably.", rest))
    if view.only_written:
        about = listing([view.labels[item.name] for item in view.modelled])
        words.append(Words(f"The model is about {about}; everything else is shown as written."))
    title = "Your days, as you wrote them" if view.voice.kind == "one" else "Day by day"
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
        tables=_tables(view),
    )


def things(view: View, items: list[str]) -> str:
    """The items as a figure's title begins: by name, or how many they are."""
    few = begin(listing([view.labels[i] for i in items]))
    return few if len(items) <= 4 else f"All {len(items)} items"


def couple_course(view: View, only: str | None = None) -> plots.Figure:
    """Both partners, every item (or ``only`` one)."""
    items = [item.name for item in view.items if only in (None, item.name)]
    rows = _rows(view, items)
    smooth = "q50" in rows
    note = "Dots: ratings as written."
    if smooth and view.fit is not None and view.fit.spec.measurement_error:
        note += " Line: the estimated course without measurement error; dark band: 50 %, light band: 90 %."
    elif smooth:
        note += " Line: the estimated course; where a rating is missing, dark band: 50 %, light band: 90 %."
    written = rows["value"].notna()
    danger = {item.name for item in view.items if item.danger}
    parts = []
    for (p, i), part in rows[written].groupby(["partner", "item"]):
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
        name="course" if only is None else "glance",
        title=f"{things(view, items)}, day by day",
        note=note,
        alt=". ".join(parts) + ".",
        dates=dates(view),
        axis="rating" if dates(view) else "rating, by days since the first entry",
    )


def _whose(view: View, partner: int) -> str:
    """Whose answers they are; where one person writes, nobody need be named."""
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
        for (p, i), part in rows.groupby(["partner", "item"])
    ]
    return plots.course(
        rows,
        items=items,
        labels=view.labels,
        scales=view.scales,
        names=view.names,
        title=f"{things(view, items)}, {view.couples} {view.voice.units}",
        note=f"Dots: mean of all {view.voice.units} on that day. Line: median; the dark band holds half of the "
        f"{view.voice.units}, the light band nine in ten. Days on which fewer than a quarter wrote are left out.",
        alt=". ".join(parts) + ".",
        axis="rating, by days since the first entry",
    )


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


def dates(view: View) -> dict[float, str] | None:
    """Day -> date as printed; None for a group or where days are only numbered."""
    if not view.diary.has_dates or view.voice.kind == "group":
        return None
    frame = view.diary.frame.dropna(subset=["date"])
    start = (frame["date"] - pd.to_timedelta(frame["time"], unit="D")).min().normalize()
    days = range(int(frame["time"].max()) + 2)
    stamps = [start + pd.Timedelta(days=d) for d in days]
    return {float(d): f"{s.day} {s:%b}" for d, s in zip(days, stamps, strict=True)}


def _levels(view: View) -> tuple[Words, ...]:
    """How days usually were: plain description of what was written, one line an item."""
    frame = view.diary.frame
    lines = []
    for item in view.items:
        if item.danger and view.voice.kind != "group":
            continue  # an average of fear could be taken for a judgement of safety
        low, high = view.scales[item.name]
        parts = []
        for p in view.partners:
            mine = frame.loc[frame["partner"] == p, item.name].dropna()
            if len(mine) < 2:
                continue
            whose = view.voice.whose(p)
            if item.kind == "binary":
                parts.append(f"{whose} rating was {high:g} in {100 * float((mine == high).mean()):.0f} % of entries")
            else:
                parts.append(f"{whose} average was {number(mine.mean(), 1)} (SD {number(mine.std(), 1)})")
        if parts:
            lines.append(f"{begin(view.labels[item.name])} (scale {low:g} to {high:g}): {'; '.join(parts)}.")
    return tuple(Words(line) for line in lines)


def _tables(view: View) -> tuple[Table, ...]:
    if view.weekday is None:
        return ()
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    wide = view.weekday.pivot_table(index=["partner", "item"], columns="weekday", values="q50", sort=False)
    shown = pd.DataFrame({"rating": [_rated(view, p, i) for p, i in wide.index]})
    for day in wide.columns:
        shown[names[int(day)]] = [number(v) for v in wide[day]]
    return (Table("Days of the week, in points from the week’s mean", view.weekday, shown),)


def _rated(view: View, partner: int, item: str) -> str:
    return view.labels[item] if len(view.partners) == 1 else f"{view.names[partner]}: {view.labels[item]}"
