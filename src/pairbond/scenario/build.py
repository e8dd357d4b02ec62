"""From what a file says to people and interventions; each part refuses in a sentence of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from math import isfinite
from typing import Any

from pairbond.errors import PairbondError, nearest, shown
from pairbond.scenario._condition import OBSERVABLES, Condition
from pairbond.scenario.file import ConditionPart, InterventionPart, PersonPart
from pairbond.theory import COUPLES, INTERVENTIONS, PEOPLE, Couple, DoseSchedule, Intervention, Person, Theory

DAYS = 36_525  # a hundred years

KINDS: Mapping[str, type[Intervention]] = {one.name: one for one in INTERVENTIONS}
_SPECIAL = ("mode", "conduct", "value", "retaliation", "collapse")
_OWN = ("gains", "parameters")


def choose(what: str, given: str, legal: Any) -> str:
    """``given`` if it is there, else a sentence with the nearest."""
    if given not in legal:
        raise PairbondError(f"there is no {what} '{shown(given)}'; the nearest is '{nearest(given, legal)}'.")
    return given


def person(part: PersonPart | None, before: Person | None) -> Person:
    """A person: ``before`` (from the couple), replaced by ``like``, changed by the traits that are given."""
    if part is None:
        return before or Person()
    if part.like is not None:
        before = PEOPLE[choose("person", part.like, PEOPLE)]
    given = part.model_dump(exclude_none=True, exclude={"name", "like", *_OWN})
    for name, value in given.items():
        finite(name, value)
    start = before or Person()
    return replace(start, **given, gains={**start.gains, **part.gains}, params={**start.params, **part.parameters})


def called(side: str, part: PersonPart | None, couple: str | None) -> str:
    """What pictures call a person: the given name, else the kind of person, else the letter."""
    if part is not None and part.name:
        return part.name
    if part is not None and part.like:
        return f"{side}: {part.like}"
    if couple is not None:
        one = getattr(COUPLES[couple], side)
        changed = part is not None and person(part, one) != one
        kind = kind_of(one)
        return f"{side}: {kind}{', changed' if changed else ''}" if kind else side
    return side


def kind_of(one: Person) -> str:
    """The name of a named person; "" for anybody else."""
    return next((name for name, known in PEOPLE.items() if known == one), "")


def with_gains(couple: Couple, gains: Mapping[str, float], params: Mapping[str, float]) -> Couple:
    """The couple with gains and free parameters that hold for both."""

    def own(one: Person) -> Person:
        return replace(one, gains={**one.gains, **gains})

    return replace(couple, a=own(couple.a), b=own(couple.b), params={**couple.params, **params})


def check_numbers(gains: Mapping[str, float], params: Mapping[str, float], theory: Theory) -> None:
    """Only mechanisms and free parameters that there are; gains in [0, 1]."""
    for name, value in gains.items():
        choose("mechanism", name, theory.mechanisms)
        finite(name, value)
        if not 0 <= value <= 1:
            raise PairbondError(
                f"the gain of {name} is {value:g}, outside [0, 1]; the nearest is {min(max(value, 0.0), 1.0):g}."
            )
    for name, value in params.items():
        choose("free parameter", name, theory.free)
        finite(name, value)
        if theory.free[name].unit == "d" and value <= 0:
            raise PairbondError(f"{name} is {value:g} days; a time is above 0 (the theory's own is "
                                f"{theory.free[name].value:g}).")  # fmt: skip


def intervention(part: InterventionPart, days: int) -> Intervention:
    """One intervention; ``days`` is the length of the run."""
    kind = KINDS[choose("intervention", part.name, KINDS)]
    own = {one.name for one in fields(kind)}
    special = {name: getattr(part, name) for name in _SPECIAL if getattr(part, name) is not None}
    for name in special:
        if name not in own:
            others = sorted(x.name for x in INTERVENTIONS if name in {f.name for f in fields(x)})
            raise PairbondError(f"{part.name} has no '{name}', only {' and '.join(others)} has; leave it out.")
    scheduled = dose_schedules(part, own)
    special |= {name: value for name, value in scheduled.items() if name != "dose"}
    for name in ("mode", "conduct", "value"):
        if name in own and name not in special:
            raise PairbondError(f"{part.name} needs '{name}'.")
    finite("start", part.start)
    if not 0 <= part.start < days:
        near = 0 if part.start < 0 else days - 1
        raise PairbondError(
            f"{part.name} starts on day {part.start:g}, but the run has days 0 to {days}; the nearest is {near}."
        )
    end = float("inf") if part.end is None else part.end
    return kind(
        who=part.who, start=part.start, end=end, dose=scheduled.get("dose", part.dose), adherence=part.adherence,
        when=condition(part.when), **special,
    )  # fmt: skip


def dose_schedules(part: InterventionPart, own: Collection[str]) -> dict[str, DoseSchedule]:
    """The number that follows a dose schedule, by name; ``own`` are the numbers that the intervention has."""
    said = part.dose_schedule
    if said is None:
        return {}
    if said.of not in own:
        legal = [name for name in ("dose", "value", "retaliation", "collapse") if name in own]
        raise PairbondError(f"{part.name} has no '{said.of}' to follow a dose schedule; it has {' and '.join(legal)}.")
    if said.of in part.model_fields_set:
        raise PairbondError(
            f"{part.name} has both a number and a dose schedule for its {said.of}; leave one of them out."
        )
    for what, day in (("every", said.every or 0.0), *(("a point", one[0]) for one in said.points if one)):
        if not -DAYS <= day <= DAYS:  # nan neither
            raise PairbondError(f"{what} of a dose schedule is {day:g} days; the longest is {DAYS}.")
    return {said.of: DoseSchedule(said.points, said.between, said.every)}


def condition(part: ConditionPart | None) -> Condition | None:
    """The condition of an intervention, as a predicate."""
    if part is None:
        return None
    choose("observable", part.observe, OBSERVABLES)
    if (part.above is None) == (part.below is None):
        raise PairbondError(f"the condition on {part.observe} needs either 'above' or 'below'.")
    limit = part.above if part.above is not None else part.below
    assert limit is not None
    finite("the limit of a condition", limit)
    return Condition(part.observe, limit, part.above is not None)


def finite(name: str, value: float) -> None:
    """Refuse what is no finite number."""
    if not isfinite(value):
        raise PairbondError(f"{name} is {value:g}, which is no finite number.")
