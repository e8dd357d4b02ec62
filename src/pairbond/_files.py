"""Files are written whole or not at all, and what holds somebody's answers can be read by them alone.

New content stands first under a hidden name beside its place, is flushed to the disk, and is then renamed. Several
files that belong together are prepared in a hidden folder: where they go into a folder of their own, that folder
appears with one rename; else they are moved one after another, and put back as they were if one of them cannot be
moved. If a run is killed in the midst of moving, the next one that writes to the folder finishes the move first.
No symbolic link is followed: a link that stands in the way is replaced, and what it points to stays as it is.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pairbond.errors import PairbondError, shown

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None

Content = str | bytes | Callable[[Path], object]
"""Text (written as UTF-8), bytes, or a function that writes to the path it is given."""

_LEFT = re.compile(r"\..*\.[0-9a-f]{16}\.part")  # what a killed run leaves behind
_HOUR = 3600.0


def write_file(path: str | Path, content: Content, *, private: bool) -> Path:
    """Write one file, replacing what is there; folders that are missing are made.

    ``private``: nobody else may read the file (mode 0600), nor enter a folder made for it (0700); else both are as the
    process's umask says. Raises ``PairbondError`` if it cannot be written; what was there is then as before.
    """
    path = Path(path)
    with _refusing(path), _folder_for(path.parent, private):
        check_ordinary(path)
        _sweep(path.parent)
        part = path.with_name(_hidden(path.name, "part"))
        try:
            _fill(part, content, private)
            os.replace(part, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(part)
            raise
        _flush_folder(path.parent)
    return path


def write_files(folder: str | Path, contents: Mapping[str, Content], *, private: bool, new: bool = False) -> list[Path]:
    """Write several files into one folder, all of them or none; returns their paths.

    ``private`` as in :func:`write_file`; ``new``: refuse if one of them is there already. Raises ``PairbondError``.
    """
    folder = Path(folder)
    with _refusing(folder), _folder_for(folder.parent, private):
        alone = not os.path.lexists(folder)
        stage = folder.parent / _hidden(folder.name, "part") if alone else folder / _hidden("pairbond", "part")
        _sweep(stage.parent)
        try:
            os.mkdir(stage, 0o700)
            for name, content in contents.items():
                _fill(stage / name, content, private)
            _flush_folder(stage)
            if not (alone and _renamed(stage, folder, private)):
                _move(stage, folder, list(contents), new)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        _flush_folder(folder.parent)
    return [folder / name for name in contents]


def check_ordinary(path: Path) -> None:
    """Refuse what cannot be replaced by a file: a folder, a device, a pipe, a link to one of them.

    Raises ``PairbondError``; ``OSError`` if the name is impossible, for instance too long.
    """
    try:
        kind = os.lstat(path).st_mode
        if stat.S_ISLNK(kind):
            kind = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):  # nothing there, or a link to nothing
        return
    if stat.S_ISDIR(kind):
        raise PairbondError(f"{shown_path(path)} is a folder; give the name of a file.")
    if not stat.S_ISREG(kind):
        raise PairbondError(f"{shown_path(path)} is a device or a pipe, not a file; give the name of a file.")


def shown_path(path: str | Path) -> str:
    """A path as it stands in a sentence."""
    return shown(path, most=200)


def reason(error: OSError) -> str:
    """What the operating system says, for the brackets at the end of a sentence."""
    return error.strerror or type(error).__name__


@contextmanager
def _refusing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PairbondError(f"{shown_path(place)} cannot be written ({reason(error)}).") from None


@contextmanager
def _folder_for(folder: Path, private: bool) -> Iterator[None]:
    """Make a folder and those above it; if what follows fails, those that were made go again."""
    missing = []
    for place in (folder, *folder.parents):
        if os.path.lexists(place):
            break
        missing.append(place)
    try:
        for place in reversed(missing):
            try:
                os.mkdir(place, 0o700 if private else 0o777)
            except FileExistsError:  # another process was quicker
                if not place.is_dir():
                    raise
        yield
    except BaseException:
        for place in missing:
            with suppress(OSError):
                os.rmdir(place)
        raise


def _fill(path: Path, content: Content, private: bool) -> None:
    """Make a new file, write it and flush it to the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        if callable(content):
            content(path)
        else:
            # a name of a file that is no text has no letter in UTF-8
            left = memoryview(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
            while left:
                left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    os.chmod(path, 0o600 if private else 0o666 & ~_umask())


def _renamed(stage: Path, folder: Path, private: bool) -> bool:
    """Let a prepared folder appear under its name; False if another process made the folder meanwhile."""
    os.chmod(stage, 0o700 if private else 0o777 & ~_umask())
    try:
        os.rename(stage, folder)
    except OSError:
        if not folder.is_dir():
            raise
        return False
    return True


def _move(stage: Path, folder: Path, names: Sequence[str], new: bool) -> None:
    """Move prepared files into a folder that is there, or leave the folder as it was."""
    with _locked(folder):
        _finish(folder)
        for name in names:
            if new and os.path.lexists(folder / name):
                raise PairbondError(f"{shown_path(folder / name)} is there already; nothing was written.")
            check_ordinary(folder / name)
        for name in names:
            _back_up(folder / name, stage / f"{name}.old")
        whole = folder / _hidden("pairbond", "whole")
        os.rename(stage, whole)  # from here on a killed run is finished by the next one
        try:
            for name in names:
                os.replace(whole / name, folder / name)
        except BaseException:
            for name in names:
                old = whole / f"{name}.old"
                if os.path.lexists(old):
                    os.replace(old, folder / name)
                elif not (whole / name).exists():
                    os.unlink(folder / name)
            raise
        finally:
            shutil.rmtree(whole, ignore_errors=True)


def _back_up(path: Path, old: Path) -> None:
    if not os.path.lexists(path):
        return
    try:
        os.link(path, old, follow_symlinks=False)
    except (OSError, NotImplementedError):  # some disks have no hard links
        shutil.copy2(path, old, follow_symlinks=False)


def _finish(folder: Path) -> None:
    """Finish moving what a killed run had prepared whole."""
    for whole in folder.glob(".pairbond.*.whole"):
        for path in whole.iterdir():
            if path.suffix != ".old":
                os.replace(path, folder / path.name)
        shutil.rmtree(whole, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a killed run left half done, an hour or more ago."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _LEFT.fullmatch(entry.name) or time.time() - entry.stat(follow_symlinks=False).st_mtime < _HOUR:
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.unlink(entry.path)


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


def _flush_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _hidden(name: str, kind: str) -> str:
    # short, whatever the name's length; no two processes choose the same
    return f".{name[:40]}.{secrets.token_hex(8)}.{kind}"


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
