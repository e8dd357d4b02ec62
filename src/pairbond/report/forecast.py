"""The next two weeks of a couple or of one person."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.report._days import axis, counted, dates
from pairbond.report._sections import Section, Words
from pairbond.report.prediction import helped
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, listing

_FULL = 0.98  # a band this wide, against two weeks ahead, knows nothing of today any more


def forecast(view: View, tests: HypothesisTests) -> Section | None:
    """Fans of what is expected if the days go on like those in the diary; None for a group."""
    if view.forecast is None or view.forecast.empty or view.voice.research:
        return None
    frame = view.diary.frame
    last = frame.groupby("couple")["time"].max()
    forecast = view.forecast.assign(ahead=(view.forecast["time"] - view.forecast["couple"].map(last)).round(6))
    items = [item.name for item in view.modelled]
    past = frame.melt(["partner", "time"], items, var_name="item", value_name="value").dropna(subset=["value"])
    past = past[past["time"] >= frame["time"].max() - 14]
    words = [
        Words(
            "If the coming days go on like those in the diary, nine in ten ratings are expected in the light band and "
            f"half of them in the dark one. It cannot know about {_unknown(view)}."
        ),
        Words(_reached(view, forecast)),
    ]
    better = helped(tests)
    return Section(
        "forecast", "The next two weeks", (*words, *([better] if better else [])), (_fan(view, forecast, past),)
    )


def _unknown(view: View) -> str:
    if view.voice.kind == "one":
        return "changes in your life or decisions you make"
    return "changes in their lives or decisions that either of them makes"


def _reached(view: View, forecast: pd.DataFrame) -> str:
    """When the last entries stop mattering for the forecast."""
    longest = int(_reach(forecast)["day"].max())
    if longest >= 14:
        return "The last entries count for the whole two weeks; single days vary a lot."
    after = "tomorrow" if longest <= 1 else count(longest, "day")
    own = "your plain average" if view.voice.kind == "one" else "a person’s plain average"
    return (
        f"After {after}, the last entries no longer count: what is left is the level that the model expects, any rise "
        f"or fall over the diary included, so that it can differ from {own}. Single days vary a lot."
    )


def _fan(view: View, forecast: pd.DataFrame, past: pd.DataFrame) -> plots.Figure:
    items = [item.name for item in view.modelled]
    last = forecast[forecast["ahead"] == forecast["ahead"].max()]
    parts = [
        f"{begin(view.voice.whose(partner))} {view.labels[item]}: {between(low, high, 1)}"
        for partner, item, low, high in last[["partner", "item", "q05", "q95"]].to_numpy()
    ]
    return plots.fan(
        counted(view, forecast.drop(columns=["couple", "ahead"])),
        counted(view, past),
        items=items,
        labels=view.labels,
        scales=view.scales,
        names=view.names,
        sides=view.sides,
        title=begin(listing([view.labels[i] for i in items])) + ": two weeks back, two weeks ahead",
        note="Dots: ratings; vertical line: the last entry. Curve: median forecast; dark band 50 %, light "
        "band 90 % of coming ratings.",
        alt="90 % bands for a rating two weeks ahead. " + ". ".join(parts) + ".",
        axis=axis(view),
        dates=dates(view),
    )


def _reach(forecast: pd.DataFrame) -> pd.DataFrame:
    """For every person and item the first day whose band is as wide as it ever gets."""
    width = forecast.assign(share=forecast["q95"] - forecast["q05"])
    keys = ["couple", "partner", "item"]
    far = width[width["ahead"] == width["ahead"].max()].set_index(keys)["share"]
    whole = far.reindex(pd.MultiIndex.from_frame(width[keys])).to_numpy()
    width = width.assign(share=width["share"] / whole)
    day = width[width["share"] >= _FULL].groupby(keys)["ahead"].min().rename("day").reset_index()
    return day.assign(day=np.ceil(day["day"]))
