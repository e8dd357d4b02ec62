"""The one style of all figures: colours, sizes, and how a figure becomes SVG.

A figure is drawn twice, for a wide page (880 px) and for a telephone (358 px), with
sizes given in CSS pixels. Colours are written as CSS variables with a fallback, so that
one file serves light, dark and print, and still has its colours when it is cut out of
the page.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from pairbond._visible import visible_sentence

# What is drawn -> the CSS variable it becomes. The two partner colours are those of
# Okabe & Ito (2008), told apart by readers with any colour vision; the partners are told
# apart by solid and dashed lines and by filled and open dots as well.
PARTNER = ("#0072b2", "#d55e00")
INK = "#1b1c1d"
SOFT = "#5e6061"
RULE = "#d6d4cf"
MUTED = "#9b9c9d"
PAPER = "#fdfdfc"
# Phases: never without its word; told apart by lightness too
TINTS = {
    "fusion": "#e0a93b",
    "rupture": "#7d3150",
    "pursuit": "#b583b0",
    "apart": "#8f9aa3",
    "recovery": "#4f9a7c",
}
_VARIABLE = {
    PARTNER[0]: "first",
    PARTNER[1]: "second",
    INK: "ink",
    SOFT: "soft",
    RULE: "rule",
    MUTED: "muted",
    PAPER: "paper",
    **{colour: phase for phase, colour in TINTS.items()},
}
DASH = ("-", (0, (4, 2)))
WIDE, NARROW = 880, 358
# Behind words that stand in a plot: hides the grid there.
COVER = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
ALPHA_90, ALPHA_50 = 0.16, 0.32  # the outer and the inner band

_RC = {
    "svg.fonttype": "none",  # text stays text: the reader's own type, searchable, small
    "svg.hashsalt": "pairbond",  # same numbers, same file
    "svg.image_inline": True,
    "text.parse_math": False,  # a label may hold a dollar sign
    "font.family": ["DejaVu Sans"],  # measures the layout only; the page sets the type
    "font.size": 13,
    "axes.unicode_minus": True,
    "axes.edgecolor": RULE,
    "axes.labelcolor": SOFT,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.linewidth": 1,
    "figure.facecolor": "none",
    "text.color": INK,
    "xtick.color": RULE,
    "ytick.color": RULE,
    "xtick.labelcolor": SOFT,
    "ytick.labelcolor": SOFT,
    "xtick.major.size": 4,
    "ytick.major.size": 0,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "lines.solid_capstyle": "butt",
    "path.simplify": True,
}


def tick(value: float) -> str:
    """A value as an axis or a scale's end shows it, with a true minus sign: 4, −0.41."""
    return f"{value:g}".replace("-", "−")


@dataclass(frozen=True)
class Figure:
    """A picture at two widths, its words and its numbers.

    Attributes
    ----------
    name : identifier, also the name of its CSV file.
    title : a sentence that the data license, or the variables shown.
    note : how to read it, one or two sentences.
    alt : what the picture shows, for those who do not see it.
    wide, narrow : SVG text for 880 and 358 CSS pixels.
    numbers : every number that is drawn.
    """

    name: str
    title: str
    note: str
    alt: str
    wide: str
    narrow: str
    numbers: pd.DataFrame


@dataclass(frozen=True)
class Page:
    """A drawing surface measured in CSS pixels from the top left corner."""

    sheet: Sheet
    width: float
    height: float

    def panel(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes whose data area is this rectangle."""
        return self.sheet.add_axes(
            (
                left / self.width,
                1 - (top + height) / self.height,
                width / self.width,
                height / self.height,
            )
        )

    def text(self, left: float, top: float, words: str, **how: object) -> None:
        """Words whose upper left corner (or as ``ha``/``va`` say) is at this place."""
        how = {"va": "top", "ha": "left", **how}
        self.sheet.text(left / self.width, 1 - top / self.height, words, **how)


def page(width: float, height: float) -> Page:
    """An empty surface of this many CSS pixels (SVG user units are 1/72 inch)."""
    return Page(Sheet(figsize=(width / 72, height / 72)), width, height)


def figure(
    name: str,
    draw: Callable[[bool], Page],
    numbers: pd.DataFrame,
    *,
    title: str,
    note: str,
    alt: str,
) -> Figure:
    """Draw for both widths; ``draw(narrow)`` returns the filled surface."""
    with mpl.rc_context(_RC):
        wide = _svg(draw(False), f"{name}-w")
        narrow = _svg(draw(True), f"{name}-n")
    return Figure(name, title, note, alt, wide, narrow, numbers)


def shorten(words: str, limit: int) -> str:
    """Words cut to ``limit`` characters, with an ellipsis if any were cut."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def sides_of(names: Mapping[str, str], sides: Mapping[str, int] | None) -> dict[str, int]:
    """Whose colour, 0 or 1, each partner shown takes: as given, else in the order of the names."""
    return {name: at for at, name in enumerate(names)} if sides is None else {name: sides[name] for name in names}


def columns_of(partners: int, items: int, *, narrow: bool) -> int:
    """Panels beside each other: one a partner; of one person with many items, two."""
    if narrow:
        return 1
    return 2 if partners == 1 and items > 3 else partners


def heading(name: str, label: str, partners: int) -> str:
    """What stands above a panel; where one person writes, it needs no name."""
    return shorten(label if partners == 1 else f"{name}: {label}", 44)


def _svg(surface: Page, prefix: str) -> str:
    out = io.StringIO()
    with warnings.catch_warnings():
        # The reader's own type has the letters that the one for measuring lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        surface.sheet.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = visible_sentence(out.getvalue())
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.S)
    # Its style sheet would reach out of the picture and restyle the whole page.
    text = re.sub(r"<style.*?</style>", "", text, flags=re.S)
    text = re.sub(
        r"<svg [^>]*>",
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' viewBox="0 0 {surface.width:g} {surface.height:g}" aria-hidden="true" focusable="false">',
        text,
        count=1,
    )
    # Tags only: the words between them are the diary's own and stay as they are.
    text = re.sub(r"<[a-z][^>]*>", lambda tag: _tidy(tag[0], prefix), text)
    text = re.sub(r"<defs>\s*</defs>", "", text)
    return re.sub(r">\s+<", ">\n<", text).strip()


def _tidy(tag: str, prefix: str) -> str:
    if tag.startswith("<g id="):
        return "" if tag.endswith("/>") else "<g>"  # an empty group would stay open
    # Ids must be unique in a page that holds many figures, each of them twice.
    tag = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', tag)
    tag = re.sub(r'(href="#|url\(#)([^")]+)', rf"\1{prefix}-\2", tag)
    tag = re.sub(r'font: ?(?:[a-z]+ )*([\d.]+)px [^;"]*', r"font-size: \1px", tag)
    tag = re.sub(r'font-family: ?[^;"]*;?|transform="rotate\(-0 [^"]*"', "", tag)
    for colour, variable in _VARIABLE.items():
        tag = tag.replace(colour, f"var(--{variable},{colour})")
    # A hundredth of a pixel is as fine as anybody sees.
    tag = re.sub(r"-?\d+\.\d{3,}", lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), tag)
    return re.sub(r"\s+", " ", tag)
