"""What can be done in a model: interventions, and the inputs that each sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields

from pairbond.model import Model
from pairbond.theory import Theory
from pairbond.theory.interventions import INTERVENTIONS, Intervention


def offered(model: Model) -> dict[str, type[Intervention]]:
    """Interventions of the theory that need only partners, days and a dose; of another model none."""
    if not isinstance(model, Theory):
        return {}
    return {
        one.name: one
        for one in INTERVENTIONS
        if all(part.default is not MISSING or part.default_factory is not MISSING for part in fields(one))
    }


def sets(model: Model) -> Mapping[str, Sequence[str]]:
    """Inputs by the name of the intervention; a model without interventions has its inputs one by one."""
    found: dict[str, Sequence[str]] = {name: one.sets for name, one in offered(model).items()}
    return found if isinstance(model, Theory) else {name: (name,) for name in model.inputs}
