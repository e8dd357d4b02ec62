"""From the object code that LLVM writes for WebAssembly to a module that a browser takes: sections, no linker.

The object is a module already, but exports nothing, and says in custom sections what a linker should do
(tool-conventions/Linking.md of WebAssembly). Where there is nothing to link, that is one section more and the custom
ones less.
"""

from __future__ import annotations

from collections.abc import Sequence

from pairbond.engine.wasm.sections import (
    CODE,
    CUSTOM,
    EXPORT,
    FUNCTION,
    IMPORT,
    TYPE,
    Cursor,
    Section,
    number,
    read,
    text,
    write,
)
from pairbond.errors import PairbondError, nearest

MEMORY_IMPORT = ("env", "memory")  # what a host has to give
_KEPT = (TYPE, IMPORT, FUNCTION, CODE)
_KINDS = ("function", "table", "memory", "global", "tag")
_SYMBOL_TABLE, _UNDEFINED, _NAMED = 8, 0x10, 0x40


def linked(binary: bytes, exports: Sequence[str]) -> bytes:
    """The module that exports some functions of an object.

    Parameters
    ----------
    binary : object code for wasm32.
    exports : names of functions in it.

    Raises
    ------
    PairbondError : the object needs a linker (relocations, imports other than a memory, data), or has no such function.
    """
    sections = read(binary)
    if relocated := [one.name for one in sections if one.name.startswith("reloc.")]:
        raise PairbondError(
            f"the object code has the section {relocated[0]!r} and needs a linker: its functions call others or read "
            "data; write them without calls, with a vector shape that is not fused."
        )
    if other := [one.kind for one in sections if one.kind not in (*_KEPT, CUSTOM)]:
        raise PairbondError(
            f"the object code has a section of kind {other[0]}, which a module of functions does not have."
        )
    there = _functions(sections)
    for name in exports:
        if name not in there:
            near = f"; the nearest is {nearest(name, there)!r}" if there else ""
            raise PairbondError(f"the object code has no function {name!r}{near}.")
    table = [number(len(exports)), *(text(name) + b"\0" + number(there[name]) for name in exports)]
    kept = {one.kind: one for one in sections if one.kind in _KEPT}
    kept[IMPORT] = _memory(kept[IMPORT])
    kept[EXPORT] = Section(EXPORT, b"".join(table))
    return write(kept[kind] for kind in sorted(kept))


def _memory(imports: Section) -> Section:
    """The import of a memory under a name of ours; refuses any other import."""
    cursor = Cursor(imports.content)
    count = cursor.number()
    _, name, kind = cursor.text(), cursor.text(), cursor.take(1)[0]
    if count != 1 or _KINDS[kind] != "memory":
        raise PairbondError(
            f"the object code imports {count} things, among them the {_KINDS[kind]} {name!r}; it may import one memory."
        )
    module, field = MEMORY_IMPORT
    return Section(IMPORT, number(1) + text(module) + text(field) + bytes([kind]) + cursor.content[cursor.at :])


def _functions(sections: Sequence[Section]) -> dict[str, int]:
    """The functions that the object defines, by name, from its table of symbols."""
    found: dict[str, int] = {}
    for one in sections:
        if one.name != "linking":
            continue
        cursor = Cursor(one.content)
        cursor.number()  # the version
        while cursor.more:
            kind, inside = cursor.take(1)[0], Cursor(cursor.take(cursor.number()))
            if kind == _SYMBOL_TABLE:
                found |= _symbols(inside)
    return found


def _symbols(cursor: Cursor) -> dict[str, int]:
    found: dict[str, int] = {}
    for _ in range(cursor.number()):
        kind, flags = cursor.take(1)[0], cursor.number()
        if kind != 0:
            raise PairbondError("the object code has symbols that are no functions; a module of functions has none.")
        index = cursor.number()
        if not flags & _UNDEFINED or flags & _NAMED:
            found[cursor.text()] = index
    return found
