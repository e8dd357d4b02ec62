"""What is refused when a model is made: declarations and equations that cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond.errors import PairbondError, nearest
from pairbond.model.declared import Parameter, Readout, State

if TYPE_CHECKING:
    from pairbond.model.couple_model import CoupleModel


def check_declared(model: CoupleModel) -> None:
    """Refuse parts that are none, and a model without any."""
    for what, kind in (("states", State), ("parameters", Parameter), ("readouts", Readout)):
        if wrong := [one for one in getattr(model, what) if not isinstance(one, kind)]:
            raise PairbondError(f"{what} of {model.name} has {wrong[0]!r}; each has to be a {kind.__name__}(…).")
    for what in ("states", "parameters"):
        if not getattr(model, what):
            raise PairbondError(f"the model {model.name} has no {what}; it needs one at least.")


def check_names(model: CoupleModel) -> None:
    """Refuse two things of one name, a noise that is no parameter, and a readout that nothing reads."""
    names = [one.name for one in (*model.states, *model.parameters)] + list(model.inputs)
    if twice := [name for name in names if names.count(name) > 1]:
        raise PairbondError(f"the model {model.name} has two things called {twice[0]!r}.")
    known = {one.name for one in model.parameters}
    for one in model.states:
        if one.noise and one.noise not in known:
            raise PairbondError(
                f"the noise of {one.name} is {one.noise!r}, which is no parameter of {model.name}; the nearest is "
                f"{nearest(one.noise, known)!r}."
            )
    if model.computed and model.observe is None:
        near = nearest(model.computed[0], [one.name for one in model.states])
        raise PairbondError(
            f"the readout {model.computed[0]!r} of {model.name} is no state: the nearest is {near!r}, or say with "
            "observe= how it is read."
        )


def check_equations(model: CoupleModel, seen: tuple[Any, Any, Any]) -> None:
    """Work the equations out once, on states, inputs and parameters ``seen``: a misspelt name is refused now."""
    from pairbond.engine.functions import array_functions  # the theory, which imports this package, needs no engine

    asked = [("equation", model.equations, [one.name for one in model.states])]
    if model.observe is not None:
        asked.append(("readout", model.observe, [one.name for one in model.readouts]))
    for what, function, wanted in asked:
        try:
            found = function(array_functions(np), *seen)
        except AttributeError as error:
            place, there = error.obj, [k for k in dir(error.obj) if not k.startswith("__")]
            kind = dict(zip(map(id, seen), ("state", "input", "parameter"), strict=True)).get(id(place), "function")
            near = f"; the nearest is {nearest(error.name, there)!r}" if there else ""
            raise PairbondError(
                f"the model {model.name}, {what}s: they read the {kind} {error.name!r}, which there is not{near}."
            ) from None
        except (TypeError, ValueError) as error:
            raise PairbondError(
                f"the model {model.name}, {what}s: they cannot be worked out for two partners at once ({error}); "
                "use m.where in place of if, and the functions of m, like m.tanh, in place of those of math."
            ) from None
        if not isinstance(found, Mapping):
            raise PairbondError(
                f"the model {model.name}, {what}s: they return {type(found).__name__}; they have to return a "
                f"dictionary, like {{{wanted[0]!r}: …}}."
            )
        if missing := [name for name in wanted if name not in found]:
            near = f"; the nearest that they return is {nearest(missing[0], found)!r}" if found else ""
            raise PairbondError(f"the model {model.name} has no {what} for {missing[0]!r}{near}.")
        if what == "equation" and (unknown := sorted(set(found) - set(wanted))):
            raise PairbondError(
                f"the model {model.name} has an equation for {unknown[0]!r}, which is no state; the nearest is "
                f"{nearest(unknown[0], wanted)!r}."
            )
