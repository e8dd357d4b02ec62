"""The next two weeks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.report._sections import Section, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, listing

_Q = ["q05", "q25", "q50", "q75", "q95"]
_FULL = 0.98  # a band this wide, against two weeks ahead, knows nothing of today any more


def ahead(view: View) -> Section | None:
    """Fans for one couple; for a group, how far ahead its days see."""
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
    last = forecast[forecast["ahead"] == forecast["ahead"].max()]
    parts = [
        f"{begin(view.voice.whose(int(r.partner)))} {view.labels[r.item]}: two weeks ahead {between(r.q05, r.q95, 1)}"
        for r in last.itertuples()
    ]
    figure = plots.fan(
        forecast,
        past,
        items=items,
        labels=view.labels,
        scales=view.scales,
        names=view.names,
        title=begin(listing([view.labels[i] for i in items])) + ": two weeks back, two weeks ahead",
        note="Dots: answers. Line: middle of what is expected; dark band 50 %, light band 90 % of coming answers. "
        "The model does not know where the scale ends; its bands are drawn up to the ends and given in full in "
        "the numbers.",
        alt="90 % of coming answers. " + ". ".join(parts) + ".",
    )
    return Section("ahead", "The next two weeks", tuple(words), (figure,))


def _group(view: View, forecast: pd.DataFrame) -> Section:
    share = _share(forecast)
    table = share.groupby(["partner", "item", "ahead"])["share"].quantile([0.05, 0.25, 0.5, 0.75, 0.95]).unstack()
    table.columns = _Q
    table = table.reset_index()
    tomorrow = table[table["ahead"] == table["ahead"].min()]
    low, high = 100 * (1 - tomorrow["q50"].max()), 100 * (1 - tomorrow["q50"].min())
    low_words, high_words = f"{low:.0f}", f"{high:.0f}"
    narrower = f"{low_words} %" if low_words == high_words else f"{low_words} to {high_words} %"
    items = [item.name for item in view.modelled]
    words = (
        Words(
            f"For the couple in the middle, the model’s band for tomorrow’s answer is {narrower} narrower than its "
            "band for a day two weeks ahead."
        ),
        Words("A page about one couple shows the bands themselves."),
    )
    parts = [
        f"{begin(view.labels[r.item])}, {view.names[int(r.partner)]}: {100 * r.q50:.0f} %"
        for r in tomorrow.itertuples()
    ]
    figure = plots.reach(
        table,
        items=items,
        labels=view.labels,
        names=view.names,
        title="Width of the band for a coming answer, against two weeks ahead",
        note="Line: the couple in the middle; dark band: half of the couples, light band: nine in ten. At 100 % the "
        "past days no longer help.",
        alt="Width of the 90 % band one day ahead: " + ". ".join(parts) + ".",
    )
    return Section("ahead", "The next two weeks", words, (figure,))


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
