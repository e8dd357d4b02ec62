"""Help on every page, first if what was written suggests danger; and what leaving the page does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pairbond._toml import TomlError, read_toml
from pairbond.errors import PairbondError, shown


@dataclass(frozen=True)
class Contact:
    """Someone who helps. ``web`` is an http(s) address; empty fields are not printed."""

    name: str
    phone: str = ""
    web: str = ""
    note: str = ""


@dataclass(frozen=True)
class Help:
    """What the part on help says. ``lead`` never says who wrote what; ``first``: it opens the page."""

    title: str
    lead: tuple[str, ...]
    contacts: tuple[Contact, ...]
    computer: tuple[str, ...]
    first: bool


# No numbers are made up: they differ by country, and a wrong one costs time.
GENERIC = (
    Contact("Your local emergency number", note="if someone is in danger now"),
    Contact(
        "A helpline against violence in relationships, in your country",
        note="most are free, confidential and open at night; a doctor, a pharmacy or a library can find the number",
    ),
    Contact(
        "A crisis line in your country",
        note="for anyone having thoughts of not wanting to live; most answer at all hours",
    ),
    Contact("Someone you trust", note="telling one person what is going on is a beginning"),
)

_FILE = (
    "This file can be read by anyone who uses this computer or telephone, and so can the list of pages and "
    "downloads. If that is not safe, do not keep it here; a device that nobody else uses, or one at a library or a "
    "friend’s, is safer for looking for help."
)
_LEAVING = (
    "“Leave this page” above, or pressing Shift three times, clears this page from the screen at once. The browser’s "
    "history still holds this page and the list of downloads the file: delete them there, or open such pages in a "
    "private window."
)
_DYING = (
    "Thoughts of not wanting to live come to many people who carry too much, and they can pass. Please tell somebody "
    "today, a crisis line, a doctor or a friend; if you might act on them now, call the emergency number."
)


def read_contacts(path: str | Path | None) -> tuple[Contact, ...]:
    """Contacts from a TOML file with ``[[contact]]`` tables (name, phone, web, note).

    Without a file: generic ones. Raises ``PairbondError`` naming what is wrong.
    """
    if path is None:
        return GENERIC
    file = Path(path)
    try:
        content = read_toml(file)
    except TomlError as error:
        raise PairbondError(f"The contacts file {error.at(file.name)}") from None
    rows = content.get("contact")
    if not isinstance(rows, list) or not rows:
        raise PairbondError(f"The contacts file {shown(file.name)} needs at least one [[contact]] table with a name.")
    return tuple(_contact(file, number, row) for number, row in enumerate(rows, 1))


def _contact(file: Path, number: int, row: object) -> Contact:
    where = f"Contact {number} in {shown(file.name)}"
    if not isinstance(row, dict):
        raise PairbondError(f"{where} is not a table.")
    for key, value in row.items():
        if key not in ("name", "phone", "web", "note"):
            raise PairbondError(f"{where} has a field {shown(key)}; there are name, phone, web and note.")
        if not isinstance(value, str):
            raise PairbondError(f"{where}: write {key} in quotation marks.")
    if not row.get("name"):
        raise PairbondError(f"{where} has no name.")
    web = row.get("web", "")
    if web and not web.startswith(("https://", "http://")):
        raise PairbondError(f"{where}: the address {shown(web)} must begin with https:// or http://.")
    return Contact(**row)


def read_exit(address: str) -> str:
    """Where "Leave this page" goes on a page that is served. Raises ``PairbondError`` if it is no http(s) address."""
    if address and (not address.startswith(("https://", "http://")) or any(c.isspace() for c in address)):
        raise PairbondError(
            f"The address to leave the page to must begin with https:// or http://, not {address[:60]}."
        )
    return address


def help_on_page(*, kind: str, first: bool, couples: int, contacts: tuple[Contact, ...]) -> Help:
    """The part on help that every page has.

    ``kind`` as in :class:`pairbond.report.voice.Voice`; ``first``: whether it comes before everything else;
    ``couples``: in how many of a group's diaries the ratings suggest danger. On a page about a couple nothing in it
    depends on the ratings, as the other partner may be reading.
    """
    title = "Help comes first" if first else "If you want to talk to someone"
    if kind == "group":
        lead = (*_group(couples), _DYING_GROUP, _DESCRIBED)
        return Help(title if first else "Help", lead, contacts, (_FILE,), first)
    lead = _ONE if kind == "one" and first else _ANYBODY
    return Help(title, (*lead, _DYING, _DESCRIBED), contacts, (_FILE, _LEAVING), first)


def _group(couples: int) -> tuple[str, ...]:
    if not couples:
        return (
            "Anyone who reads diaries of couples may come across someone who is afraid, threatened, controlled or hurt "
            "by someone close. It helps to know beforehand whom to name.",
        )
    return (
        f"In {couples} of these diaries, answers about fear, threat, control or harm reached the middle of their scale "
        "on two days or more, or described an act. For anyone who works with them, this comes first.",
    )


_DESCRIBED = "To describe what happened is not to excuse it."
_DYING_GROUP = (
    "If anybody writes of not wanting to live, ask them about it, and do not leave it to a questionnaire: a crisis "
    "line, a doctor or the emergency number comes before any analysis."
)
_ONE = (
    "Some of what you wrote may be hard to bear alone, and you need not. Nobody deserves to be frightened, threatened, "
    "controlled or hurt, or to be made to doubt their own memory. If you want to talk to someone, these people are "
    "there for it.",
    "Whether to stay or to go is yours to decide, in your own time. If you think of leaving: the time around "
    "leaving can be more dangerous, and people who help know how to plan for it.",
)
_ANYBODY = (
    "If anyone is afraid, or is hurt, threatened or controlled by someone close, there are people to talk to, "
    "in confidence and without having to decide anything.",
)
