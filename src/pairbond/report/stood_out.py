"""What stood out in the days of a couple or of one person: notable days, best and worst stretches."""

from __future__ import annotations

import pandas as pd

from pairbond.report._notable import Notable, Stretch, notable, stretches
from pairbond.report._sections import Section, Table, Words
from pairbond.report.course import dates
from pairbond.report.view import View
from pairbond.report.voice import begin, listing, number

_DAYS = 5  # notable days listed; the table has all


def stood_out(view: View) -> Section | None:
    """Days far from a person's usual, and the best and the worst stretch; None for a group."""
    if view.voice.kind == "group":
        return None
    found, ends = notable(view.diary, view.spoken), stretches(view.diary, view.spoken)
    if not found and ends is None:
        return None
    words = _words(view, found, ends)
    days = sorted({n.day for n in _first_days(found)})
    points = tuple(Words(f"{on(view, day)}: {_said(view, [n for n in found if n.day == day])}.") for day in days)
    return Section(
        "stood-out",
        "What stood out",
        words,
        points=points,
        points_title="Notable days" if points else "",
        tables=(_table(view, found),) if found else (),
    )


def on(view: View, day: int) -> str:
    """A day as the diary counts it: "12 March", "Day 9"."""
    known = dates(view)
    return known[float(day)] if known and float(day) in known else f"Day {day + 1}"


def farthest(view: View) -> Words | None:
    """The most unusual rating of the diary, in one sentence."""
    found = notable(view.diary, view.spoken)
    if not found:
        return None
    one = found[0]
    rating = view.voice.rating(one.item, one.partner)
    way = "above" if one.far > 0 else "below"
    day = on(view, one.day)
    return Words(
        f"The most unusual day was {day if day[0].isdigit() else day.lower()}, when {rating} was {_size(one)} points "
        f"{way} its average of {number(one.usual, 1)}."
    )


def _first_days(found: tuple[Notable, ...]) -> list[Notable]:
    """The ratings on the few most notable days."""
    days: list[int] = []
    for one in found:
        if one.day not in days:
            days.append(one.day)
    return [n for n in found if n.day in days[:_DAYS]]


def _size(one: Notable) -> str:
    return number(abs(one.value - one.usual), 1)


def _said(view: View, ratings: list[Notable]) -> str:
    parts = []
    for one in ratings:
        way = "above" if one.far > 0 else "below"
        owner = "your" if view.voice.kind == "one" else "the"
        rating = view.voice.rating(one.item, one.partner)
        average = f"{owner} usual {number(one.usual, 1)}"
        parts.append(
            f"{rating} was {number(one.value, 1)}, {_size(one)} {way} {average} ({number(abs(one.far), 1)} SD)"
        )
    return listing(parts)


def _words(view: View, found: tuple[Notable, ...], ends: tuple[Stretch, Stretch, int] | None) -> tuple[Words, ...]:
    words = []
    own = "your own average" if view.voice.kind == "one" else "that person’s own average"
    if found:
        words.append(
            Words(
                f"A day is listed if a rating was unusually far from {own}: at least twice the standard deviation "
                "(SD), which is how far ratings usually lie from it. About one rating in twenty does so by chance."
            )
        )
    if ends is not None:
        best, worst, length = ends
        turned = [view.voice.thing(i.name) for i in view.spoken if i.higher != "neither"]
        things = ", ".join([*turned[:4], "and others"]) if len(turned) > 4 else listing(turned)
        words.append(
            Words(
                f"The best {length} days in a row were {_from_to(view, best)}, the hardest {_from_to(view, worst)}, "
                f"counting {things} together.",
                numbers=f"On average {number(abs(best.level))} SD {_side(best)} than usual, and "
                f"{number(abs(worst.level))} SD {_side(worst)}",
            )
        )
    return tuple(words)


def _side(stretch: Stretch) -> str:
    return "better" if stretch.level > 0 else "worse"


def _from_to(view: View, stretch: Stretch) -> str:
    first, last = on(view, stretch.first), on(view, stretch.last)
    if not first[0].isdigit():
        return f"days {stretch.first + 1} to {stretch.last + 1}"
    return f"{first} to {last}"


def _table(view: View, found: tuple[Notable, ...]) -> Table:
    frame = pd.DataFrame([n.__dict__ for n in found])
    shown = pd.DataFrame(
        {
            "day": [on(view, n.day) for n in found],
            "rating": [begin(view.voice.rating(n.item, n.partner)) for n in found],
            "given": [number(n.value, 1) for n in found],
            "average": [number(n.usual, 1) for n in found],
            "SD from average": [number(n.far, 1) for n in found],
        }
    )
    return Table("All notable ratings", frame, shown)
