"""The third voice beside a course, in words: how its outcomes change in the model, by their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pairbond.counterfactual.course import Course
from pairbond.counterfactual.outcomes import BY_NAME
from pairbond.counterfactual.words import People, discernible, extent, same
from pairbond.model import BOTH


def model_would(
    kinds: Sequence[Course], rows: pd.DataFrame, people: People, one_writer: bool, days: Sequence[int]
) -> str:
    """Whole sentences, day by day, for one kind of course, taken by one or by either of the two.

    Outcomes that change in a known direction come first, then those whose direction the model cannot give. ``rows`` are
    those of the table.
    """
    said: list[str] = []
    for day in days:
        each = [_of_one(one, _rows(one, people.actor(one), rows, day), people, one_writer) for one in kinds]
        said += [f"by day {day}, {each[0]}", *each[1:]]
    return f"In the model, {' '.join([said[0], *(f'{x[:1].upper()}{x[1:]}' for x in said[1:])])}"


def _rows(one: Course, actor: str, rows: pd.DataFrame, day: int) -> list[Any]:
    mine = rows[(rows["course"] == one.name) & (rows["actor"] == actor) & (rows["day"] == day)]
    return [row for row in mine.itertuples() if BY_NAME[str(row.outcome)].main]


def _of_one(one: Course, rows: list[Any], people: People, one_writer: bool) -> str:
    owned = not one_writer and one.who == BOTH
    certain = [row for row in rows if discernible(row)]
    unsure = [_thing(row, people, owned) for row in rows if not discernible(row) and not same(row)]
    levels = [_level(row, _thing(row, people, owned)) for row in certain if not BY_NAME[row.outcome].count]
    counts = [_count(row) for row in certain if BY_NAME[row.outcome].count]
    changes = [*([_enumerated(levels)] if levels else []), *counts]
    who = "" if one_writer or one.who == BOTH else f"if {people.who(people.actor(one))} acts, "
    said = f"{who}{', and '.join(changes) or 'nothing would clearly change'}."
    return f"{said} We cannot say in which direction {_listing(unsure)} would change." if unsure else said


def _thing(row: Any, people: People, owned: bool) -> str:
    label = BY_NAME[row.outcome].label
    return f"{people.whose(row.partner)} {label}" if owned and row.partner != BOTH else label


def _level(row: Any, thing: str) -> tuple[str, str]:
    """What changes, and how."""
    return thing, f"{'higher' if row.q05 > 0 else 'lower'} by {extent(row)}"


def _enumerated(levels: Sequence[tuple[str, str]]) -> str:
    """One clause; the verb and the unit stand with the first change and hold for all."""
    (thing, how), *rest = levels
    return _listing([f"{thing} would be {how} points", *(f"{other} {change}" for other, change in rest)])


def _count(row: Any) -> str:
    return f"there would be {extent(row)} {'more' if row.q05 > 0 else 'fewer'} {BY_NAME[row.outcome].label}"


def _listing(things: Sequence[str]) -> str:
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
