"""Any model as a WebAssembly module for a browser, with its description."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pairbond._version import MADE_BY
from pairbond.engine.wasm import WasmModule, module
from pairbond.lab._budget import budget
from pairbond.lab._rows import described, interventions, parameters, quantities, switches
from pairbond.lab._sets import sets
from pairbond.lab._theory_rows import couples, mechanisms
from pairbond.model import Model
from pairbond.simulate import GeneralProgram

FORMAT = 1
SAID = ("name", "label", "says", "source", "clock")  # of a model, where it says so


@dataclass(frozen=True)
class LabModule:
    """A module and what a page has to know of it.

    Attributes
    ----------
    program : the step that was made into a module.
    wasm : the module with the places of its values.
    description : names, labels, units, ranges, defaults, sentences, sources and slots of everything that goes in or
        comes out, as plain data. A slot is a place among ``sizes[…]`` values of a block; where there are two, the
        first is a's. Infinite ends of a range are None.
    """

    program: GeneralProgram
    wasm: WasmModule
    description: dict[str, Any]

    @property
    def binary(self) -> bytes:
        """The module."""
        return self.wasm.binary

    def json(self) -> str:
        """The description as text."""
        return json.dumps(self.description, ensure_ascii=False, allow_nan=False)

    def __repr__(self) -> str:
        name, size = self.description["model"]["name"], len(self.binary)
        return f"<LabModule of {name}: {size} bytes, {self.description['number']}, {self.wasm.shape.lanes} at a time>"


def lab_module(
    model: Model,
    build: str = "single",
    record: Sequence[str] = (),
    dt: float | None = None,
    shares: bool = False,
) -> LabModule:
    """The module of a model, with its description.

    Traits, gains and free parameters, the days and doses of every intervention that needs nothing else to be said, and
    whether there is noise and anybody leaves are numbers that the module takes in, so that one serves every couple.

    Parameters
    ----------
    model : the theory, a published model or one's own.
    build : "single" or "double" precision in vectors of 128 bits, or "scalar": double precision, one trajectory at a
        time, for browsers without SIMD.
    record : names of what is recorded every day; by default as ``simulate`` does.
    dt : step in days, as in :func:`pairbond.simulate.simulate`.
    shares : also a function ``shares`` that says exactly what every node is made of at a moment, described under
        "budget"; only of a model that is made of mechanisms.

    Raises
    ------
    PairbondError : an unknown build, a name that the model does not compute, or a day that is no whole number of steps.

    Examples
    --------
    >>> from pairbond.rivals import RIVALS
    >>> made = lab_module(RIVALS["rinaldi"])
    >>> made.binary[1:4], [row["name"] for row in made.description["shown"]]
    (b'asm', ['feeling'])
    """
    program = GeneralProgram(model, sets(model), tuple(record), dt)
    wasm = module(program.default_task(), build, program.start, program.shares if shares else None)
    at, known = wasm.layout, quantities(model)
    said = {name: getattr(model, name) for name in SAID if hasattr(model, name)}
    return LabModule(
        program,
        wasm,
        {
            "format": FORMAT,
            "made_by": MADE_BY,
            "model": {**said, "fingerprint": model.hash},
            "steps_per_day": program.every,
            **wasm.description(),
            "carry": described(known, at.carry),
            "parameters": parameters(program, known, at.given),
            "interventions": interventions(program, known, at.given),
            "switches": switches(at.given),
            "shown": described(known, at.shown),
            "mechanisms": mechanisms(model),
            "couples": couples(program),
            **({"budget": budget(program, wasm.shares)} if shares else {}),
        },
    )
