"""Every sentence of a report that says something was found, each from an interval.

A sentence is written together with its opposite ("these days do not tell ..."); which
of the two is printed is decided by :mod:`pairbond.report.simultaneous` and nowhere else.
Nothing here says "because", "makes" or "leads to": what is estimated is what goes
before and after, not what causes what.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pairbond.report._sections import Words
from pairbond.report.simultaneous import Answer, Answers, Question, examine
from pairbond.report.view import View
from pairbond.report.voice import Voice, begin, between, count, digits_of, listing, number

STRANGERS = "pseudo-couples"
_MODELS = {
    "own-mean": "each person’s own average",
    "ar1": "each person’s own yesterday",
    "pooled": "the same model without carry-over",
    "var": "the model from entry to entry (var)",
    "ct-var": "the model in continuous time (ct-var)",
    STRANGERS: "this model with strangers for partners",
}
# Where every swing fades by construction, none of it can be gone: instead of "is anything
# left?", to which any diary would say yes, it is asked whether more than a trace is left.
TRACE = 0.1
_RESAMPLES = 4000  # behind the intervals of a comparison
_COUPLE_DRAWS = 200  # behind the intervals of single couples


def findings(view: View) -> Answers:
    """All questions this report puts to its diary, answered together."""
    questions: list[Question] = []
    if view.effects is not None:
        questions += _effects(view)
    if view.shared is not None:
        questions += _shared(view.shared, view.voice)
    if view.asymmetry is not None:
        questions += _asymmetry(view.asymmetry, view.voice)
    if view.trend is not None:
        questions += _trend(view)
    draws = int(view.fit.spec.draws) if view.fit is not None else 400
    questions = [replace(q, draws=draws) for q in questions]
    if view.comparison is not None:
        questions += _prediction(view)
    if view.voice.kind == "group" and view.couple_effects is not None:
        questions += _couples(view.couple_effects, view.couple_kinds, view.voice)
    return examine(questions)


def say(answer: Answer) -> Words:
    """The sentence of an answer, marked as told or not, with its interval."""
    return Words(answer.sentence, answer.told, answer.question.numbers + _why_open([answer]))


def stay_open(sentence: str, asked: Sequence[Answer], unit: str = "of a usual swing") -> Words:
    """One sentence for several questions that these days do not answer, with the reach of their intervals."""
    low, high = min(a.question.low for a in asked), max(a.question.high for a in asked)
    inside = f"{between(low, high, digits_of(low, high))} {unit}"
    reach = f"90 % interval {inside}" if len(asked) == 1 else f"all 90 % intervals lie within {inside}"
    return Words(sentence, False, reach + _why_open(asked))


def _why_open(asked: Sequence[Answer]) -> str:
    """That a question stays open though its own interval, taken alone, would count."""
    lone = sum(a.question.answerable and a.alone and not a.told for a in asked)
    if not lone:
        return ""
    if len(asked) == 1:
        return "; would count alone, not among all questions"
    return f"; {lone} would count alone, none among all questions"


def both_ways(answers: Answers, voice: Voice) -> list[Words]:
    """Which items carry over in both directions; and what one direction alone does not mean."""
    told = {a.key for a in answers.about("effect") if a.told and a.key[1] != a.key[3]}
    mutual = sorted(str(k[2]) for k in told if k[2] == k[4] and k[1] == 0 and ("effect", 1, k[2], 0, k[2]) in told)
    single = [k for k in told if ("effect", k[3], k[2], k[1], k[4]) not in told]
    words = []
    if mutual:
        words.append(Words(f"Both ways: {listing([voice.thing(i) for i in mutual])}.", True))
    if single and not any(a.told for a in answers.about("asymmetry")):
        words.append(
            Words(
                "That one direction is told and the other is not does not mean that they differ: the other may be "
                "as strong, and these days too few to show it."
            )
        )
    return words


def standing_out(answers: Answers, couples: int) -> Words | None:
    """How many couples show carry-over between partners by themselves."""
    asked = answers.about("couple")
    told = {a.key[1] for a in asked if a.told}
    if told:
        return Words(
            f"Held against all others at once, {count(len(told), 'couple shows', 'couples show')} carry-over between "
            f"partners that stands by itself, out of {couples}.",
            True,
        )
    if asked:
        return stay_open(
            f"Taken one by one, these days do not tell of carry-over between partners for any single one of the "
            f"{couples} couples.",
            asked,
        )
    return None


def headline(answers: Answers, voice: Voice, *, cross: bool = False) -> str:
    """A figure's title if the data license one, else an empty text."""
    told = [a for a in answers.about("effect") if a.told and a.key[1] != a.key[3]]
    told = [a for a in told if (a.key[2] != a.key[4]) == cross]
    if not told:
        return ""
    _, cause, item, effect, other = told[0].key
    way = "higher" if told[0].question.middle > 0 else "lower"
    more = f", and {count(len(told) - 1, 'more link', 'more links')}" if len(told) > 1 else ""
    return (
        f"Higher {voice.thing(str(item))} for {voice.who(int(str(cause)))} goes before {way} "
        f"{voice.thing(str(other))} for {voice.who(int(str(effect)))}{more}"
    )


