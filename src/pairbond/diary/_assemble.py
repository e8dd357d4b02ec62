"""A table and its mapping become a diary: the one path every reader goes through."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from pairbond.diary._cells import Cells, all_columns, columns_of, decimal_mark
from pairbond.diary._names import natural
from pairbond.diary._own_times import own_column, times_of_partners
from pairbond.diary._people import couples_of, people_of
from pairbond.diary._people_faults import reserved_names
from pairbond.diary._rows import entries_of, said_of_blank, spread_items
from pairbond.diary._words import contacts, events
from pairbond.diary.calendar import CLOSE
from pairbond.diary.danger import remarks
from pairbond.diary.faults import DiaryError, Fault, fault, listing, nearest_name
from pairbond.diary.mapping import ItemPart, Mapping
from pairbond.diary.reading_notes import Notes, ReadingNote
from pairbond.diary.schema import KEYS, Diary, Item, Source
from pairbond.diary.table import Table, column_list
from pairbond.diary.validate import check_entries, settle_items, telling_nothing

# Times closer than this (days; a tenth of a millisecond) are the same time.
_DIGITS = 9


def diary_from_table(table: Table, mapping: Mapping, *, mapping_file: str = "mapping", mapping_text: str = "") -> Diary:
    """Check a table against its mapping and put it in order.

    Raises :class:`DiaryError` with every fault found, in the order of the rows.
    """
    table = spread_items(table, mapping, mapping_file)
    faults = _missing_columns(table, mapping, mapping_file)
    if faults:
        raise DiaryError(faults)
    rows = len(table.rows)
    notes = Notes(list(table.notes), [ReadingNote(text) for text in table.notes])
    table = entries_of(table, mapping, notes)
    couple = couples_of(table, mapping, faults)
    times = times_of_partners(table, mapping, faults, notes)
    numeric = _numeric_columns(mapping)
    cells = Cells(table, decimal_mark(table, mapping, numeric), mapping.file.missing)
    when = [{"row": table.rows, "couple": couple, "time": at.days, "date": at.local} for at in times]
    if mapping.file.layout == "long":
        people = people_of(table, mapping, couple, faults)
        partners, distinguishable = people.names, people.distinguishable
        who = {"person": people.person, "partner": people.partner}
        blocks = [_block(table, mapping, cells, None, {**when[0], **who}, faults)]
    else:
        partners = tuple(mapping.partners.names)
        distinguishable = mapping.partners.distinguishable is not False
        alone = len(set(couple)) == 1
        blocks = []
        for at, name in enumerate(partners):
            person = np.array([name if alone else f"{c} {name}" for c in couple], dtype=object)
            who = {"person": person, "partner": np.full(len(couple), at)}
            blocks.append(_block(table, mapping, cells, name, {**when[at], **who}, faults))
    faults.extend(cells.faults)
    faults.extend(reserved_names(table.file, partners))
    frame = pd.concat(blocks, ignore_index=True)
    placed = frame["time"].notna() & frame["couple"].ne("") & frame["partner"].ge(0)
    frame = _written(frame[placed], mapping, partners, notes)
    items = tuple(_item(part, frame, partners) for part in mapping.item)
    faults.extend(check_entries(frame, table, mapping, partners))
    if not faults:
        wanted = mapping.analysis.items or [item.name for item in items]
        analysed, more, missing = settle_items(frame, table.file, wanted, items)
        faults.extend(missing)
        notes.said += more
    if faults:
        order = {name: at for at, name in enumerate(table.columns)}
        faults.sort(key=lambda f: (f.row or 0, order.get(f.column or "", -1)))
        raise DiaryError(faults)
    diary = Diary(
        title=mapping.title or table.file,
        frame=_in_order(frame, mapping, partners),
        items=analysed,
        partners=partners,
        distinguishable=distinguishable,
        covariates=tuple(part.name for part in mapping.covariate),
        has_dates=any(at.main in ("date", "moment", "zoned") for at in times),
        source=Source(
            files=(table.file,),
            sha256=(table.sha256,),
            rows=rows,
            citation=mapping.citation,
            license=mapping.license,
            mapping=mapping_text,
        ),
        available=items,
    )
    settled = [part.name for part in mapping.item if "danger" in part.model_fields_set]
    said = (*notes.said, *telling_nothing(diary), *remarks(items, settled))
    return replace(diary, notes=said, reading=tuple(notes.released))


def _block(
    table: Table,
    mapping: Mapping,
    cells: Cells,
    partner: str | None,
    base: dict[str, np.ndarray],
    faults: list[Fault],
) -> pd.DataFrame:
    nothing = np.array([""] * len(table.rows), dtype=object)
    block = dict(base)
    for key in ("contact", "event"):
        column = own_column(getattr(mapping.columns, key), partner)
        if column is None:
            block[key] = nothing
        elif key == "event":
            block[key] = events(table, column)
        else:
            block[key] = contacts(table, column, faults)
    for item in mapping.item:
        block[item.name] = cells.answers(item, columns_of(item.columns, partner))
    for part in mapping.covariate:
        column = own_column(part.columns, partner)
        block[part.name] = (
            cells.numbers(column, part.missing) if column is not None else np.full(len(table.rows), np.nan)
        )
    return pd.DataFrame(block)


def _written(frame: pd.DataFrame, mapping: Mapping, partners: tuple[str, ...], notes: Notes) -> pd.DataFrame:
    """Leave out rows in which nothing stands, and partners who never answered; say so."""
    items = [item.name for item in mapping.item]
    everybody = set(frame["couple"])
    numbers = items + [part.name for part in mapping.covariate]
    said = frame[numbers].notna().any(axis=1) | frame["contact"].ne("") | frame["event"].ne("")
    blank = (~said).groupby([frame["couple"], frame["partner"]]).agg(["sum", "size"])
    notes.released += [
        ReadingNote(said_of_blank(int(one["sum"]), int(one["size"])), str(one["couple"]), partners[int(one["partner"])])
        for one in blank[blank["sum"] > 0].reset_index().to_dict("records")
    ]
    frame = frame[said]
    answered = frame[items].notna().any(axis=1)
    writer = answered.groupby([frame["couple"], frame["partner"]]).transform("any")
    silent = everybody - set(frame.loc[answered, "couple"])
    if silent and answered.any():
        names = listing(sorted(silent, key=natural))
        plural = "s" if len(silent) > 1 else ""
        notes.add(f"Couple{plural} {names} answered nothing and {'are' if plural else 'is'} left out.", "")
    return frame[writer.astype(bool)]


def _in_order(frame: pd.DataFrame, mapping: Mapping, partners: tuple[str, ...]) -> pd.DataFrame:
    frame = frame.copy()
    first = frame.groupby("couple")["time"].transform("min")
    # Numbers count days from somewhere: day 1.1 and day 1.9 are one day, day 2.1 is the next.
    start = np.floor(first + CLOSE) if frame["date"].isna().all() else first
    frame["time"] = (frame["time"] - start).clip(lower=0.0).round(_DIGITS)
    place = {name: at for at, name in enumerate(sorted(frame["couple"].unique(), key=natural))}
    frame["_place"] = frame["couple"].map(place)
    frame = frame.sort_values(["_place", "partner", "time"], kind="stable")
    names = [part.name for part in (*mapping.item, *mapping.covariate)]
    frame = frame[[*KEYS, *names]].reset_index(drop=True)
    frame["partner"] = [partners[at] for at in frame["partner"]]
    text = dict.fromkeys(("couple", "person", "partner", "contact", "event"), "str")
    numbers = dict.fromkeys(("time", *names), "float64")
    return frame.astype({**text, **numbers, "date": "datetime64[us]"})


def _item(part: ItemPart, frame: pd.DataFrame, partners: tuple[str, ...]) -> Item:
    low, high = part.low, part.high
    if low is None or high is None:
        answers = frame[part.name]
        low = float(answers.min()) if low is None and answers.notna().any() else low
        high = float(answers.max()) if high is None and answers.notna().any() else high
    return Item(
        name=part.name,
        label=part.label or part.name.replace("_", " "),
        quantity=part.quantity,
        about=part.about,
        low=float("nan") if low is None else float(low),
        high=float("nan") if high is None else float(high),
        higher=part.higher,
        kind=part.kind,
        danger=part.danger,
        shared=part.shared,
        columns=tuple(columns_of(part.columns, partners[0] if partners else None)),
    )


def _numeric_columns(mapping: Mapping) -> list[str]:
    parts = (*mapping.item, *mapping.covariate)
    return list(dict.fromkeys(name for part in parts for name in all_columns(part.columns)))


def _missing_columns(table: Table, mapping: Mapping, mapping_file: str) -> list[Fault]:
    keys = mapping.columns
    wanted = [(f"columns.{key}", getattr(keys, key)) for key in ("couple", "person", "role", "id")]
    wanted.append(("time.offset", mapping.time.offset))
    for key in ("time", "within_day", "contact", "event"):
        wanted += [(f"columns.{key}", name) for name in all_columns(getattr(keys, key))]
    wanted += [(f"item {i.name}", name) for i in mapping.item for name in all_columns(i.columns)]
    wanted += [(f"covariate {c.name}", name) for c in mapping.covariate for name in all_columns(c.columns)]
    named = dict.fromkeys(name for _, name in wanted if name is not None)
    absent = [name for name in named if name not in table.columns]
    if len(absent) == len(named):
        return [
            fault(
                "wrong-mapping",
                table.file,
                f"none of the columns named in {mapping_file} is in this file, which has "
                f"{column_list(table)}; the mapping seems to belong to another file.",
            )
        ]
    free = [name for name in table.columns if name not in named]
    faults = []
    for what, name in wanted:
        if name is None or name in table.columns:
            continue
        near = nearest_name(name, free) or nearest_name(name, table.columns)
        hint = f"the nearest is {near}" if near else f"the file has {column_list(table)}"
        faults.append(
            fault(
                "no-such-column",
                table.file,
                f"there is no column {name}, which {mapping_file} names for {what}; {hint}.",
                value=name,
                nearest=near,
            )
        )
    return faults
