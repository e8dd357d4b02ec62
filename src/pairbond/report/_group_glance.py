"""The first screen of a researcher's page: one line for every kind of effect, and what counts as a finding."""

from __future__ import annotations

from collections.abc import Sequence

from pairbond.report._lag_words import Lag
from pairbond.report._sections import Words
from pairbond.report.findings import null
from pairbond.report.partner_effects import between_tests, within_tests
from pairbond.report.simultaneous import HypothesisTest, HypothesisTests
from pairbond.report.view import View
from pairbond.report.voice import begin, between, listing, number

_MOST = 3  # findings of one kind that are named one by one


def group_lines(view: View, tests: HypothesisTests) -> list[Words]:
    """Partner effects, actor effects, same-occasion associations within and between persons, trends, and the rule."""
    lines = [*_partner(view, tests), *_actor(view, tests), *_together(view, tests), *_trends(view, tests)]
    return [*lines, Words(_rule(tests))] if lines else []


def arrow(view: View, test: HypothesisTest) -> str:
    """An effect by its ends: "wives’ closeness → husbands’ calm"."""
    _, cause, item, effect, other = test.key
    first, second = view.voice.rating(str(item), str(cause)), view.voice.rating(str(other), str(effect))
    return f"{first} → {second}"


def _size(test: HypothesisTest) -> str:
    q = test.hypothesis
    return f"{number(q.middle)} SD, 90 % interval {between(q.low, q.high)}"


def _largest(selected: Sequence[HypothesisTest]) -> HypothesisTest:
    return max(selected, key=lambda a: abs(a.hypothesis.middle))


def _partner(view: View, tests: HypothesisTests) -> list[Words]:
    selected, lag = between_tests(tests), Lag(view.lag)
    if not selected:
        return []
    findings = [a for a in selected if a.significant]
    most = _largest(findings or selected)
    later = "" if lag.daily else f" {lag.later}"
    if not findings:
        sentence = (
            f"No lagged effect from one partner to the other was significant after correction{later}; the largest was "
            f"{number(most.hypothesis.middle)} SD ({arrow(view, most)})."
        )
        return [null(sentence, selected, named=True)]
    return [
        Words(
            f"Partner effects: {len(findings)} of {len(selected)} {_are(len(findings))}. "
            f"{'It is' if len(findings) == 1 else 'The largest is'} {arrow(view, most)} ({_size(most)})."
        )
    ]


def _are(found: int) -> str:
    return "is a finding" if found == 1 else "are findings"


def _actor(view: View, tests: HypothesisTests) -> list[Words]:
    """Inertia by its range; cross-lagged effects within persons by name."""
    own = within_tests(tests)
    inertia, cross = ([a for a in own if (a.key[2] == a.key[4]) == same] for same in (True, False))
    parts = []
    if inertia:
        middles = [a.hypothesis.middle for a in inertia]
        found = sum(a.significant for a in inertia)
        size = f"{number(min(middles))} SD" if len(middles) == 1 else f"{between(min(middles), max(middles))} SD"
        parts.append(f"inertia was {size} ({found} of {len(inertia)} {_are(found)})")
    if cross:
        findings = [a for a in cross if a.significant]
        if not findings:
            most = _largest(cross)
            parts.append(
                f"no cross-lagged effect was significant after correction (the largest was "
                f"{number(most.hypothesis.middle)} SD, {arrow(view, most)})"
            )
        else:
            named = [f"{arrow(view, a)} ({_size(a)})" for a in sorted(findings, key=_by_size)[:_MOST]]
            more = ", the largest" if len(findings) > _MOST else ""
            parts.append(
                f"{len(findings)} of {len(cross)} cross-lagged effects {_are(len(findings))}{more}: {listing(named)}"
            )
    return [Words(f"Actor effects (within persons): {'; '.join(parts)}.")] if parts else []


def _by_size(test: HypothesisTest) -> float:
    return -abs(test.hypothesis.middle)


