"""Where the level of one couple lies beside those of the other couples."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.diary import Diary
from pairbond.report._sections import Section, Table, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, between, listing, number

_FEWEST = 5  # others to be placed among


def level_comparison(view: View) -> Section | None:
    """Average ratings beside those of the same role (of everybody, without roles) in the other couples."""
    if view.everybody is None:
        return None
    table = levels(view, view.everybody)
    if table.empty:
        return None
    lines = []
    for item in view.spoken:
        mine = table[table["item"] == item.name]
        if mine.empty:
            continue
        parts = [
            f"{view.voice.whose(str(r['partner']))} {number(r['level'], 1)} is {_place(r)}"
            for r in mine.to_dict("records")
        ]
        ends = between(mine["q25"].min(), mine["q75"].max(), 1)
        lines.append(
            Words(
                f"{begin(view.labels[item.name])} ({view.scale_words(item.name)}): {listing(parts)}. The middle "
                f"half of the others is at {ends}."
            )
        )
    lead = Words("This compares average levels over the whole diary. To lie apart from others is neither good nor bad.")
    shown = pd.DataFrame(
        {
            "rating": [f"{view.names[str(r['partner'])]}: {view.labels[r['item']]}" for r in table.to_dict("records")],
            "average": [number(v) for v in table["level"]],
            "others, middle half": [between(r["q25"], r["q75"]) for r in table.to_dict("records")],
            "others": table["others"],
            "lower": table["lower"],
        }
    )  # fmt: skip
    return Section(
        "level-comparison",
        f"Beside the other {view.voice.units}",
        (lead,),
        points=tuple(lines),
        tables=(Table("Average levels", table, shown),),
    )


def levels(view: View, everybody: Diary) -> pd.DataFrame:
    """partner item level others lower higher q25 q75: each writer's mean, and how many of the others lie below it."""
    rows = []
    for item in view.spoken:
        means = everybody.frame.groupby(["couple", "partner"])[item.name].mean().dropna().reset_index()
        for partner in view.partners:
            mine = means[(means["couple"] == view.couple) & (means["partner"] == partner)]
            others = means[means["couple"] != view.couple]
            if everybody.distinguishable:
                others = others[others["partner"] == partner]
            if mine.empty or len(others) < _FEWEST:
                continue
            level, rest = float(mine[item.name].iloc[0]), others[item.name].to_numpy(float)
            q25, q75 = np.quantile(rest, [0.25, 0.75])
            rows.append(
                {
                    "partner": partner, "item": item.name, "level": level, "others": len(rest),
                    "lower": int((rest < level).sum()), "higher": int((rest > level).sum()), "q25": q25, "q75": q75,
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=["partner", "item", "level", "others", "lower", "higher", "q25", "q75"])


def _place(row: dict[str, object]) -> str:
    """Where one stands: "higher than 9 of 11 others", "lower than 8 of 11 others", "about the middle of 11 others"."""
    others, lower, higher = (int(str(row[k])) for k in ("others", "lower", "higher"))
    if lower >= 0.6 * others:
        return f"higher than that of {lower} of {others} others"
    if higher >= 0.6 * others:
        return f"lower than that of {higher} of {others} others"
    return f"near the middle of {others} others"
