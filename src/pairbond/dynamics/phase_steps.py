"""Phases day by day: the definition of :mod:`~pairbond.dynamics.phases` as two passes, for programs that have steps.

What a phase was is known only afterwards. The first pass goes forward and marks what is known of the present episode,
which begins with a fall of the image: where the image was lowest, where pursuit peaked, when the image rose. The second
goes back from the end and gives every day the marks of the last day of its episode, which say the phase. Written over
``m`` (``where``, ``maximum`` and operators), so that a pass can be traced; of one person, one value a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pairbond.dynamics.cycles import fell, still_good
from pairbond.dynamics.phases import ACCEPTANCE, APART, FUSION, PURSUIT, RECOVERY, RUPTURE

_HIGHER_THAN_ANY = 1e9
# what goes from day to day and its value before the first. ``day`` -1: not yet; ``open``: in an episode
MARKED: Mapping[str, float] = {
    "day": -1.0, "good": 1.0, "open": 0.0, "risen": 0.0, "low": _HIGHER_THAN_ANY, "low_day": 0.0, "peak": 0.0,
    "peak_day": 0.0, "rise_day": 0.0, "fell": 0.0,
}  # fmt: skip
PASSED_ON = ("day", "open", "risen", "low_day", "peak_day", "rise_day", "fell")  # what the second pass reads
HELD: Mapping[str, float] = {"open": 0.0, "risen": 0.0, "low_day": 0.0, "last_day": 0.0, "ends": 1.0}


def mark(m: Any, old: Mapping[str, Any], image: Any, pursuit: Any) -> dict[str, Any]:
    """A step of the first pass: marks of a day, from those of the day before."""
    day = old["day"] + 1.0
    good = m.where(day > 0.5, old["good"], m.where(image >= 0.0, 1.0, 0.0))
    now = still_good(m, good, image)
    fall = m.where(day > 0.5, fell(good, now), 1.0 - now)
    opened = m.maximum(old["open"], fall)
    risen = old["risen"] * (1.0 - fall)
    low = m.where(fall > 0.5, _HIGHER_THAN_ANY, old["low"])
    lowest = opened * (1.0 - now) * m.where(image < low, 1.0, 0.0)
    rises = opened * now * (1.0 - risen)
    rise_day = m.where(rises > 0.5, day, old["rise_day"])
    # the wave of pursuit that carries the image back: not later than as far beyond the rise as it began before it
    waits = m.where(day < 2.0 * rise_day - old["low_day"] + 1.0, 1.0, 0.0)
    may = m.where(m.maximum(risen, rises) > 0.5, waits, 1.0)
    peaks = m.maximum(lowest, opened * may * m.where(pursuit > old["peak"], 1.0, 0.0))
    return {
        "day": day,
        "good": now,
        "open": opened,
        "risen": m.maximum(risen, rises),
        "low": m.where(lowest > 0.5, image, low),
        "low_day": m.where(lowest > 0.5, day, old["low_day"]),
        "peak": m.where(peaks > 0.5, pursuit, old["peak"]),
        "peak_day": m.where(peaks > 0.5, day, old["peak_day"]),
        "rise_day": rise_day,
        "fell": fall,
    }


def hold(m: Any, after: Mapping[str, Any], marks: Mapping[str, Any]) -> dict[str, Any]:
    """A step of the second pass, from the last day to the first: what is known of a day's episode at its end."""
    ends = after["ends"] > 0.5
    last = m.maximum(marks["peak_day"], marks["rise_day"])
    return {
        **{name: m.where(ends, marks[name], after[name]) for name in ("open", "risen", "low_day")},
        "last_day": m.where(ends, last, after["last_day"]),
        "ends": marks["fell"],
    }


def phase(m: Any, held: Mapping[str, Any], day: Any, status: Any, grief: Any) -> Any:
    """The phase of a day, as a place in ``PHASES``; ``status`` as it is lived."""
    back = m.where(day < held["low_day"], RUPTURE, m.where(day < held["last_day"], PURSUIT, FUSION))
    together = m.where(held["open"] > 0.5, m.where(held["risen"] > 0.5, back, RUPTURE), FUSION)
    away = m.where(grief >= ACCEPTANCE, RECOVERY, APART)
    return m.where(status > 0.5, away, together)
