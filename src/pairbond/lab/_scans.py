"""A function of one day as data: its operations one by one, for a page to work out over the days of a run.

So a definition of Python is not written a second time in another language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from pairbond.dynamics import PHASES
from pairbond.dynamics.phase_steps import HELD, MARKED, PASSED_ON, hold, mark, phase
from pairbond.engine.program import FUNCTIONS, LEAVES, Program
from pairbond.engine.trace import Symbol, TracedFunctions
from pairbond.model import Model
from pairbond.theory import effective_status

Step = Callable[[Any, Mapping[str, Any], Mapping[str, Any]], tuple[Mapping[str, Any], Mapping[str, Any]]]
Scan = dict[str, Any]


def scan(step: Step, start: Mapping[str, float], inputs: Sequence[str], backwards: bool = False) -> Scan:
    """The operations of ``step(m, old, given)``, which returns what is carried on and what is shown.

    ``lines`` are (operation, numbers of lines); of "carry" and "input" the name, of "const" the number. ``after`` and
    ``shown`` say on which line a value is.
    """
    program = Program()
    old = {name: Symbol(program, program.leaf("carry", name)) for name in start}
    given = {name: Symbol(program, program.leaf("input", name)) for name in inputs}
    after, shown = step(TracedFunctions, old, given)

    def line(value: Any) -> int:
        return value.line if isinstance(value, Symbol) else program.constant(float(value))

    ends, seen = ({name: line(x) for name, x in group.items()} for group in (after, shown))
    return {"lines": [list(one) for one in program.lines], "start": dict(start), "after": ends, "shown": seen,
            "inputs": list(inputs), "backwards": backwards}  # fmt: skip


def run_scan(made: Scan, inputs: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What a page does with it, in NumPy: values [days, n] in and out."""
    arrays = {name: np.asarray(x, float) for name, x in inputs.items()}
    days, count = next(iter(arrays.values())).shape
    carried = {name: np.full(count, value) for name, value in made["start"].items()}
    found = {name: np.zeros((days, count)) for name in made["shown"]}
    for day in range(days)[:: -1 if made["backwards"] else 1]:
        values: list[Any] = []
        for operation, *arguments in made["lines"]:
            if operation == "const":
                values.append(np.full(count, arguments[0]))
            elif operation in ("carry", "input"):
                values.append(carried[arguments[0]] if operation == "carry" else arrays[arguments[0]][day])
            else:
                assert operation not in LEAVES
                each = zip(*(values[a] for a in arguments), strict=True)
                values.append(np.array([FUNCTIONS[operation](*one) for one in each]))
        carried = {name: values[line] for name, line in made["after"].items()}
        for name, line in made["shown"].items():
            found[name][day] = values[line]
    return found


def phase_scans(model: Model) -> dict[str, Any] | None:
    """Phases of each person, and of the couple, as three scans; None for a model without phases."""
    if "phases" not in model.can:
        return None

    def forward(m: Any, old: Any, given: Any) -> Any:
        marks = mark(m, old, given["image"], given["pursuit"])
        return marks, {name: marks[name] for name in PASSED_ON}

    def backward(m: Any, old: Any, given: Any) -> Any:
        held = hold(m, old, given)
        status = effective_status(m, given["code"], given["contact"])
        return held, {"phase": phase(m, held, given["day"], status, given["grief"])}

    def lower(m: Any, old: Any, given: Any) -> Any:
        return {}, {"phase": m.where(given["image_a"] <= given["image_b"], given["phase_a"], given["phase_b"])}

    return {
        "names": list(PHASES),
        "forward": scan(forward, MARKED, ("image", "pursuit")),
        "backward": scan(backward, HELD, (*PASSED_ON, "code", "contact", "grief"), backwards=True),
        "couple": scan(lower, {}, ("image_a", "image_b", "phase_a", "phase_b")),
    }
