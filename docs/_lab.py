"""The lab's page, made anew with the documentation, so that a page of it can show one of its views."""

from __future__ import annotations

from pathlib import Path

from pairbond.lab import lab_page
from pairbond.lab.models import model_named

PLACE = Path("_static") / "lab-page.html"


def write(app, error) -> None:
    """Write the page of the theory beside the pages in HTML, once they are there."""
    if error is None and app.builder.format == "html":
        (Path(app.outdir) / PLACE).write_text(lab_page(model_named("theory")), encoding="utf-8")
