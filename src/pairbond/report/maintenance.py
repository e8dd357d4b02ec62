"""What holds it, and what it costs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pairbond import plots
from pairbond.assess import quantities
from pairbond.report._sections import Section, Words
from pairbond.report.current_phase import cannot
from pairbond.report.view import View
from pairbond.report.voice import begin, listing
from pairbond.theory import QUANTITIES

HOLDS, COSTS = ({name: QUANTITIES[name].label for name in names} for names in (quantities.HOLDS, quantities.COSTS))
LOWER = tuple(name for name in COSTS if QUANTITIES[name].higher == "better")  # here little of it is the cost
GROUPS = (("What holds", tuple(HOLDS.items())), ("What it costs", tuple(COSTS.items())))


def maintenance(view: View) -> Section | None:
    """Parts of what holds each writer, and what it costs; or one sentence on why not."""
    theory = view.theory
    if theory is None:
        return None
    title = "What holds it, and what it costs"
    if not (theory.open("hold") or theory.open("cost")):
        return Section(
            "maintenance", title, (cannot(view, theory, "hold", "say what holds the two together, or what it costs"),)
        )
    rows = pd.concat([theory.holds, theory.costs], ignore_index=True)
    rows = rows[rows["partner"].isin(view.partners)]
    words = [Words(LEAD)]
    for partner in view.partners:
        words += _held(view, partner, theory.holds) + _paid(view, partner, theory.costs)
    return Section("maintenance", title, tuple(words), (_picture(view, rows),))


LEAD = (
    "In the model, five things keep a person with the partner, and their effects add up. Below: how strong each is on "
    "the last evening, and what staying may cost."
)


def _held(view: View, partner: str, holds: pd.DataFrame) -> list[Words]:
    mine = holds[holds["partner"] == partner].sort_values("q50", ascending=False)
    who = view.voice.who(partner)
    if mine.empty:
        return [Words(f"From these entries we cannot say what holds {who}.", False)]
    beside = _beside(mine, HOLDS)
    unknown = Words(f"We cannot say which of five things holds {who} most.", False, beside)
    if len(mine) < len(HOLDS):  # one that the gate stops may be the largest
        return [unknown]
    # parts whose intervals reach that of the largest cannot be told from it
    top = [HOLDS[str(a)] for a in mine[mine["q95"] >= float(mine["q05"].iloc[0])]["about"]]
    if len(top) <= 2:
        return [Words(f"What holds {who} most is {listing(top)}.", numbers=beside)]
    return [unknown]


def _paid(view: View, partner: str, costs: pd.DataFrame) -> list[Words]:
    mine = costs[costs["partner"] == partner]
    who = view.voice.who(partner)
    if mine.empty:
        return [Words(f"From these entries we cannot say what it costs {who}.", False)]
    high = [COSTS[str(r.about)] for r in mine.itertuples() if r.about not in LOWER and _above(r)]
    low = [COSTS[str(r.about)] for r in mine.itertuples() if r.about in LOWER and _below(r)]
    if not high and not low:
        all_ = f"none of the possible costs to {who} is clearly higher or lower than expected beforehand."
        return [Words(begin(all_) if len(mine) == len(COSTS) else f"As far as the diary can say, {all_}")]
    more = f"higher than expected beforehand: {listing(high)}" if high else ""
    less = f"lower than expected beforehand: {listing(low)}" if low else ""
    return [Words(f"Possible costs to {who} that are clearly {'; clearly '.join(x for x in (more, less) if x)}.")]


def _beside(mine: pd.DataFrame, labels: dict[str, str]) -> str:
    """What is clearly higher or lower than the prior: clear of the middle half of it."""
    up = [labels[str(r.about)] for r in mine.itertuples() if _above(r)]
    down = [labels[str(r.about)] for r in mine.itertuples() if _below(r)]
    said = [f"{way} than the prior: {listing(names)}" for way, names in (("higher", up), ("lower", down)) if names]
    return begin("; ".join(said))


def _above(row: Any) -> bool:
    return bool(row.q05 > row.prior_q75)


def _below(row: Any) -> bool:
    return bool(row.q95 < row.prior_q25)


def _picture(view: View, rows: pd.DataFrame) -> plots.Figure:
    labels = HOLDS | COSTS
    parts = [
        f"{begin(view.voice.whose(str(r.partner)))} {labels[str(r.about)]}: {r.q50:.2f} ({r.q05:.2f} to {r.q95:.2f})"
        for r in rows.itertuples()
    ]
    return plots.holds(
        rows,
        GROUPS,
        names=view.names,
        sides=view.sides,
        title="What holds each on the last evening, and what it costs",
        note="Marks are posterior medians with 50 % (dark) and 90 % (light) credible intervals. Grey line: 90 % prior "
        f"interval. For {listing([COSTS[x] for x in LOWER])}, a low value is the cost.",
        alt=". ".join(parts) + ".",
    )
