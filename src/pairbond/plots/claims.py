"""One claim in a small picture: each number it is about, as the theory is and with a mechanism gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pairbond.errors import PairbondError
from pairbond.experiments import Claim, KnockedOut, Result
from pairbond.experiments.record import Check
from pairbond.experiments.table import said, written
from pairbond.plots.simulation import Drawing
from pairbond.plots.style import DASH, INK, MUTED, NARROW, PARTNER, RULE, SOFT, WIDE, Page, page

ROW, TOP = 62, 18
KINDS = (".svg", ".png")


def claim(asked: Claim, found: Result) -> Drawing:
    """The picture of a claim that has been asked: one line a threshold, each on a scale of its own.

    A filled dot is the theory as it is, an open one the theory without the mechanism (the first knock-out), the upright
    line the threshold. Rows of numbers that should rise or fall are drawn from left to right.

    Raises
    ------
    PairbondError : a claim that has no numbers.
    """
    if not found.numbers:
        raise PairbondError(f"claim {found.id} has no numbers ({found.verdict}), so there is no picture.")
    lines = _lines(asked, found)
    out = next((x for x in found.knock_outs if x.numbers), None)
    words = f"{found.id}. {asked.sentence}"
    moved = ", dashed: the same without" if any(x.threshold_without is not None for x in lines) else ""
    note = f"Filled: the theory as it is. {f'Open: without {out.what}. ' if out else ''}Upright: the threshold{moved}. "
    note += f"Verdict: {found.verdict}" + (f"; knock-out: {found.knocked_out}." if out else ".")
    numbers = pd.DataFrame(
        [
            {"threshold": one.words, "place": i, "as_it_is": x, "without": one.without[i] if one.without else np.nan}
            for one in lines
            for i, x in enumerate(one.here)
        ]
    )

    def draw(narrow: bool) -> Page:
        return _drawn(lines, words, note, narrow)

    alt = "; ".join(f"{one.words}: {written(one.here if len(one.here) > 1 else one.here[0])}" for one in lines)
    return Drawing(draw, words, note, f"{alt}. Verdict: {found.verdict}.", numbers)


def checked_kind(path: Path) -> Path:
    """The path, if a picture can be written there by its name."""
    if path.suffix not in KINDS:
        raise PairbondError(f"{path.name} has to end in {' or '.join(KINDS)}; the nearest is {path.stem}.png.")
    return path


@dataclass(frozen=True)
class _Line:
    words: str
    here: list[float]
    without: list[float] | None
    threshold: float | None
    threshold_without: float | None


def _lines(asked: Claim, found: Result) -> list[_Line]:
    out: KnockedOut | None = next((x for x in found.knock_outs if x.numbers), None)
    made: list[_Line] = []
    for check in asked.holds:
        here = _row(found.numbers[check.number])
        without = None if out is None else _row(out.numbers[check.number])
        other = None if out is None or not check.of else _threshold(check, out.numbers)
        made.append(_Line(said(check), here, without, _threshold(check, found.numbers), other))
    return made


def _row(x: float | list[float]) -> list[float]:
    return x if isinstance(x, list) else [x]


def _threshold(check: Check, numbers: Mapping[str, float | list[float]]) -> float | None:
    if check.comparison in ("rises", "falls"):
        return None
    other = numbers[check.of] if check.of else 0.0
    assert isinstance(other, float)
    return check.value + check.times * other


def _drawn(lines: Sequence[_Line], words: str, note: str, narrow: bool) -> Page:
    width = NARROW if narrow else WIDE
    letters = 44 if narrow else 110
    head, foot = wrap(words, letters), wrap(note, letters)
    begin = TOP + 20 * len(head) + 16
    sheet = page(width, begin + ROW * len(lines) + 18 * len(foot) + 20)
    for i, line in enumerate(head):
        sheet.text(0, TOP + 20 * i - 12, line, fontsize=15, fontweight="bold")
    for i, one in enumerate(lines):
        top = begin + ROW * i
        sheet.text(0, top, one.words, color=INK, fontsize=12)
        axes = sheet.panel(8, top + 20, width - 130, 24)
        _row_drawn(axes, one)
        ends = " to ".join(written(x) for x in dict.fromkeys((one.here[0], one.here[-1])))
        sheet.text(width, top + 24, ends, ha="right", fontsize=12)
    for i, line in enumerate(foot):
        sheet.text(0, begin + ROW * len(lines) + 8 + 18 * i, line, color=SOFT, fontsize=12)
    return sheet


def _row_drawn(axes: Axes, one: _Line) -> None:
    axes.set_yticks([])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    if len(one.here) > 1:
        place = np.arange(len(one.here))
        axes.plot(place, one.here, "o-", color=PARTNER[0], markersize=5, clip_on=False)
        if one.without is not None:
            axes.plot(place, one.without, "o--", color=PARTNER[1], markersize=5, markerfacecolor="none", clip_on=False)
        return
    axes.axhline(0, color=RULE, linewidth=1)
    values = [*one.here, *(one.without or [])] + [x for x in (one.threshold, one.threshold_without) if x is not None]
    real = [x for x in values if np.isfinite(x)] or [0.0]
    low, high = min(real), max(real)
    room = 0.08 * ((high - low) or 1.0)
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(-1, 1)
    if one.threshold is not None:
        axes.axvline(one.threshold, color=MUTED, linewidth=2)
    if one.threshold_without is not None:  # where it is a multiple of another number, it moves with it
        axes.axvline(one.threshold_without, color=PARTNER[1], linewidth=1.5, linestyle=DASH[1])
    if one.without is not None:
        axes.plot(one.without, [0], "o", color=PARTNER[1], markerfacecolor="none", markersize=8, clip_on=False)
    axes.plot(one.here, [0], "o", color=PARTNER[0], markersize=8, clip_on=False)
