"""What a simulated run licenses to say: its title, how to read the picture, and what it shows in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr

from pairbond.dynamics import PHASES
from pairbond.model import PARTNERS
from pairbond.plots.simulation_marks import Mark, short
from pairbond.plots.simulation_phases import Phases, Turns

ENOUGH = 3  # whole cycles from which a period is given


def whose(turn: Turns, names: Mapping[str, str]) -> str:
    """Whose image, of whom; by name where there is one, else by letter."""
    one, other = PARTNERS if turn.partner == PARTNERS[0] else PARTNERS[::-1]
    first, second = (short(names[side]) for side in (one, other))
    return f"{first}'s image of {second}"


def title(found: xr.Dataset, turn: Turns, names: Mapping[str, str], shown: Sequence[Mark], variables: str) -> str:
    """A sentence that is counted from the run; where too little happens to count, ``variables``.

    A period is given if there are three whole cycles and, of several runs, at least half cycle at all.
    """
    last, draws = int(found.day.values[-1]), len(turn.falls)
    counts = [len(one) for one in turn.falls]
    who = whose(turn, names)
    if not any(counts):
        often = f" in any of {draws} runs of {last} days" if draws > 1 else f" in {last} days"
        return f"Nobody's image of the other falls while they are together,{often}"
    begin = _begin(shown, last)
    if begin is not None:
        what = f"day {begin:g}" + (f" ({shown[0].label})" if len(shown) == 1 else "")
        return _before_and_after(turn, begin, what, last, who)
    if len(turn.periods) < ENOUGH or np.count_nonzero(counts) < draws / 2:
        return variables
    low, middle, high = np.quantile(turn.periods, (0.05, 0.5, 0.95)).round().astype(int)
    spread = f"about every {middle} days" + (f" ({low} to {high})" if high > low else "")
    if draws == 1:
        return f"{who} falls {times(counts[0])} in {last} days, {spread}"
    return f"{who} falls again and again, {spread}"


def _begin(shown: Sequence[Mark], last: float) -> float | None:
    """The day on which all that is done begins, if that is one day within the run."""
    days = {one.start for one in shown}
    begin = days.pop() if len(days) == 1 else 0.0
    return begin if 0 < begin < last else None


def _before_and_after(turn: Turns, begin: float, what: str, last: float, who: str) -> str:
    before = [sum(day < begin for day in falls) for falls in turn.falls]
    after = [len(falls) - n for falls, n in zip(turn.falls, before, strict=True)]
    if len(before) == 1:
        one, two = times(before[0]), times(after[0])
    else:
        one, two = f"{np.mean(before):.1f} times a run", f"{np.mean(after):.1f} times"
    return f"{who} falls {one} before {what}, {two} in the {last - begin:g} days after"


def times(n: int) -> str:
    """once, twice, 3 times."""
    return {0: "not once", 1: "once", 2: "twice"}.get(n, f"{n} times")


def note(found: xr.Dataset, drawn: int, failed: int, said: str) -> str:
    """How to read it."""
    made_up = "Made by the model, not measured in people."
    falls = (
        " An image falls when it goes from idealising to devaluing while they are together" if " falls " in said else ""
    )
    falls += "; in brackets, the range of nine in ten periods." if " every " in said else "." if falls else ""
    lines = "The phase is that of the partner with the lower image of the other."
    if drawn > 1:
        draw = int(found.draw.values[0])
        lines = f"Lines and phases: one of {drawn} runs (draw {draw}). Bands: the middle 50 % and 90 % of all runs."
    lost = f" {failed} that broke off {'is' if failed == 1 else 'are'} left out." if failed else ""
    return f"{made_up} {lines}{lost}{falls}"


def alt(read: Phases, turn: Turns, names: Mapping[str, str], shown: Sequence[Mark], variables: str) -> str:
    """What the picture shows, for those who do not see it."""
    last = read.day[-1]
    shares = [float((read.couple == k).mean()) for k in range(len(PHASES))]
    shares_text = [f"{name} {share:.0%}" for name, share in zip(PHASES, shares, strict=True) if share > 0]
    falls = np.mean([len(one) for one in turn.falls])
    parts = [
        f"{variables} of two partners ({names['a']}; {names['b']}) over {last:g} days.",
        f"Share of days in each phase: {', '.join(shares_text)}.",
        f"{whose(turn, names)} falls {falls:.3g} times{' a run' if len(turn.falls) > 1 else ''}.",
        f"Together on the last day: {read.together[-1].mean():.0%} of runs.",
    ]
    if shown:
        done = [f"{x.words(names)} from day {x.start:g}" + (f" to {x.end:g}" if x.end < last else "") for x in shown]
        parts.append(f"Done: {'; '.join(done)}.")
    return " ".join(parts)
