"""Plain ES modules to one script: what a browser loads file by file, in one piece that opens from disk.

Each module becomes a function that is called once and returns what it exports, so that no private name of one is seen
by another. Imports are relative and stand at the beginning of a line. A file ``*.iife.min.js`` is somebody else's
script that declares one variable; it is imported as its default.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pairbond.errors import PairbondError
from pairbond.lab._javascript import code_only, compact, safe_in_html

_IMPORT = re.compile(r"^import\s+(?:(\w+)|\{([^}]*)\})\s+from\s+(['\"])(\.{1,2}/[^'\"]+)\3;?[ \t]*$", re.M)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function\*?|class|const)\s)", re.M)
_EXPORTED = re.compile(r"^export\s+(?:async\s+)?(?:function\*?|class|const)\s+(\w+)", re.M)
_LIST = re.compile(r"^export\s+\{([^}]*)\};?[ \t]*$", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.M)
VENDORED = ".iife.min.js"


def inlined(folder: Path, entry: str) -> str:
    """One script of the module ``entry`` in ``folder`` and everything that it imports.

    Raises
    ------
    PairbondError : a module that is missing, imports in a circle, or says import or export in a way not taken here.
    """
    sources: dict[str, str] = {}
    order: list[str] = []
    _visit(folder, entry, (), sources, order)
    names = {name: f"module_{i}" for i, name in enumerate(order)}
    parts = [f"const {names[name]} = {_wrapped(name, sources[name], names)};" for name in order]
    text = "\n".join(['"use strict";', "(() => {", *parts, "})();", ""])
    return safe_in_html(text)


def _visit(folder: Path, name: str, path: tuple[str, ...], sources: dict[str, str], order: list[str]) -> None:
    if name in path:
        raise PairbondError(f"modules import each other in a circle: {' → '.join((*path[path.index(name) :], name))}.")
    if name in sources:
        return
    file = folder / name
    if not file.is_file():
        raise PairbondError(f"{path[-1] if path else 'the page'} imports {name}, which is not there.")
    sources[name] = file.read_text(encoding="utf-8")
    if not name.endswith(VENDORED):
        for other in _imported(name, sources[name]):
            _visit(folder, other, (*path, name), sources, order)
    order.append(name)


def _imported(name: str, source: str) -> Iterator[str]:
    for found in _IMPORT.finditer(_blank(source)):
        yield _resolved(name, source[found.start(4) : found.end(4)])


def _blank(source: str) -> str:
    """The source with the inside of strings and comments blanked, but for places of imports."""
    code = code_only(source)
    restored = list(code)
    for found in re.finditer(r"^import\b[^;'\"]*?\bfrom\s+(['\"])", code, re.M):
        end = source.index(found[1], found.end())
        restored[found.end() : end] = source[found.end() : end]
    return "".join(restored)


def _resolved(name: str, relative: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(name).parent.parts, *PurePosixPath(relative).parts):
        if part == "..":
            if not parts:
                raise PairbondError(f"{name} imports {relative}, which is outside the folder of the page.")
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _wrapped(name: str, source: str, names: dict[str, str]) -> str:
    if name.endswith(VENDORED):
        declared = re.search(r"^var (\w+)\s*=", source, re.M)
        if declared is None:
            raise PairbondError(f"{name} declares no variable at the beginning of a line.")
        return f"(() => {{\n{source}\nreturn {{ default: {declared[1]} }};\n}})()"
    code = _blank(source)
    edits: list[tuple[int, int, str]] = []
    exported: list[str] = []
    for found in _IMPORT.finditer(code):
        origin = names[_resolved(name, source[found.start(4) : found.end(4)])]
        said = f"{{ default: {found[1]} }}" if found[1] else f"{{ {_pairs(found[2])} }}"
        edits.append((found.start(), found.end(), f"const {said} = {origin};"))
    for found in _LIST.finditer(code):
        exported += [_pairs(one, turned=True) for one in found[1].split(",") if one.strip()]
        edits.append((found.start(), found.end(), ""))
    exported += _EXPORTED.findall(code)
    edits += [(found.start(), found.end(), "") for found in _EXPORT.finditer(code)]
    body = _edited(source, edits)
    if left := _LEFT.search(code_only(body)):
        raise PairbondError(
            f"{name} says {left[0][:60].strip()!r}; modules of the page use import {{ … }} from './…', "
            "export function, class, const, or export { … }."
        )
    return f"(() => {{\n{compact(body)}\nreturn {{ {', '.join(exported)} }};\n}})()"


def _pairs(names: str, turned: bool = False) -> str:
    """``a as b`` as JavaScript has it in an object: ``a: b`` where it is taken apart, ``b: a`` where it is made."""
    found = []
    for one in names.split(","):
        words = one.split()
        if len(words) == 3 and words[1] == "as":
            found.append(f"{words[2]}: {words[0]}" if turned else f"{words[0]}: {words[2]}")
        elif words:
            found.append(words[0])
    return ", ".join(found)


def _edited(source: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def data_block(name: str, value: object) -> str:
    """Data in a page: JSON that cannot end its element."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f'<script type="application/json" id="{name}">{text.replace("<", chr(92) + "u003c")}</script>'
