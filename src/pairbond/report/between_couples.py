"""How couples differ, and where one couple stands among them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from pairbond import plots
from pairbond.report._effect_table import end_of
from pairbond.report._lag_words import Lag
from pairbond.report._sections import Section, Table, Words
from pairbond.report.findings import outlying
from pairbond.report.simultaneous import HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, listing, number


def between_couples(view: View, tests: HypothesisTests) -> Section | None:
    """Random effects and the distribution over couples; absent where there is one couple only."""
    if view.couple_effects is None or view.couples < 2 or view.fit is None:
        return None
    strips, numbers = _strips(view)
    if not strips:
        return None
    figure = plots.couples(
        strips,
        pd.concat(numbers),
        title=f"Effects {Lag(view.lag).later}, one dot per {view.voice.unit}",
        note=_note(view),
        alt=_alt(strips),
        axis=f"SD, {Lag(view.lag).later}",
    )
    return Section("couples", f"How {view.voice.units} differ", _words(view, tests, strips), (figure,),
                   tables=_tables(view))  # fmt: skip


def _strips(view: View) -> tuple[list[plots.Strip], list[pd.DataFrame]]:
    table = view.couple_effects
    assert table is not None
    same = table[(table["days"] == view.lag) & (table["cause_item"] == table["effect_item"])]
    strips, numbers = [], []
    for partners_differ in (True, False):
        for item in view.modelled:
            here = same[same["cause_item"] == item.name]
            for key in product(view.partners, repeat=2):
                part = here[(here["cause_partner"] == key[0]) & (here["effect_partner"] == key[1])]
                if (key[0] != key[1]) != partners_differ or part.empty:
                    continue
                strip = _strip(view, item.name, key, part)
                if strip is not None:
                    strips.append(strip)
                    numbers.append(part)
    return strips, numbers


def _strip(view: View, item: str, key: tuple[str, str], part: pd.DataFrame) -> plots.Strip | None:
    centre = view.effects
    assert centre is not None
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
    names = view.names
    who = f"{names[key[0]]} → {names[key[1]]}" if key[0] != key[1] else f"{names[key[0]]}, inertia"
    return plots.Strip(
        f"{view.labels[item]}: {who}",
        view.sides[key[0]],
        part["q50"].to_numpy(float),
        (float(m["q05"]), float(m["q50"]), float(m["q95"])),
    )


def _words(view: View, tests: HypothesisTests, strips: list[plots.Strip]) -> tuple[Words, ...]:
    spread = [float(np.quantile(s.values, 0.75) - np.quantile(s.values, 0.25)) for s in strips]
    units, unit = view.voice.units, view.voice.unit
    words = [
        Words(
            f"{begin(units)} differ (interquartile range of their effects {number(min(spread))} to "
            f"{number(max(spread))} SD, depending on the effect), but each {unit}’s own estimate is imprecise (typical "
            f"90 % interval {number(_width(view))} wide)."
        )
    ]
    single = outlying(tests, view.couples)
    words += [single] if single else []
    return (*words, *_short_diaries(view), *_correlations(view))


def _width(view: View) -> float:
    """How wide the interval of one couple's own effect over the first lag typically is."""
    assert view.couple_effects is not None
    table = view.couple_effects
    own = table[(table["days"] == view.lag) & table["kind"].isin(view.couple_kinds)]
    return float((own["q95"] - own["q05"]).median())


def _short_diaries(view: View) -> list[Words]:
    """How many wrote too little for estimates of their own."""
    from pairbond.diary import allowed

    short = sum(not allowed(view.diary.select([c]), "fit")[0] for c in view.diary.couples)
    if not short:
        return []
    has, theirs = ("has", "its estimates rest") if short == 1 else ("have", "theirs rest")
    return [
        Words(
            f"{begin(count(short, view.voice.unit, view.voice.units))} of {view.couples} {has} too few entries for "
            f"estimates of {'its' if short == 1 else 'their'} own; {theirs} mainly on the group average."
        )
    ]


def _correlations(view: View) -> list[Words]:
    """Correlations of random effects between partners, as far as the data inform them."""
    assert view.fit is not None
    if len(view.partners) < 2:
        return []
    table = view.fit.random_correlations
    if table.empty:
        return []
    table = table[table["item"].isin([i.name for i in view.modelled])]
    shown, rest = table[table["informed"]], table[~table["informed"].astype(bool)]
    if shown.empty:
        return [Words("How the random effects of the two partners correlate is not informed by these data.", False)]
    parts = [
        f"{r.kind} of {view.voice.thing(str(r.item))} {number(float(r.q50))} ({between(r.q05, r.q95)})"  # type: ignore[arg-type]
        for r in shown.itertuples()
    ]
    words = [Words(f"Across couples, the two partners’ random effects correlate: {listing(parts)}.")]
    if len(rest):
        named = listing([f"{r.kind} of {view.voice.thing(str(r.item))}" for r in rest.itertuples()])
        words.append(Words(f"Left out, as the data hardly inform their correlation: {named}."))
    return words


def _tables(view: View) -> tuple[Table, ...]:
    assert view.fit is not None
    table = view.fit.random_effects
    if table.empty:
        return ()
    table = table[table["item"].isin([i.name for i in view.modelled]) & table["partner"].isin(view.partners)]
    if not view.diary.distinguishable and len(view.partners) > 1:
        table = table[table["partner"] == view.diary.partners[0]]
    rows = table.to_dict("records")
    shown = pd.DataFrame(
        {
            "random effect": [_called(view, r) for r in rows],
            "SD": [number(r["q50"]) for r in rows],
            "90 % interval": [between(r["q05"], r["q95"]) for r in rows],
            "unit": [r["unit"] for r in rows],
        }
    )
    return (Table(f"Random effects: standard deviations between {view.voice.units}", table, shown, unfolded=True),)


def _called(view: View, row: dict[str, object]) -> str:
    """A random effect in words: "partner effect, man: sadness → woman: sadness"."""
    partner, item = str(row["partner"]), str(row["item"])
    own = (row["cause_partner"], row["cause_item"]) == (row["partner"], row["item"])
    end = end_of(view, partner, item)
    if row["kind"] == "partner effect" and not own:
        kind = "partner effect" if row["cause_partner"] != row["partner"] else "cross-lagged effect"
        cause = end_of(view, row["cause_partner"], row["cause_item"])
        return f"{kind}, {cause} → {end}"
    return f"{row['kind']}, {end}"


def _note(view: View) -> str:
    middle = f"Black line: average {view.voice.unit}; grey box: its 90 % interval."
    if len(view.partners) < 2:
        return middle
    first, second = map(view.voice.who, view.partners)
    return (
        f"{middle} Filled dots: effects that go out from {first} (their own inertia, and effects on the partner); open "
        f"dots: those that go out from {second}."
    )


def _alt(strips: list[plots.Strip]) -> str:
    parts = [
        f"{s.label}: average {number(s.group[1])}, from {number(float(s.values.min()))} to "
        f"{number(float(s.values.max()))}"
        for s in strips
    ]
    return ". ".join(parts) + "."
