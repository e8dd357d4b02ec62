"""How big a packed file is when it is unpacked, told before anything is made of it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from contextlib import suppress
from pathlib import Path

from pairbond.diary.faults import DiaryError, fault

# A diary of 1000 couples over a year is about 50 MB; beyond this it is another file.
MAX_BYTES = 200_000_000
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
_PACKED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open))
_CASES, _WIDTH, _LAYOUT = slice(80, 84), slice(68, 72), slice(64, 68)  # of the header of an SPSS file


def refuse_too_big(file: str, size: int, unpacked: bool = False) -> None:
    """Raise :class:`DiaryError` if a file of this many bytes is not read."""
    if size <= MAX_BYTES:
        return
    has = "unpacked, the file has at least" if unpacked else "the file has"
    text = f"{has} {size / 1e9:.1f} GB; diaries of up to {MAX_BYTES // 10**6} MB are read."
    raise DiaryError([fault("too-big", file, text, value=size, nearest=MAX_BYTES)])


def unpacked(raw: bytes, file: str) -> bytes:
    """The content of a packed file, or ``raw`` if it is not packed. Raises :class:`DiaryError`."""
    try:
        found = _content(raw)
    except DAMAGED:
        raise DiaryError([fault("broken-gz", file, "the packed file is damaged and cannot be unpacked.")]) from None
    refuse_too_big(file, len(found), unpacked=True)
    return found


def check_unpacked_size(path: Path) -> None:
    """Refuse a packed file that holds too much; one that is damaged is left to its reader."""
    with suppress(*DAMAGED):
        refuse_too_big(path.name, len(_content(path.read_bytes())), unpacked=True)


def _content(raw: bytes) -> bytes:
    """What is in a packed file, no more than what is one byte too much."""
    opener = next((how for mark, how in _PACKED if raw.startswith(mark)), None)
    if opener is None:
        return raw
    with opener(io.BytesIO(raw)) as stream:
        return stream.read(MAX_BYTES + 1)


def check_spss_size(path: Path) -> None:
    """Refuse an SPSS file whose header says that it holds too much, unread. Raises :class:`DiaryError`."""
    with path.open("rb") as stream:
        head = stream.read(84)
    if len(head) < 84 or not head.startswith((b"$FL2", b"$FL3")):
        return  # no SPSS file; its reader says so
    order = "little" if int.from_bytes(head[_LAYOUT], "little") in (2, 3) else "big"
    cases, width = (int.from_bytes(head[at], order, signed=True) for at in (_CASES, _WIDTH))
    refuse_too_big(path.name, max(cases, 0) * max(width, 0) * 8, unpacked=True)
