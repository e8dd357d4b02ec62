"""One guess of everything: layout, who, when and what was answered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from pairbond.diary._answer_words import MOST_WORDS
from pairbond.diary._facts import Facts
from pairbond.diary._guess_items import (
    ANALYSED,
    MOST,
    SAME,
    STILL,
    answers_of,
    best,
    partner_copies,
    shared_by_partners,
)
from pairbond.diary._guess_itemwise import guess_itemwise
from pairbond.diary._guess_pairs import Pairs, are_partners, guess_pairs, same_scale, twin
from pairbond.diary._guess_people import Who, called_person, guess_people, numbered_pair
from pairbond.diary._guess_scales import guess_about, guess_higher, guess_scale, scale_of_words
from pairbond.diary._guess_time import (
    When,
    counts_days,
    guess_time,
    hinted,
    is_time_of_day,
    looks_like_time,
    with_prompt,
)
from pairbond.diary._guess_unknown_words import add_unknown_words
from pairbond.diary._numbers import MISSING_WORDS
from pairbond.diary._split_ids import split_ids
from pairbond.diary.danger_words import speaks_of_danger
from pairbond.diary.faults import listing
from pairbond.diary.schema import CONTACTS, KEYS
from pairbond.diary.table import Table

_EVENT = re.compile(r"(?i)events?|notes?|comments?|remarks?")


@dataclass(frozen=True)
class Guess:
    """Tables of a mapping, a remark an item, sentences about the file, and columns not used with the reason."""

    mapping: dict[str, Any]
    remarks: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    unused: dict[str, str] = field(default_factory=dict)


def guess(table: Table, file: str, frame: str | None) -> Guess | None:
    """The likeliest mapping of a table; ``None`` if it has no times or no answers."""
    facts = Facts(table)
    when = _time(facts)
    if when is None:
        return None
    itemwise = guess_itemwise(facts, when, guess_people(facts, when, {when.column}))
    if itemwise is not None:
        facts = Facts(itemwise.table)
        when = _time(facts)
        if when is None:
            return None
    taken = {name for name in (when.column, when.within_day, when.part.get("offset")) if name}
    contact = next((n for n in facts.columns if "contact" in n.lower() and _has_contacts(facts, n)), None)
    event = next((n for n in facts.columns if _EVENT.fullmatch(n.strip("_. ")) and facts.numbers(n) is None), None)
    taken |= {name for name in (contact, event) if name}
    who = guess_people(facts, when, taken)
    taken |= {name for name in (who.couple, who.person, who.role, who.id) if name}
    free = [name for name in facts.columns if name not in taken]
    found = answers_of(facts, when, who, free)
    if add_unknown_words(facts, when, who, free, bool(found.answers)):
        found = answers_of(facts, when, who, free)
    answers, unused = found.answers, dict(found.why_not)
    numbered = numbered_pair(facts, who)
    pairs = _pairs(facts, answers) if who.alone or numbered else Pairs()
    if numbered and are_partners(pairs, len(answers), called_person(numbered)):
        who = replace(who, couple=numbered, person=None, alone=True)
    elif numbered:
        pairs = Pairs()
    wide = bool(pairs.columns)
    if not who.alone:
        copies = partner_copies(facts, when, _couple_of(facts, who), who, answers)
        unused |= {name: f"the partner's own answer to {other}" for name, other in copies.items()}
        shared = shared_by_partners(facts, when, _couple_of(facts, who), who, answers)
        unused |= dict.fromkeys(shared, "the same for both partners; it could be a [[covariate]]")
        answers = [name for name in answers if name not in copies and name not in shared]
    groups = (
        [(base, list(pair)) for base, pair in pairs.columns.items()] if wide else [(name, [name]) for name in answers]
    )
    if not groups:
        return None
    if wide:
        paired = {name for _, columns in groups for name in columns}
        unused |= {name: "one column for both partners" for name in answers if name not in paired}
        unused |= {name: f"of a third member, {mark}" for name, mark in pairs.third.items()}
    time = _own_times(facts, when.column, pairs) if wide else when.column
    within_day = _own_times(facts, when.within_day, pairs) if wide else when.within_day
    for columns in (time, within_day):
        if isinstance(columns, dict):
            taken |= set(columns.values())
            unused = {name: why for name, why in unused.items() if name not in columns.values()}
    chosen = set(best(facts, ~np.isnan(when.days), groups))
    chosen |= {base for base, _ in groups if speaks_of_danger(base)}  # watched, however many others there are
    unused |= {name: "could be an item too" for base, columns in groups if base not in chosen for name in columns}
    kept = [(base, columns) for base, columns in groups if base in chosen]
    items, remarks = _items(facts, kept, pairs)
    mapping: dict[str, Any] = {
        "title": Path(file).stem.replace("_", " "),
        "file": {"layout": "wide" if wide else "long", "table": frame},
        "columns": {
            "couple": who.couple,
            "person": who.person,
            "role": who.role,
            "id": who.id,
            "time": time,
            "within_day": within_day,
            "contact": contact,
            "event": event,
        },
        "time": when.part,
        "partners": _partners(who, pairs),
        "item": items,
    }
    if itemwise is not None:
        mapping["file"] |= {"names_from": itemwise.names, "values_from": itemwise.values}
    doubts = _doubts(facts, who, when, pairs, len(groups))
    doubts += [
        f"{name} seems to ask for fear, threat, control or harm and {'is ' if why == SAME else ''}{why}; to be watched "
        "it needs an [[item]] with the ends of its scale and danger = true."
        for name, why in found.why_not.items()
        if speaks_of_danger(name) and why in (SAME, STILL)
    ]
    guessed = [part["name"] for part, (_, columns) in zip(items, kept, strict=True) if _order_guessed(facts, columns)]
    if guessed:
        doubts.append(f"In which order the words of {listing(guessed)} stand is a guess; put them right.")
    if len(items) > ANALYSED:
        first = best(facts, ~np.isnan(when.days), kept)[:ANALYSED]
        mapping["analysis"] = {
            "items": [part["name"] for part, (base, _) in zip(items, kept, strict=True) if base in first]
        }
        doubts.append(f"{len(items)} items are defined, of which [analysis] names the {ANALYSED} that are fitted.")
    used = {name for _, columns in kept for name in columns} | taken
    rest = {name: _text(facts, name) for name in facts.table.columns if name not in used and name not in unused}
    return Guess(mapping, remarks, doubts, unused | rest)


def _time(facts: Facts) -> When | None:
    """The likeliest column of times: of numbers that no name tells, the one beside which couples are seen."""
    found = guess_time(facts)
    if not found or found[0].part or hinted(found[0].column) or facts.numbers(found[0].column) is None:
        return found[0] if found else None
    best = next((when for when in found if not guess_people(facts, when, {when.column}).alone), None)
    return best or (with_prompt(facts, found[0]) if counts_days(found[0]) else None)


def _own_times(facts: Facts, column: str | None, pairs: Pairs) -> str | dict[str, str] | None:
    """Columns of times of both partners by name, where that of one has a twin; else the column itself."""
    if column is None:
        return None
    alike = is_time_of_day if is_time_of_day(facts, column) else looks_like_time
    times = [name for name in facts.columns if name != column and alike(facts, name)]
    both = twin(column, times, pairs)
    return dict(zip(pairs.names, both, strict=True)) if both else column


def _text(facts: Facts, name: str) -> str:
    few = 2 <= facts.distinct(name) <= MOST_WORDS
    return "words; to make it an item, name them in order as its words" if few and facts.is_text(name) else ""


def _pairs(facts: Facts, names: list[str]) -> Pairs:
    numbers = {name: values for name in names if (values := facts.numbers(name)) is not None}

    def alike(one: str, two: str) -> bool:
        if one in facts.words or two in facts.words:
            return facts.words.get(one) == facts.words.get(two)
        return same_scale(numbers[one], numbers[two])

    def apart(one: str, two: str) -> float:
        both = [numbers[name][~np.isnan(numbers[name])] for name in (one, two)]
        spread = float(np.concatenate(both).std()) or 1.0
        return abs(float(both[0].mean() - both[1].mean())) / spread

    return guess_pairs(list(numbers), alike, apart)


def _couple_of(facts: Facts, who: Who) -> np.ndarray:
    if who.couple:
        return facts.groups([who.couple])
    found = split_ids(facts.names(who.id)) if who.id else None
    return facts.groups([found[0]]) if found else np.zeros(facts.size, dtype=np.int64)


def _partners(who: Who, pairs: Pairs) -> dict[str, Any]:
    if pairs.columns:
        distinguishable = not pairs.names[0].startswith(("partner", "person", "A"))
        return {"names": list(pairs.names), "distinguishable": distinguishable}
    if who.values:
        pair, rest = list(who.values[:2]), list(who.values[2:])
        found: dict[str, Any] = {"names": _called(who.role or who.id or "", pair), "values": pair}
        return found | ({"leave_out": rest} if rest else {}) | ({"distinguishable": False} if who.alike else {})
    return {"names": ["writer"]} if who.alone else {"names": []}


def _called(column: str, values: list[str]) -> list[str]:
    """Names for the values of a role column; 0 and 1 of ``female`` say who is who."""
    plain = column.lower()
    if values == ["0", "1"] and plain in ("female", "male"):
        return ["man", "woman"] if plain == "female" else ["woman", "man"]
    if all(value.isdigit() for value in values):
        return [f"{column} {value}" for value in values]
    return values


def _items(
    facts: Facts, groups: Iterable[tuple[str, list[str]]], pairs: Pairs
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    items: list[dict[str, Any]] = []
    remarks: dict[str, str] = {}
    for base, columns in groups:
        values = np.concatenate([v for name in columns if (v := facts.numbers(name)) is not None])
        words = facts.words.get(columns[0])
        scale = scale_of_words(words) if words else guess_scale(values)
        nothing = dict.fromkeys(word for name in columns for word in facts.unanswered(name))
        name = _name(base, {part["name"] for part in items})
        items.append(
            {
                "name": name,
                "label": base.strip("_. ").replace("_", " "),
                "columns": dict(zip(pairs.names, columns, strict=True)) if len(columns) == 2 else columns[0],
                "about": guess_about(base),
                "low": scale.low,
                "high": scale.high,
                "higher": guess_higher(base),
                "kind": scale.kind,
                "words": list(words.words) if words else [],
                "missing": [*scale.missing, *nothing],
                "danger": speaks_of_danger(base) and scale.low is not None,
            }
        )
        shown = values[~np.isnan(values) & ~np.isin(values, scale.missing)]
        remarks[name] = words.remark if words else f"answers run from {shown.min():g} to {shown.max():g}"
    return items, remarks


def _order_guessed(facts: Facts, columns: list[str]) -> bool:
    words = facts.words.get(columns[0])
    return words is not None and words.source == "answers"


def _name(base: str, taken: set[str]) -> str:
    letters = unicodedata.normalize("NFKD", base.casefold())  # nähe, as na and a mark, is nahe
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    plain = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:40].strip("_") or "item"
    plain = plain if plain[0].isalpha() else f"item_{plain}"
    plain = f"{plain}_answer" if plain in KEYS else plain
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name


def _has_contacts(facts: Facts, name: str) -> bool:
    words = {str(cell).lower() for cell in facts.table.columns[name]} - {w.lower() for w in MISSING_WORDS}
    return bool(words) and words <= set(CONTACTS)


def _doubts(facts: Facts, who: Who, when: When, pairs: Pairs, answers: int) -> list[str]:
    said = []
    if pairs.columns and not pairs.known:
        one, two = next(iter(pairs.columns.values()))
        said.append(
            f"Read as the answers of two partners: {one} and {two}. If one person gave both, they are two items."
        )
    elif who.alone and not pairs.columns and facts.size > 1:
        people = len(np.unique(who.writer))
        whom = f"as {people} people who write alone" if people > 1 else "as one person who writes alone"
        said.append(
            f"Read {whom}: no column tells two partners apart. If these are couples, say which column does: "
            "columns.couple with columns.person or columns.role, or columns.id for ids such as 12a and 12b."
        )
    if pairs.third:
        members = listing(dict.fromkeys(pairs.third.values()))
        said.append(
            f"Besides {listing(pairs.names)} there is {members}; a diary is of two. For another pair change names "
            "under [partners] and the columns of each item."
        )
    if len(who.values) > 2:
        said.append(
            f"Most couples have {len(who.values)} members; a diary is of two. Read are {who.values[0]} and "
            f"{who.values[1]}; for another pair change names, values and leave_out under [partners]."
        )
    if not when.part and facts.numbers(when.column) is not None and not hinted(when.column) and who.couple:
        said.append(f"No name says so, but {when.column} is taken as the day and {who.couple} as the couple.")
    if "order" in when.part:
        said.append(f"Dates of {when.column} could be read in two ways; {when.part['order']} keeps the days together.")
    if when.part.get("unit") in ("seconds", "milliseconds") and not {"offset", "start"} & set(when.part):
        said.append('Times count from 1970 in universal time; say zone = "Europe/Berlin" or the like under [time].')
    if answers > MOST:
        said.append(f"{answers} columns could be items; the {MOST} that are best answered and vary most are proposed.")
    return said