def model_names(view: View) -> dict[str, str]:
    """Model -> what it is called in a sentence."""
    assert view.comparison is not None
    scores = view.comparison.scores
    labels = (
        dict(zip(scores["model"], scores["label"], strict=True)) | _MODELS | {view.model: "the model of this report"}
    )
    if view.voice.kind == "one":
        labels = {model: words.replace("each person’s", "your") for model, words in labels.items()}
    return labels


def _effects(view: View) -> Iterator[Question]:
    """One question for every effect over one day; 2 and 7 days are the same question."""
    voice, effects = view.voice, view.effects
    assert effects is not None
    for row in effects[effects["days"] == view.lag].itertuples():
        cause, effect = int(row.cause_partner), int(row.effect_partner)
        first = voice.thing(row.cause_item, cause)
        second = voice.thing(row.effect_item, effect)
        a, b = voice.who(cause), voice.who(effect)
        size = f"{number(row.q50)} of a usual swing, 90 % interval {between(row.q05, row.q95)}"
        key = ("effect", cause, row.cause_item, effect, row.effect_item)
        if row.kind == "inertia" and view.always_lingers:
            yes = (
                f"{begin(first)} lingered for {a}: more than a tenth of a swing was still there a day later."
                if row.q50 > TRACE
                else f"{begin(first)} hardly lingered for {a}: less than a tenth of a swing was there a day later."
            )
            no = f"These days do not tell whether more than a tenth of a swing in {first} lingers a day for {a}."
            interval = (row.q05, row.q50, row.q95)
            yield Question("days", key, *interval, yes, no, size, nothing=TRACE, answerable=bool(row.informed))
            continue
        if row.kind == "inertia":
            yes = (
                f"{begin(first)} lingered for {a}: part of a swing was still there a day later."
                if row.q50 > 0
                else f"{begin(first)} swung back for {a}: a day after a swing to one side of the usual it tended to "
                "lie on the other."
            )
            no = f"These days do not tell whether {first} lingers for {a} from one day to the next."
        else:
            way = "higher" if row.q50 > 0 else "lower"
            yes = f"A day after higher {first} than usual for {a}, {second} tended to be {way} than usual for {b}."
            if cause == effect:
                yes = f"A day after higher {first} than usual, {second} tended to be {way} than usual for {b}."
            no = (
                f"These days do not tell whether higher {first} for {a} goes before higher or lower {second} for {b} "
                "a day later."
            )
        yield Question("days", key, row.q05, row.q50, row.q95, yes, no, size)


def _shared(shared: pd.DataFrame, voice: Voice) -> Iterator[Question]:
    for row in shared.itertuples():
        thing = voice.thing(row.item)
        yes = (
            f"On the same day, {thing} tended to be higher for both or lower for both, beyond what came over from "
            "the days before."
            if row.q50 > 0
            else f"On the same day, {thing} tended to be higher for one and lower for the other, beyond what came over "
            "from the days before."
        )
        no = f"These days do not tell whether {thing} goes up and down together for both on the same day."
        size = f"correlation {number(row.q50)}, 90 % interval {between(row.q05, row.q95)}"
        yield Question("days", ("shared", row.item), row.q05, row.q50, row.q95, yes, no, size)


def _asymmetry(asymmetry: pd.DataFrame, voice: Voice) -> Iterator[Question]:
    """The difference of the two directions itself, not "one is told and the other is not"."""
    for row in asymmetry.itertuples():
        a, b = (0, 1) if row.q50 > 0 else (1, 0)
        thing = voice.thing(row.item)
        yes = f"In {thing}, the link from {voice.who(a)} to {voice.who(b)} was more positive than the link back."
        no = f"These days do not tell whether the two directions differ in {thing}."
        size = f"difference {number(row.q50)} of a usual swing, 90 % interval {between(row.q05, row.q95)}"
        yield Question("days", ("asymmetry", row.item), row.q05, row.q50, row.q95, yes, no, size)


