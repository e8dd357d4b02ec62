"""Sections of a WebAssembly binary, read and written.

The format: WebAssembly Core Specification 2.0, chapter 5. A binary is eight bytes and then sections: a kind, a length
and that many bytes. Whole numbers are LEB128: seven bits a byte, the lowest first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pairbond.errors import PairbondError

MAGIC = b"\0asm\x01\0\0\0"
CUSTOM, TYPE, IMPORT, FUNCTION, MEMORY, EXPORT, CODE = 0, 1, 2, 3, 5, 7, 10


class Section(NamedTuple):
    """One section. ``name`` is that of a custom section (kind 0), and not part of ``content``."""

    kind: int
    content: bytes
    name: str = ""


class Cursor:
    """Reads bytes one thing after another."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        return self.at < len(self.content)

    def take(self, count: int) -> bytes:
        """The next bytes."""
        if self.at + count > len(self.content):
            raise PairbondError("the WebAssembly binary ends in the middle of a section; it is damaged.")
        self.at += count
        return self.content[self.at - count : self.at]

    def number(self) -> int:
        """The next whole number, 0 or more."""
        value = shift = 0
        while True:
            [byte] = self.take(1)
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def text(self) -> str:
        """The next name."""
        return self.take(self.number()).decode()


def number(value: int) -> bytes:
    """A whole number, 0 or more."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def text(value: str) -> bytes:
    """A name."""
    return number(len(value.encode())) + value.encode()


def read(binary: bytes) -> list[Section]:
    """The sections of a binary, in their order.

    Raises
    ------
    PairbondError : no WebAssembly, or a binary that is cut off.
    """
    cursor = Cursor(binary)
    if binary[: len(MAGIC)] != MAGIC:
        raise PairbondError(
            f"these {len(binary)} bytes are no WebAssembly of version 1: they begin with {binary[:8]!r}."
        )
    cursor.take(len(MAGIC))
    found: list[Section] = []
    while cursor.more:
        kind = cursor.take(1)[0]
        inside = Cursor(cursor.take(cursor.number()))
        name = inside.text() if kind == CUSTOM else ""
        found.append(Section(kind, inside.content[inside.at :], name))
    return found


def write(sections: Iterable[Section]) -> bytes:
    """A binary of some sections."""
    parts = [MAGIC]
    for one in sections:
        content = (text(one.name) if one.kind == CUSTOM else b"") + one.content
        parts += [bytes([one.kind]), number(len(content)), content]
    return b"".join(parts)
