"""Files are written whole or not at all, and what holds somebody's answers can be read by them alone.

All files of one call, in one folder or several, are first written to hidden folders beside their places and flushed to
the disk; then they come to their places together (``_moving.py``).
No symbolic link is followed: a link that stands in the way is replaced, and what it points to stays as it is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pairbond._moving import NEW, flush_folders, locked_moves, move_all, new_stage, remove_stages
from pairbond.errors import PairbondError, shown

Content = str | bytes | Callable[[Path], object]
"""Text (written as UTF-8), bytes, or a function that writes to the path it is given."""


def write_file(path: str | Path, content: Content, *, private: bool) -> Path:
    """Write one file, replacing what is there; folders that are missing are made.

    ``private``: nobody else may read the file (mode 0600), nor enter a folder made for it (0700); else both are as the
    process's umask says. Raises ``PairbondError`` if it cannot be written; what was there is then as before.
    """
    return write_set({Path(path): content}, private=private)[0]


def write_files(folder: str | Path, contents: Mapping[str, Content], *, private: bool, new: bool = False) -> list[Path]:
    """Write several files into one folder, all of them or none; returns their paths.

    ``private`` as in :func:`write_file`; ``new``: refuse if one of them is there already. Raises ``PairbondError``.
    """
    return write_set({Path(folder) / name: content for name, content in contents.items()}, private=private, new=new)


def write_set(contents: Mapping[Path, Content], *, private: bool, new: bool = False) -> list[Path]:
    """Write several files, wherever each goes, all of them or none; returns their paths.

    ``private`` as in :func:`write_file`; ``new``: refuse if one of them is there already. Raises ``PairbondError``.
    """
    paths = list(contents)
    stages: dict[Path, Path] = {}  # by the folder that is there
    try:
        for path, content in zip(paths, contents.values(), strict=True):
            with _refusing(path):
                check_ordinary(path)
                home, inside = _home(path)
                if home not in stages:
                    stages[home] = new_stage(home)
                    os.mkdir(stages[home], 0o700)
                _make_folders(stages[home] / NEW, inside.parent, private)
                _fill(stages[home] / NEW / inside, content, private)
        place = paths[0] if len(paths) == 1 else paths[0].parent if paths else Path()
        with _refusing(place), locked_moves(stages) as moves:
            for path in paths:
                if new and os.path.lexists(path):
                    raise PairbondError(f"{shown_path(path)} is there already; nothing was written.")
                check_ordinary(path)
            flush_folders(Path(folder) for stage in stages.values() for folder, *_ in os.walk(stage))
            move_all(moves, stages)
    finally:
        remove_stages(stages)
    return paths


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


def ready_to_write(path: Path, *, folder: bool = False) -> Path:
    """Refuse before long work what could not be written after it; nothing is made yet.

    ``folder``: the path is a folder for tables, not a file. Raises ``PairbondError``.
    """
    try:
        if folder:
            if path.exists() and not path.is_dir():
                raise PairbondError(f"{shown_path(path)} is a file; --csv needs a folder.")
        else:
            check_ordinary(path)
        here = path if folder else path.parent
        there = next(place for place in (here, *here.absolute().parents) if place.exists())
    except OSError as error:  # a name that is too long, say
        raise PairbondError(f"{shown_path(path)} cannot be written ({reason(error)}).") from None
    if not there.is_dir():
        raise PairbondError(f"The folder {shown_path(here)} cannot be made ({shown_path(there)} is a file).")
    if not os.access(there, os.W_OK | os.X_OK):
        raise PairbondError(f"Nothing can be written to the folder {shown_path(there)}.")
    return path


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


def _home(path: Path) -> tuple[Path, Path]:
    """The folder that is there and in or below which a file goes, and the rest of its path."""
    folder = Path(os.path.realpath(path.parent))
    home = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
    return home, folder.relative_to(home) / path.name


def _make_folders(stage: Path, inside: Path, private: bool) -> None:
    """The folders a file needs, in a stage; those that are there already are only passed through."""
    for folder in (*reversed(inside.parents), inside):
        with suppress(FileExistsError):
            os.mkdir(stage / folder, 0o700 if private else 0o777)


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


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
