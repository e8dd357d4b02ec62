"""What a page says of ratings that are averages of others."""

from __future__ import annotations

from pairbond.diary import composites
from pairbond.report.view import View
from pairbond.report.voice import begin, listing


def averages(view: View) -> str:
    """A sentence, with a space before it, on which of the page's ratings are averages of others; "" if none is."""
    found = list(composites(view.diary, view.items))
    if not found:
        return ""
    things = begin(listing([view.voice.thing(name) for name in found]))
    return f" {things} {'is an average' if len(found) == 1 else 'are averages'} of these."


def made_of(view: View, item: str) -> str:
    """Of what a rating is the average: "average of anxiety and sadness"; "" if it is none."""
    parts = composites(view.diary, view.items).get(item, ())
    return f"average of {listing([view.voice.thing(part) for part in parts])}" if parts else ""
