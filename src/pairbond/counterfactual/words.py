"""Paired differences in plain words. Every sentence rests on an interval and says "in the model"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pairbond.counterfactual.course import Course
from pairbond.counterfactual.outcomes import BY_NAME, WINDOW
from pairbond.model import BOTH, PARTNERS

LITTLE = 0.005  # differences that stay below half a point of 100 are not worth a word


@dataclass(frozen=True)
class People:
    """What the two are called in sentences: partner to words, in the diary's order; "you" is spoken to."""

    names: Mapping[str, str]

    def actor(self, course: Course) -> str:
        """The partner who acts in a course, or "both"."""
        return course.actor(tuple(self.names))

    def who(self, partner: str) -> str:
        """What a partner is called, "you" for the reader."""
        return self.names[partner]

    def whose(self, partner: str) -> str:
        """The same as a possessive."""
        return "your" if self.names[partner] == "you" else f"{self.names[partner]}’s"

    def acts(self, course: Course) -> str:
        """The sentence of a course."""
        one, other = self.names.values()
        return course.said(*((other, one) if course.who == PARTNERS[1] else (one, other)))


@dataclass(frozen=True)
class Sentence:
    """What the model says of one outcome under one course.

    Attributes
    ----------
    course, actor, outcome, partner, day : as in :attr:`WhatIf.table`; ``label`` and ``thing`` in plain words.
    direction : "higher" or "lower" (the 90 % interval lies on one side of no change), "as before" (it stays within half
        a point of 100, or half a fall), or "cannot tell".
    interval : the 90 % interval, in points of 100 or falls.
    text : the whole sentence.
    """

    course: str
    label: str
    actor: str
    outcome: str
    thing: str
    partner: str
    day: int
    direction: str
    interval: str
    text: str

    @property
    def discernible(self) -> bool:
        """Whether the interval lies on one side of no change, and is worth a word."""
        return self.direction in ("higher", "lower")


def sentences(
    table: pd.DataFrame, courses: Sequence[Course], people: People, *, one_writer: bool, day: int
) -> tuple[Sentence, ...]:
    """Those of the main outcomes in ``table`` on ``day``."""
    by = {(one.name, people.actor(one)): one for one in courses}
    rows: list[Any] = [row for row in table.itertuples() if row.day == day and BY_NAME[str(row.outcome)].main]
    return tuple(sentence(row, by[row.course, row.actor], people, one_writer) for row in rows)


def discernible(row: Any) -> bool:
    """Whether a row of the table lies on one side of no change, by an amount worth a word."""
    return bool((row.q05 > 0 or row.q95 < 0) and not same(row))


def sentence(row: Any, course: Course, people: People, one_writer: bool) -> Sentence:
    """The sentence of one row of the table; ``one_writer``: only one person writes, so it is clear who acts."""
    one = BY_NAME[row.outcome]
    by = "" if one_writer or course.who == BOTH else f" ({people.who(people.actor(course))})"
    under = f"In the model, under “{course.label}”{by}, "
    thing = one.label if row.partner == BOTH else f"{people.whose(row.partner)} {one.label}"
    said = _count(row) if one.count else f"{thing} {_level(row)}"
    text = under + said + (origin(row) if discernible(row) else "")
    return Sentence(
        course.name,
        course.label,
        people.actor(course),
        row.outcome,
        one.label,
        row.partner,
        row.day,
        direction(row),
        span(row),
        text,
    )


def direction(row: Any) -> str:
    """One word for a row."""
    if discernible(row):
        return "higher" if row.q05 > 0 else "lower"
    return "as before" if same(row) else "cannot tell"


def same(row: Any) -> bool:
    """Whether the interval of a row is too close to no change to be worth a word."""
    return max(abs(row.q05), abs(row.q95)) < (0.5 if BY_NAME[row.outcome].count else LITTLE)


def _level(row: Any) -> str:
    when = f"in the {WINDOW} days before day {row.day}"
    if same(row):
        return f"{when} differs by less than half a point of 100 from going on as before."
    if discernible(row):
        way = "lower" if row.q95 < 0 else "higher"
        return f"{when} is {way} than if everything goes on as before, by {extent(row)} points of 100."
    return (
        f"{when} may be lower or higher than if everything goes on as before: the 90 % interval includes no change "
        f"({span(row)} points of 100)."
    )


def _count(row: Any) -> str:
    what = "the image of the other falls"
    than = f"than if everything goes on as before, up to day {row.day}"
    if same(row):
        return f"{what} as often as if everything goes on as before, up to day {row.day}."
    if discernible(row):
        return f"{what} {'less' if row.q95 < 0 else 'more'} often {than}: by {extent(row)}."
    return f"{what} less or more often {than}: the 90 % interval includes no change ({span(row)})."


def extent(row: Any) -> str:
    """The interval of a difference without its sign: "3 to 12" points of 100, or falls."""
    low, high = (_number(x, row, False) for x in sorted((abs(row.q05), abs(row.q95))))
    if low == high:
        return low
    return f"{low} to {high}" if low != "0" else f"up to {high}"


def span(row: Any) -> str:
    """The interval of a difference with its signs: "−2 to +5" points of 100, or falls."""
    return f"{_number(row.q05, row, True)} to {_number(row.q95, row, True)}"


def origin(row: Any) -> str:
    """Where the width of an interval comes from, or nothing where there is no width."""
    aleatoric, epistemic = row.sd_aleatoric**2, row.sd_epistemic**2
    if aleatoric + epistemic < 1e-12:
        return ""
    share = epistemic / (aleatoric + epistemic)
    if share > 2 / 3:
        return " The interval is wide mostly because these entries fit more than one couple."
    if share < 1 / 3:
        return " The interval is wide mostly because weeks differ by chance."
    return " The interval is wide because weeks differ by chance and because these entries fit more than one couple."


def _number(value: float, row: Any, sign: bool) -> str:
    count = BY_NAME[row.outcome].count
    size = value if count else 100 * value
    text = f"{abs(size):.0f}" if count or abs(size) >= 9.95 else f"{abs(size):.1f}".removesuffix(".0")
    if float(text) == 0:
        return "0"
    return f"{('−' if size < 0 else '+') if sign else ''}{text}"
