"""The diary as the rest of pairbond sees it: items, a long table, its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pairbond.diary.calendar import calendar_days
from pairbond.diary.faults import listing, nearest_name
from pairbond.diary.item_kinds import KINDS, ItemKind, Kind
from pairbond.diary.reading_notes import ReadingNote
from pairbond.errors import PairbondError, shown
from pairbond.model import place_of

About = Literal["own", "partner"]
Higher = Literal["better", "worse", "neither"]
Contact = Literal["together", "apart", "none"]

CONTACTS: tuple[str, ...] = ("together", "apart", "none")
# Columns of every diary table that are not answers; no item may be called so.
KEYS: tuple[str, ...] = ("couple", "person", "partner", "time", "date", "contact", "event")


@dataclass(frozen=True)
class Item:
    """One thing that is asked of every partner who writes.

    Attributes
    ----------
    name : identifier (lower case, digits, underscores); a column of the table.
    label : as shown to people ("sadness").
    quantity : the field's term for what it observes ("negative affect"), or "".
    about : "own" (how the writer is) or "partner" (what the writer perceives of
        the other person).
    low, high : ends of the scale as answered, low < high. For a "continuous" item
        whose mapping names no scale, the smallest and largest answer given.
    higher : whether a higher answer is "better", "worse" or "neither".
    kind : the name of a row of :data:`pairbond.diary.item_kinds.KINDS`, which says what each is.
    danger : whether it asks for fear, threat, control or harm.
    shared : whether both partners release their answers to it, for a page that both may read.
    columns : source columns; the answer is the mean of those that are filled in.
        For a wide file the columns of the first partner named (those of the other
        are in the mapping).
    """

    name: str
    label: str = ""
    quantity: str = ""
    about: About = "own"
    low: float = -np.inf
    high: float = np.inf
    higher: Higher = "neither"
    kind: Kind = "continuous"
    danger: bool = False
    shared: bool = False
    columns: tuple[str, ...] = ()

    @property
    def form(self) -> ItemKind:
        """What is true of all items of its kind."""
        return KINDS[self.kind]

    @property
    def middle(self) -> float:
        """Middle of the scale, in the unit of the answers."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Source:
    """Where a diary came from, as far as a report must say.

    Attributes
    ----------
    files : names of the files read, without folders.
    sha256 : one checksum a file, same order.
    rows : rows of data read (the header is not counted).
    citation, license : as the mapping states them, or "".
    mapping : the mapping as TOML text.
    """

    files: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    rows: int = 0
    citation: str = ""
    license: str = ""
    mapping: str = ""


