"""What is done, on the time axis: one lane an intervention, and a line where it begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from pairbond.model import PARTNERS
from pairbond.plots.style import INK, PARTNER, RULE, SOFT, shorten
from pairbond.theory import DoseSchedule, Intervention

LETTER = 6.6  # pixels, about


@dataclass(frozen=True)
class Mark:
    """Something that is done from ``start`` to ``end`` (days) by ``who`` ("a", "b" or "both").

    ``more`` says how fully, how often and on which condition, where that is not always and fully.
    """

    label: str
    who: str
    start: float
    end: float
    more: str = ""

    def words(self, names: Mapping[str, str]) -> str:
        """For example "no contact (both; on 80 % of days)"."""
        who = short(names[self.who]) if self.who in names else self.who
        return f"{self.label} ({who}{'; ' + self.more if self.more else ''})"


def marks(interventions: Sequence[Intervention]) -> tuple[Mark, ...]:
    """Marks of interventions of the theory."""
    return tuple(Mark(_label(one), one.who, one.start, one.end, "; ".join(_more(one))) for one in interventions)


def short(name: str) -> str:
    """The part before the colon: "a" of "a: self-inflating"; a name of one's own as it is."""
    return name.partition(":")[0]


def _label(one: Intervention) -> str:
    return "healthy-adult stance" if one.name == "healthy_adult" else one.name.replace("_", " ")


def _more(one: Intervention) -> Iterator[str]:
    for special in ("mode", "conduct"):
        if hasattr(one, special):
            yield str(getattr(one, special)).replace("_", " ")
    if isinstance(one.dose, DoseSchedule):
        yield f"dose {one.dose}"
    elif one.dose != 1:
        yield f"dose {one.dose:g}"
    if one.adherence < 1:
        yield f"on {100 * one.adherence:g} % of days"
    if one.when is not None:
        yield f"while {one.when}"


def mark_lanes(ax: Axes, shown: Sequence[Mark], names: Mapping[str, str], last: float, room: float) -> None:
    """A bar from beginning to end with its words; ``room`` is the width in pixels, ``last`` the last day."""
    for row, one in enumerate(shown):
        colour = PARTNER[PARTNERS.index(one.who)] if one.who in PARTNERS else INK
        end = min(one.end, last)
        ax.axhline(-row, color=RULE, lw=0.8, zorder=0)
        sometimes = bool(one.more) and "while" in one.more
        ax.plot([one.start, end], [-row, -row], color=colour, lw=3, ls=(0, (1, 1)) if sometimes else "-")
        ax.plot([one.start], [-row], "|", color=colour, ms=9, mew=2)
        words = shorten(one.words(names), int(room / LETTER))
        fits = len(words) * LETTER < room * (1 - one.start / last)
        ax.annotate(
            words,
            (one.start if fits else last, -row),
            (0, 5),
            textcoords="offset points",
            ha="left" if fits else "right",
            va="bottom",
            color=colour,
            size=12,
            annotation_clip=False,
        )
    ax.set_ylim(-len(shown) + 0.5, 0.9)
    ax.yaxis.set_visible(False)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)


def mark_lines(ax: Axes, shown: Sequence[Mark], last: float) -> None:
    """Thin lines through a panel where something begins or ends."""
    for one in shown:
        for at in (one.start, one.end):
            if 0 < at < last:
                ax.axvline(at, color=SOFT, lw=1, ls=(0, (2, 2)), zorder=1)
