"""The story: seven steps in which the reader bets before the model runs, as plain data.

A step names runs, numbers and rules; the page runs them, reads the numbers and chooses the sentence by them. What
published facts and claims say of the theory is run when the page is made, of the very theory that the page holds.
"""

from __future__ import annotations

from typing import Any

from pairbond.dynamics import HYSTERESIS
from pairbond.lab.module import LabModule
from pairbond.lab.views._step import Step
from pairbond.lab.views._steps import DOORS, STEPS
from pairbond.lab.views._verdicts import verdicts_of
from pairbond.lab.views._voices import essay, voices_of
from pairbond.model import Model
from pairbond.theory import Theory
from pairbond.theory.couples import COUPLES
from pairbond.theory.interventions import INTERVENTIONS


def data(made: LabModule) -> dict[str, Any] | None:
    """The story of a module's model, or None if it has none."""
    return story(made.program.model) or None


def story(model: Model) -> dict[str, Any]:
    """Doors, steps and tests of the story.

    Returns
    -------
    ``doors`` and ``steps`` (each with ``essays``, what essays say where that is not among the texts, with ``studies``
    and ``tests``), ``swing``, how far an image has to cross zero to fall, and ``names`` of what tells who left. Empty
    for a model that lacks a couple, mechanism or intervention of a step.

    Examples
    --------
    >>> from pairbond.rivals import RIVALS
    >>> story(RIVALS["rinaldi"])
    {}
    """
    if not isinstance(model, Theory) or not all(_possible(step, model) for step in STEPS):
        return {}
    names = {"status": "code", "leaver": "leaver"}
    return {"doors": list(DOORS), "swing": HYSTERESIS, "names": names, "steps": [_step(one, model) for one in STEPS]}


def _possible(step: Step, theory: Theory) -> bool:
    there = {one.name for one in INTERVENTIONS}
    return all(
        arm.couple in COUPLES
        and all(name in theory.mechanisms for name, _ in arm.off)
        and all(name in there for name, _, _ in arm.acts)
        for arm in step.arms.values()
    )


def _step(step: Step, theory: Theory) -> dict[str, Any]:
    mine = [essay(name) for name in step.essays]
    theirs, studies = voices_of(step.course) if step.course else ([], [])
    return {
        **step.plain(),
        "essays": [*mine, *theirs],
        "studies": [] if step.facts else studies,
        "tests": verdicts_of([*step.facts, *step.claims], theory),
    }
