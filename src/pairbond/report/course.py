"""The course of the days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.report._plain import plain
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import say
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
    own = "your own" if view.voice.kind == "one" else "a person’s own"
    words = [
        Words(
            f"A usual swing is {own} ordinary up and down around {own} average: one standard deviation of "
            f"{'your' if view.voice.kind == 'one' else 'that person’s'} days."
        )
    ]
    trends = answers.about("trend")
    told = [a for a in trends if a.told]
    words += [say(a) for a in told]
    if trends and not told:
        words.append(
            Words(f"These days do not tell whether anything rose or fell over the whole of {view.voice.days}.", False)
        )
    elif len(told) < len(trends):
        words.append(Words("For the others these days do not tell whether they rose or fell.", False))
    title = "Your days, as you wrote them" if view.voice.kind == "one" else "The course of the days"
    return Section("course", title, tuple(words), (picture,), points=_levels(view), tables=_tables(view))


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
    parts = [
        f"{begin(view.voice.whose(p))} {view.labels[i]}: {count(len(part), 'answer')}, mean "
        f"{number(part['value'].mean())}, from {number(part['value'].min(), 1)} to {number(part['value'].max(), 1)}"
        for (p, i), part in rows[written].groupby(["partner", "item"])
    ]
    return plots.course(
        rows,
        items=items,
        labels=view.labels,
        scales=view.scales,
        names=view.names,
        name="course" if only is None else "glance",
        title=begin(listing([view.labels[i] for i in items])) + ", day by day",
        note=note,
        alt=". ".join(parts) + ".",
        dates=_dates(view),
        axis="" if _dates(view) else "days since the first entry",
    )


def group_course(view: View) -> plots.Figure:
    """The mean of all couples on each day, and how far couples lie apart."""
    items = [item.name for item in view.items]
    frame = view.diary.frame
    long = frame.melt(["couple", "partner", "time"], items, var_name="item", value_name="value").dropna()
    span = float(long["time"].max())
    step = 1.0 if span >= 3 else span / 40 or 1.0  # days, or parts of a conversation
    long["time"] = np.floor(long["time"] / step) * step
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
        title=begin(listing([view.labels[i] for i in items])) + f", {view.couples} couples",
        note="Dots: mean of all couples on that day. Line: the couple in the middle; the dark band holds half "
        "of the couples, the light band nine in ten. Days on which fewer than a quarter of the couples wrote "
        "are left out.",
        alt=". ".join(parts) + ".",
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


def _dates(view: View) -> dict[float, str] | None:
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
        low, high = view.scales[item.name]
        levels, swings = [], []
        for p in view.partners:
            person = frame.loc[frame["partner"] == p].groupby("person")[item.name]
            mean, swing = person.mean().mean(), person.std().mean()
            if np.isfinite(mean) and np.isfinite(swing):
                levels.append(f"{number(mean, 1)} for {view.voice.who(p)}")
                swings.append(number(swing, 1))
        if levels:
            plural = "swings" if len(swings) > 1 else "swing"
            lines.append(
                f"{begin(view.labels[item.name])}, from {low:g} to {high:g}: on average {listing(levels)}, "
                f"with usual {plural} of {listing(swings)}."
            )
    return tuple(Words(line) for line in lines)


def _tables(view: View) -> tuple[Table, ...]:
    if view.weekday is None:
        return ()
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    shown = plain(view.weekday.assign(weekday=[names[int(d)] for d in view.weekday["weekday"]]), view)
    return (Table("Days of the week, in points from the week’s mean", view.weekday, shown),)
