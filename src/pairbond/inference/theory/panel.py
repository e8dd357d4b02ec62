"""From one couple's diary to arrays: a row a day, a column an item of a person, and the contact of that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pairbond.diary import Diary, Item, calendar_days
from pairbond.diary.faults import listing, nearest_name
from pairbond.diary.schema import CONTACTS
from pairbond.errors import PairbondError
from pairbond.inference.theory._items import ANCHORED, READINGS, TERMS
from pairbond.model import PARTNERS, partner_names

F = NDArray[np.float64]
FINE = 20  # steps as which a scale without steps is taken
CODES = {name: float(i) for i, name in enumerate(CONTACTS)}  # together 0, apart in contact 1, none 2


@dataclass(frozen=True)
class Column:
    """One item of one person.

    ``anchored``: intercept and loading follow from the ends of the scale. ``kind``: "rounded", "binary" or "plain".
    Ratings are kept as share of the scale: ``(rating - low) / width``. ``partner``: the place on an axis of partners.
    """

    item: str
    partner: int
    reading: str
    anchored: bool
    kind: str
    steps: int
    low: float
    width: float
    falling: bool = False
    whole: bool = True  # ratings are whole steps, not places on a line


@dataclass(frozen=True, eq=False)
class Panel:
    """A couple's days.

    y [T, D] shares of the scale (0 where missing), seen [T, D], code [T] status as the theory counts it,
    contact_recorded whether the diary says anything about contact, first_day: number of the first day,
    partners: names of the two.
    """

    couple: str
    columns: tuple[Column, ...]
    y: F
    seen: NDArray[np.bool_]
    code: F
    contact_recorded: bool
    first_day: int
    left_out: tuple[str, ...] = ()
    partners: tuple[str, str] = PARTNERS

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self.y)

    def until(self, days: int) -> Panel:
        """The first ``days`` days."""
        return Panel(
            self.couple, self.columns, self.y[:days], self.seen[:days], self.code[:days], self.contact_recorded,
            self.first_day, self.left_out, self.partners,
        )  # fmt: skip

    def only(self, columns: tuple[Column, ...]) -> Panel:
        """The same days with these columns, empty where this diary has none of them."""
        at = {(c.item, c.partner): j for j, c in enumerate(self.columns)}
        y, seen = np.zeros((self.days, len(columns))), np.zeros((self.days, len(columns)), bool)
        for j, c in enumerate(columns):
            if (c.item, c.partner) in at:
                y[:, j], seen[:, j] = (x[:, at[c.item, c.partner]] for x in (self.y, self.seen))
        return replace(self, columns=columns, y=y, seen=seen)


def panel(diary: Diary, couple: str | None = None, readings: Mapping[str, str] | None = None) -> Panel:
    """Arrange one couple's diary.

    readings : for items of one's own, which of the theory's readings an item observes, by name of the item; a name
        with a minus in front reads it the other way round.
    """
    if couple is None:
        if len(diary.couples) > 1:
            raise PairbondError(
                f"the theory is fitted to one couple at a time; the diary has {len(diary.couples)}: name one, "
                f"like couple={diary.couples[0]!r}."
            )
        couple = next(iter(diary.couples))
    rows, items = diary.rows(couple), diary.available or diary.items
    day = calendar_days(rows)
    first = int(day.min())
    days = int(day.max()) - first + 1
    people = sorted(set(diary.places(rows).tolist()))
    asked = readings or {}
    # both partners may see what is found: none of it may hang on ratings about danger, unless somebody asks for that
    found = {i.name: "" if i.danger and i.name not in asked else _reading(i, asked) for i in items}
    columns = [_column(item, p, found[item.name]) for p in people for item in items if found[item.name]]
    y, seen = np.zeros((days, len(columns))), np.zeros((days, len(columns)), bool)
    partner = diary.places(rows)
    for j, column in enumerate(columns):
        here = partner == column.partner
        value = (rows[column.item].to_numpy(float)[here] - column.low) / column.width
        there = np.isfinite(value)
        count = np.bincount(day[here][there] - first, minlength=days)
        total = np.bincount(day[here][there] - first, weights=value[there], minlength=days)
        seen[:, j] = count > 0
        y[:, j] = total / np.maximum(count, 1)
        if column.kind == "binary":  # half a yes is none: the last rating of a day counts
            y[day[here][there] - first, j] = value[there]
    used = seen.any(0)
    if not used.any():
        raise PairbondError(
            "no item of this diary observes anything the theory speaks of; say which does, like "
            f"readings={{{items[0].name!r}: 'calm'}}. There are {listing(READINGS)}."
        )
    code, contact_recorded = _status([str(c) for c in rows["contact"]], day - first, days)
    left_out = tuple(name for name, reading in found.items() if not reading)
    kept = tuple(c for c, yes in zip(columns, used, strict=True) if yes)
    return Panel(
        couple, kept, y[:, used], seen[:, used], code, contact_recorded, first, left_out, partner_names(diary.partners)
    )


def _reading(item: Item, chosen: Mapping[str, str]) -> str:
    if item.name in chosen:
        name = chosen[item.name].removeprefix("-")
        if name not in READINGS:
            near = nearest_name(name, READINGS)
            hint = f"the nearest is {near!r}" if near else f"there are {listing(READINGS)}"
            raise PairbondError(
                f"the item {item.name} is said to read {name!r}, which the theory does not show; {hint}."
            )
        return chosen[item.name]
    if item.name in ANCHORED:
        return item.name
    return TERMS.get(item.quantity.lower().strip(), "")


def _column(item: Item, partner: int, reading: str) -> Column:
    bounded = bool(np.isfinite([item.low, item.high]).all())
    width = item.high - item.low if bounded else 1.0
    steps = round(width) if item.form.stepped and not item.form.two and width <= FINE else FINE
    kind = "plain"
    if bounded and not item.form.amount:
        kind = "binary" if item.form.two else "rounded"
    anchored = bounded and item.name == reading and reading in ANCHORED
    low = item.low if bounded else 0.0
    falling, read = reading.startswith("-"), reading.removeprefix("-")
    return Column(item.name, partner, read, anchored, kind, steps, low, width, falling, item.form.stepped)


def _status(contact: list[str], day: NDArray[np.int_], days: int) -> tuple[F, bool]:
    """Status of each day: what was said on it, else what was said last, else together."""
    said = np.full(days, np.nan)
    for d, what in zip(day, contact, strict=True):
        if what in CODES:
            said[d] = max(CODES[what], said[d]) if np.isfinite(said[d]) else CODES[what]
    contact_recorded = bool(np.isfinite(said).any())
    code, now = np.zeros(days), 0.0
    for d in range(days):
        now = said[d] if np.isfinite(said[d]) else now
        code[d] = now
    return code, contact_recorded
