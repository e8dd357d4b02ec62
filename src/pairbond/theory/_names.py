"""The nearest legal name, for errors that help."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, legal: Iterable[str]) -> str:
    """The legal name that looks most like ``name``."""
    return get_close_matches(name, list(legal), n=1, cutoff=0.0)[0]
