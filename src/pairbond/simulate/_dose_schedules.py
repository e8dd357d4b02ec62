"""Doses that change with time, inside the step: numbers that a compiled run takes in, and how a level comes of them.

Only how many points a schedule has, whether lines join them and whether it repeats is compiled.
"""

from __future__ import annotations

from typing import Any

from pairbond.theory import DoseSchedule

Shape = tuple[int, str, bool]


def shape(value: float | DoseSchedule) -> Shape | None:
    """What needs another compiled program when it changes; None for a plain number."""
    return (len(value.points), value.between, value.every is not None) if isinstance(value, DoseSchedule) else None


def given(name: str, value: float | DoseSchedule, every: int) -> dict[str, float]:
    """The numbers of a dose called ``name``; ``every`` is the number of steps in a day."""
    if not isinstance(value, DoseSchedule):
        return {name: float(value)}
    found: dict[str, float] = {}
    for k, ((day, dose), slope) in enumerate(zip(value.points, value.slopes, strict=True)):
        found[f"{name}.{k}.dose"] = dose
        if k:  # rounded, so that day 0.3 of ten steps a day is the third step
            found[f"{name}.{k}.step"] = round(day * every, 6)
        if value.between == "line":
            found[f"{name}.{k}.slope"] = slope / every
    if value.every is not None:
        found[f"{name}.every"] = float(value.every * every)
    return found


def level(m: Any, numbers: Any, name: str, value: float | DoseSchedule, since: Any) -> Any:
    """The dose ``since`` steps after the intervention started; before, that of the start."""
    if not isinstance(value, DoseSchedule):
        return numbers[name]
    since = m.maximum(since, 0.0)
    if value.every is not None:
        length = numbers[f"{name}.every"]
        # half a step keeps a division from missing the beginning of a round
        since = since - length * m.whole((since + 0.5) / length)
    now = numbers[f"{name}.0.dose"]
    for k in range(len(value.points)):
        begins = numbers[f"{name}.{k}.step"] if k else 0.0
        dose = numbers[f"{name}.{k}.dose"]
        if value.between == "line":
            dose = dose + numbers[f"{name}.{k}.slope"] * (since - begins)
        now = m.where(since < begins, now, dose) if k else dose
    if value.between == "line":  # rounding may pass its end
        now = m.minimum(m.maximum(now, 0.0), 1.0)
    return now
