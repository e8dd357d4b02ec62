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
    """One sentence a day for one kind of course, taken by one or by either of the two; ``rows`` of the table.

    Outcomes that change in a known direction are listed first, then those whose direction the model cannot give.
    """
    found: list[str] = []
    for day in days:
        each = [_of_one(one, _rows(one, people.actor(one), rows, day), people, one_writer) for one in kinds]
        found.append(f"by day {day}, {'. '.join([each[0], *(f'{x[:1].upper()}{x[1:]}' for x in each[1:])])}.")
    return f"In the model: {' '.join([found[0], *(f'{x[:1].upper()}{x[1:]}' for x in found[1:])])}"


def _rows(one: Course, actor: str, rows: pd.DataFrame, day: int) -> list[Any]:
    mine = rows[(rows["course"] == one.name) & (rows["actor"] == actor) & (rows["day"] == day)]
    return [row for row in mine.itertuples() if BY_NAME[str(row.outcome)].main]


def _of_one(one: Course, rows: list[Any], people: People, one_writer: bool) -> str:
    owned = not one_writer and one.who == BOTH
    certain = [_change(row, _thing(row, people, owned)) for row in rows if discernible(row)]
    unsure = [_thing(row, people, owned) for row in rows if not discernible(row) and not same(row)]
    parts = [", ".join(certain) if certain else "no clear change"]
    if unsure:
        parts.append(f"we cannot say in which direction {_listing(unsure)} would change")
    who = "" if one_writer or one.who == BOTH else f"if {people.who(people.actor(one))} acts, "
    return who + "; ".join(parts)


def _thing(row: Any, people: People, owned: bool) -> str:
    label = BY_NAME[row.outcome].label
    return f"{people.whose(row.partner)} {label}" if owned and row.partner != BOTH else label


def _change(row: Any, thing: str) -> str:
    more = row.q05 > 0
    if BY_NAME[row.outcome].count:
        return f"{extent(row)} {'more' if more else 'fewer'} {thing}"
    return f"{thing} {'higher' if more else 'lower'} by {extent(row)}"


def _listing(things: Sequence[str]) -> str:
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
