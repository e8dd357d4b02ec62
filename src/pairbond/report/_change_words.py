"""The words around courses of action: what the numbers are, what they are not, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pairbond.report._sections import Words
from pairbond.report.help import GENERIC, Contact
from pairbond.report.voice import begin, listing
from pairbond.what_if import SHARED, Course, People, WhatIf
from pairbond.what_if._offered import OFFERS
from pairbond.what_if._outcomes import BY_NAME
from pairbond.what_if._words import extent, same, told

Note = tuple[str, tuple[str, ...]]


def opening(what: WhatIf, day: int) -> tuple[Words, ...]:
    """What was compared with what."""
    stays = "stay together" if what.status == 0 else "stay apart"
    whom = "the one" if len(what.writers) > 1 else "you, as the one"
    return (
        Words(
            "These are the model’s answers, not forecasts. From the last evening of the diary the days go on many "
            f"times over, once as before and once with one thing done differently, fully and on every day, for {day} "
            "days, with the same chances. What is compared is the model with itself; whether two real people would "
            "answer to it like this, nobody has tested."
        ),
        Words(
            f"In all these runs people {stays}, so nothing here says who leaves or comes back. What is told is what a "
            f"course would mean for {whom} who takes it; nothing is promised about the other person. The order of the "
            "rows is always the same and ranks nothing."
        ),
    )


def separation(contacts: Sequence[Contact]) -> Words:
    """Going apart can raise danger; whom to involve."""
    named = [f"{one.name[:1].lower()}{one.name[1:]}" if one in GENERIC else one.name for one in contacts]
    reached = [f"{name}, {one.phone}" if one.phone else name for name, one in zip(named, contacts, strict=True)]
    return Words(
        "Whether to stay or to go is not weighed, here or anywhere on this page. Going apart can raise danger where "
        "there is fear, threat, control or violence, and so can saying that one will. Whoever thinks of it does well "
        f"to plan it with people who help: {'; '.join(reached)}."
    )


def point(courses: Sequence[Course], rows: pd.DataFrame, people: People, *, alone: bool) -> Words:
    """One kind of course, taken by one or by either of the two."""
    first = courses[0]
    either = f"{people.who(0)} or {people.who(1)}"
    says = first.said(either, "the other") if len(courses) > 1 else people.acts(first)
    found: list[str] = []
    for one in courses:
        mine = rows[(rows["course"] == one.name) & (rows["actor"] == one.actor)]
        found.append(_result(one, [r for r in mine.itertuples() if BY_NAME[str(r.outcome)].main], people, alone))
    return Words(f"{begin(first.label)}. {says} In the model: {'. '.join([found[0], *map(begin, found[1:])])}.")


def _result(one: Course, rows: list[Any], people: People, alone: bool) -> str:
    owned = not alone and one.actor < 0
    certain = [_told(r, _thing(r, people, owned)) for r in rows if told(r)]
    unsure = [_thing(r, people, owned) for r in rows if not told(r) and not same(r)]
    parts = [", ".join(certain) if certain else "nothing can be told apart from no change"]
    if unsure:
        parts.append(f"it cannot tell about {listing(unsure)}")
    who = "" if alone or one.actor < 0 else f"if {people.who(one.actor)} acts, "
    return who + "; ".join(parts)


def _thing(row: Any, people: People, owned: bool) -> str:
    label = BY_NAME[row.outcome].label
    return f"{people.whose(row.partner)} {label}" if owned and row.partner >= 0 else label


def _told(row: Any, thing: str) -> str:
    more = row.q05 > 0
    if BY_NAME[row.outcome].count:
        return f"{extent(row)} {'more' if more else 'fewer'} {thing}"
    return f"{thing} {'higher' if more else 'lower'} by {extent(row)}"


def reading_it(rows: pd.DataFrame) -> Note:
    """Chance and not knowing, units, and what is easily misread."""
    unknown, chance = float((rows["sd_not_knowing"] ** 2).mean()), float((rows["sd_chance"] ** 2).mean())
    share = unknown / (unknown + chance) if unknown + chance > 0 else 0.0
    return (
        "How to read the numbers",
        (
            "The lines hold two kinds of width. One is chance: the same couple on the same course has better and worse "
            "weeks. The other is not knowing: these entries fit more than one couple. The table has both for every "
            f"number; over all of them, about {round(100 * share)} % of the squared width is not knowing. More days in "
            "the diary make that part smaller, and never the first.",
            "Numbers are on the model’s scales from none to most, cut into 100 points; falls are counted. Fewer falls "
            "of the image of the other are not always good news: an image that stays low cannot fall. What takes years "
            "in the theory, such as therapy, hardly shows within months. A course that is kept up on some days only "
            "would do less, and how much less was not worked out.",
        ),
    )


def not_shown(what: WhatIf, people: People, shared: bool) -> tuple[Note, ...]:
    """What was not worked out and why, one reason a line.

    ``shared``: two may read the page and questions about danger were asked; then only reasons that do not depend on
    anybody's answers are given.
    """
    inward = {one.name for one in OFFERS if not one.directed_at_other and not one.needs_both}
    reasons: dict[str, list[str]] = {}
    for name, why in what.left_out.items():
        if not shared or name in inward:
            reasons.setdefault(why, []).append(name.replace("-", " "))
    lines = [f"{begin(listing(names))}: {why}." for why, names in reasons.items()]
    if shared:
        lines.insert(0, f"{begin(SHARED)}.")
    for partner in what.writers:
        if partner not in what.told:
            lines.append(f"What {people.who(partner)} would do: of this, these entries do not tell enough.")
    return (("What is not here", tuple(lines)),) if lines else ()
