"""Reads a text table (CSV and its relatives) into named columns of text, or says why not."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pairbond.diary._header import split_header
from pairbond.diary._unpacked import refuse_too_big, unpacked
from pairbond.diary.faults import DiaryError, Fault, fault, listing

MOST_LETTERS = 10_000  # of one cell

_BINARY = (
    (b"PK\x03\x04", "an Excel or other packed file; save the sheet as CSV (UTF-8) and give that"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file; save the sheet as CSV (UTF-8) and give that"),
    (b"%PDF", "a PDF; give the table it was made from as CSV"),
    (b"SQLite format 3", "a database; export the table as CSV and give that"),
    (b"PAR1", "a Parquet file; save it as CSV and give that"),
)


@dataclass(frozen=True, eq=False)
class Table:
    """A file as columns, before anything is known about their meaning.

    Attributes
    ----------
    file : name of the file, without its folder.
    columns : column name -> array of text (stripped), or of float64 or datetime64
        where the source is typed. All of one length.
    rows : row of each entry as a spreadsheet shows it (the header is row 1).
    sha256 : checksum of the file.
    notes : sentences about rows that were left out.
    """

    file: str
    columns: dict[str, np.ndarray]
    rows: np.ndarray
    sha256: str = ""
    notes: tuple[str, ...] = ()


def check_size(path: Path) -> None:
    """Refuse a file that is not there, is a folder, is empty or is too big, unread."""
    if not path.exists():
        raise DiaryError([fault("no-file", path.name, "there is no such file.")])
    if path.is_dir():
        raise DiaryError([fault("folder", path.name, "this is a folder, not a file.")])
    size = path.stat().st_size
    if size == 0:
        raise DiaryError([fault("empty-file", path.name, "the file is empty.")])
    refuse_too_big(path.name, size)


def read_text_table(path: Path, *, separator: str | None = None, encoding: str | None = None) -> Table:
    """Read a CSV file (or ``.gz`` of one). Raises :class:`DiaryError` with all faults."""
    check_size(path)
    raw = path.read_bytes()
    sha256 = hashlib.sha256(raw).hexdigest()
    text = _decode(unpacked(raw, path.name), path.name, encoding)
    if not text.strip():
        raise DiaryError([fault("empty-file", path.name, "the file is empty.")])
    separator = separator or _separator(text)
    faults: list[Fault] = []
    found: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            faults.extend(_long_cells(row, number, path.name))
            if any(cell.strip() for cell in row):
                found.append((number, row))
    except csv.Error as error:
        faults.append(_unreadable_row(str(error), number + 1, path.name))
        if not found:
            raise DiaryError(faults) from None
    if not found:  # separators alone
        raise DiaryError(faults or [fault("empty-file", path.name, "the file is empty.")])
    top = split_header(found)
    header = top.names
    faults = [*_header_faults(header, path.name), *faults]
    numbers: list[int] = []
    cells: list[list[str]] = []
    ragged: list[tuple[int, int]] = []
    for number, row in top.rows:
        while len(row) > len(header) and not row[-1].strip():
            row.pop()
        if len(row) != len(header):
            ragged.append((number, len(row)))
            continue
        numbers.append(number)
        cells.append(row)
    faults.extend(_ragged(path.name, ragged, len(header), len(cells), separator))
    if faults:
        raise DiaryError(faults)
    if not cells:
        raise DiaryError([fault("header-only", path.name, "there is a header, but no row of answers.")])
    by_column = zip(header, zip(*cells, strict=True), strict=True)
    columns = {name: np.array([cell.strip() for cell in column], dtype=object) for name, column in by_column if name}
    return Table(path.name, columns, np.array(numbers), sha256, top.notes)


def _long_cells(row: list[str], number: int, file: str) -> Iterator[Fault]:
    for at, cell in enumerate(row, start=1):
        if len(cell) > MOST_LETTERS:
            text = f"cell {at} has {len(cell)} letters; up to {MOST_LETTERS} are read."
            yield fault("long-cell", file, text, row=number, value=len(cell), nearest=MOST_LETTERS)


def _unreadable_row(said: str, number: int, file: str) -> Fault:
    """The fault behind what Python's reader of CSV says."""
    if "field larger" in said:
        text = f"a cell has more than {csv.field_size_limit()} letters; up to {MOST_LETTERS} are read."
        return fault("long-cell", file, text, row=number, nearest=MOST_LETTERS)
    if "expected after" in said:
        text = "a cell goes on after its closing quotation mark; inside a cell write the mark twice."
        return fault("text-after-quote", file, text, row=number, value='"')
    return fault("open-quote", file, "a quotation mark is opened and not closed.", row=number, value='"')


def _decode(raw: bytes, file: str, encoding: str | None) -> str:
    for mark, what in _BINARY:
        if raw.startswith(mark):
            raise DiaryError([fault("not-text", file, f"this is {what}.")])
    if encoding is None:
        encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise DiaryError([fault("unknown-encoding", file, f"there is no text encoding {encoding}.")]) from None
    except UnicodeDecodeError as error:
        at = error.start
        shown = encoding.removesuffix("-sig").upper()
        raise DiaryError(
            [
                fault(
                    "undecodable",
                    file,
                    f"byte {at + 1} (0x{raw[at]:02X}) is not {shown} text; save the file as "
                    'UTF-8, or say encoding = "cp1252" under [file] if it came from an older '
                    "Windows program.",
                    row=raw[:at].count(b"\n") + 1,
                    value=f"0x{raw[at]:02X}",
                    nearest="cp1252",
                )
            ]
        ) from None
    if "\x00" in text:
        row = text[: text.index("\x00")].count("\n") + 1
        raise DiaryError([fault("not-text", file, "this is not a text table (it holds a zero byte).", row=row)])
    return text


def _separator(text: str) -> str:
    lines = [line for line in text.lstrip("\r\n").split("\n", 41)[:40] if line.strip()]
    outside = ["".join(line.split('"')[::2]) for line in lines]  # quoted cells may hold any separator
    score: dict[str, tuple[int, int]] = {}
    for mark in ("\t", ";", ","):
        counts = [line.count(mark) for line in outside]
        usual = max(set(counts), key=counts.count)
        score[mark] = (counts.count(usual) if usual else 0, counts[0])
    best = max(score, key=lambda mark: score[mark])
    return best if score[best][0] else ","


def _header_faults(header: list[str], file: str) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for at, name in enumerate(header, start=1):
        if name in seen and name:
            yield fault(
                "column-twice",
                file,
                f"the columns {seen[name]} and {at} are both called {name}.",
                row=1,
                column=name,
                value=name,
            )
        seen.setdefault(name, at)


def _ragged(file: str, ragged: list[tuple[int, int]], width: int, good: int, separator: str) -> Iterator[Fault]:
    # If most rows have too many cells, it is not the rows that are wrong.
    many = sum(cells > width for _, cells in ragged) > good
    hint = "; if the numbers have a decimal comma, separate the cells by ; instead" if many and separator == "," else ""
    for number, cells in ragged:
        text = f"the row has {cells} cell{'s' if cells != 1 else ''}, the header {width}{hint}."
        yield fault("ragged-row", file, text, row=number, value=cells, nearest=width)


def column_list(table: Table) -> str:
    """The columns of a table, for a sentence."""
    return listing(table.columns)
