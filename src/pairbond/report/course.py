"""The course of the days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.data import calendar_days
from pairbond.report._plain import plain
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import say, stay_open
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
    told, rest = [a for a in trends if a.told], [a for a in trends if not a.told]
    words = [say(a) for a in told]
    if rest:
        what = "whether anything else rose or fell" if told else "whether anything rose or fell"
        sentence = f"These days do not tell {what} over the whole of {view.voice.days}."
        words.append(stay_open(sentence, rest, unit="points a week"))
    if view.only_written:
        about = listing([view.labels[item.name] for item in view.modelled])
        wrote = "you wrote it" if view.voice.kind == "one" else "it was written"
        words.append(Words(f"The model is about {about}. All else is shown as {wrote}."))
    title = "Your days, as you wrote them" if view.voice.kind == "one" else "The course of the days"
    levels = _levels(view)
    if levels:
        levels = (*levels, Words(swing(view)))
    return Section(
        "course",
        title,
        tuple(words),
        (picture,),
        points=levels,
        points_title="The usual days",
        tables=_tables(view),
    )


def swing(view: View) -> str:
    """What "a usual swing" means, in the voice of the report."""
    if view.voice.kind == "one":
        return "A usual swing is the ordinary up and down of your days around your average (one standard deviation)."
    return (
        "A usual swing is the ordinary up and down of a person’s days around that person’s average (one standard "
        "deviation)."
    )


def things(view: View, items: list[str]) -> str:
    """The items as a figure's title begins: by name, or how many they are."""
    few = begin(listing([view.labels[i] for i in items]))
    return few if len(items) <= 4 else f"All {len(items)} things that were asked"


def couple_course(view: View, only: str | None = None) -> plots.Figure:
    """Both partners, every item (or ``only`` one)."""
    items = [item.name for item in view.items if only in (None, item.name)]
    rows = _rows(view, items)
    smooth = "q50" in rows
    note = "Dots: answers as written."
    if smooth:
        note += (
            " Line: the course behind them, with the scatter of single answers taken off; "
            "dark band: 50 %, light band: 90 %."
        )
    written = rows["value"].notna()
    danger = {item.name for item in view.items if item.danger}
    parts = []
    for (p, i), part in rows[written].groupby(["partner", "item"]):
        ends = f"from {number(part['value'].min(), 1)} to {number(part['value'].max(), 1)}"
        if i not in danger:
            ends = f"mean {number(part['value'].mean())}, {ends}"
        parts.append(f"{_whose(view, p)} {view.labels[i]}: {count(len(part), 'answer')}, {ends}".strip())
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
        axis="answer on its scale" if dates(view) else "answer on its scale, by days since the first entry",
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
        f"{begin(view.voice.whose(p))} {view.labels[i]}: mean over couples between {number(part['value'].min())} "
        f"and {number(part['value'].max())} on single days"
        for (p, i), part in rows.groupby(["partner", "item"])
    ]
    return plots.course(
        rows,
        items=items,
        labels=view.labels,
        scales=view.scales,
        names=view.names,
        title=f"{things(view, items)}, {view.couples} couples",
        note="Dots: mean of all couples on that day. Line: the couple in the middle; the dark band holds half "
        "of the couples, the light band nine in ten. Days on which fewer than a quarter of the couples wrote "
        "are left out.",
        alt=". ".join(parts) + ".",
        axis="answer on its scale, by days since the first entry",
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
        levels, swings = [], []
        for p in view.partners:
            person = frame.loc[frame["partner"] == p].groupby("person")[item.name]
            mean, swing = person.mean().mean(), person.std().mean()
            if np.isfinite(mean) and np.isfinite(swing):
                levels.append(f"{number(mean, 1)} for {view.voice.who(p)}")
                swings.append(number(swing, 1))
        if levels and item.kind == "binary":
            shares = [
                f"{100 * float((answers == high).mean()):.0f} % of answers for {view.voice.who(p)}"
                for p in view.partners
                if len(answers := frame.loc[frame["partner"] == p, item.name].dropna())
            ]
            lines.append(f"{begin(view.labels[item.name])}, {low:g} or {high:g}: {high:g} in {listing(shares)}.")
        elif levels:
            plural = "usual swings" if len(swings) > 1 else "a usual swing"
            lines.append(
                f"{begin(view.labels[item.name])}, from {low:g} to {high:g}: on average {listing(levels)}, "
                f"with {plural} of {listing(swings)}."
            )
    return tuple(Words(line) for line in lines)


def _tables(view: View) -> tuple[Table, ...]:
    if view.weekday is None:
        return ()
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    shown = plain(view.weekday.assign(weekday=[names[int(d)] for d in view.weekday["weekday"]]), view)
    return (Table("Days of the week, in points from the week’s mean", view.weekday, shown),)
