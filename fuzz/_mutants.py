"""Changes to a table, a TOML text, or a packed file that keep most of its structure and break something in it."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
import zlib
from functools import cache
from typing import Any

import numpy as np

from ._words import NUMBERS, ODD_NUMBERS, VALUES, WORDS


def table(raw: bytes, rng: random.Random) -> bytes:
    """A CSV file with cells, rows, columns, line ends, separators or the encoding changed; or packed, or overpacked."""
    text = raw.decode()
    separator = ";" if text.count(";") > text.count(",") else ","
    rows = [line.split(separator) for line in text.splitlines()]
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        rows = rng.choice((_cell, _cell, _column, _column, _row, _header, _whole, _renamed, _renamed, _thinned))(
            rows, rng
        )
    between = separator if rng.random() < 0.9 else rng.choice((",", ";", "\t", "|"))
    made = rng.choice(("\n", "\n", "\n", "\r\n", "\r")).join(between.join(row) for row in rows)
    if rng.random() < 0.1:
        made = rng.choice(("\ufeff", "\n\n", "sep=,\n", "a remark\n", '"', "# x\n")) + made
    code = rng.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-16", "utf-32", "cp1252"))
    done = flipped(made.encode(code, "surrogatepass" if code.startswith("utf") else "replace"), rng)
    if rng.random() < 0.04:
        return overpacked(300)
    return flipped(gzip.compress(done), rng) if rng.random() < 0.04 else done


def toml(raw: bytes, rng: random.Random) -> bytes:
    """A TOML file with values, keys or tables changed, doubled, moved or left out."""
    lines = raw.decode().splitlines()
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        at = rng.randrange(len(lines))
        key, equals, value = lines[at].partition(" = ")
        kind = rng.randrange(10)
        if kind <= 4 and equals:
            lines[at] = (
                f"{key} = {rng.choice((rng.choice(VALUES), rng.choice(VALUES), f'[{value}]', f'{{ a = {value} }}'))}"
            )
        elif kind == 5 and equals:
            lines[at] = (
                f"{rng.choice((key[1:] or 'x', key + 'x', 'a.b', json.dumps(rng.choice(WORDS)[:70])))} = {value}"
            )
        elif kind == 6:
            lines.insert(at, rng.choice(lines))
        elif kind == 7 and len(lines) > 1:
            del lines[at]
        elif kind == 8:
            lines.insert(
                at,
                rng.choice(("[" + "a." * 300 + "b]", "[item]", "[[columns]]", "[[item]]", "x = 1", "[", "#", "\x00")),
            )
        else:
            lines[at] = lines[at].replace(rng.choice('"=[]_ae'), rng.choice(WORDS)[:70], 1)
    return flipped("\n".join(lines).encode("utf-8", "surrogatepass"), rng)


def packed(raw: bytes, rng: random.Random) -> bytes:
    """A saved fit with a part changed, left out, overpacked or put in another's place."""
    with zipfile.ZipFile(io.BytesIO(raw)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = rng.choice(list(parts))
    kind = rng.randrange(8)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = rng.choice(list(parts.values()))
    elif kind == 2:
        parts[name] = flipped(parts[name], rng, always=True)
    elif kind == 3 and rng.random() < 0.5:
        return overpacked_part(raw, name, 1100)
    elif name.endswith(".npz"):
        parts[name] = _arrays(parts[name], rng)
    elif name.endswith(".csv"):
        parts[name] = table(parts[name], rng)
    elif name.endswith(".json"):
        parts[name] = _json(parts[name], rng)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        for one, content in parts.items():
            whole.writestr(one, content)
    return flipped(made.getvalue(), rng)


def flipped(raw: bytes, rng: random.Random, always: bool = False) -> bytes:
    """Some bits turned, some bytes replaced, or the end cut off; most of the time nothing of it."""
    if not raw or not (always or rng.random() < 0.12):
        return raw
    if rng.random() < 0.3:
        return raw[: rng.randrange(len(raw))]
    made = bytearray(raw)
    for _ in range(rng.choice((1, 4, 50))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    if rng.random() < 0.2:
        at = rng.randrange(len(made))
        made[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\0\0\0\x80"))
    return bytes(made)


@cache
def overpacked(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed with gzip."""
    return _deflated(megabytes, 31)


def overpacked_part(raw: bytes, name: str, megabytes: int) -> bytes:
    """A zip of which one part holds so many megabytes of nothing."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for one in old.namelist():
            new.writestr(one, _deflated(megabytes, -15) if one == name else old.read(one))
    done = bytearray(made.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(done))) as whole:
        here, central = whole.getinfo(name).header_offset, whole.start_dir
        for one in whole.infolist():
            if one.filename == name:
                break
            central += 46 + len(one.filename.encode()) + len(one.extra) + len(one.comment)
    for place in (here + 8, central + 10):  # method, checksum and unpacked size stand in two headers
        done[place : place + 2] = (8).to_bytes(2, "little")
        done[place + 6 : place + 10] = _checksum(megabytes).to_bytes(4, "little")
        done[place + 14 : place + 18] = (megabytes * 2**20).to_bytes(4, "little")
    return bytes(done)


def _word(rng: random.Random) -> str:
    return rng.choice(WORDS) if rng.random() < 0.6 else rng.choice(ODD_NUMBERS)


def _cell(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    row = rng.choice(rows)
    if row:
        row[rng.randrange(len(row))] = _word(rng)
    return rows


def _column(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    at, kind = rng.randrange(len(rows[0]) or 1), rng.randrange(4)
    if kind == 0:  # left out
        return [[cell for i, cell in enumerate(row) if i != at] for row in rows]
    if kind == 1:  # one word everywhere
        word = _word(rng)
        return [rows[0], *([word if i == at else cell for i, cell in enumerate(row)] for row in rows[1:])]
    if kind == 2:  # two in each other's place, under their old names
        other = rng.randrange(len(rows[0]) or 1)
        swap = {at: other, other: at}
        return [
            rows[0],
            *([row[swap.get(i, i)] for i in range(len(row))] if len(row) > max(swap) else row for row in rows[1:]),
        ]
    word = _word(rng)  # here and there
    return [
        rows[0],
        *([word if i == at and rng.random() < 0.3 else cell for i, cell in enumerate(row)] for row in rows[1:]),
    ]


def _row(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    at, kind = rng.randrange(len(rows)), rng.randrange(5)
    if kind == 0:
        rows.insert(at, list(rng.choice(rows)))
    elif kind == 1 and len(rows) > 1:
        del rows[at]
    elif kind == 2:
        rows[at] = rows[at][: rng.randrange(len(rows[at]) + 1)]
    elif kind == 3:
        rows[at] = rows[at] + [_word(rng)] * rng.choice((1, 2, 3000))
    else:
        rng.shuffle(rows)
    return rows


def _header(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    if rows[0]:
        at = rng.randrange(len(rows[0]))
        name = rows[0][at]
        rows[0][at] = rng.choice(
            (rng.choice(WORDS), rng.choice(rows[0]), name.upper(), f" {name}", f'"{name}"', f'"{name}')
        )
    return rows


def _whole(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    kind = rng.randrange(4)
    if kind == 0:
        return rows[: rng.randrange(3)] or [[""]]
    if kind == 1:
        return [[*row, *row] for row in rows]
    if kind == 2:
        return [row[:1] for row in rows]
    return [rows[0], *rows[1:] * 20]


def _renamed(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """Every cell of a column that holds one value holds another."""
    at = rng.randrange(len(rows[0]) or 1)
    row = rng.choice(rows[1:] or rows)
    old, new = row[at] if len(row) > at else "", _word(rng)
    return [rows[0], *([new if i == at and cell == old else cell for i, cell in enumerate(row)] for row in rows[1:])]


def _thinned(rows: list[list[str]], rng: random.Random) -> list[list[str]]:
    """Rows left out, cells emptied, or the order changed: what most readers have to bear."""
    share = rng.choice((0.05, 0.3, 0.8))
    if rng.random() < 0.5:
        return [rows[0], *(row for row in rows[1:] if rng.random() > share)]
    at = rng.randrange(len(rows[0]) or 1)
    rest = [["" if i >= at and rng.random() < share else cell for i, cell in enumerate(row)] for row in rows[1:]]
    rng.shuffle(rest)
    return [rows[0], *rest]


def _json(raw: bytes, rng: random.Random) -> bytes:
    found = json.loads(raw)
    place: Any = found
    while True:
        key = rng.choice(list(place)) if isinstance(place, dict) else rng.randrange(len(place))
        if not (isinstance(place[key], dict | list) and place[key]) or rng.random() < 0.2:
            break
        place = place[key]
    kind = rng.randrange(4)
    if kind == 0:
        del place[key]
    elif kind == 1 and isinstance(place, dict):
        place[rng.choice(WORDS)[:70]] = place[key]
    else:
        place[key] = rng.choice(NUMBERS)
    text = json.dumps(found)
    return (text.replace('"spec"', rng.choice(('"spec"', '"spec"', "[" * 100_000)), 1)).encode()


def _arrays(raw: bytes, rng: random.Random) -> bytes:
    with np.load(io.BytesIO(raw)) as found:
        arrays: dict[str, Any] = {name: found[name] for name in found.files}
    name = rng.choice(list(arrays))
    one = arrays[name]
    arrays[name] = rng.choice(
        (one.ravel(), one[..., None], one.astype(np.float32), one.astype(str), one[:0], np.array(3.0), one + 1j, one.T,
         np.full_like(one, np.nan), np.full_like(one, np.inf), one * 1e300, np.array([None]), np.zeros((0, 5)))
    )  # fmt: skip
    if rng.random() < 0.2:
        arrays[rng.choice(("draws_x", "more", "../x"))] = arrays.pop(name)
    made = io.BytesIO()
    np.savez_compressed(made, allow_pickle=True, **arrays)
    return made.getvalue()


@cache
def _deflated(megabytes: int, form: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, form)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes)) + packer.flush()


@cache
def _checksum(megabytes: int) -> int:
    found = 0
    for _ in range(megabytes):
        found = zlib.crc32(bytes(2**20), found)
    return found
