"""The next two weeks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.data import calendar_days
from pairbond.report._sections import Section, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, listing

_Q = ["q05", "q25", "q50", "q75", "q95"]
_FULL = 0.98  # a band this wide, against two weeks ahead, knows nothing of today any more


def ahead(view: View) -> Section | None:
    """Fans of what is expected, for one couple or for an ordinary one of a group."""
    if view.forecast is None or view.forecast.empty:
        return None
    forecast = _ahead(view.forecast, view.diary.frame)
    return _group(view, forecast) if view.voice.kind == "group" else _couple(view, forecast)


def _couple(view: View, forecast: pd.DataFrame) -> Section:
    frame = view.diary.frame
    items = [item.name for item in view.modelled]
    past = frame.melt(["partner", "time"], items, var_name="item", value_name="value").dropna(subset=["value"])
    past = past.assign(ahead=past["time"] - frame["time"].max())
    past = past[past["ahead"] >= -14]
    reach = _reach(forecast)
    longest = int(reach["day"].max())
    words = [
        Words(
            "If the coming days go on like those in the diary, nine in ten answers are expected in the light band "
            "and half of them in the dark one. The band is wide because days are."
        ),
        Words(
            f"What is known of the last entries is used up after {count(longest, 'day')} at most; from then on the "
            f"band is just the usual range of days."
        ),
        Words("It knows nothing of what anybody decides, and a change in how things are would not show in it."),
    ]
    figure = _fan(
        view,
        forecast,
        past,
        note="Dots: answers. Line: middle of what is expected; dark band 50 %, light band 90 % of coming answers.",
    )
    return Section("ahead", "The next two weeks", tuple(words), (figure,))


def _group(view: View, forecast: pd.DataFrame) -> Section:
    """The couple in the middle: the median over couples of every quantile."""
    keys = ["partner", "item", "ahead"]
    middle = forecast.groupby(keys)[_Q].median().reset_index()
    frame = view.diary.frame
    items = [item.name for item in view.modelled]
    day = pd.Series(calendar_days(frame), index=frame.index)
    frame = frame.assign(ahead=(day - day.groupby(frame["couple"]).transform("max")).astype(float))
    past = frame.melt(["couple", "partner", "ahead"], items, var_name="item", value_name="value").dropna()
    past = past[past["ahead"] >= -14].groupby(keys)["value"].mean().reset_index()
    words = (
        Words(
            "What the model expects of an ordinary couple, if the coming days go on like those in the diaries. Every "
            "couple’s own bands lie elsewhere; a page about one couple shows them."
        ),
        Words("It knows nothing of what anybody decides, and a change in how things are would not show in it."),
    )
    figure = _fan(
        view,
        middle,
        past,
        note="Dots: mean of all couples. Line and bands: for each day the middle couple’s median and its bands for one "
        "answer, dark 50 %, light 90 %.",
    )
    return Section("ahead", "The next two weeks", words, (figure,))


def _fan(view: View, forecast: pd.DataFrame, past: pd.DataFrame, *, note: str) -> plots.Figure:
    items = [item.name for item in view.modelled]
    last = forecast[forecast["ahead"] == forecast["ahead"].max()]
    parts = [
        f"{begin(view.voice.whose(int(r.partner)))} {view.labels[str(r.item)]}: {between(r.q05, r.q95, 1)}"
        for r in last.itertuples()
    ]
    return plots.fan(
        forecast,
        past,
        items=items,
        labels=view.labels,
        scales=view.scales,
        names=view.names,
        title=begin(listing([view.labels[i] for i in items])) + ": two weeks back, two weeks ahead",
        note=note,
        alt="90 % bands for an answer two weeks ahead. " + ". ".join(parts) + ".",
    )


def _ahead(forecast: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    last = frame.groupby("couple")["time"].max()
    return forecast.assign(ahead=(forecast["time"] - forecast["couple"].map(last)).round(6))


def _share(forecast: pd.DataFrame) -> pd.DataFrame:
    width = forecast.assign(share=forecast["q95"] - forecast["q05"])
    far = width[width["ahead"] == width["ahead"].max()].set_index(["couple", "partner", "item"])["share"]
    whole = far.reindex(pd.MultiIndex.from_frame(width[["couple", "partner", "item"]])).to_numpy()
    return width.assign(share=width["share"] / whole)


def _reach(forecast: pd.DataFrame) -> pd.DataFrame:
    """For every person and item the first day whose band is as wide as it ever gets."""
    share = _share(forecast)
    day = (
        share[share["share"] >= _FULL].groupby(["couple", "partner", "item"])["ahead"].min().rename("day").reset_index()
    )
    return day.assign(day=np.ceil(day["day"]))