def _together(view: View, tests: HypothesisTests) -> list[Words]:
    """Within persons first, then between partners: what goes together in one person says nothing of two."""
    selected = tests.about("same day")
    if not selected:
        return []
    lag = Lag(view.lag)
    where = f"On the same {lag.one}" if lag.units != "times" else "On the same occasion"
    within = [a for a in selected if a.key[1] == a.key[3]]
    across = [a for a in selected if a.key[1] != a.key[3]]
    sentences = []
    findings = [a for a in within if a.significant]
    if findings:
        sentences.append(f"{where}, {_within(view, within, findings)}.")
    elif within:
        sentences.append(f"{where}, no association within persons was significant after correction.")
    found = [a for a in across if a.significant]
    if found:
        most = _largest(found)
        _, p, item, q, thing = most.key
        named = f"{view.voice.rating(str(thing), str(q))} and {view.voice.rating(str(item), str(p))}"
        sentences.append(
            f"Between partners, {len(found)} of {len(across)} associations {_are(len(found))}; the strongest is that "
            f"of {named} (residual r = {number(most.hypothesis.middle)})."
        )
    elif across:
        unadjusted = any(a.unadjusted for a in across)
        what = "survived correction" if unadjusted else "could be distinguished from zero"
        lead = "No association between partners" if within else f"{where}, no association between partners"
        sentences.append(f"{lead} {what}.")
    return [Words(" ".join(sentences))]


def _within(view: View, selected: list[HypothesisTest], findings: list[HypothesisTest]) -> str:
    """Which two ratings of one person go together: by pair where there are few, else by their number and range."""
    pairs = sorted({(str(a.key[4]), str(a.key[2])) for a in findings})
    values = [a.hypothesis.middle for a in findings]
    if len(pairs) > 1:
        return (
            f"{len(findings)} of {len(selected)} pairs of ratings were associated within persons (residual r from "
            f"{between(min(values), max(values))})"
        )
    [(first, second)] = pairs
    things = f"{view.voice.thing(first)} and {view.voice.thing(second)}"
    sizes = [
        f"{number(a.hypothesis.middle)} for {view.voice.who(str(a.key[1]))}"
        for a in sorted(findings, key=lambda a: view.voice.partners.index(str(a.key[1])))
    ]
    everyone = len(findings) == len(selected)
    if len(selected) == 1:
        return f"{things} were associated within persons (residual r = {number(values[0])})"
    return f"{things} were associated within {'each person' if everyone else 'persons'} (residual r = {listing(sizes)})"


def _trends(view: View, tests: HypothesisTests) -> list[Words]:
    selected = tests.about("trend")
    if not selected:
        return []
    findings = [a for a in selected if a.significant]
    if not findings:
        return [Words("Linear trends: none was significant after correction.")]
    named = []
    for a in findings[:_MOST]:
        rating, q = view.voice.anyone(str(a.key[2]), str(a.key[1])), a.hypothesis
        named.append(f"{rating} {'rose' if q.middle > 0 else 'fell'} by {number(abs(q.middle))} points a week")
    if len(findings) > _MOST:
        return [Words(f"{len(findings)} of {len(selected)} ratings showed a linear trend, such as: {listing(named)}.")]
    rest = "; no other rating showed a reliable linear trend" if len(findings) < len(selected) else ""
    return [Words(f"{begin(listing(named))}{rest}.")]


def _rule(tests: HypothesisTests) -> str:
    """The rule in one sentence, before the first asterisk."""
    trace = " (for inertia, 0.1 SD)" if any(a.hypothesis.nothing for a in tests.all) else ""
    return (
        f"“Finding”, “significant after correction”, “reliable” and an asterisk mean the same on this page: a 90 % "
        f"interval that excludes zero{trace}, and a Holm-adjusted two-sided p of at most {tests.share:.3f} within "
        "its family of tests."
    )
