"""Proposes a mapping for a diary file: a guess that a person has to read and mend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pairbond.diary._check_proposal import check_proposal
from pairbond.diary._guess import Guess, guess
from pairbond.diary._side_by_side import days_side_by_side
from pairbond.diary.faults import DiaryError, fault
from pairbond.diary.mapping import Mapping
from pairbond.diary.mapping_toml import mapping_to_toml
from pairbond.diary.read import read_table
from pairbond.diary.table import Table, column_list


@dataclass(frozen=True)
class Proposal:
    """A guessed mapping, a remark for each item, sentences about the file, and the columns nothing was made of.

    ``unused`` gives each such column the reason, or "" where there is none to say.
    """

    mapping: Mapping
    remarks: dict[str, str]
    doubts: tuple[str, ...]
    unused: dict[str, str]


def propose_mapping(path: str | Path, table: str | None = None) -> str:
    """Guess what each column of a diary means; nothing is written.

    Who wrote, which columns belong to the two partners, and when, is guessed from the data: a role is a column with
    two values in every couple beside doubled times, partners of a wide file are columns of one scale whose names
    differ in a mark. Answers are numbers that vary within people and are no copies, counters or dummies. At most ten
    items are proposed. Whether a higher answer is better or worse, and whether an item asks for danger, is guessed
    from names only. The proposal is tried on the file; what it does not pass stands above it, with the line to change.

    Parameters
    ----------
    path : a CSV, SPSS, SAS, Stata or R file.
    table : name of the data frame, if an R file holds several.

    Returns
    -------
    TOML text with a comment on every key, to be read, mended and saved beside the file.
    :func:`guess_mapping` gives the same as an object.

    Raises
    ------
    DiaryError : if the file is no table, holds no column of times or no answers, or has its days side by side.
    """
    path = Path(path)
    read = _read(path, table)
    found = _guessed(read, path.name, table)
    text = mapping_to_toml(found.mapping, comments=True, doubts=found.remarks)
    head = [
        f"# Proposed from the names and values of {path.name}. Every line is a guess: read each,",
        "# above all low, high, higher, about and danger.",
        *(f"# {doubt}" for doubt in found.doubts),
        "",
    ]
    checked = check_proposal(read, found.mapping, text, len(head))
    head[-1:-1] = [f"# {line}" for line in checked]
    return "\n".join(head) + text + _not_used(found.unused)


def guess_mapping(path: str | Path, table: str | None = None) -> Proposal:
    """The guess of :func:`propose_mapping` as an object. Raises :class:`DiaryError`."""
    path = Path(path)
    return _guessed(_read(path, table), path.name, table)


def _read(path: Path, table: str | None) -> Table:
    hint = None
    if table is not None:
        hint = Mapping.model_validate(
            {"file": {"table": table}, "columns": {"time": "-"}, "item": [{"name": "x", "columns": "-"}]}
        )
    return read_table(path, hint)


def _guessed(read: Table, file: str, frame: str | None) -> Proposal:
    aside, sure = days_side_by_side(read)
    found: Guess | None = None if sure else guess(read, file, frame)
    if found is None and aside:
        raise DiaryError([fault("days-side-by-side", file, aside)])
    if found is None:
        text = f"no column looks like times beside one of answers; the file has {column_list(read)}."
        raise DiaryError([fault("nothing-to-propose", file, text)])
    if aside:
        found.doubts.append(aside[:1].upper() + aside[1:])
    mapping = Mapping.model_validate(found.mapping)
    return Proposal(mapping, found.remarks, tuple(found.doubts), found.unused)


def _not_used(unused: dict[str, str]) -> str:
    if not unused:
        return ""
    lines = [f"#   {name}: {why}" if why else f"#   {name}" for name, why in unused.items()]
    return "\n".join(["", "# Not used:", *lines]) + "\n"
