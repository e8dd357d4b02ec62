"""Reads TOML, the form of every file that people write for pairbond, within limits that are said in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pairbond._files import reason
from pairbond.errors import PairbondError, shown

MOST_BYTES = 1_000_000
MOST_DEEP = 20  # tables and lists inside each other
MOST_LETTERS = 10_000  # of one text
LARGEST = 2**63 - 1  # as TOML itself says

_AT = re.compile(r"^(?P<what>.*) \(at (?P<where>line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)


class TomlError(PairbondError):
    """A file that cannot be read as TOML.

    Attributes
    ----------
    code : short name of the cause.
    text : the sentence without its place, small letters first.
    line : line of the file, from 1; None if the fault is not in one line.
    """

    def __init__(self, code: str, text: str, line: int | None = None) -> None:
        self.code, self.text, self.line = code, text, line
        super().__init__(text)

    def at(self, file: str) -> str:
        """The sentence with its place."""
        return f"{shown(file)}{'' if self.line is None else f', line {self.line}'}: {self.text}"


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file. Raises :class:`TomlError`."""
    return toml_tables(toml_text(path))


def toml_text(path: Path) -> str:
    """The text of a file, checked for size and encoding. Raises :class:`TomlError`."""
    try:
        if path.is_dir():
            raise TomlError("folder", "this is a folder, not a file.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise TomlError("too-big", f"the file has {size / 1e6:.1f} MB; up to {MOST_BYTES / 1e6:g} MB are read.")
        raw = path.read_bytes()
    except OSError as error:
        raise TomlError("unreadable", f"the file cannot be read ({reason(error).lower()}).") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise TomlError("encoding", f"byte {error.start + 1} is not UTF-8 text; save it as UTF-8.", line) from None


def toml_tables(text: str) -> dict[str, Any]:
    """The tables of a text. Raises :class:`TomlError`."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error)) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:  # Python reads no number of so many digits
        raise _too_long_a_number(text) from None
    for path, depth, value in _walk(found):
        if depth > MOST_DEEP:
            raise _too_deep()
        if isinstance(value, int) and abs(value) > LARGEST:
            raise _too_long_a_number(text)
        if isinstance(value, str) and len(value) > MOST_LETTERS:
            raise TomlError(
                "too-long", f"{shown(path)} is a text of {len(value)} letters; up to {MOST_LETTERS} are read."
            )
    return found


def _walk(found: dict[str, Any]) -> Iterator[tuple[str, int, Any]]:
    """Every value with the key it stands under and how deep; without recursion, for it may be too deep for that."""
    left: list[tuple[str, int, Any]] = [("the file", 0, found)]
    while left:
        path, depth, value = left.pop()
        yield path, depth, value
        if isinstance(value, dict):
            left.extend((key, depth + 1, below) for key, below in value.items())
        elif isinstance(value, list):
            left.extend((path, depth + 1, below) for below in value)


def _syntax(said: str) -> TomlError:
    found = _AT.match(said)
    what = found["what"] if found else said
    line = int(found["line"]) if found and found["line"] else None
    end = " at its end" if found and line is None else ""
    return TomlError("syntax", f"this is not TOML{end}: {shown(what[:1].lower() + what[1:], most=120)}.", line)


def _too_deep() -> TomlError:
    return TomlError("too-deep", f"tables and lists stand inside each other more than {MOST_DEEP} deep.")


def _too_long_a_number(text: str) -> TomlError:
    number = re.search(r"(?:0x[0-9A-Fa-f_]{16,}|0o[0-7_]{21,}|0b[01_]{63,}|[0-9][0-9_]{18,})", text)
    line = None if number is None else text.count("\n", 0, number.start()) + 1
    return TomlError("too-many-digits", f"a whole number has too many digits; the largest is {LARGEST}.", line)