def _trend(view: View) -> Iterator[Question]:
    """Trends are given in points of the answer scale a week; the sentence says how much that is in all."""
    voice, trend = view.voice, view.trend
    assert trend is not None
    time = view.diary.frame.groupby("couple")["time"]
    weeks = float((time.max() - time.min()).median()) / 7
    for row in trend.itertuples():
        partner = int(row.partner)
        thing, who = voice.thing(row.item, partner), voice.who(partner)
        low, high = view.scales[str(row.item)]
        way = "rose" if row.q50 > 0 else "fell"
        total = abs(row.q50) * weeks
        yes = (
            f"Over the whole diary {thing} {way} for {who}: by about {number(total, 1 if total >= 1 else 2)} in all, "
            f"where answers go from {low:g} to {high:g}."
        )
        no = f"These days do not tell whether {thing} rose or fell for {who} over the whole diary."
        digits = digits_of(row.q05, row.q95)
        size = f"{number(row.q50, digits)} points a week, 90 % interval {between(row.q05, row.q95, digits)}"
        yield Question("days", ("trend", partner, row.item), row.q05, row.q50, row.q95, yes, no, size)


def _prediction(view: View) -> Iterator[Question]:
    """This model against each of the others, and the real partners against strangers."""
    names = model_names(view)
    for row in view.gains.itertuples():
        against = names[str(row.against)]
        middle, low, high = (math.exp(float(q)) for q in (row.q50, row.q05, row.q95))
        digits = digits_of(low, high)
        size = (
            f"{number(middle, digits)} times the chance for what was then answered, 90 % interval "
            f"{between(low, high, digits)} ({number(row.q50, 3)} log points)"
        )
        way = "better" if row.q50 > 0 else "worse"
        if row.against == STRANGERS:
            key: tuple[object, ...] = ("pseudo",)
            yes = (
                f"Days that the model had not seen were foreseen {way} with the real partner’s diary than with a "
                "stranger’s in its place."
            )
            no = (
                "These days do not tell whether the real partner’s diary helps to foresee days any better than a "
                "stranger’s would."
            )
            answerable = _beyond_shuffling(view)
            if not answerable:
                size += "; shuffling partners moves it about as much"
        else:
            key = ("paired", row.against)
            yes = f"Days that the model had not seen were foreseen {way} by it than by {against}."
            no = f"These days do not tell whether the model or {against} foresees days better."
            if row.against == "pooled":  # the only difference between the two is what carries over
                yes = f"Yesterday’s answers helped to predict today’s, better than {against}."
                no = "We cannot tell whether yesterday’s answers help to predict today’s."
                if row.q50 < 0:
                    yes = f"Yesterday’s answers did not help to predict today’s: {against} predicted better."
            answerable = True
        yield Question(
            "prediction", key, row.q05, row.q50, row.q95, yes, no, size, draws=_RESAMPLES, answerable=answerable
        )


def _beyond_shuffling(view: View) -> bool:
    """Whether the real pairing lies outside what shuffling alone does to the score.

    Under "it makes no difference whose partner it is", the real pairing is one more draw
    from the pairings, so its distance from their mean follows Student's t with one degree
    of freedom fewer than there are pairings. This comes on top of the interval over
    couples, which does not know how much one shuffle differs from another.
    """
    pseudo = view.pseudo
    if pseudo is None or len(pseudo) < 10:
        return False
    from scipy.special import stdtr

    gaps = pseudo["difference"].to_numpy(float)
    scale = gaps.std(ddof=1) * np.sqrt(1 + 1 / len(gaps))
    return bool(scale > 0 and 2 * stdtr(len(gaps) - 1, -abs(gaps.mean()) / scale) <= 0.05)


def _couples(effects: pd.DataFrame, couple_kinds: set[str], voice: Voice) -> Iterator[Question]:
    """Which single couples stand out by themselves, judged over all couples at once."""
    # An effect that does not differ between couples would be the same question again and again.
    own = effects["kind"].isin(couple_kinds)
    between_two = effects[own & (effects["days"] == 1) & (effects["cause_partner"] != effects["effect_partner"])]
    for row in between_two.itertuples():
        cause, effect = int(row.cause_partner), int(row.effect_partner)
        what = (
            f"{voice.thing(row.cause_item, cause)} of {voice.who(cause)} and, a day later, "
            f"{voice.thing(row.effect_item, effect)} of {voice.who(effect)}"
        )
        key = ("couple", row.couple, cause, row.cause_item, effect, row.effect_item)
        yes = f"In couple {row.couple}, {what} were linked."
        no = f"For couple {row.couple} these days do not tell whether {what} are linked."
        size = f"{number(row.q50)} of a usual swing, 90 % interval {between(row.q05, row.q95)}"
        yield Question("couples", key, row.q05, row.q50, row.q95, yes, no, size, draws=_COUPLE_DRAWS)
