"""The report: plain words first, the numbers under them, in one HTML file."""

from pairbond._verb import make_callable
from pairbond.report._write import report, report_files

__all__ = ["report", "report_files"]

make_callable(__name__, report)
