"""Which letters of a JavaScript text are code, and which stand in a string, a pattern or a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pairbond.errors import PairbondError

CODE, QUOTED, COMMENT = "code", "quoted", "comment"
Span = tuple[int, int, str]
_BEFORE_PATTERN = frozenset("(,=:[!&|?{};+-*%~^<>")  # after one of these, / begins a pattern
_WORD_BEFORE_PATTERN = re.compile(r"\b(?:return|typeof|case|of|in|do|else|void|yield|await)\s*$")
_ENDS_ELEMENT = re.compile(r"<(?=/script|script|!--)", re.I)


def spans(source: str) -> Iterator[Span]:
    """The text in pieces, each with what it is; quotes and signs of comments count to what they enclose."""
    at, begun, braces = 0, 0, []  # braces: of each ${ that is open, how many { are open in it
    while at < len(source):
        sign, two = source[at], source[at : at + 2]
        kind, end = CODE, at + 1
        if two == "//":
            found = source.find("\n", at)
            kind, end = COMMENT, len(source) if found < 0 else found
        elif two == "/*":
            found = source.find("*/", at + 2)
            kind, end = COMMENT, len(source) if found < 0 else found + 2
        elif sign in "\"'":
            kind, end = QUOTED, _closed(source, at + 1, sign)
        elif sign == "/" and _pattern_here(source, at):
            kind, end = QUOTED, _pattern_end(source, at + 1)
        elif sign == "`" or (sign == "}" and braces and braces[-1] == 0):
            if sign == "}":
                braces.pop()
            kind = QUOTED
            end, opened = _template_end(source, at + 1)
            if opened:
                braces.append(0)
        elif braces and sign in "{}":
            braces[-1] += 1 if sign == "{" else -1
        if kind != CODE:
            if begun < at:
                yield begun, at, CODE
            yield at, end, kind
            begun = end
        at = end
    if begun < len(source):
        yield begun, len(source), CODE


def _pattern_here(source: str, at: int) -> bool:
    """Whether / begins a pattern there, and is no division."""
    left = source[max(at - 200, 0) : at].rstrip()
    return not left or left[-1] in _BEFORE_PATTERN or bool(_WORD_BEFORE_PATTERN.search(left))


def _closed(source: str, at: int, quote: str) -> int:
    while at < len(source) and source[at] != quote:
        if source[at] == "\n":
            raise PairbondError(f"a string of a script is not closed: {source[max(at - 40, 0) : at]!r}.")
        at += 2 if source[at] == "\\" else 1
    return at + 1


def _pattern_end(source: str, at: int) -> int:
    within = False  # [ … ], in which / is a letter
    while at < len(source) and (within or source[at] != "/"):
        if source[at] == "\n":
            raise PairbondError(f"a pattern of a script is not closed: {source[max(at - 40, 0) : at]!r}.")
        within = source[at] == "[" or (within and source[at] != "]")
        at += 2 if source[at] == "\\" else 1
    return at + 1


def _template_end(source: str, at: int) -> tuple[int, bool]:
    """Where a piece of a template ends, and whether code follows in it."""
    while at < len(source) and source[at] != "`":
        if source[at : at + 2] == "${":
            return at + 2, True
        at += 2 if source[at] == "\\" else 1
    return at + 1, False


def code_only(source: str) -> str:
    """The text with everything blanked that is no code; the quotes of a string stay."""
    parts = []
    for start, end, kind in spans(source):
        piece = source[start:end]
        if kind == CODE:
            parts.append(piece)
        else:
            inside = re.sub(r"[^\n]", " ", piece)
            keep = kind == QUOTED and len(piece) > 1 and piece[0] in "\"'"
            parts.append(piece[0] + inside[1:-1] + piece[-1] if keep else inside)
    return "".join(parts)


def compact(source: str) -> str:
    """The same script without comments, indents and empty lines; no line of code is joined with another."""
    parts = []
    for start, end, kind in spans(source):
        piece = source[start:end]
        if kind == COMMENT:
            piece = "\n" if "\n" in piece else " "
        parts.append(re.sub(r"\s*\n\s*", "\n", piece) if kind == CODE else piece)
    return "".join(parts).strip()


def safe_in_html(source: str) -> str:
    """The same script with no letters that could end the element it stands in.

    In strings, templates and patterns ``<`` is written as its number; in comments left out.

    Raises
    ------
    PairbondError : such letters in code, where they cannot be written otherwise.
    """
    parts = []
    for start, end, kind in spans(source):
        piece = source[start:end]
        parts.append(piece if kind == CODE else _ENDS_ELEMENT.sub(r"\\x3C" if kind == QUOTED else "", piece))
    safe = "".join(parts)
    if _ENDS_ELEMENT.search(safe):
        raise PairbondError("a script has '<script', '</script' or '<!--' in its code; put a space after '<'.")
    return safe
