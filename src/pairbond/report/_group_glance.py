"""The first screen of a researcher's page: one line for every kind of effect, and what counts as a finding."""

from __future__ import annotations

from collections.abc import Sequence

from pairbond.report._lag_words import Lag
from pairbond.report._sections import Words
from pairbond.report.findings import null
from pairbond.report.give_and_take import between_answers, own_answers
from pairbond.report.simultaneous import Answer, Answers
from pairbond.report.view import View
from pairbond.report.voice import begin, between, listing, number

_MOST = 3  # findings of one kind that are named one by one


def group_lines(view: View, answers: Answers) -> list[Words]:
    """Partner effects, actor effects, same-occasion associations within and between persons, trends, and the rule."""
    lines = [*_partner(view, answers), *_actor(view, answers), *_together(view, answers), *_trends(view, answers)]
    return [*lines, Words(_rule(answers))] if lines else []


def arrow(view: View, answer: Answer) -> str:
    """An effect by its ends: "wives’ closeness → husbands’ calm"."""
    _, cause, item, effect, other = answer.key
    first, second = view.voice.rating(str(item), int(str(cause))), view.voice.rating(str(other), int(str(effect)))
    return f"{first} → {second}"


def _size(answer: Answer) -> str:
    q = answer.question
    return f"{number(q.middle)} SD, 90 % interval {between(q.low, q.high)}"


def _largest(asked: Sequence[Answer]) -> Answer:
    return max(asked, key=lambda a: abs(a.question.middle))


def _partner(view: View, answers: Answers) -> list[Words]:
    asked, lag = between_answers(answers), Lag(view.lag)
    if not asked:
        return []
    told = [a for a in asked if a.told]
    most = _largest(told or asked)
    later = "" if lag.daily else f" {lag.later}"
    if not told:
        sentence = (
            f"No lagged effect from one partner to the other was significant after correction{later}; the largest was "
            f"{number(most.question.middle)} SD ({arrow(view, most)})."
        )
        return [null(sentence, asked, named=True)]
    return [
        Words(
            f"Partner effects: {len(told)} of {len(asked)} {_are(len(told))}. "
            f"{'It is' if len(told) == 1 else 'The largest is'} {arrow(view, most)} ({_size(most)})."
        )
    ]


def _are(found: int) -> str:
    return "is a finding" if found == 1 else "are findings"


def _actor(view: View, answers: Answers) -> list[Words]:
    """Inertia by its range; cross-lagged effects within persons by name."""
    own = own_answers(answers)
    inertia, cross = ([a for a in own if (a.key[2] == a.key[4]) == same] for same in (True, False))
    parts = []
    if inertia:
        middles = [a.question.middle for a in inertia]
        found = sum(a.told for a in inertia)
        size = f"{number(min(middles))} SD" if len(middles) == 1 else f"{between(min(middles), max(middles))} SD"
        parts.append(f"inertia was {size} ({found} of {len(inertia)} {_are(found)})")
    if cross:
        told = [a for a in cross if a.told]
        if not told:
            most = _largest(cross)
            parts.append(
                f"no cross-lagged effect was significant after correction (the largest was "
                f"{number(most.question.middle)} SD, {arrow(view, most)})"
            )
        else:
            named = [f"{arrow(view, a)} ({_size(a)})" for a in sorted(told, key=_by_size)[:_MOST]]
            more = ", the largest" if len(told) > _MOST else ""
            parts.append(f"{len(told)} of {len(cross)} cross-lagged effects {_are(len(told))}{more}: {listing(named)}")
    return [Words(f"Actor effects (within persons): {'; '.join(parts)}.")] if parts else []


def _by_size(answer: Answer) -> float:
    return -abs(answer.question.middle)


def _together(view: View, answers: Answers) -> list[Words]:
    """Within persons first, then between partners: what goes together in one person says nothing of two."""
    asked = answers.about("same day")
    if not asked:
        return []
    lag = Lag(view.lag)
    where = f"On the same {lag.one}" if lag.units != "times" else "On the same occasion"
    within = [a for a in asked if a.key[1] == a.key[3]]
    across = [a for a in asked if a.key[1] != a.key[3]]
    sentences = []
    told = [a for a in within if a.told]
    if told:
        sentences.append(f"{where}, {_within(view, within, told)}.")
    elif within:
        sentences.append(f"{where}, no association within persons was significant after correction.")
    found = [a for a in across if a.told]
    if found:
        most = _largest(found)
        _, p, item, q, thing = most.key
        named = f"{view.voice.rating(str(thing), int(str(q)))} and {view.voice.rating(str(item), int(str(p)))}"
        sentences.append(
            f"Between partners, {len(found)} of {len(across)} associations {_are(len(found))}; the strongest is that "
            f"of {named} (residual r = {number(most.question.middle)})."
        )
    elif across:
        alone = any(a.alone for a in across)
        what = "survived correction" if alone else "could be distinguished from zero"
        lead = "No association between partners" if within else f"{where}, no association between partners"
        sentences.append(f"{lead} {what}.")
    return [Words(" ".join(sentences))]


def _within(view: View, asked: list[Answer], told: list[Answer]) -> str:
    """Which two ratings of one person go together: by pair where there are few, else by their number and range."""
    pairs = sorted({(str(a.key[4]), str(a.key[2])) for a in told})
    values = [a.question.middle for a in told]
    if len(pairs) > 1:
        return (
            f"{len(told)} of {len(asked)} pairs of ratings were associated within persons (residual r from "
            f"{between(min(values), max(values))})"
        )
    [(first, second)] = pairs
    things = f"{view.voice.thing(first)} and {view.voice.thing(second)}"
    sizes = [f"{number(a.question.middle)} for {view.voice.who(int(str(a.key[1])))}" for a in sorted(told, key=_person)]
    everyone = len(told) == len(asked)
    if len(asked) == 1:
        return f"{things} were associated within persons (residual r = {number(values[0])})"
    return f"{things} were associated within {'each person' if everyone else 'persons'} (residual r = {listing(sizes)})"


def _person(answer: Answer) -> int:
    return int(str(answer.key[1]))


def _trends(view: View, answers: Answers) -> list[Words]:
    asked = answers.about("trend")
    if not asked:
        return []
    told = [a for a in asked if a.told]
    if not told:
        return [Words("Linear trends: none was significant after correction.")]
    named = []
    for a in told[:_MOST]:
        rating, q = view.voice.anyone(str(a.key[2]), int(str(a.key[1]))), a.question
        named.append(f"{rating} {'rose' if q.middle > 0 else 'fell'} by {number(abs(q.middle))} points a week")
    if len(told) > _MOST:
        return [Words(f"{len(told)} of {len(asked)} ratings showed a linear trend, such as: {listing(named)}.")]
    rest = "; no other rating showed a reliable linear trend" if len(told) < len(asked) else ""
    return [Words(f"{begin(listing(named))}{rest}.")]


def _rule(answers: Answers) -> str:
    """The rule in one sentence, before the first asterisk."""
    trace = " (for inertia, 0.1 SD)" if any(a.question.nothing for a in answers.all) else ""
    return (
        f"“Finding”, “significant after correction”, “reliable” and an asterisk mean the same on this page: a 90 % "
        f"interval that excludes zero{trace}, and a Holm-adjusted two-sided p of at most {answers.share:.3f} within "
        "its family of tests."
    )
