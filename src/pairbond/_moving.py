"""Files that are prepared in hidden folders come to their places, all of them or none.

What is written in one call stands first in a *stage*: a hidden folder beside where the files go, one for every folder
that is there already. From there a folder that is new appears with one rename; what replaces or joins older files is
moved one after another, and put back as it was if one of them cannot be moved. If a run is killed in the midst of
moving, the next one that writes to one of these folders finishes the move first.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None

NEW = "new"
"""The folder in a stage that holds what is to be moved."""
_OLD, _STAGES = "old", "stages.json"  # what is replaced, and every stage of the set
_PART = re.compile(r"\..*\.[0-9a-f]{16}\.part")  # what a killed run leaves behind
_STAGE = re.compile(r"\.pairbond\.[0-9a-f]{16}\.(part|whole)")
_HOUR = 3600.0


@dataclass(frozen=True)
class Move:
    """A file, or a folder that is new, on its way from the stage in ``home`` to its place below ``home``."""

    home: Path
    inside: Path

    def source(self, stages: Mapping[Path, Path]) -> Path:
        return stages[self.home] / NEW / self.inside

    @property
    def target(self) -> Path:
        return self.home / self.inside


def new_stage(home: Path) -> Path:
    """The name of a stage; no two processes choose the same. What killed runs left there is removed."""
    _sweep(home)
    return home / f".pairbond.{secrets.token_hex(8)}.part"


@contextmanager
def locked_moves(stages: Mapping[Path, Path]) -> Iterator[list[Move]]:
    """What has to be moved, with every folder concerned locked, and free of what a killed run left to be moved.

    ``stages``: by the folder in which each is.
    """
    folders = set(stages)
    while True:
        with ExitStack() as locks:
            for folder in sorted(folders):
                locks.enter_context(_locked(folder))
                _finish(folder)
            moves = [move for home, stage in stages.items() for move in _moves(home, stage)]
            needed = {*stages, *(move.target.parent for move in moves)}
            if needed == folders:
                try:
                    yield moves
                finally:
                    remove_stages(stages)  # before another process looks what there is to be finished
                return
        folders = needed  # another process may have made one meanwhile


def remove_stages(stages: Mapping[Path, Path]) -> None:
    """Remove what is in them and has not been moved."""
    for stage in stages.values():
        shutil.rmtree(stage, ignore_errors=True)


def move_all(moves: list[Move], stages: dict[Path, Path]) -> None:
    """Move everything, or leave all as it was. A stage that is renamed is so in ``stages``, too."""
    if len(moves) == 1:
        os.replace(moves[0].source(stages), moves[0].target)
    elif moves:
        _move(moves, stages)
    flush_folders({move.target.parent for move in moves})


def _moves(home: Path, stage: Path, inside: Path = Path()) -> Iterator[Move]:
    """What has to be moved for everything in a stage to be in its place."""
    names: list[str] = []
    with suppress(FileNotFoundError):  # nothing, or nothing any more
        names = sorted(os.listdir(stage / NEW / inside))
    for name in names:
        source, target = stage / NEW / inside / name, home / inside / name
        if source.is_dir() and target.is_dir():
            yield from _moves(home, stage, inside / name)
        else:
            yield Move(home, inside / name)


def _move(moves: list[Move], stages: dict[Path, Path]) -> None:
    """Move everything, or leave all as it was."""
    olds: dict[Move, Path] = {}
    for stage in stages.values():
        os.mkdir(stage / _OLD)
    for number, move in enumerate(moves):
        olds[move] = stages[move.home] / _OLD / str(number)
        _back_up(move.target, olds[move])
    first, *others = stages
    part, whole = stages[first], stages[first].with_suffix(".whole")
    listed = json.dumps([str(whole), *(str(stages[home]) for home in others)])
    for stage in stages.values() if others else ():
        _write(stage / _STAGES, listed)
    os.rename(part, whole)  # from here on a killed run is finished by the next one
    stages[first] = whole
    try:
        for move in moves:
            os.replace(move.source(stages), move.target)
    except BaseException:
        for move in moves:
            old = stages[move.home] / olds[move].relative_to(part if move.home == first else stages[move.home])
            if os.path.lexists(move.source(stages)):
                continue
            if os.path.lexists(old):
                os.replace(old, move.target)
            elif move.target.is_dir():
                shutil.rmtree(move.target)
            else:
                os.unlink(move.target)
        os.rename(whole, part)  # nothing is left to be finished
        stages[first] = part
        raise


def _write(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _back_up(path: Path, old: Path) -> None:
    if not os.path.lexists(path):
        return
    try:
        os.link(path, old, follow_symlinks=False)
    except (OSError, NotImplementedError):  # some disks have no hard links
        shutil.copy2(path, old, follow_symlinks=False)


def _finish(folder: Path) -> None:
    """Finish moving what a killed run had prepared whole."""
    for stage in _own_stages(folder):
        for one in reversed(_committed(stage)):  # the first stage last: while it is there, there is something to do
            for move in list(_moves(one.parent, one)):
                with suppress(FileNotFoundError):  # another process was quicker
                    os.replace(move.source({move.home: one}), move.target)
            shutil.rmtree(one, ignore_errors=True)


def _own_stages(folder: Path) -> list[Path]:
    """Stages in a folder, of this user: somebody else's could name any place."""
    me = getattr(os, "geteuid", lambda: None)()
    found: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # another process is done with it
                if _STAGE.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                    found += [Path(entry.path)] if me in (None, entry.stat(follow_symlinks=False).st_uid) else []
    return found


def _committed(stage: Path) -> list[Path]:
    """Every stage of a set, if the set was written whole and only has to be moved; else none."""
    try:
        stages = [Path(place) for place in json.loads((stage / _STAGES).read_bytes())]
    except (OSError, ValueError):
        stages = [stage] if stage.suffix == ".whole" else []
    return [one for one in stages if one.is_dir()] if stages and stages[0].is_dir() else []


def _sweep(folder: Path) -> None:
    """Remove what a killed run left half done, an hour or more ago."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _PART.fullmatch(entry.name) or time.time() - entry.stat(follow_symlinks=False).st_mtime < _HOUR:
                continue
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
            elif not _committed(Path(entry.path)):
                shutil.rmtree(entry.path, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time moves files into a folder, so that two sets do not mix."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks cannot lock
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def flush_folders(folders: Iterable[Path]) -> None:
    """Put the names in folders on the disk, where the system can."""
    for folder in folders:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
