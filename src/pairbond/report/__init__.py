"""The report: plain words first, the numbers under them, in one HTML file."""

from pairbond._verb import make_callable
from pairbond.report._write import report

__all__ = ["report"]

make_callable(__name__, report)
