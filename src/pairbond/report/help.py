"""Help first, if what was written suggests danger; and a way to leave the page quickly."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pairbond.errors import PairbondError


@dataclass(frozen=True)
class Contact:
    """Someone who helps. ``web`` is an http(s) address; empty fields are not printed."""

    name: str
    phone: str = ""
    web: str = ""
    note: str = ""


@dataclass(frozen=True)
class Help:
    """What the first part of the page says. ``lead`` never says who wrote what."""

    title: str
    lead: tuple[str, ...]
    contacts: tuple[Contact, ...]
    computer: tuple[str, ...]


# No numbers are made up: they differ by country, and a wrong one costs time.
GENERIC = (
    Contact("Your local emergency number", note="if someone is in danger now"),
    Contact(
        "A helpline against violence in relationships, in your country",
        note="most are free, confidential and open at night; a doctor, a pharmacy or a library can find the number",
    ),
    Contact("Someone you trust", note="telling one person what is going on is a beginning"),
)

_COMPUTER = (
    "This file can be read by anyone who uses this computer or telephone, and so can the list of pages and "
    "downloads. If that is not safe, do not keep it here; a device that nobody else uses, or one at a library or a "
    "friend’s, is safer for looking for help.",
    "“Leave this page” above empties the window at once; closing it (Ctrl + W, or ⌘ + W) does too.",
)


def read_contacts(path: str | Path | None) -> tuple[Contact, ...]:
    """Contacts from a TOML file with ``[[contact]]`` tables (name, phone, web, note).

    Without a file: generic ones. Raises ``PairbondError`` naming what is wrong.
    """
    if path is None:
        return GENERIC
    file = Path(path)
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise PairbondError(f"The contacts file {file} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PairbondError(f"The contacts file {file} is not valid TOML: {error}.") from None
    rows = content.get("contact")
    if not isinstance(rows, list) or not rows:
        raise PairbondError(f"The contacts file {file} needs at least one [[contact]] table with a name.")
    return tuple(_contact(file, number, row) for number, row in enumerate(rows, 1))


def _contact(file: Path, number: int, row: object) -> Contact:
    where = f"Contact {number} in {file}"
    if not isinstance(row, dict):
        raise PairbondError(f"{where} is not a table.")
    for key, value in row.items():
        if key not in ("name", "phone", "web", "note"):
            raise PairbondError(f"{where} has a field {key}; there are name, phone, web and note.")
        if not isinstance(value, str):
            raise PairbondError(f"{where}: write {key} in quotation marks.")
    if not row.get("name"):
        raise PairbondError(f"{where} has no name.")
    web = row.get("web", "")
    if web and not web.startswith(("https://", "http://")):
        raise PairbondError(f"{where}: the address {web} must begin with https:// or http://.")
    return Contact(**row)


def help_first(*, kind: str, couples: int, contacts: tuple[Contact, ...]) -> Help:
    """The part that comes before everything else.

    ``kind`` as in :class:`pairbond.report.voice.Voice`; ``couples``: how many couples wrote of danger.
    For a couple it does not say why it is there: the other partner may be reading.
    """
    if kind == "group":
        lead = (
            f"In {couples} of these diaries, questions about fear, threat, control or harm were answered above the "
            "middle of their scale on two days or more. Whoever works with them has this to see to first.",
        )
    elif kind == "one":
        lead = (
            "Some of what you wrote is about fear, threat, control or harm. You need not bear any of it alone, and "
            "nobody deserves to be frightened, threatened, controlled or hurt. If you want to talk to someone, these "
            "people are there for it.",
            "Whether to stay or to go is yours to decide, in your own time. If you think of leaving: the time around "
            "leaving can be more dangerous, and people who help know how to plan for it.",
        )
    else:
        lead = (
            "If anyone is afraid, or is hurt, threatened or controlled by someone close, there are people to talk to, "
            "in confidence and without having to decide anything.",
        )
    return Help("Help comes first", lead, contacts, _COMPUTER)
