"""All tests of one report, and how a finding or its absence is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pairbond.report._concurrent_hypotheses import concurrent_hypotheses
from pairbond.report._covariate_hypotheses import covariate_hypotheses
from pairbond.report._lag_words import Lag, probability
from pairbond.report._lagged_hypotheses import asymmetry_hypotheses, couple_hypotheses, lagged_hypotheses
from pairbond.report._prediction_hypotheses import prediction_hypotheses
from pairbond.report._sections import Words
from pairbond.report.simultaneous import LEAST, Hypothesis, HypothesisTest, HypothesisTests, examine
from pairbond.report.view import View
from pairbond.report.voice import Voice, begin, between, count, digits_of, in_words, listing, number


def findings(view: View) -> HypothesisTests:
    """All tests of this report, decided together."""
    hypotheses = lagged_family(view)
    if view.trend is not None:
        hypotheses += _with_draws(view, _trend(view))
    if view.same_day is not None:
        hypotheses += concurrent_hypotheses(view)
    if view.covariate_effects is not None:
        hypotheses += _with_draws(view, covariate_hypotheses(view))
    if view.comparison is not None and not view.comparison_problem:
        hypotheses += prediction_hypotheses(view)
    if view.voice.research and view.couple_effects is not None:
        hypotheses += couple_hypotheses(view)
    return examine(hypotheses)


def lagged_family(view: View) -> list[Hypothesis]:
    """All tests of the family "lagged" of a page."""
    hypotheses: list[Hypothesis] = []
    if view.effects is not None:
        hypotheses += lagged_hypotheses(view)
    if view.asymmetry is not None:
        hypotheses += asymmetry_hypotheses(view.asymmetry, view.voice)
    return _with_draws(view, hypotheses)


def _with_draws(view: View, hypotheses: Iterable[Hypothesis]) -> list[Hypothesis]:
    draws = int(view.fit.spec.draws) if view.fit is not None else 400
    return [replace(q, draws=draws) for q in hypotheses]


def say(test: HypothesisTest) -> Words:
    """The sentence of a test, marked as a finding or not, with estimate and interval."""
    return Words(test.sentence, test.significant, estimate(test))


def estimate(test: HypothesisTest) -> str:
    """The estimate in standard terms, or on a page for laypeople the interval alone."""
    q = test.hypothesis
    if not q.term:
        return q.numbers
    lone = test.unadjusted and q.eligible and not test.significant
    before = " (before it, the interval excludes zero)" if lone else ""
    return f"{q.term} {q.numbers}; Holm-adjusted {probability(test.adjusted)}{before}"


def failed(selected: Sequence[HypothesisTest], *, negated: bool) -> str:
    """What tests without a finding failed: the distance from zero, or only the correction for many tests.

    ``negated``: after "none of …", else after one subject.
    """
    if any(a.unadjusted and a.hypothesis.eligible for a in selected):
        return "survived Holm correction" if negated else "did not survive Holm correction"
    nothing = "established above 0.1" if any(a.hypothesis.nothing for a in selected) else "distinguished from zero"
    return f"could {'' if negated else 'not '}be {nothing}"


def null(sentence: str, selected: Sequence[HypothesisTest], *, named: bool = False) -> Words:
    """One sentence for several tests without a finding, with the width that the data license.

    ``named``: the line under it begins with the field's terms, as the sentence does not say them.
    """
    low, high = min(a.hypothesis.low for a in selected), max(a.hypothesis.high for a in selected)
    first = selected[0].hypothesis
    unit = f" {first.unit}" if first.unit else ""
    inside = f"{between(low, high, digits_of(low, high))}{unit}"
    names = {a.hypothesis.terms for a in selected if a.hypothesis.terms and named}
    terms = begin(listing([name if i == 0 else name[:1].lower() + name[1:] for i, name in enumerate(sorted(names))]))
    reach = f"90 % interval {inside}" if len(selected) == 1 else f"all 90 % intervals within {inside}"
    reach = f"{terms}: {reach}" if terms else begin(reach)
    ranges = [a.hypothesis.prior for a in selected if a.hypothesis.prior is not None]
    if ranges:
        low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
        research = bool(first.term)
        reach += (
            f" (prior 90 % interval {between(low, high)})"
            if research
            else f" (before the data: {between(low, high, 1)})"
        )
    return Words(sentence, False, reach + _unadjusted(selected, research=bool(first.term)))


def _unadjusted(selected: Sequence[HypothesisTest], *, research: bool) -> str:
    """How many would count without the adjustment."""
    lone = sum(a.hypothesis.eligible and a.unadjusted and not a.significant for a in selected)
    if not research:  # "0.00 to 0.69" is printed as holding zero
        shown = [a for a in selected if min(abs(a.hypothesis.low), abs(a.hypothesis.high)) >= LEAST]
        lone = sum(a.hypothesis.eligible and a.unadjusted and not a.significant for a in shown)
    if lone and not research:
        which = (
            "it excludes"
            if len(selected) == 1
            else f"{in_words(lone)} of them {'excludes' if lone == 1 else 'exclude'}"
        )
        return f"; {which} zero, which is not enough when many estimates are compared"
    if not lone:
        return ""
    nothing = "0.1" if any(a.hypothesis.nothing for a in selected) else "zero"
    if len(selected) == 1:
        return f"; before Holm correction, this interval excludes {nothing}"
    verb = "excludes" if lone == 1 else "exclude"
    return f"; before Holm correction, {in_words(lone)} of these {len(selected)} intervals {verb} {nothing}"


def both_ways(tests: HypothesisTests, voice: Voice) -> list[Words]:
    """Which items carry over in both directions; and what one direction alone does not mean."""
    found = {a.key for a in tests.about("effect") if a.significant and a.key[1] != a.key[3]}
    mutual = sorted({str(k[2]) for k in found if k[2] == k[4] and ("effect", k[3], k[2], k[1], k[2]) in found})
    single = [k for k in found if ("effect", k[3], k[2], k[1], k[4]) not in found]
    words = []
    if mutual:
        words.append(Words(f"In both directions: {listing([voice.thing(i) for i in mutual])}.", True))
    if single and any(("effect", k[3], k[2], k[1], k[4]) in {a.key for a in tests.all} for k in single):
        words.append(
            Words(
                "A finding in one direction and none in the other does not mean that the two differ: the other effect "
                "may be as strong, and the data too few to show it."
            )
        )
    return words


def outlying(tests: HypothesisTests, couples: int) -> Words | None:
    """How many couples show partner effects by themselves."""
    selected = tests.about("couple")
    found = {a.key[1] for a in selected if a.significant}
    if found:
        return Words(
            f"{begin(count(len(found), 'couple shows', 'couples show'))} a partner effect by itself, out of {couples}.",
            True,
        )
    if selected:
        return null(f"None of the {couples} couples shows a reliable partner effect by itself.", selected)
    return None


def headline(tests: HypothesisTests, voice: Voice, lag: Lag, *, cross: bool = False) -> str:
    """A figure's title if the data license one, else an empty text."""
    found = [a for a in tests.about("effect") if a.significant and a.key[1] != a.key[3]]
    found = [a for a in found if (a.key[2] != a.key[4]) == cross]
    if not found:
        return ""
    _, cause, item, effect, other = found[0].key
    way = "higher" if found[0].hypothesis.middle > 0 else "lower"
    more = f", and {count(len(found) - 1, 'more partner effect')}" if len(found) > 1 else ""
    return (
        f"{begin(voice.rating(str(other), str(effect)))} is {way} {lag.later} when "
        f"{voice.rating(str(item), str(cause))} was higher{more}"
    )


def _trend(view: View) -> Iterator[Hypothesis]:
    """Trends are given in points of the rating scale a week; the sentence says how much that is in all."""
    voice, trend = view.voice, view.trend
    assert trend is not None
    time = view.diary.frame.groupby("couple")["time"]
    weeks = float((time.max() - time.min()).median()) / 7
    for row in trend.itertuples():
        partner = str(row.partner)
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
        yield Hypothesis(
            "trend", ("trend", partner, row.item), row.q05, row.q50, row.q95, yes, no, size, term=term[0],
            terms=term[1], unit="points a week", least=LEAST / max(weeks, 1e-9),
        )  # fmt: skip
