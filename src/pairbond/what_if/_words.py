"""Paired differences in plain words. Every sentence rests on an interval and says "in the model"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pairbond.what_if._outcomes import BY_NAME, WINDOW, Outcome
from pairbond.what_if.course import Course

LITTLE = 0.005  # differences that stay below half a point of 100 are not worth a word


@dataclass(frozen=True)
class People:
    """What partner 0 and partner 1 are called; "you" is spoken to."""

    names: tuple[str, str]

    def who(self, partner: int) -> str:
        return self.names[partner]

    def whose(self, partner: int) -> str:
        return "your" if self.names[partner] == "you" else f"{self.names[partner]}’s"

    def acts(self, course: Course) -> str:
        """The sentence of a course."""
        first = max(course.actor, 0)
        return course.said(self.names[first], self.names[1 - first])


@dataclass(frozen=True)
class Sentence:
    """What the model says of one outcome under one course.

    ``told``: the 90 % interval lies on one side of no change, and is worth a word.
    """

    course: str
    actor: int
    outcome: str
    partner: int
    day: int
    told: bool
    text: str


def sentences(
    table: pd.DataFrame, courses: Sequence[Course], people: People, *, alone: bool, day: int
) -> tuple[Sentence, ...]:
    """Those of the main outcomes in ``table`` on ``day``."""
    by = {(one.name, one.actor): one for one in courses}
    rows = [row for row in table.itertuples() if row.day == day and BY_NAME[str(row.outcome)].main]
    return tuple(sentence(row, by[row.course, row.actor], people, alone) for row in rows)


def told(row: Any) -> bool:
    """Whether a row of the table lies on one side of no change, by an amount worth a word."""
    large = max(abs(row.q05), abs(row.q95)) >= (0.5 if BY_NAME[row.outcome].count else LITTLE)
    return bool((row.q05 > 0 or row.q95 < 0) and large)


def sentence(row: Any, course: Course, people: People, alone: bool) -> Sentence:
    """The sentence of one row of the table; ``alone``: only one person writes, so it is clear who acts."""
    one = BY_NAME[row.outcome]
    by = "" if alone or course.actor < 0 else f" ({people.who(course.actor)})"
    thing = one.label if row.partner < 0 else f"{people.whose(row.partner)} {one.label}"
    when = f"up to day {row.day}" if one.count else f"in the {WINDOW} days before day {row.day}"
    under = f"In the model, under “{course.label}”{by}, {thing}"
    found = told(row)
    if found:
        more = ("more often", "less often") if one.count else ("higher", "lower")
        verb = "come" if one.count else "is"
        text = f"{under} {verb} {more[row.q95 < 0]} {when} than as before, by {extent(row, one)}."
        text += origin(row)
    elif max(abs(row.q05), abs(row.q95)) < (0.5 if one.count else LITTLE):
        text = f"{under} {'are' if one.count else 'is'} {when} as before, give or take less than half a "
        text += "fall." if one.count else "point of 100."
    else:
        verb = "may come less or more often" if one.count else "may be lower or higher"
        text = f"{under} {verb} {when} than as before ({span(row, one)}); no change is among it."
    return Sentence(course.name, course.actor, row.outcome, row.partner, row.day, found, text)


def extent(row: Any, one: Outcome) -> str:
    """The interval of a difference without its sign: "3 to 12 points of 100"."""
    low, high = sorted((abs(row.q05), abs(row.q95)))
    return f"{_number(low, one, False)} to {_number(high, one, False)} {unit(one)}"


def span(row: Any, one: Outcome) -> str:
    """The interval of a difference with its signs: "−2 to +5 points of 100"."""
    return f"{_number(row.q05, one, True)} to {_number(row.q95, one, True)} {unit(one)}"


def unit(one: Outcome) -> str:
    """Of what a difference is counted."""
    return "times" if one.count else "points of 100"


def origin(row: Any) -> str:
    """Where the width of an interval comes from, or nothing where there is no width."""
    chance, knowing = row.sd_chance**2, row.sd_not_knowing**2
    if chance + knowing < 1e-12:
        return ""
    share = knowing / (chance + knowing)
    if share > 2 / 3:
        return " The width is mostly what these entries leave open."
    return (
        " The width is mostly chance." if share < 1 / 3 else " The width is chance and what these entries leave open."
    )


def _number(value: float, one: Outcome, sign: bool) -> str:
    size = value if one.count else 100 * value
    text = f"{abs(size):.0f}" if one.count or abs(size) >= 9.95 else f"{abs(size):.1f}"
    if float(text) == 0:
        return "0"
    return f"{('−' if size < 0 else '+') if sign else ''}{text.removesuffix('.0')}"
