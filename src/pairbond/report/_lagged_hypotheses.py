"""Tests of lagged effects, and the sentences they license."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pairbond.report._lag_words import Lag, share, slightly
from pairbond.report._prior_ranges import PRIORS, prior_ranges
from pairbond.report.simultaneous import Hypothesis
from pairbond.report.view import View
from pairbond.report.voice import Voice, begin, between, number

# Where inertia is above zero by construction, every diary would show "some": what is tested is more than a trace.
TRACE = 0.1
_COUPLE_DRAWS = 200  # behind the intervals of single couples
TERMS = {
    "inertia": ("Actor effect, same item (inertia)", "Actor effects on the same item (inertia)"),
    "cross": ("Actor effect, cross-item (cross-lagged)", "Actor effects across items (cross-lagged)"),
    "reciprocal": ("Partner effect, same item", "Partner effects on the same item"),
    "partner cross": ("Partner effect, cross-item", "Partner effects across items"),
}


def lagged_hypotheses(view: View) -> Iterator[Hypothesis]:
    """One test for every effect over the study's interval; longer lags are the same question."""
    voice, effects, lag = view.voice, view.effects, Lag(view.lag)
    assert effects is not None
    before = prior_ranges(view.priors)
    for row in effects[effects["days"] == view.lag].itertuples():
        cause, effect = str(row.cause_partner), str(row.effect_partner)
        key = ("effect", cause, row.cause_item, effect, row.effect_item)
        trace = row.kind == "inertia" and view.always_lingers
        term, terms = TERMS[str(row.kind)] if voice.research else ("", "")
        yield Hypothesis(
            "lagged",
            key,
            row.q05,
            row.q50,
            row.q95,
            _inertia(voice, lag, row, trace) if row.kind == "inertia" else _cross(voice, lag, row),
            _no(voice, lag, row, trace),
            size(row, posterior=voice.research),
            nothing=TRACE if trace else 0.0,
            eligible=bool(row.informed) if trace else True,
            term=term,
            terms=terms,
            prior=before.get(PRIORS[str(row.kind)]),
        )


def size(row: Any, unit: str = " SD", *, posterior: bool = False) -> str:
    """An estimate with its interval: "0.12 SD, 90 % interval 0.05 to 0.19"."""
    sd = f", posterior SD {number(row.sd)}" if posterior and hasattr(row, "sd") else ""
    return f"{number(row.q50)}{unit}, 90 % interval {between(row.q05, row.q95)}{sd}"


def _inertia(voice: Voice, lag: Lag, row: Any, trace: bool) -> str:
    whose = voice.anyone(row.cause_item, str(row.cause_partner))
    if row.q50 > (TRACE if trace else 0):
        left = share(row.q50)
        begins = "Nearly all" if left == "all" else f"About {left}" if left != "a small part" else "A small part"
        if voice.research:
            usual = f"{_owner(voice, str(row.cause_partner))} usual {_thing(voice, row.cause_item)}"
            return f"{begins} of a deviation from {usual} carried over to {_over(lag)}."
        return f"{begins} of an unusual rise or fall in {whose} was still visible {lag.later}."
    if trace:
        return f"Less than a tenth of an unusual rise or fall in {whose} was left {lag.later}."
    return f"An unusual rise or fall in {whose} tended to be followed by the opposite {lag.later}."


def _owner(voice: Voice, partner: str) -> str:
    """Whose deviation it is; partners without roles are one."""
    return (
        "a person’s"
        if voice.anyone(next(iter(voice.labels)), partner).startswith("a person’s")
        else voice.whose(partner)
    )


def _thing(voice: Voice, item: str) -> str:
    return f"{'rating of ' if item in voice.seen else ''}{voice.thing(item)}"


def _over(lag: Lag) -> str:
    return "the next day" if lag.daily else f"the entry {lag.later}"


def _cross(voice: Voice, lag: Lag, row: Any) -> str:
    cause, effect = str(row.cause_partner), str(row.effect_partner)
    first = voice.rating(row.cause_item, cause)
    second = voice.rating(row.effect_item, effect, again=cause == effect)
    way = "higher" if row.q50 > 0 else "lower"
    return (
        f"After {lag.units} when {first} was higher than usual, {second} tended to be {slightly(row.q50)}{way} "
        f"{lag.later}."
    )


def _no(voice: Voice, lag: Lag, row: Any, trace: bool) -> str:
    cause, effect = str(row.cause_partner), str(row.effect_partner)
    if trace:
        return f"We cannot say whether more than a tenth of an unusual rise in {voice.anyone(row.cause_item, cause)} " \
            f"is left {lag.later}."  # fmt: skip
    if row.kind == "inertia":
        whose = voice.anyone(row.cause_item, cause)
        return f"We cannot say how long an unusual rise or fall in {whose} lasts."
    first, second = voice.rating(row.cause_item, cause), voice.rating(row.effect_item, effect, again=cause == effect)
    return f"We found no clear sign that {first} goes together with {second} {lag.later}."


def asymmetry_hypotheses(asymmetry: pd.DataFrame, voice: Voice) -> Iterator[Hypothesis]:
    """The difference of the two directions itself, not "one is a finding and the other is not"."""
    for row in asymmetry.itertuples():
        a, b = voice.partners if row.q50 > 0 else voice.partners[::-1]
        thing = voice.thing(row.item)
        yes = (
            f"In {thing}, the effect of {voice.who(a)} on {voice.who(b)} was more positive than that of "
            f"{voice.who(b)} on {voice.who(a)}."
        )
        no = f"We found no reliable difference between the two directions in {thing}."
        term = ("Difference of partner effects", "Differences of partner effects") if voice.research else ("", "")
        yield Hypothesis(
            "lagged",
            ("asymmetry", row.item),
            row.q05,
            row.q50,
            row.q95,
            yes,
            no,
            size(row),
            term=term[0],
            terms=term[1],
        )


def couple_hypotheses(view: View) -> Iterator[Hypothesis]:
    """Which single couples have a partner effect by themselves, tested over all couples at once."""
    effects, voice, lag = view.couple_effects, view.voice, Lag(view.lag)
    assert effects is not None
    # An effect that does not differ between couples would be the same question again and again.
    own = effects["kind"].isin(view.couple_kinds) & (effects["days"] == view.lag)
    for row in effects[own & (effects["cause_partner"] != effects["effect_partner"])].itertuples():
        cause, effect = str(row.cause_partner), str(row.effect_partner)
        first, second = voice.rating(row.cause_item, cause), voice.rating(row.effect_item, effect)
        key = ("couple", row.couple, cause, row.cause_item, effect, row.effect_item)
        way = "higher" if row.q50 > 0 else "lower"
        yes = f"In couple {row.couple}, {second} tended to be {way} {lag.later} after higher {first}."
        no = f"{begin(lag.later)}, {second} in couple {row.couple} showed no reliable effect of {first}."
        yield Hypothesis(
            "couples", key, row.q05, row.q50, row.q95, yes, no, size(row), draws=_COUPLE_DRAWS,
            term="Partner effect of one couple", terms="Partner effects of single couples",
        )  # fmt: skip
