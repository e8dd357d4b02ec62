"""What stood out in the days of a couple or of one person: notable days, best and worst stretches."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.diary import Item, own_ratings
from pairbond.report._days import from_to, on
from pairbond.report._notable import CHANCE, WEEK, Notable, notable, standardised, stretches
from pairbond.report._sections import Section, Table, Words
from pairbond.report.view import View
from pairbond.report.voice import begin, count, in_words, listing, number

_DAYS = 6  # notable days listed; the table has all


def unusual_days(view: View) -> Section | None:
    """Days far from a person's usual, and the best and the worst stretch; None for a group."""
    if view.voice.kind == "group":
        return None
    found, ends = notable(view.diary, view.spoken), best_and_hardest(view)
    if not found and ends is None:
        return None
    ranked = list(dict.fromkeys(one.day for one in found))
    days = sorted(ranked[:_DAYS])
    points = tuple(Words(f"{begin(on(view, day))}: {_said(view, [n for n in found if n.day == day])}.") for day in days)
    title = "Notable days" if len(days) == len(ranked) else f"The {in_words(len(days))} most unusual days"
    return Section(
        "unusual-days",
        "What stood out",
        (*((ends, _directions(view)) if ends is not None else ()), *((_rule(view, found),) if found else ())),
        points=points,
        points_title=title if points else "",
        tables=(_table(view, found),) if found else (),
    )


def farthest(view: View) -> Notable | None:
    """The leading rating of the most unusual day."""
    found = notable(view.diary, view.spoken)
    return found[0] if found else None


def most_unusual(view: View) -> Words | None:
    """The day most unlike the others, in one sentence."""
    one = farthest(view)
    if one is None:
        return None
    own = f"your average is {number(one.usual, 1)}" if view.voice.kind == "one" else f"average {number(one.usual, 1)}"
    rating = view.voice.rating(one.item, one.partner)
    return Words(
        f"The day most unlike the others was {on(view, one.day)}, when {rating} was {number(one.value, 1)} ({own})."
    )


def best_and_hardest(view: View) -> Words | None:
    """The best and the hardest stretch, in one sentence."""
    ends = stretches(view.diary, view.spoken)
    if ends is None:
        return None
    best, worst, length = ends
    whose = "Your" if view.voice.kind == "one" else "The"
    which = "week was" if length == WEEK else f"{in_words(length)} days in a row were"
    hardest = "hardest was" if length == WEEK else "hardest were"
    lead = f"{whose.lower()} " if whose == "Your" else "the "
    return Words(
        f"{whose} best {which} {from_to(view, best.first, best.last)}; {lead}{hardest} "
        f"{from_to(view, worst.first, worst.last)}, judged by {_judged(view)} together."
    )


def _counting(view: View) -> tuple[Item, ...]:
    """Ratings that make a stretch good or bad."""
    return own_ratings(view.diary, [item for item in view.spoken if item.higher != "neither"])


def _judged(view: View) -> str:
    own = "your" if view.voice.kind == "one" else "the"
    if len(_counting(view)) == len(own_ratings(view.diary, view.items)):
        return f"all {own} ratings"
    return f"{own} ratings of {listing([view.voice.thing(i.name) for i in _counting(view)])}"


def _directions(view: View) -> Words:
    """Which of the ratings count as good if they are high, and which as bad."""
    parts = []
    for way in ("better", "worse"):
        items = [view.voice.thing(item.name) for item in _counting(view) if item.higher == way]
        if items:
            verb = "" if parts else " counts" if len(items) == 1 else " count"
            parts.append(f"higher {listing(items)}{verb} as {way}")
    return Words(f"Here {', '.join(parts)}.")


def _said(view: View, ratings: list[Notable]) -> str:
    """The ratings of one day, each beside the average: no difference, which rounding would make wrong."""
    usual = "your average: " if view.voice.kind == "one" else "average "
    return listing(
        [
            f"{view.voice.rating(n.item, n.partner)} was {number(n.value, 1)} ({usual}{number(n.usual, 1)})"
            for n in ratings
        ]
    )


def _rule(view: View, found: tuple[Notable, ...]) -> Words:
    """What is listed, and how many such ratings chance alone would give."""
    own = "your own average" if view.voice.kind == "one" else "that person’s own average"
    ratings = len(standardised(view.diary, view.spoken))
    expected = CHANCE * ratings
    more = len(found) > expected + 2 * np.sqrt(expected)
    verdict = "more than chance alone would give" if more else "no more than chance alone would give"
    return Words(
        f"A day is listed if a rating was unusually far from {own}: at least twice the standard deviation (SD), which "
        f"is how far ratings usually lie from it, and at least a tenth of the scale. Of {count(ratings, 'rating')}, "
        f"about {max(round(expected), 1)} would be that far off by chance; here {_are(len(found))}, {verdict}."
    )


def _are(n: int) -> str:
    return "one is" if n == 1 else f"{in_words(n)} are"


def _table(view: View, found: tuple[Notable, ...]) -> Table:
    frame = pd.DataFrame([n.__dict__ for n in found])
    shown = pd.DataFrame(
        {
            "day": [begin(on(view, n.day)) for n in found],
            "rating": [begin(view.voice.rating(n.item, n.partner)) for n in found],
            "given": [number(n.value, 1) for n in found],
            "average": [number(n.usual, 1) for n in found],
            "SD from average": [number(n.far, 1) for n in found],
        }
    )
    return Table("All notable ratings", frame, shown)
