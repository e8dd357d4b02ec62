"""Which version made a result."""

from importlib.metadata import PackageNotFoundError, version


def made_by() -> str:
    """The program and its version, as results say it."""
    try:
        return f"pairbond {version('pairbond')}"
    except PackageNotFoundError:  # a copy of the source that was never installed
        return "pairbond of unknown version"
