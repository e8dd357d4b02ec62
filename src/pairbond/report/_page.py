"""From sections to one HTML file that stands by itself."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import jinja2
import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from pairbond._spreadsheet import csv_text
from pairbond._visible import visible_sentence
from pairbond.help import Help
from pairbond.plots import Figure
from pairbond.report._sections import Section
from pairbond.report.voice import number

_MOST_ROWS = 200  # longer tables are given as CSV only
_MOST_ON_PAPER = 40  # longer ones are not printed


@dataclass(frozen=True)
class Cell:
    """A cell as printed; numbers stand to the right."""

    text: str
    number: bool


@dataclass(frozen=True)
class Grid:
    """A table as printed."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: str

    @property
    def long(self) -> bool:
        """Whether it stays off paper."""
        return len(self.rows) > _MOST_ON_PAPER


def page(
    *,
    title: str,
    subheading: str,
    kind: str,
    sections: list[Section],
    help: Help,
    leave_to: str = "",
    notice: str = "",
) -> str:
    """The HTML text. Everything that comes from a diary is escaped.

    ``leave_to`` as in :func:`report`; ``notice``: for whom the page is. Each may be "".
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, finalize=_shown
    )
    environment.filters["urls"] = _urls
    script = _read("page.js")
    template = environment.from_string(_read("page.html.j2"))
    text = template.render(
        title=title,
        heading=title,
        subheading=subheading,
        notice=notice,
        kind=kind,
        help=help,
        leave_to=leave_to,
        sections=[_prepared(s) for s in sections],
        css=Markup(_read("page.css")),
        js=Markup(script),
        script=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
    # A number and its per cent sign stay on one line.
    return re.sub(r"(?<=\d) %", "\u202f%", text)


def number_files(folder: Path, sections: list[Section]) -> dict[Path, str]:
    """Every drawn number and every table of the page, one CSV file each, by where it goes."""
    numbers: dict[Path, str] = {}
    for section in sections:
        for figure in section.figures:
            numbers[folder / f"{figure.name}.csv"] = csv_text(figure.numbers)
        for table in section.tables:
            name = re.sub(r"[^a-z0-9]+", "-", f"{section.key} {table.title}".lower()).strip("-")
            numbers[folder / f"{name}.csv"] = csv_text(table.frame)
    return numbers


def _prepared(section: Section) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "words": section.words,
        "figures": [_picture(f) for f in section.figures],
        "points": section.points,
        "points_title": section.points_title,
        "notes": section.notes,
        "tables": [
            {"title": t.title, "frame": _grid(t.frame if t.shown is None else t.shown), "unfolded": t.unfolded}
            for t in section.tables
            if t.printed
        ],
        "references": section.references,
    }


def _picture(figure: Figure) -> dict[str, object]:
    text = csv_text(figure.numbers, digits=6)
    return {
        "name": figure.name,
        "title": figure.title,
        "note": figure.note,
        "alt": figure.alt,
        # Drawn by our own code, which escapes what comes from the diary.
        "wide": Markup(figure.wide),
        "narrow": Markup(figure.narrow),
        "csv": "data:text/csv;charset=utf-8;base64," + base64.b64encode(text.encode()).decode(),
    }


def _grid(frame: pd.DataFrame) -> Grid:
    shown = frame.head(_MOST_ROWS)
    rows = tuple(tuple(_cell(value) for value in row) for row in shown.itertuples(index=False))
    missing = len(frame) - len(shown)
    left_out = f"{missing} more rows are in the CSV files." if missing else ""
    return Grid(tuple(str(c) for c in frame.columns), rows, left_out)


def _cell(value: object) -> Cell:
    if isinstance(value, (bool, np.bool_)):
        return Cell("yes" if value else "no", False)
    if isinstance(value, (int, np.integer)):
        return Cell(str(value), True)
    if isinstance(value, (float, np.floating)):
        return Cell("" if not np.isfinite(value) else number(float(value), 3), True)
    return Cell("" if value is None else str(value), False)


def _shown(value: object) -> object:
    """What is printed: text of a diary holds no sign that cannot be seen; our own markup stays as it is."""
    return visible_sentence(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _urls(text: str) -> Markup:
    """Addresses in a reference become links; all the rest is escaped."""
    parts = re.split(r"(https?://\S+)", text)
    return Markup("").join(
        Markup('<a href="{0}" rel="noreferrer noopener">{0}</a>').format(p) if i % 2 else escape(p)
        for i, p in enumerate(map(visible_sentence, parts))
    )


def _read(name: str) -> str:
    return (files("pairbond.report") / name).read_text("utf-8")
