"""Reads a diary file with its mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pairbond.diary._assemble import diary_from_table
from pairbond.diary.faults import DiaryError, fault
from pairbond.diary.mapping import Mapping
from pairbond.diary.mapping_file import mapping_text, parse_mapping, read_mapping
from pairbond.diary.mapping_toml import mapping_to_toml
from pairbond.diary.schema import Diary
from pairbond.diary.table import Table, check_size, read_text_table

_DIARY_NAMES = ("diary.csv", "data.csv", "data.csv.gz")
_FOREIGN = (".sav", ".zsav", ".por", ".sas7bdat", ".xpt", ".dta", ".rda", ".rdata", ".rds")


def read_diary(path: str | Path, mapping: str | Path | Mapping | dict[str, Any] | None = None) -> Diary:
    """Read a diary and check it.

    Parameters
    ----------
    path : a CSV file (also ``.csv.gz``), an SPSS (``.sav``), SAS (``.sas7bdat``, ``.xpt``), Stata
        (``.dta``) or R file (``.rda``, ``.rds``; all of these need
        ``pip install pairbond[files]``), or a folder that holds
        ``diary.csv`` or ``data.csv`` and ``mapping.toml``.
    mapping : a mapping file, a :class:`Mapping` or its tables as a dict. Left out:
        ``<name of the file>.toml`` or ``mapping.toml`` beside the file.

    Raises
    ------
    DiaryError : with every fault of the file or of the mapping. Nothing is repaired
        silently, and nothing is written.

    Examples
    --------
    >>> from pairbond.diary import example_diaries, example_diary
    >>> diary = example_diary(example_diaries()[0])
    >>> len(diary.couples)
    80
    """
    path = Path(path)
    if path.is_dir():
        path = _in_folder(path)
    check_size(path)
    known, name, text = _mapping_for(path, mapping)
    return diary_from_table(read_table(path, known), known, mapping_file=name, mapping_text=text)


def read_table(path: Path, mapping: Mapping | None = None) -> Table:
    """The table in a file of any kind that is read. Raises :class:`DiaryError`."""
    if path.suffix.lower() in _FOREIGN:
        from pairbond.diary._foreign import read_foreign_table

        check_size(path)
        return read_foreign_table(path, mapping.file.table if mapping else None)
    if mapping is None:
        return read_text_table(path)
    return read_text_table(path, separator=mapping.file.separator, encoding=mapping.file.encoding)


def _in_folder(folder: Path) -> Path:
    for name in _DIARY_NAMES:
        if (folder / name).is_file():
            return folder / name
    raise DiaryError([fault("no-diary-in-folder", folder.name, "the folder holds neither diary.csv nor data.csv.")])


def _mapping_for(path: Path, mapping: str | Path | Mapping | dict[str, Any] | None) -> tuple[Mapping, str, str]:
    if isinstance(mapping, Mapping):
        return mapping, "the mapping", mapping_to_toml(mapping)
    if isinstance(mapping, dict):
        known = parse_mapping(mapping, "the mapping")
        return known, "the mapping", mapping_to_toml(known)
    if mapping is None:
        stem = path.name.removesuffix(".gz").rsplit(".", 1)[0]
        beside = [path.with_name(f"{stem}.toml"), path.with_name("mapping.toml")]
        found = next((place for place in beside if place.is_file()), None)
        if found is None:
            raise DiaryError(
                [
                    fault(
                        "no-mapping",
                        path.name,
                        f"there is no mapping beside this file; pairbond map {path.name} proposes one to look through.",
                    )
                ]
            )
        mapping = found
    place = Path(mapping)
    known = read_mapping(place)
    return known, place.name, mapping_text(place)
