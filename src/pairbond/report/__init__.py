"""The report: plain words first, the numbers under them, in one HTML file."""

from pairbond._verb import make_callable
from pairbond.report._write import report
from pairbond.report.recipe import FullReport, ReportPage, full_report

__all__ = ["FullReport", "ReportPage", "full_report", "report"]

make_callable(__name__, report)
