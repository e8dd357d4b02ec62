"""What would change it, in the model."""

from __future__ import annotations

import pandas as pd

from pairbond import plots
from pairbond.counterfactual import Course, People, WhatIf
from pairbond.counterfactual.outcomes import BY_NAME, WINDOW
from pairbond.counterfactual.words import discernible, span
from pairbond.help import GENERIC, Contact
from pairbond.model import BOTH, OTHER
from pairbond.plots.what_if import Course as Row
from pairbond.plots.what_if import Group, Line
from pairbond.report._change_words import not_shown, opening, reading_it, separation, voices
from pairbond.report._sections import Section, Table, Words
from pairbond.report.voice import Voice, listing

DRAWN = ("arousal", "load", "unmet_need", "reality_trust")
GROUPS = ("for oneself", "towards the other", "an agreement of two", "less contact")
TITLE = "What would change it, in the model"
_Q = ("q05", "q25", "q50", "q75", "q95")


def change(what: WhatIf, voice: Voice, contacts: tuple[Contact, ...] = GENERIC) -> Section:
    """Courses of action, each against going on as before; ``contacts`` are named where people may go apart.

    On a page that both partners may read, courses directed at the other are missing whenever the diary asked about
    danger, whatever was answered: neither their absence nor any number of the page may tell one partner what the other
    wrote.
    """
    people = _people(what, voice)
    shared = voice.kind != "one" and what.has_danger_items
    courses = tuple(one for one in what.courses if not (shared and (one.directed_at_other or one.needs_both)))
    apart = what.status > 0 or any(one.less_contact for one in courses)
    warned = (separation(contacts),) if apart else ()
    left = not_shown(what, people, shared)
    if not courses:
        nothing = Words("No course of action could be compared with going on as before.")
        return Section("change", TITLE, (nothing, *warned), notes=left)
    rows = what.own[what.own["course"].isin([one.name for one in courses])]
    day = what.horizons[-1]
    now = rows[rows["day"] == day].reset_index(drop=True)
    return Section(
        key="change",
        title=TITLE,
        words=(*opening(what, day), *warned),
        figures=(_figure(what, courses, now[now["outcome"].isin(DRAWN)], people, day),),
        points=tuple(voices(name, what, courses, people) for name in dict.fromkeys(x.name for x in courses)),
        points_title="One by one; differences from going on as before, in points of 100",
        notes=(reading_it(rows), *left),
        tables=(Table("Courses of action against going on as before", _table(rows, courses, people)),),
    )


def _people(what: WhatIf, voice: Voice) -> People:
    def name(partner: str) -> str:
        return voice.who(partner) if partner in what.writers else OTHER

    return People({partner: name(partner) for partner in what.names})


def _group(one: Course) -> int:
    if one.less_contact:
        return 3
    return 2 if one.needs_both else int(one.directed_at_other)


def _figure(what: WhatIf, courses: tuple[Course, ...], drawn: pd.DataFrame, people: People, day: int) -> plots.Figure:
    kinds = {one.name: one for one in reversed(courses)}
    groups: list[Group] = []
    for number, heading in enumerate(GROUPS):
        names = [name for name in dict.fromkeys(one.name for one in courses) if _group(kinds[name]) == number]
        rows = [Row(kinds[name].label, _lines(drawn[drawn["course"] == name], list(what.names))) for name in names]
        if rows:
            groups.append(Group(heading, tuple(rows)))
    apart = [
        f"{kinds[str(r.course)].label}, {people.whose(str(r.partner))} {BY_NAME[str(r.outcome)].label}: {span(r)}"
        for r in drawn.itertuples()
        if discernible(r)
    ]
    return plots.what_if(
        groups,
        [BY_NAME[name].label for name in DRAWN],
        {at: people.who(p) for at, p in enumerate(what.names) if p in what.described},
        drawn[["course", "actor", "outcome", "partner", "day", *_Q]].reset_index(drop=True),
        title=f"Difference from going on as before, in the {WINDOW} days before day {day}, by what is done",
        note="Dots are medians of all runs, with 50 % (thick) and 90 % (thin) intervals. Grey: the 90 % interval "
        "includes no change, or the difference stays below half a point.",
        alt=f"Rows are courses of action, panels are {listing([BY_NAME[name].label for name in DRAWN])}. Differences "
        f"in points of 100 whose 90 % lies on one side of no change: {'; '.join(apart) or 'none'}.",
    )


def _lines(rows: pd.DataFrame, partners: list[str]) -> tuple[Line, ...]:
    return tuple(
        Line(
            DRAWN.index(str(r.outcome)),
            partners.index(str(r.partner)),
            discernible(r),
            (r.q05, r.q25, r.q50, r.q75, r.q95),
        )
        for r in rows.itertuples()
    )


def _table(rows: pd.DataFrame, courses: tuple[Course, ...], people: People) -> pd.DataFrame:
    who = {**people.names, BOTH: BOTH}
    table = pd.DataFrame(
        {
            "course": rows["course"].map({one.name: one.label for one in courses}),
            "who acts": rows["actor"].map(who),
            "of": rows["partner"].map({**who, BOTH: "the couple"}),
            "outcome": rows["outcome"].map({name: one.label for name, one in BY_NAME.items()}),
            "day": rows["day"],
            **{name: rows[name] for name in _Q},
            "aleatoric SD": rows["sd_aleatoric"],
            "epistemic SD": rows["sd_epistemic"],
            "share above 0": rows["above"],
        }
    )
    return table.reset_index(drop=True)
