"""The version of this program, and how results say what made them."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("pairbond")
except PackageNotFoundError:  # run from a source tree that was never installed
    VERSION = "0+unknown"
MADE_BY = f"pairbond {VERSION}"