@dataclass(frozen=True, eq=False)
class Diary:
    """The answers of one or more couples, checked and put in order.

    Attributes
    ----------
    title : what the diary is called.
    frame : long table, one row a person and occasion, sorted by couple, partner and
        time. Columns: ``couple`` (text), ``person`` (text), ``partner`` (one of ``partners``),
        ``time`` (days since the couple's first entry, >= 0, fractions allowed; in a file of
        day numbers, days since day 0 of the couple, which is the whole part of its first),
        ``date`` (local date and time, ``NaT`` if the file has day numbers; the calendar day
        of a row is that of :func:`~pairbond.diary.calendar_days`),
        ``contact`` ("together", "apart", "none" or "" if not said), ``event`` (text,
        "" if none), one float column for every item of ``available`` (NaN: not
        answered) and one for every covariate.
    items : the items to analyse, in order.
    partners : what the one (and the other) is called over the whole diary; the persons'
        own names if there is one couple. One name if only one person writes. These names
        are the values of ``partner`` in every table of a fit, a forecast or a comparison.
    distinguishable : whether a partner's name means the same role in every couple.
    covariates : names of the covariate columns.
    has_dates : whether ``date`` is filled (weekdays are known only then).
    source : where it came from.
    available : all items of the mapping, those left out of ``items`` included.
    notes : sentences about what was done with legal but unusual data.
    reading : of these, how the file was read, as it may be told to one of the two.
    """

    title: str
    frame: pd.DataFrame
    items: tuple[Item, ...]
    partners: tuple[str, ...]
    distinguishable: bool
    covariates: tuple[str, ...] = ()
    has_dates: bool = False
    source: Source = field(default_factory=Source)
    available: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    reading: tuple[ReadingNote, ...] = ()

    def __post_init__(self) -> None:
        if not self.available:
            object.__setattr__(self, "available", self.items)

    @property
    def couples(self) -> tuple[str, ...]:
        """Names of the couples, in the order of the table."""
        return tuple(self.frame["couple"].unique())

    def rows(self, couple: str) -> pd.DataFrame:
        """The rows of one couple. Raises :class:`PairbondError` if there is none such."""
        found = self.frame[self.frame["couple"] == couple]
        if found.empty:
            raise PairbondError(_no_such("couple", couple, self.couples))
        return found

    def writers(self, couple: str) -> tuple[str, ...]:
        """Partners of the couple, by name, who answered at least one item."""
        rows = self.rows(couple)
        wrote = set(rows.loc[self._answered(rows), "partner"])
        return tuple(name for name in self.partners if name in wrote)

    def places(self, rows: pd.DataFrame | None = None) -> NDArray[np.intp]:
        """Place of each row's partner among ``partners``: where it stands on an array's axis of partners.

        Raises :class:`PairbondError` for a row of nobody's.
        """
        column = (self.frame if rows is None else rows)["partner"]
        order = {name: place_of(name, self.partners) for name in column.unique()}
        return np.array([order[name] for name in column], dtype=np.intp)

    def days(self, couple: str) -> int:
        """Distinct calendar days on which anybody of the couple answered at least one item."""
        rows = self.rows(couple)
        return len(np.unique(calendar_days(rows)[self._answered(rows)]))

    def select(self, couples: Iterable[str]) -> Diary:
        """The same diary with these couples only, in the order of the table."""
        wanted = list(couples)
        known = set(self.couples)
        for couple in wanted:
            if couple not in known:
                raise PairbondError(_no_such("couple", couple, self.couples))
        kept = self.frame[self.frame["couple"].isin(wanted)].reset_index(drop=True)
        return replace(self, frame=kept)

    def until(self, time: float) -> Diary:
        """The rows strictly before ``time`` (days since each couple's first entry)."""
        kept = self.frame[self.frame["time"] < time].reset_index(drop=True)
        return replace(self, frame=kept)

    def with_items(self, names: Iterable[str]) -> Diary:
        """The same diary, analysing these items of ``available``, in this order."""
        known = {item.name: item for item in self.available}
        wanted = list(names)
        for name in wanted:
            if name not in known:
                raise PairbondError(_no_such("item", name, known))
        if len(set(wanted)) < len(wanted) or not wanted:
            raise PairbondError("Name at least one item, and each item once.")
        return replace(self, items=tuple(known[name] for name in wanted))

    def _answered(self, rows: pd.DataFrame) -> pd.Series:
        names = [item.name for item in self.available]
        return rows[names].notna().any(axis=1)

    def __eq__(self, other: object) -> bool:
        """Same answers of the same people to the same items; files and notes may differ."""
        if not isinstance(other, Diary):
            return NotImplemented
        return (
            (self.title, self.partners, self.distinguishable, self.covariates, self.has_dates)
            == (
                other.title,
                other.partners,
                other.distinguishable,
                other.covariates,
                other.has_dates,
            )
            and [_asked(i) for i in self.items] == [_asked(i) for i in other.items]
            and self.frame.equals(other.frame)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        couples = len(self.couples)
        return (
            f"<Diary '{shown(self.title)}': {couples} couple{'s' if couples != 1 else ''}, "
            f"{len(self.frame)} entries, items {listing(i.name for i in self.items)}>"
        )


def _asked(item: Item) -> Item:
    # Which columns an answer stood in is a matter of the file, not of the diary.
    return replace(item, columns=())


def _no_such(what: str, name: str, choices: Iterable[str]) -> str:
    choices = tuple(choices)
    near = nearest_name(str(name), choices)
    hint = f"the nearest is {near}" if near else f"there are {listing(choices)}"
    return f"The diary has no {what} {name}; {hint}."
