"""``new_diary``: our own diary, ready to be filled in on paper or in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from pairbond._files import write_files
from pairbond._spreadsheet import plain_text
from pairbond._visible import visible
from pairbond.diary.form import form_html
from pairbond.diary.mapping import Mapping
from pairbond.diary.mapping_toml import mapping_to_toml
from pairbond.diary.template_items import ANALYSED, QUESTIONS, SAFETY, Question
from pairbond.errors import PairbondError

_MAX_DAYS = 366


def new_diary(
    folder: str | Path,
    names: Sequence[str] = ("A", "B"),
    *,
    days: int = 60,
    start: date | str | None = None,
    safety: bool = False,
) -> tuple[Path, ...]:
    """Write an empty diary: ten short questions, a form to print, CSV and mapping.

    Parameters
    ----------
    folder : made if it is not there.
    names : what the one or two persons who write are called.
    days : days the printed form has room for, 1 to 366.
    start : first day; if given, the CSV has an empty row for every person and day.
    safety : add two questions about fear and control. A sheet that the other person may
        find can do harm, so they are left out unless asked for.

    Returns
    -------
    Paths of ``diary.csv``, ``mapping.toml`` and one ``form-….html`` a person.

    Raises
    ------
    PairbondError : in one sentence, if a name or number makes no sense or a file is
        there already; nothing is written then.
    """
    folder = Path(folder)
    called = _checked_names(names)
    if not 1 <= days <= _MAX_DAYS:
        raise PairbondError(f"A diary has 1 to {_MAX_DAYS} days, not {days}.")
    first = _checked_start(start)
    questions = QUESTIONS + SAFETY if safety else QUESTIONS
    if folder.exists() and not folder.is_dir():
        raise PairbondError(f"{folder} is a file; give a folder.")
    texts = {
        "diary.csv": _csv(called, questions, days, first),
        "mapping.toml": _mapping_text(called, questions),
        **{
            f"form-{slug}.html": form_html(name, questions, days, first)
            for name, slug in zip(called, slugs(called), strict=True)
        },
    }
    return tuple(write_files(folder, texts, private=True, new=True))


def _checked_names(names: Sequence[str]) -> tuple[str, ...]:
    called = tuple(name.strip() for name in ([names] if isinstance(names, str) else names))
    if not 1 <= len(called) <= 2 or not all(called) or len(set(called)) < len(called):
        raise PairbondError("Name the one or two persons who write, each with an own name.")
    if any("\n" in name or "\t" in name or visible(name) != name for name in called):
        raise PairbondError("A name is one line of letters.")
    for name in called:
        if plain_text(name) != name:  # a spreadsheet would run it as a formula
            raise PairbondError(f"A name begins with a letter or a digit, not with {name[0]}.")
    return called


def _checked_start(start: date | str | None) -> date | None:
    if isinstance(start, str):
        try:
            return date.fromisoformat(start)
        except ValueError:
            raise PairbondError(f"{start} is no date; write it as 2024-01-31.") from None
    return start


def slugs(names: tuple[str, ...]) -> list[str]:
    """A part of a file name for each person; numbers where names look alike in one."""
    plain = ["".join(sign if sign.isalnum() else "-" for sign in name).strip("-").lower() for name in names]
    if len(set(plain)) < len(plain) or not all(plain):
        return [str(at) for at in range(1, len(names) + 1)]
    return plain


def _csv(names: tuple[str, ...], questions: Sequence[Question], days: int, first: date | None) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    answers = [question.item.name for question in questions]
    writer.writerow(["person", "date", "contact", "event", *answers])
    if first is not None:
        for day in range(days):
            for name in names:
                when = (first + timedelta(days=day)).isoformat()
                writer.writerow([name, when, *[""] * (2 + len(answers))])
    return stream.getvalue()


def _mapping_text(names: tuple[str, ...], questions: Sequence[Question]) -> str:
    mapping = Mapping.model_validate(
        {
            "title": f"Diary of {' and '.join(names)}",
            "columns": {
                "person": "person",
                "time": "date",
                "contact": "contact",
                "event": "event",
            },
            "partners": {"names": list(names)},
            "analysis": {"items": list(ANALYSED)},
            "item": [question.item.model_dump() for question in questions],
        }
    )
    head = (
        "# What each column of diary.csv means. One row a person and day; date as 2024-01-31;\n"
        "# contact is together, apart or none; event is free text; an empty cell means that\n"
        "# nothing was answered. Under [analysis] stand the items that the model is about: few, as\n"
        "# each is held against every other. A report shows all of them as written.\n"
        "# Of two who write, each gets a page of their own. shared = true under an item means that both\n"
        "# release their answers to it, for a page that both may read.\n\n"
    )
    doubts = {question.item.name: question.text for question in questions}
    return head + mapping_to_toml(mapping, doubts=doubts)
