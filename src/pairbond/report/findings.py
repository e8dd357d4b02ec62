"""All tests of one report, and how a finding or its absence is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pairbond.report._covariate_questions import covariate_questions
from pairbond.report._lag_words import Lag, probability
from pairbond.report._lagged_questions import asymmetry_questions, couple_questions, lagged_questions
from pairbond.report._prediction_questions import prediction_questions
from pairbond.report._same_day_questions import same_day_questions
from pairbond.report._sections import Words
from pairbond.report.simultaneous import LEAST, Answer, Answers, Question, examine
from pairbond.report.view import View
from pairbond.report.voice import Voice, begin, between, count, digits_of, in_words, listing, number


def findings(view: View) -> Answers:
    """All tests of this report, decided together."""
    questions = lagged_family(view)
    if view.trend is not None:
        questions += _with_draws(view, _trend(view))
    if view.same_day is not None:
        questions += same_day_questions(view)
    if view.covariate_effects is not None:
        questions += _with_draws(view, covariate_questions(view))
    if view.comparison is not None and not view.comparison_problem:
        questions += prediction_questions(view)
    if view.voice.research and view.couple_effects is not None:
        questions += couple_questions(view)
    return examine(questions)


def lagged_family(view: View) -> list[Question]:
    """All tests of the family "lagged" of a page."""
    questions: list[Question] = []
    if view.effects is not None:
        questions += lagged_questions(view)
    if view.asymmetry is not None:
        questions += asymmetry_questions(view.asymmetry, view.voice)
    return _with_draws(view, questions)


def _with_draws(view: View, questions: Iterable[Question]) -> list[Question]:
    draws = int(view.fit.spec.draws) if view.fit is not None else 400
    return [replace(q, draws=draws) for q in questions]


def say(answer: Answer) -> Words:
    """The sentence of a test, marked as a finding or not, with estimate and interval."""
    return Words(answer.sentence, answer.told, estimate(answer))


def estimate(answer: Answer) -> str:
    """The estimate in standard terms, or on a page for laypeople the interval alone."""
    q = answer.question
    if not q.term:
        return q.numbers
    lone = answer.alone and q.answerable and not answer.told
    before = " (before it, the interval excludes zero)" if lone else ""
    return f"{q.term} {q.numbers}; Holm-adjusted {probability(answer.adjusted)}{before}"


def failed(asked: Sequence[Answer], *, negated: bool) -> str:
    """What tests without a finding failed: the distance from zero, or only the correction for many tests.

    ``negated``: after "none of …", else after one subject.
    """
    if any(a.alone and a.question.answerable for a in asked):
        return "survived Holm correction" if negated else "did not survive Holm correction"
    nothing = "established above 0.1" if any(a.question.nothing for a in asked) else "distinguished from zero"
    return f"could {'' if negated else 'not '}be {nothing}"


def null(sentence: str, asked: Sequence[Answer], *, named: bool = False) -> Words:
    """One sentence for several tests without a finding, with the width that the data license.

    ``named``: the line under it begins with the field's terms, as the sentence does not say them.
    """
    low, high = min(a.question.low for a in asked), max(a.question.high for a in asked)
    first = asked[0].question
    unit = f" {first.unit}" if first.unit else ""
    inside = f"{between(low, high, digits_of(low, high))}{unit}"
    names = {a.question.terms for a in asked if a.question.terms and named}
    terms = begin(listing([name if i == 0 else name[:1].lower() + name[1:] for i, name in enumerate(sorted(names))]))
    reach = f"90 % interval {inside}" if len(asked) == 1 else f"all 90 % intervals within {inside}"
    reach = f"{terms}: {reach}" if terms else begin(reach)
    ranges = [a.question.prior for a in asked if a.question.prior is not None]
    if ranges:
        low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
        research = bool(first.term)
        reach += (
            f" (prior 90 % interval {between(low, high)})"
            if research
            else f" (before the data: {between(low, high, 1)})"
        )
    return Words(sentence, False, reach + _unadjusted(asked, research=bool(first.term)))


def _unadjusted(asked: Sequence[Answer], *, research: bool) -> str:
    """How many would count without the adjustment."""
    lone = sum(a.question.answerable and a.alone and not a.told for a in asked)
    if not research:  # "0.00 to 0.69" is printed as holding zero
        shown = [a for a in asked if min(abs(a.question.low), abs(a.question.high)) >= LEAST]
        lone = sum(a.question.answerable and a.alone and not a.told for a in shown)
    if lone and not research:
        which = "it leaves" if len(asked) == 1 else f"{in_words(lone)} of them {'leaves' if lone == 1 else 'leave'}"
        return f"; {which} out zero, which is not enough where many estimates are compared"
    if not lone:
        return ""
    nothing = "0.1" if any(a.question.nothing for a in asked) else "zero"
    if len(asked) == 1:
        return f"; before Holm correction, this interval excludes {nothing}"
    verb = "excludes" if lone == 1 else "exclude"
    return f"; before Holm correction, {in_words(lone)} of these {len(asked)} intervals {verb} {nothing}"


def both_ways(answers: Answers, voice: Voice) -> list[Words]:
    """Which items carry over in both directions; and what one direction alone does not mean."""
    told = {a.key for a in answers.about("effect") if a.told and a.key[1] != a.key[3]}
    mutual = sorted(str(k[2]) for k in told if k[2] == k[4] and k[1] == 0 and ("effect", 1, k[2], 0, k[2]) in told)
    single = [k for k in told if ("effect", k[3], k[2], k[1], k[4]) not in told]
    words = []
    if mutual:
        words.append(Words(f"In both directions: {listing([voice.thing(i) for i in mutual])}.", True))
    if single and any(("effect", k[3], k[2], k[1], k[4]) in {a.key for a in answers.all} for k in single):
        words.append(
            Words(
                "A finding in one direction and none in the other does not mean that the two differ: the other effect "
                "may be as strong, and the data too few to show it."
            )
        )
    return words


def standing_out(answers: Answers, couples: int) -> Words | None:
    """How many couples show partner effects by themselves."""
    asked = answers.about("couple")
    told = {a.key[1] for a in asked if a.told}
    if told:
        return Words(
            f"{begin(count(len(told), 'couple shows', 'couples show'))} a partner effect by itself, out of {couples}.",
            True,
        )
    if asked:
        return null(f"None of the {couples} couples shows a reliable partner effect by itself.", asked)
    return None


def headline(answers: Answers, voice: Voice, lag: Lag, *, cross: bool = False) -> str:
    """A figure's title if the data license one, else an empty text."""
    told = [a for a in answers.about("effect") if a.told and a.key[1] != a.key[3]]
    told = [a for a in told if (a.key[2] != a.key[4]) == cross]
    if not told:
        return ""
    _, cause, item, effect, other = told[0].key
    way = "higher" if told[0].question.middle > 0 else "lower"
    more = f", and {count(len(told) - 1, 'more partner effect')}" if len(told) > 1 else ""
    return (
        f"{begin(voice.rating(str(other), int(str(effect))))} is {way} {lag.later} when "
        f"{voice.rating(str(item), int(str(cause)))} was higher{more}"
    )


def _trend(view: View) -> Iterator[Question]:
    """Trends are given in points of the answer scale a week; the sentence says how much that is in all."""
    voice, trend = view.voice, view.trend
    assert trend is not None
    time = view.diary.frame.groupby("couple")["time"]
    weeks = float((time.max() - time.min()).median()) / 7
    for row in trend.itertuples():
        partner = int(row.partner)
        rating = voice.anyone(str(row.item), partner)
        way = "rose" if row.q50 > 0 else "fell"
        total = abs(row.q50) * weeks
        yes = (
            f"Over the whole diary {rating} {way} by about {number(total, 1 if total >= 1 else 2)} points "
            f"({view.scale_words(str(row.item))})."
        )
        no = f"We cannot say whether {rating} rose or fell over the whole diary."
        digits = digits_of(row.q05, row.q95)
        size = f"{number(row.q50, digits)} points a week, 90 % interval {between(row.q05, row.q95, digits)}"
        term = ("Linear trend", "Linear trends") if voice.research else ("", "")
        yield Question(
            "trend", ("trend", partner, row.item), row.q05, row.q50, row.q95, yes, no, size, term=term[0],
            terms=term[1], unit="points a week", least=LEAST / max(weeks, 1e-9),
        )  # fmt: skip
