"""How couples differ, and where one couple stands among them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.report._sections import Section, Words
from pairbond.report.findings import standing_out
from pairbond.report.simultaneous import Answers
from pairbond.report.view import View
from pairbond.report.voice import number


def among(view: View, answers: Answers) -> Section | None:
    """The distribution over couples; absent where there is one couple only."""
    if view.couple_effects is None or view.couples < 2:
        return None
    table = view.couple_effects
    same = table[(table["days"] == view.lag) & (table["cause_item"] == table["effect_item"])]
    centre = view.group_effects if view.couple is not None else view.effects
    strips, numbers = [], []
    for partners_differ in (True, False):
        for item in view.modelled:
            for key, part in same[same["cause_item"] == item.name].groupby(["cause_partner", "effect_partner"]):
                if (key[0] != key[1]) != partners_differ:
                    continue
                strip = _strip(view, item.name, key, part, centre)
                if strip is not None:
                    strips.append(strip)
                    numbers.append(part)
    if not strips:
        return None
    return Section(
        "couples",
        "How couples differ" if view.couple is None else "Among the other couples",
        _words(view, answers, strips),
        (
            plots.couples(
                strips,
                pd.concat(numbers),
                title="One dot a couple: carry-over a day later, between the two and within each",
                note=_note(view),
                alt=_alt(strips),
            ),
        ),
    )


def _strip(
    view: View, item: str, key: tuple[int, int], part: pd.DataFrame, centre: pd.DataFrame | None
) -> plots.Strip | None:
    if centre is None:
        return None
    mean = centre[
        (centre["days"] == view.lag)
        & (centre["cause_partner"] == key[0])
        & (centre["effect_partner"] == key[1])
        & (centre["cause_item"] == item)
        & (centre["effect_item"] == item)
    ]
    if mean.empty:
        return None
    m = mean.iloc[0]
    marked = None
    if view.couple is not None:
        own = part[part["couple"] == view.couple]
        if len(own):
            marked = (float(own["q05"].iloc[0]), float(own["q50"].iloc[0]), float(own["q95"].iloc[0]))
    names = view.names
    who = f"{names[key[0]]} → {names[key[1]]}" if key[0] != key[1] else f"{names[key[0]]}, own"
    return plots.Strip(
        f"{view.labels[item]}: {who}",
        key[0],
        part["q50"].to_numpy(float),
        (float(m["q05"]), float(m["q50"]), float(m["q95"])),
        marked,
    )


def _words(view: View, answers: Answers, strips: list[plots.Strip]) -> tuple[Words, ...]:
    if view.couple is not None:
        return (
            Words(
                "Grey dots are the other couples, the coloured mark is this one, with its own 90 % interval. "
                "Lying apart from the others is neither good nor bad."
            ),
        )
    spread = [float(np.quantile(s.values, 0.75) - np.quantile(s.values, 0.25)) for s in strips]
    words = [
        Words(
            f"Each dot is one couple’s own estimate, drawn toward the middle where its days are few. The middle half "
            f"of the dots spreads over {number(min(spread))} to {number(max(spread))} of a usual swing, depending on "
            f"the row, and each dot is itself uncertain: a single couple’s 90 % interval is mostly "
            f"{number(_width(view))} wide."
        )
    ]
    alone = standing_out(answers, view.couples)
    return (*words, alone) if alone else tuple(words)


def _width(view: View) -> float:
    """How wide the interval of one couple's effect over a day mostly is."""
    assert view.couple_effects is not None
    day = view.couple_effects[view.couple_effects["days"] == view.lag]
    return float((day["q95"] - day["q05"]).median())


def _note(view: View) -> str:
    middle = "Black line: mean of all couples, with its 90 % band."
    if view.couple is None:
        return f"{middle} Filled dots start from {view.voice.who(0)}, open dots from {view.voice.who(1)}."
    return middle


def _alt(strips: list[plots.Strip]) -> str:
    parts = [
        f"{s.label}: mean {number(s.group[1])}, couples from {number(float(s.values.min()))} to "
        f"{number(float(s.values.max()))}"
        for s in strips
    ]
    return ". ".join(parts) + "."
