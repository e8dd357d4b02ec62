"""One command in a forked process with limits on time, memory and disk; and what is wrong with what came of it."""

from __future__ import annotations

import json
import os
import re
import resource
import select
import signal
import time
import traceback
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60  # of processor time
PATIENCE = 600.0  # seconds on the clock, for what waits and does nothing; other programs may keep the processor busy
MEMORY = 1_500_000_000  # bytes beyond what the process has when it begins
MOST_LETTERS, MOST_LINES = 500, 60  # of one sentence, and of all that a refusal says
_MOST_BYTES = 5_000_000  # printed
_INSIDE = re.compile(
    r"Traceback|<class '|\b[A-Z][A-Za-z]+(Error|Exception)\b|NoneType|object at 0x|dtype|list index|unexpected keyword"
    r"|positional argument|pydantic|numpy|unhashable|not supported between|has no attribute"
)


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code (None: it had to be stopped), and all that it printed."""

    code: int | None
    out: bytes
    err: bytes


def run(work: Callable[[], int], folder: Path, disk: int | None = None) -> Ended:
    """Do work in a forked process, inside a folder; ``disk``: the most bytes a file can grow to."""
    (out, into_out), (err, into_err) = os.pipe(), os.pipe()
    if (child := os.fork()) == 0:
        code = 3
        try:
            _enter(folder, into_out, into_err, disk)
            code = work()
        except BaseException:
            os.write(into_err, traceback.format_exc()[-4000:].encode("utf-8", "backslashreplace"))
        finally:
            os._exit(code)
    os.close(into_out)
    os.close(into_err)
    printed, open_, end, code = {out: b"", err: b""}, {out, err}, time.monotonic() + PATIENCE, None
    while open_ and time.monotonic() < end:
        for stream in select.select(list(open_), [], [], 0.5)[0]:
            more = os.read(stream, 65536)
            printed[stream] += more
            if not more or len(printed[stream]) > _MOST_BYTES:
                open_.discard(stream)
    if open_:
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    for stream in (out, err):
        os.close(stream)
    if not open_:
        code = os.waitstatus_to_exitcode(status)
    return Ended(code, printed[out], printed[err])


def _enter(folder: Path, out: int, err: int, disk: int | None) -> None:
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    most = pages * os.sysconf("SC_PAGE_SIZE") + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if disk is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (disk, disk))


def contents(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder, hidden files too."""
    return {str(p.relative_to(folder)): None if p.is_dir() else p.read_bytes() for p in sorted(folder.rglob("*"))}


def fault(
    ended: Ended, before: dict[str, bytes | None], after: dict[str, bytes | None], *, writes: bool, as_json: bool
) -> str:
    """What is wrong, its kind in the first word; "" if nothing is."""
    if ended.code in (None, -signal.SIGKILL, -signal.SIGXCPU):
        return f"hang: no end within {SECONDS} s of work or {PATIENCE:g} s on the clock"
    out, err = ended.out.decode("utf-8", "backslashreplace"), ended.err.decode("utf-8", "backslashreplace")
    if ended.code not in (0, 2) or "Traceback (most recent" in err:
        kind = "crash" if ended.code < 0 else "traceback"
        return f"{kind}: ended with {ended.code}\n{err[-3000:]}"
    changed = sorted(name for name in before | after if before.get(name, 0) != after.get(name, 0))
    if changed and (ended.code == 2 or not writes):
        return f"left: after exit {ended.code}: {changed[:5]}"
    if hidden := [name for name in changed if "/." in f"/{name}"]:
        return f"left: {hidden[:5]}"
    if emptied := [name for name in changed if after.get(name) == b""]:
        return f"left: empty {emptied[:5]}"
    for text in (out, err):
        if raw := next((c for c in text if _unseen(c)), ""):
            return f"signs: U+{ord(raw):04X} is printed as it is: {text[max(0, text.index(raw) - 80) :][:160]!a}"
    if as_json:
        try:
            json.loads(out, parse_constant=lambda word: 1 / 0)
        except (ValueError, ZeroDivisionError):
            return f"json: cannot be read: {out[:300]}"
    return _refusal(err) if ended.code == 2 else ""


def _unseen(c: str) -> bool:
    # \u2068 and \u2069 keep what is written from right to left to itself
    return c not in "\n\u2068\u2069" and (
        unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
        or c in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
    )


def _refusal(err: str) -> str:
    lines = [line for line in err.splitlines() if line and not re.match(r"\[ *[\d.]+ s\]", line)]
    if not lines:
        return "silent: a refusal without a word"
    if len(lines) > MOST_LINES:
        return f"long: a refusal of {len(lines)} lines: {lines[:3]}"
    for line in lines:
        if len(line) > MOST_LETTERS:
            return f"long: a sentence of {len(line)} letters: {line[:300]}"
        if line[-1] not in ".?!”":
            return f"sentence: without an end: {line}"
        if found := _INSIDE.search(line):
            return f"sentence: speaks of {found[0]}: {line}"
    return ""
