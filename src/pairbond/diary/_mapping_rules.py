"""What a mapping must say beyond having the right keys: rules between its values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import available_timezones

from pairbond.diary._answer_words import faults_of_words
from pairbond.diary._scale_words import rank_words
from pairbond.diary.danger_words import suggested_order
from pairbond.diary.faults import Fault, article, fault, listing, nearest_name
from pairbond.diary.item_kinds import KINDS
from pairbond.diary.mapping import ItemPart, Mapping
from pairbond.diary.sharing import why_private

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NEEDED = ("columns.time", "columns.within_day")
_RESERVED = ("couple", "person", "partner", "time", "date", "contact", "event")


def faults_of_meaning(mapping: Mapping, file: str) -> list[Fault]:
    """All faults of a mapping that has the right keys and types."""
    return [
        *_names(mapping, file),
        *(found for item in mapping.item for found in _scale(item, mapping, file)),
        *_shared(mapping, file),
        *_analysis(mapping, file),
        *_partners(mapping, file),
        *_columns(mapping, file),
        *_time(mapping, file),
    ]


def _time(mapping: Mapping, file: str) -> Iterator[Fault]:
    time = mapping.time
    if time.start is not None:
        try:
            naive = datetime.fromisoformat(time.start).tzinfo is None
        except ValueError:
            naive = False
        if not naive:
            yield fault(
                "bad-start",
                file,
                f"time.start is {time.start}, but must be a date such as 1970-01-01.",
                value=time.start,
            )
    if time.zone is not None and time.zone not in available_timezones():
        near = nearest_name(time.zone, available_timezones())
        hint = f"; the nearest is {near}" if near else ""
        yield fault("unknown-zone", file, f"there is no time zone {time.zone}{hint}.", value=time.zone, nearest=near)
    if time.zone is not None and time.offset is not None:
        yield fault("zone-and-offset", file, "time has a zone and a column of offsets; give one of the two.")
    if isinstance(time.unit, float) and not (math.isfinite(time.unit) and time.unit > 0):
        yield fault("bad-unit", file, f"time.unit is {time.unit:g}, but must be a number of days above 0.")


def _names(mapping: Mapping, file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for part in (*mapping.item, *mapping.covariate):
        if not _NAME.fullmatch(part.name):
            near = re.sub(r"\W+", "_", part.name.strip().lower()).strip("_") or "item"
            near = near if near[0].isalpha() else f"item_{near}"
            yield fault(
                "bad-name",
                file,
                f"the name {part.name!r} must be lower case letters, digits and underscores; the nearest is {near}.",
                value=part.name,
                nearest=near,
            )
        if part.name in _RESERVED:
            yield fault(
                "reserved-name",
                file,
                f"an item or covariate cannot be called {part.name}, as the diary has a column "
                f"of its own with that name; {part.name}_answer would do.",
                value=part.name,
                nearest=f"{part.name}_answer",
            )
        if part.name in seen:
            yield fault(
                "name-twice",
                file,
                f"the name {part.name} is given twice; give each item and covariate its own.",
                value=part.name,
            )
        seen.add(part.name)


def _scale(item: ItemPart, mapping: Mapping, file: str) -> Iterator[Fault]:
    low, high = item.low, item.high
    for code, text in faults_of_words(item.name, item.words, low, high, (*item.missing, *mapping.file.missing)):
        yield fault(code, file, text, value=item.name)
    if text := _danger_reversed(item):
        yield fault("danger-reversed", file, text, value=item.name)
    if (low is None or high is None) and (KINDS[item.kind].ends or item.danger):
        kind = "a danger item" if item.danger else f"{article(item.kind)} item"
        yield fault(
            "no-scale",
            file,
            f"item {item.name}: {kind} needs low and high, the ends of its scale.",
            value=item.name,
        )
        return
    if low is None or high is None:
        return
    if not (math.isfinite(low) and math.isfinite(high)):
        yield fault(
            "endless-scale",
            file,
            f"item {item.name}: low and high must be finite; leave both out of a continuous item that has no ends.",
            value=item.name,
        )
        return
    if low >= high:
        yield fault(
            "low-not-below-high",
            file,
            f"item {item.name}: low {low:g} is not below high {high:g}.",
            value=f"{low:g}",
            nearest=f"{high:g}" if low > high else None,
        )
        return
    for code in () if item.words else (*item.missing, *mapping.file.missing):
        number = _number(code)
        if number is not None and low <= number <= high and _could_be(number, item, low, high):
            yield fault(
                "legal-missing-code",
                file,
                f"item {item.name}: the missing code {number:g} is a legal answer on its scale "
                f"from {low:g} to {high:g}.",
                value=f"{number:g}",
            )


def _danger_reversed(item: ItemPart) -> str:
    """A sentence about a danger item in words of which the harmless ones would count as danger; "" if all is well."""
    words = [str(word) for word in item.words]
    ranked, more = rank_words(words), suggested_order(item.name, item.label, item.quantity)
    if not (item.danger and words and more) or ranked not in (words, words[::-1]):
        return ""
    order = more if ranked == words else {"better": "worse", "worse": "better"}[more]
    taken = more if item.higher == "neither" else item.higher
    if order == taken:
        return ""
    return (
        f'item {item.name}: its words run from "{words[0]}" to "{words[-1]}" and higher is "{item.higher}", so '
        f'"{words[0 if taken == "better" else -1]}" would count as danger; put the words in the other order, or '
        f'write higher = "{order}".'
    )


def _could_be(number: float, item: ItemPart, low: float, high: float) -> bool:
    kind = KINDS[item.kind]
    if kind.two:
        return number in (low, high)
    return not kind.whole or float(number).is_integer()


def _number(code: object) -> float | None:
    try:
        return float(str(code))
    except ValueError:
        return None


def _shared(mapping: Mapping, file: str) -> Iterator[Fault]:
    for item in mapping.item:
        what = why_private(item) if item.shared else ""
        if what:
            yield fault(
                "never-shared",
                file,
                f"item {item.name} asks for {what}, which is not shared between two; leave out shared = true.",
                value=item.name,
            )


def _analysis(mapping: Mapping, file: str) -> Iterator[Fault]:
    names = [item.name for item in mapping.item]
    twice = [name for name in dict.fromkeys(mapping.analysis.items) if mapping.analysis.items.count(name) > 1]
    for wanted in twice:
        yield fault("item-twice", file, f"analysis names the item {wanted} twice; name each item once.", value=wanted)
    for wanted in mapping.analysis.items:
        if wanted not in names:
            near = nearest_name(wanted, names)
            hint = f"the nearest is {near}" if near else f"the items are {listing(names)}"
            yield fault(
                "unknown-item",
                file,
                f"analysis names the item {wanted}, which is not defined; {hint}.",
                value=wanted,
                nearest=near,
            )


def _partners(mapping: Mapping, file: str) -> Iterator[Fault]:
    names = mapping.partners.names
    if len(set(names)) < len(names):
        yield fault("same-names", file, f"both partners are called {names[0]}.", value=names[0])
    values = mapping.partners.values
    if values and len(values) != len(names):
        yield fault(
            "values-and-names",
            file,
            f"partners.values has {len(values)} and partners.names {len(names)} entries; give one value a name.",
        )
    if mapping.file.layout == "wide" and not names:
        yield fault(
            "wide-needs-names",
            file,
            "a wide file needs partners.names, and columns under each of these names.",
        )
    keys = mapping.columns
    if keys.id and (keys.couple or keys.person or keys.role):
        yield fault(
            "id-and-others",
            file,
            "columns.id holds couple and partner in one; leave out columns.couple, columns.person and columns.role.",
        )
    if mapping.file.layout == "wide" and keys.id:
        yield fault("id-in-wide", file, "columns.id belongs to a long file; this mapping says wide.")
    if (mapping.file.names_from is None) != (mapping.file.values_from is None):
        yield fault(
            "names-and-values", file, "file.names_from and file.values_from belong together; give both or none."
        )
    if mapping.file.layout == "long" and not (keys.person or keys.role or keys.id) and len(names) != 1:
        yield fault(
            "long-needs-person",
            file,
            "a long file needs columns.person or columns.role, unless partners.names is the one person who writes.",
        )


def _columns(mapping: Mapping, file: str) -> Iterator[Fault]:
    names = mapping.partners.names
    parts = [(f"item {part.name}", part.columns) for part in mapping.item]
    parts += [(f"covariate {part.name}", part.columns) for part in mapping.covariate]
    parts += [
        (f"columns.{key}", value)
        for key in ("time", "within_day", "contact", "event")
        if (value := getattr(mapping.columns, key)) is not None
    ]
    wide = mapping.file.layout == "wide"
    for what, columns in parts:
        if isinstance(columns, dict):
            if not wide:
                yield fault(
                    "per-partner-in-long",
                    file,
                    f"{what}: columns for each partner belong to a wide file; this mapping says long.",
                )
                continue
            strange = [name for name in columns if name not in names] if names else []
            for name in strange:
                near = nearest_name(name, names)
                hint = f"; the nearest is {near}" if near else ""
                yield fault(
                    "unknown-partner",
                    file,
                    f"{what}: {name} is none of the partners {listing(names)}{hint}.",
                    value=name,
                    nearest=near,
                )
            for name in names:
                if name not in columns and what in _NEEDED and not strange:
                    yield fault("partner-without-column", file, f"{what}: no column for {name}.", value=name)
                if name not in columns and what.startswith("item") and not strange:
                    yield fault(
                        "partner-without-column",
                        file,
                        f"{what}: no column for {name}; give an empty list if that partner was not asked.",
                        value=name,
                    )
        elif wide and what.startswith("item") and len(names) == 2:
            yield fault(
                "one-column-for-two",
                file,
                f"{what}: in a wide file each partner needs an own column, such as "
                f'columns = {{ {names[0]} = "…", {names[1]} = "…" }}.',
            )
        if not isinstance(columns, dict) and not columns:
            yield fault("no-columns", file, f"{what}: names no column.")
