"""What a page for one of two writers may rest on, and what a page for both: nothing that was not released."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from pairbond.diary.danger import remarks
from pairbond.diary.mapping import Mapping
from pairbond.diary.mapping_file import parse_mapping_text
from pairbond.diary.schema import Diary, Item
from pairbond.diary.sharing import why_private
from pairbond.diary.validate import settle_items, telling_nothing
from pairbond.errors import PairbondError
from pairbond.model import checked_partner


def for_reader(diary: Diary, partner: str) -> Diary:
    """The part of one couple's diary that ``partner``, by name, wrote, as if nobody else had written.

    Nothing in it depends on what the other wrote, or when: answers, contact, days (counted from the first own entry),
    items to analyse, notes (those about the file in words that fit any answers of the other), checksum.

    Raises ``PairbondError`` if the diary holds several couples, has no such partner, or this one wrote nothing.
    """
    [couple] = _one_couple(diary)
    if checked_partner(partner, diary.partners) not in diary.writers(couple):
        raise PairbondError(f"{partner} wrote nothing in this diary.")
    rows = diary.frame[diary.frame["partner"] == partner]
    part = _part(diary, rows, diary.available, (partner,), f"what {partner} wrote")
    return _with_notes(part, [note.text for note in diary.reading if note.for_reader(couple, partner)])


def for_both(diary: Diary) -> Diary:
    """The part of one couple's diary that both released: the items that are ``shared``, of both, and nothing else.

    Contact, events and covariates are left out, and so are entries in which no released item was answered.

    Raises ``PairbondError`` if the diary holds several couples, one of the two writes, or nothing is released.
    """
    [couple] = _one_couple(diary)
    if len(diary.writers(couple)) < 2:
        raise PairbondError("A page for both needs a diary in which both write.")
    known = {part.name: part for part in _mapping(diary).item} if diary.source.mapping else {}
    items = tuple(i for i in diary.available if i.shared and not why_private(known.get(i.name, i)))
    if not items:
        raise PairbondError(
            "Nothing is released for a page for both. If both agree to it, write shared = true under the [[item]]s of "
            "the mapping that both may see."
        )
    names = [item.name for item in items]
    rows = diary.frame[diary.frame[names].notna().any(axis=1)].assign(contact="", event="")
    if rows["partner"].nunique() < 2:
        raise PairbondError("Of what is released for a page for both, only one of the two answered anything.")
    part = _part(diary, rows, items, diary.partners, "what both released", covariates=False)
    return _with_notes(part, [note.text for note in diary.reading if note.for_reader(couple, None)])


def _one_couple(diary: Diary) -> tuple[str]:
    if len(diary.couples) != 1:
        raise PairbondError("A page for one reader needs a diary of one couple; choose one with diary.select.")
    return (diary.couples[0],)


def _mapping(diary: Diary) -> Mapping:
    return parse_mapping_text(diary.source.mapping)


def _part(
    diary: Diary, rows: pd.DataFrame, items: tuple[Item, ...], partners: tuple[str, ...], what: str, *,
    covariates: bool = True,
) -> Diary:  # fmt: skip
    """The diary of these rows and items alone."""
    known = _mapping(diary) if diary.source.mapping else None
    kept = diary.covariates if covariates else ()
    hidden = [*(i.name for i in diary.available if i not in items), *(() if covariates else diary.covariates)]
    frame = rows.drop(columns=hidden).reset_index(drop=True)
    first = frame["time"].min()
    # as in any diary: from the first entry, or, where days are only numbered, from the beginning of its day
    frame["time"] = (frame["time"] - (first if diary.has_dates else np.floor(first))).round(9)
    items = tuple(_scaled(item, frame, known) for item in items)
    analysed, notes = _analysed(diary, frame, items, known)
    settled = [part.name for part in known.item if "danger" in part.model_fields_set] if known else ()
    digest = hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()
    return replace(
        diary,
        frame=frame,
        items=analysed,
        available=items,
        partners=partners,
        distinguishable=True if len(partners) == 1 else diary.distinguishable,
        covariates=kept,
        notes=(*notes, *remarks(items, settled)),
        source=replace(diary.source, files=(what,), sha256=(digest,), rows=len(frame)),
    )


def _with_notes(part: Diary, read: list[str]) -> Diary:
    """The part with how its file was ``read``, and what these rows alone tell nothing of, before its other notes."""
    return replace(part, notes=(*read, *part.notes, *telling_nothing(part)), reading=())


def _analysed(
    diary: Diary, frame: pd.DataFrame, items: tuple[Item, ...], known: Mapping | None
) -> tuple[tuple[Item, ...], list[str]]:
    """What the mapping wants analysed, settled by these rows alone; what never varies only if there is nothing else."""
    asked: Collection[str] = known.analysis.items if known else [item.name for item in diary.items]
    answered = [item.name for item in items if frame[item.name].notna().any()]
    wanted = [name for name in asked if name in answered] or answered
    chosen, notes, _ = settle_items(frame, diary.title, wanted, items)
    return chosen or tuple(item for item in items if item.name in wanted), notes


def _scaled(item: Item, frame: pd.DataFrame, known: Mapping | None) -> Item:
    """The item with ends taken from these rows, if its mapping names none and they were those of all answers."""
    part = next((part for part in known.item if part.name == item.name), None) if known else None
    if part is None or (part.low is not None and part.high is not None):
        return item
    answers = frame[item.name].dropna()
    low, high = (float(answers.min()), float(answers.max())) if len(answers) else (np.nan, np.nan)
    return replace(item, low=low if part.low is None else item.low, high=high if part.high is None else item.high)
