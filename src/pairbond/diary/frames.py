"""A diary from a pandas table, for Python users: the same checks as for a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pairbond.diary._assemble import diary_from_table
from pairbond.diary._frame_columns import table_from_frame
from pairbond.diary._names import identifiers
from pairbond.diary.faults import DiaryError, fault
from pairbond.diary.mapping_file import parse_mapping
from pairbond.diary.mapping_toml import mapping_to_toml
from pairbond.diary.schema import Diary, Item

CODES = ("0", "1")


def diary_from_frame(
    frame: pd.DataFrame,
    items: Iterable[Item | str],
    *,
    partners: Sequence[str] = (),
    distinguishable: bool | None = None,
    covariates: Sequence[str] = (),
    analysis: Sequence[str] = (),
    title: str = "diary",
    citation: str = "",
    license: str = "",
) -> Diary:
    """Check a long table and make a :class:`Diary` of it.

    Parameters
    ----------
    frame : one row a person and occasion. Columns ``couple`` (left out: one couple),
        ``person`` and/or ``partner`` (names, or the codes 0 and 1), ``time`` (days, dates or dates with time
        of day), optionally ``contact`` and ``event``, one column for every item (called
        as ``Item.columns`` says, or as the item) and one for every covariate.
    items : items, or names of columns to take as continuous items without a scale.
    partners : what the two are called, in order; left out, what stands in ``partner``, or the
        persons' names for one couple, else (and for the codes 0 and 1) "partner 1" and "partner 2".
    distinguishable : left out, true if ``partner`` is given or there is one couple.
    covariates : names of covariate columns.
    analysis : names of the items to analyse; left out, all.
    title, citation, license : for reports.

    Raises
    ------
    DiaryError : with every fault; rows are counted as in a spreadsheet (first is 2).
    """
    names = [str(name) for name in frame.columns]
    wanted = [Item(item, kind="continuous") if isinstance(item, str) else item for item in items]
    if "time" not in names:
        raise DiaryError([fault("missing-key", title, "the table needs a column time.")])
    columns = {key: key for key in ("couple", "person", "time", "contact", "event") if key in names}
    called: dict[str, Any] = {"names": list(partners)}
    if "partner" in names:
        columns["role"] = "partner"
        called = _called(frame["partner"], list(partners))
    if distinguishable is not None:
        called["distinguishable"] = distinguishable
    mapping = parse_mapping(
        {
            "title": title,
            "citation": citation,
            "license": license,
            "file": {"layout": "long"},
            "columns": columns,
            "partners": called,
            "analysis": {"items": list(analysis)},
            "item": [_part(item) for item in wanted],
            "covariate": [{"name": name, "columns": name} for name in covariates],
        },
        title,
    )
    table = table_from_frame(frame, title)
    return diary_from_table(table, mapping, mapping_file=title, mapping_text=mapping_to_toml(mapping))


def _called(cells: pd.Series, names: list[str]) -> dict[str, Any]:
    """Names and values of a column that says who wrote: names as they stand, or the codes 0 and 1 of a data set."""
    there = set(identifiers(cells.to_numpy())) - {""}
    if cells.dtype.kind not in "iuf" and (there <= set(names) or not there & set(CODES)):
        return {"names": names}
    names = names or ["partner 1", "partner 2"]
    return {"names": names, "values": list(CODES[: len(names)])}


def _part(item: Item) -> dict[str, Any]:
    scale = {key: value for key, value in (("low", item.low), ("high", item.high)) if np.isfinite(value)}
    return {
        "name": item.name,
        "label": item.label,
        "columns": list(item.columns) or item.name,
        "quantity": item.quantity,
        "about": item.about,
        "higher": item.higher,
        "kind": item.kind,
        "shared": item.shared,
        **({"danger": True} if item.danger else {}),  # left alone is not the same as said not to be
        **scale,
    }
