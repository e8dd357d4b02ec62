"""The pictures of effects over time."""

from __future__ import annotations

from itertools import product

import pandas as pd

from pairbond import plots
from pairbond.report._lag_words import Lag
from pairbond.report._lagged_hypotheses import TRACE
from pairbond.report.findings import headline
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, listing

Ends = tuple[str, str]  # partner, item
_DOTS = "Dots are posterior medians with 50 % (thick) and 90 % (thin) credible intervals. Grey: not significant after "\
    "correction."  # fmt: skip
_PLAIN = "Dot: best estimate; thick line: 50 % interval, thin line: 90 %. Grey: not clear."


def directions(view: View) -> list[tuple[str, str]]:
    """Ways from one partner to the other; one for both if partners are exchangeable."""
    effects = view.effects
    assert effects is not None
    across = effects[effects["cause_partner"] != effects["effect_partner"]]
    pairs = set(zip(across["cause_partner"], across["effect_partner"], strict=True))
    return [(a, b) for a, b in product(view.voice.partners, repeat=2) if (a, b) in pairs]


def same_item(
    view: View, tests: HypothesisTests, *, name: str, days: tuple[float, ...], cross: bool = False
) -> plots.Figure | None:
    """Each item from one partner to the other and within each, over these spans of days.

    ``cross``: effects of one item on another within a person too.
    """
    ways = directions(view)
    names = view.names
    items = [item.name for item in view.modelled]
    blocks = []
    if ways:
        rows = [_row(view, tests, (c, i), (e, i), k, days) for i in items for k, (c, e) in enumerate(ways)]
        heads = tuple(f"{names[c]} → {names[e]}" for c, e in ways)
        blocks.append(plots.Block(heads, tuple(r for r in rows if r)))
    people = [c for c, _ in ways] or list(view.partners)
    rows = [_row(view, tests, (p, i), (p, i), k, days) for i in items for k, p in enumerate(people)]
    one_writer = view.voice.kind == "one"
    following = "inertia" if view.voice.research else Lag(view.lag).later
    heads = tuple(f"you, {following}" if one_writer else f"{names[p]}, {following}" for p in people)
    mark = TRACE if view.always_lingers else None
    blocks.append(plots.Block(heads, tuple(r for r in rows if r), mark))
    if cross:
        blocks.append(_within(view, tests, days))
    blocks = [b for b in blocks if b.rows]
    if not blocks:
        return None
    effects = view.effects
    assert effects is not None
    shown = effects["cause_item"] == effects["effect_item"]
    if cross:
        shown |= effects["cause_partner"] == effects["effect_partner"]
    numbers = effects[shown & effects["days"].isin(days)]
    later = Lag(days[0]).later if len(days) == 1 else f"after {listing([Lag(d).short for d in days])}"
    variables = f"Effects {later}, between and within {listing([view.voice.who(p) for p in people])}"
    if not ways:
        variables = f"Does an unusual {Lag(view.lag).one} still show {later}?"
    return plots.influence(
        blocks,
        numbers,
        name=name,
        title=headline(tests, view.voice, Lag(view.lag)) or variables,
        note=f"{_read(view)} Right of zero: higher {Lag(view.lag).units} tend to be followed by higher ones."
        + (" Only the first of each set is tested; the others follow from it." if len(days) > 1 else "")
        + (" Dotted: 0.1 SD." if mark else ""),
        alt=_alt(view, numbers, tests),
        axis=f"SD, {later}",
    )


def _within(view: View, tests: HypothesisTests, days: tuple[float, ...]) -> plots.Block:
    """Effects of one item on another in the same person."""
    items, people = [item.name for item in view.modelled], [c for c, _ in directions(view)] or list(view.partners)
    rows = [
        _row(view, tests, (p, i), (p, j), k, days) for i in items for j in items if i != j for k, p in enumerate(people)
    ]
    heads = tuple(f"{view.names[p]}, cross-lagged" for p in people)
    return plots.Block(heads, tuple(r for r in rows if r))


def other_items(view: View, tests: HypothesisTests) -> plots.Figure | None:
    """From one item of one partner to another item of the other, and on a researcher's page of the same person."""
    items = [item.name for item in view.modelled]
    ways, names = directions(view), view.names
    rows = [
        _row(view, tests, (c, i), (e, j), k, (view.lag,))
        for i in items
        for j in items
        if i != j
        for k, (c, e) in enumerate(ways)
    ]
    blocks = [plots.Block(tuple(f"{names[c]} → {names[e]}" for c, e in ways), tuple(r for r in rows if r))]
    effects = view.effects
    assert effects is not None
    shown = (effects["cause_item"] != effects["effect_item"]) & (effects["days"] == view.lag)
    if view.voice.research:
        blocks.append(_within(view, tests, (view.lag,)))
    else:
        shown &= effects["cause_partner"] != effects["effect_partner"]
    blocks = [b for b in blocks if b.rows]
    if not blocks:
        return None
    numbers = effects[shown]
    across = "From one rating of one partner to another rating of the other"
    if view.voice.research:
        across = (
            "From one rating to another, between partners and within persons" if ways else "From one rating to another"
        )
    return plots.influence(
        blocks,
        numbers,
        name="influence-cross",
        title=headline(tests, view.voice, Lag(view.lag), cross=True) or f"{across}, {Lag(view.lag).later}",
        note=f"The earlier rating is named first, the later one second. {_read(view)}",
        alt=_alt(view, numbers, tests),
        axis=f"SD, {Lag(view.lag).later}",
    )


def _read(view: View) -> str:
    return _DOTS if view.voice.research else _PLAIN


def _row(
    view: View, tests: HypothesisTests, cause: Ends, effect: Ends, column: int, days: tuple[float, ...]
) -> plots.Row | None:
    e = view.effects
    assert e is not None
    part = e[
        (e["cause_partner"] == cause[0])
        & (e["cause_item"] == cause[1])
        & (e["effect_partner"] == effect[0])
        & (e["effect_item"] == effect[1])
        & e["days"].isin(days)
    ]
    if part.empty:
        return None
    first, second = view.labels[cause[1]], view.labels[effect[1]]
    significant = tests[("effect", *cause, *effect)].significant
    quantiles = {float(r.days): (r.q05, r.q25, r.q50, r.q75, r.q95) for r in part.itertuples()}
    return plots.Row(
        first if first == second else f"{first} → {second}", column, view.sides[cause[0]], significant, quantiles
    )


def _alt(view: View, numbers: pd.DataFrame, tests: HypothesisTests) -> str:
    voice = view.voice
    parts = []
    for r in numbers[numbers["days"] == view.lag].itertuples():
        significant = tests[("effect", r.cause_partner, r.cause_item, r.effect_partner, r.effect_item)].significant
        who = (
            f"{voice.whose(r.cause_partner)} {view.labels[r.cause_item]} to "
            f"{voice.whose(r.effect_partner)} {view.labels[r.effect_item]}"
        )
        parts.append(f"{begin(who)}: {between(r.q05, r.q95)}{'' if significant else ', no finding'}")
    return f"90 % intervals of effects {Lag(view.lag).later}. " + ". ".join(parts) + "."
