"""What is kept between runs, and where: compiled programs, and what takes long and is always the same.

The first fit of a given shape has to be compiled, which can take longer than the fit.
JAX can keep the result on disk; this is the one place that says where.
"""

import gc
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from pairbond._files import write_file
from pairbond.errors import PairbondError

_DIGEST = 32  # bytes of a checksum


def cache_dir() -> Path:
    """The folder for pairbond's caches; it need not exist yet.

    ``PAIRBOND_CACHE`` if set, else the platform's place for caches.
    """
    chosen = os.environ.get("PAIRBOND_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "pairbond"


def compile_cache_dir() -> Path:
    """The folder for compiled programs, inside :func:`cache_dir`."""
    return cache_dir() / "compiled"


def enable_compile_cache() -> Path | None:
    """Make JAX keep what it compiles; returns the folder, or None if it cannot be written.

    A cache that cannot be written (read-only home, full disk) costs time, not answers,
    so that is no error. A folder that the user gave JAX is left as it is.
    """
    import jax

    config = cast("Any", jax.config)  # JAX makes its settings at run time; type checkers cannot see them
    chosen: str | None = config.jax_compilation_cache_dir
    if chosen:
        return Path(chosen)
    folder = compile_cache_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    if not os.access(folder, os.W_OK):
        return None
    config.update("jax_compilation_cache_dir", str(folder))
    # small programs too: a fit is made of many
    config.update("jax_persistent_cache_min_compile_time_secs", 0.3)
    config.update("jax_persistent_cache_min_entry_size_bytes", 0)
    return folder


def make_room_for_code(limit: int | None = None) -> bool:
    """Forget compiled programs before a process holds more pieces of memory than its system allows; whether it did.

    Each compiled program maps pieces of memory. Linux allows 65 530 by default, and a process that asks for more
    crashes, as one that fits many diaries of different shapes would. limit : pieces at which to forget; default: a
    third of the system's. Other systems do not report the number; there nothing is forgotten.
    """
    try:
        with open("/proc/self/maps", "rb") as maps:
            used = sum(1 for _ in maps)
        most = int(Path("/proc/sys/vm/max_map_count").read_text()) // 3 if limit is None else limit
    except (OSError, ValueError):
        return False
    if used <= most:
        return False
    import jax

    jax.clear_caches()
    gc.collect()
    return True


def write_cache(path: Path, content: bytes) -> None:
    """Keep something with its checksum; a folder that cannot be written costs time, never an answer."""
    with suppress(PairbondError):
        write_file(path, sha256(content).digest() + content, private=False)


def read_cache(path: Path) -> bytes | None:
    """What :func:`write_cache` kept; None if there is nothing, or if the file is damaged."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    content = whole[_DIGEST:]
    return content if sha256(content).digest() == whole[:_DIGEST] else None
