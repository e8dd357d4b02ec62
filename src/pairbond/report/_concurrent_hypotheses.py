"""Tests of what goes together on the same occasion, and the sentences they license."""

from __future__ import annotations

from collections.abc import Iterator

from pairbond.report._lag_words import Lag
from pairbond.report._prior_ranges import BETWEEN, WITHIN, prior_ranges
from pairbond.report.simultaneous import Hypothesis
from pairbond.report.view import View
from pairbond.report.voice import Voice, between, number

_TERM = "Residual correlation"


def concurrent_hypotheses(view: View) -> Iterator[Hypothesis]:
    """One test a pair of ratings: the residual correlation for a group, the plain one for a couple or one person."""
    table = view.same_day
    assert table is not None
    voice, lag = view.voice, Lag(view.lag) if view.fit is not None else Lag(1.0)
    tested = "residual" if voice.research else "total"
    keys = ["partner", "item", "other_partner", "other_item"]
    total = {tuple(r[k] for k in keys): r for r in table[table["measure"] == "total"].to_dict("records")}
    before = prior_ranges(view.priors) if tested == "residual" else {}
    for row in table[table["measure"] == tested].to_dict("records"):
        key = tuple(row[k] for k in keys)
        numbers = f"{number(row['q50'])}, 90 % interval {between(row['q05'], row['q95'])}"
        if voice.research:
            whole = total[key]
            numbers += (
                f"; total within-person correlation {number(whole['q50'])} ({between(whole['q05'], whole['q95'])})"
            )
        else:
            numbers = f"correlation {numbers}"
            if "occasions" in row:
                numbers += f", {row['occasions']} {lag.units}"
        yield Hypothesis(
            "same day",
            ("same day", *key),
            row["q05"],
            row["q50"],
            row["q95"],
            _yes(voice, lag, key, row["q50"]),
            _no(voice, lag, key),
            numbers,
            term=_TERM if voice.research else "",
            terms=f"{_TERM}s" if voice.research else "",
            unit="",
            prior=before.get(WITHIN if key[0] == key[2] else BETWEEN),
            tail=row.get("tail"),
            draws=view.fit.spec.draws if view.fit is not None and voice.research else 4000,
        )


def _yes(voice: Voice, lag: Lag, key: tuple[object, ...], middle: float) -> str:
    partner, item, other, thing = map(str, key)
    if partner != other and item == thing:
        # said from the first partner, whichever comes first in the table
        return _between(voice, lag, item, middle)
    first, second = voice.rating(thing, other), voice.rating(item, partner, again=partner == other)
    way = "higher" if middle > 0 else "lower"
    return f"On {lag.units} when {first} was higher than usual, {second} tended to be {way} too." if middle > 0 else (
        f"On {lag.units} when {first} was higher than usual, {second} tended to be {way}."
    )  # fmt: skip


def _between(voice: Voice, lag: Lag, item: str, middle: float) -> str:
    name = voice.thing(item)
    if item in voice.seen:
        name = f"rating of {name}"
    if voice.kind == "couple" or voice.roles:
        first, second = map(voice.whose, voice.partners)
    else:
        first, second = "one partner’s", "the other’s"
    if middle > 0:
        return f"On {lag.units} when {first} {name} was higher than usual, so was {second}."
    return f"On {lag.units} when {first} {name} was higher than usual, {second} tended to be lower."


def _no(voice: Voice, lag: Lag, key: tuple[object, ...]) -> str:
    partner, item, other, thing = map(str, key)
    first, second = voice.rating(thing, other), voice.rating(item, partner, again=partner == other)
    return f"We found no clear sign that {first} and {second} go together on the same {lag.one}."
