"""Standard output and standard error as they are found: closed, full, or without a sign for every letter."""

import os
import sys
from typing import Any

from pairbond._files import reason


def prepare_streams() -> None:
    """Let both streams take every letter; end with 2 if there is nowhere to print an answer."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115  it is open as long as the process
    if sys.stdout is None:
        print("Standard output is closed, so there is nowhere to print the answer; nothing was done.", file=sys.stderr)
        raise SystemExit(2)
    for stream in (sys.stdout, sys.stderr):
        adapt: Any = getattr(stream, "reconfigure", None)
        if adapt is not None:
            adapt(errors="backslashreplace")


def flush_output() -> None:
    """Print what is still to be printed; ``OSError`` if it cannot be."""
    sys.stdout.flush()


def give_up_output(error: OSError) -> int:
    """Say that standard output broke; the exit code. A reader that has gone, as ``head`` does, is no fault."""
    # what is still in the buffer must not be tried again when Python ends
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    finally:
        os.close(sink)
    if isinstance(error, BrokenPipeError):
        return 1
    print(f"The answer cannot be printed ({reason(error)}).", file=sys.stderr)
    return 2


def shows_every_letter() -> bool:
    """Whether standard output is Unicode."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")
