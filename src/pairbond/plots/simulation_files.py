"""A picture as files that stand alone: SVG that follows light and dark, and PNG."""

from __future__ import annotations

import io
import re

import matplotlib as mpl
from matplotlib.transforms import Bbox

from pairbond._spreadsheet import csv_text
from pairbond.plots import style
from pairbond.plots.simulation import Drawing
from pairbond.plots.style import PAPER, figure

LIGHT = {"paper": PAPER, "ink": style.INK, "soft": style.SOFT, "rule": style.RULE, "muted": style.MUTED,
         "first": style.PARTNER[0], "second": style.PARTNER[1], **style.TINTS}  # fmt: skip
# as on the page of a report; tints light enough for a dark ground
DARK = {"paper": "#161718", "ink": "#e4e2dd", "soft": "#a3a4a3", "rule": "#3b3d3e", "muted": "#7d7f80",
        "first": "#4ba6dd", "second": "#f0834a", "fusion": "#d9a441", "rupture": "#c0607f", "pursuit": "#b98fc0",
        "apart": "#7f8a94", "recovery": "#5fae8d"}  # fmt: skip
MARGIN = 12  # pixels around a picture
FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,Cantarell,"Helvetica Neue",sans-serif'


def pictures(made: Drawing, stem: str) -> dict[str, str | bytes]:
    """What goes into each file, by its name.

    ``stem.svg`` and ``stem.png``, and the same narrow; what they show in words as ``stem.txt``, numbers as CSV.
    """
    drawn = figure(stem, made.draw, made.numbers, title=made.title, note=made.note, alt=made.alt)
    return {
        f"{stem}.svg": _alone(drawn.wide, drawn.title, drawn.alt),
        f"{stem}-narrow.svg": _alone(drawn.narrow, drawn.title, drawn.alt),
        f"{stem}.png": _png(made, narrow=False),
        f"{stem}-narrow.png": _png(made, narrow=True),
        f"{stem}.txt": f"{made.title}\n\n{made.alt}\n\n{made.note}\n",
        f"{stem}.csv": csv_text(made.numbers, digits=6),
    }


def picture(made: Drawing, name: str) -> str | bytes:
    """What goes into one file: an SVG, or a PNG if the name ends so."""
    if name.endswith(".png"):
        return _png(made, narrow=False)
    drawn = figure(name.removesuffix(".svg"), made.draw, made.numbers, title=made.title, note=made.note, alt=made.alt)
    return _alone(drawn.wide, drawn.title, drawn.alt)


def _png(made: Drawing, *, narrow: bool) -> bytes:
    with mpl.rc_context(style._RC):
        return _drawn_png(made, narrow)


def _drawn_png(made: Drawing, narrow: bool) -> bytes:
    page = made.draw(narrow)
    inches = (-MARGIN, -MARGIN, page.width + 2 * MARGIN, page.height + 2 * MARGIN)
    around = Bbox.from_bounds(*(x / 72 for x in inches))
    out = io.BytesIO()
    page.sheet.savefig(out, format="png", dpi=144, facecolor=PAPER, bbox_inches=around, metadata={"Software": None})
    return out.getvalue()


def _alone(svg: str, title: str, alt: str) -> str:
    """An SVG of the house made to stand alone: its own colours, type, title, words and margin."""
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None
    wide, tall = float(size[1]), float(size[2])
    light, dark = ("".join(f"--{name}:{colour};" for name, colour in one.items()) for one in (LIGHT, DARK))
    colours = f"svg{{{light}background:var(--paper);font-family:{FONT}}}"
    colours += f"@media (prefers-color-scheme:dark){{svg{{{dark}}}}}"
    box = f"{-MARGIN} {-MARGIN} {wide + 2 * MARGIN:g} {tall + 2 * MARGIN:g}"
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img"'
        f' viewBox="{box}">\n<title>{_plain(title)}</title>\n<desc>{_plain(alt)}</desc>\n<style>{colours}</style>'
    )
    return head + svg[svg.index(">") + 1 :] + "\n"


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
