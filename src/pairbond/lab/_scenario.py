"""A scenario as the page takes it: entries like those of a link, or one sentence on what a page cannot run."""

from __future__ import annotations

from typing import Any

from pairbond.errors import PairbondError
from pairbond.lab._controls import LIMITS, SLIDERS
from pairbond.lab._sets import offered
from pairbond.model import PARTNERS, Model
from pairbond.scenario import Scenario
from pairbond.simulate.recording import default_theory
from pairbond.theory import COUPLES, PEOPLE, DoseSchedule, Intervention, Person, Theory

Entries = list[list[str]]
DT = 0.25  # the step of the page's module, in days


def scenarios(model: Model) -> dict[str, Any] | None:
    """What a page has to know to read a scenario file; None for a model that has none.

    ``plain``: a couple of whom nothing is said. ``people``: traits of the named persons who have no gains of their own.
    """
    if not isinstance(model, Theory):
        return None
    people = {name: {k: getattr(one, k) for k in SLIDERS} for name, one in PEOPLE.items() if not one.gains}
    return {"plain": plain_couple(), "people": people, "dt": DT}


def plain_couple() -> str:
    """The named couple of two default persons."""
    return next(name for name, one in COUPLES.items() if one.a == one.b == Person())


def entries(scenario: Scenario) -> Entries:
    """What a link would say.

    Raises
    ------
    PairbondError : something that the module of a page does not take: another step, conditions, adherence, doses that
        change, free parameters, gains between 0 and 1.
    """
    if scenario.dt != DT:
        raise PairbondError(f"the page takes steps of {DT:g} days, not of {scenario.dt:g}; leave dt out.")
    named = scenario.file.couple or plain_couple()
    base = COUPLES[named]
    if dict(scenario.couple.params) != dict(base.params):
        raise PairbondError("the page cannot change free parameters of the theory; use `pairbond simulate`.")
    found: Entries = [["view", "couple"], ["couple", named]]
    for name in ("days", "draws", "seed"):
        value, limit = getattr(scenario, name), LIMITS[name]["high"]
        if value > limit:
            raise PairbondError(f"{name} is {value}, more than the page takes; the nearest is {limit}.")
        found.append([name, str(value)])
    most = LIMITS["cells"]["high"] // scenario.days
    if scenario.draws > most:
        raise PairbondError(
            f"{scenario.draws} draws of {scenario.days} days are more than the page keeps; the nearest is {most} draws."
        )
    found.append(["noise", str(int(scenario.noise))])
    for side in PARTNERS:
        found += person_entries(side, getattr(scenario.couple, side), getattr(base, side))
    out = [name for name in Theory().mechanisms if name not in scenario.theory.mechanisms]
    return [
        *found,
        *([["off", f"{name}:both"] for name in out]),
        *(course_entry(one) for one in scenario.interventions),
    ]


def person_entries(side: str, one: Person, base: Person) -> Entries:
    """What a link would say of a person beside the one of a named couple, or an error."""
    if dict(one.params) != dict(base.params) or one.inhibition != base.inhibition:
        raise PairbondError(f"the page cannot change free parameters of {side}; use `pairbond simulate`.")
    found = [[f"{side}.{k}", f"{getattr(one, k):.6g}"] for k in SLIDERS if getattr(one, k) != getattr(base, k)]
    for name in {**base.gains, **one.gains}:
        gain = one.gains.get(name, 1.0)
        if gain == base.gains.get(name, 1.0):
            continue
        if gain != 0:
            raise PairbondError(
                f"the gain of {name} of {side} is {gain:g}; the page takes a mechanism out (0) or leaves it in (1)."
            )
        found.append(["off", f"{name}:{side}"])
    return found


def course_entry(one: Intervention) -> list[str]:
    """What a link would say of an intervention, or an error."""
    if one.name not in offered(default_theory()):
        raise PairbondError(f"the page has no {one.name}; use `pairbond simulate`.")
    if one.adherence < 1 or one.when is not None:
        raise PairbondError(f"{one.name} comes and goes by chance or condition; the page takes days only.")
    if isinstance(one.dose, DoseSchedule) or type(one)(dose=one.dose).inputs != one.inputs:
        raise PairbondError(f"the dose of {one.name} changes with time or has parts; the page takes one number.")
    end = "" if one.end == float("inf") else f"{one.end:g}"
    return ["act", f"{one.name}:{one.who}:{one.start:g}:{end}:{one.dose:g}"]
