"""Scenario files: TOML in, a checked :class:`Scenario` out, or one sentence a fault."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from pairbond._files import reason, shown_path
from pairbond._toml import TomlError, toml_tables, toml_text
from pairbond.diary.mapping_faults import from_pydantic, line_of
from pairbond.errors import PairbondError, nearest, shown
from pairbond.model import PARTNERS
from pairbond.scenario import build
from pairbond.scenario.build import DAYS
from pairbond.scenario.file import ScenarioFile
from pairbond.scenario.scenario import SHOWN, Scenario
from pairbond.theory import COUPLES, Couple, Theory

DRAW_DAYS = 500_000  # everything of every day is kept: about .4 GB
STEPS = 4_000_000  # in all, about a minute
SEED = 2**31 - 1  # the largest that every netCDF reader knows
T = TypeVar("T")


class ScenarioError(PairbondError):
    """A scenario cannot be used; ``str(error)`` is one sentence a fault."""


def read_scenario(path: str | Path) -> Scenario:
    """Read and check a scenario file. Raises :class:`ScenarioError` with every fault found."""
    path = Path(path)
    text = scenario_text(path)
    return parse_scenario(scenario_tables(path.name, text), path.name, text)


def scenario_text(path: Path) -> str:
    """Text of a scenario file."""
    try:
        path.stat()
        if path.is_dir():
            raise ScenarioError(f"{shown_path(path)} is a folder; give the name of a scenario file (TOML).")
        return toml_text(path)
    except TomlError as error:
        raise ScenarioError(error.at(path.name)) from None
    except OSError as error:
        beside = [one.name for one in _beside(path) if one.name != path.name]
        hint = f"; beside it there is {nearest(path.name, beside)}" if beside else ""
        raise ScenarioError(f"{shown_path(path)} cannot be read ({reason(error).lower()}){hint}.") from None


def _beside(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*.toml")) if path.parent.is_dir() else []


def scenario_tables(file: str, text: str) -> dict[str, Any]:
    """The tables of a TOML text."""
    try:
        return toml_tables(text)
    except TomlError as error:
        raise ScenarioError(error.at(file)) from None


def parse_scenario(
    data: dict[str, Any], file: str = "scenario", text: str = "", options: Collection[str] = ()
) -> Scenario:
    """A checked :class:`Scenario` from the tables of a TOML file.

    ``file`` and ``text`` are used in sentences only; ``options`` names keys that were given as ``--key`` instead of
    in the file.

    Examples
    --------
    >>> parse_scenario({"couple": "secure"}).days
    730
    """
    try:
        written = ScenarioFile.model_validate(data)
    except ValidationError as error:
        faults = from_pydantic(error, ScenarioFile, file, text)
        raise ScenarioError("\n".join(dict.fromkeys(one.message for one in faults))) from None
    return _Reading(written, file, text, frozenset(options)).scenario()


@dataclass
class _Reading:
    """Goes through a file, collecting what is wrong with its place."""

    written: ScenarioFile
    file: str
    text: str
    options: frozenset[str]
    wrong: list[str] = field(default_factory=list[str])

    def scenario(self) -> Scenario:
        w = self.written
        theory = Theory()
        held = self.attempt(("without",), lambda: self.held(theory)) or theory
        days = self.whole("days", w.days, 1, DAYS)
        draws = self.whole("draws", w.draws, 1, DRAW_DAYS)
        seed = self.whole("seed", w.seed, 0, SEED)
        if not self.wrong and days * draws > DRAW_DAYS:
            self.fault(("draws",), f"{draws} draws of {days} days are more than is kept day by day ({DRAW_DAYS} days); "
                                   f"the nearest is {max(DRAW_DAYS // days, 1)} draws.")  # fmt: skip
        least = max(days * draws, 1) / STEPS
        if not self.wrong and 0 < w.dt < least:
            self.fault(("dt",), f"dt is {w.dt:g} days; {draws} draws of {days} days take more than {STEPS} steps. "
                                f"The nearest is {1 / int(1 / least):g}.")  # fmt: skip
        if w.couple is None and (w.a is None or w.b is None):
            self.fault((), 'it needs a couple, or two persons [a] and [b]; for example couple = "closed-circuit".')
        self.attempt(("gains",), lambda: build.check_numbers(w.gains, w.parameters, theory))
        couple = self.couple(theory)
        interventions = [
            self.attempt(("intervention", i, "name"), lambda one=one: build.intervention(one, days))
            for i, one in enumerate(w.intervention)
        ]
        self.attempt(("show",), lambda: self.shown(held))
        self.stop()
        assert couple is not None
        scenario = Scenario(
            w.title, couple, {side: build.called(side, getattr(w, side), w.couple) for side in PARTNERS},
            tuple(one for one in interventions if one is not None), days, draws, seed, w.noise, w.dt,
            tuple(dict.fromkeys(w.show)) or SHOWN, w, held,
        )  # fmt: skip
        self.attempt((), scenario.prepare)  # two interventions on one thing at one time, a dt that does not fit
        self.stop()
        return scenario

    def held(self, theory: Theory) -> Theory:
        """The theory without what is taken out of it."""
        return theory.without(*(build.choose("mechanism", name, theory.mechanisms) for name in self.written.without))

    def couple(self, theory: Theory) -> Couple | None:
        w = self.written
        named = None
        if w.couple is not None:
            named = self.attempt(("couple",), lambda: COUPLES[build.choose("couple", str(w.couple), COUPLES)])
            if named is None:
                return None
        sides = []
        for side, part in (("a", w.a), ("b", w.b)):
            before = None if named is None else getattr(named, side)
            if part is not None:
                self.attempt((side,), lambda p=part: build.check_numbers(p.gains, p.parameters, theory))
            sides.append(self.attempt((side,), lambda p=part, x=before: build.person(p, x)))
        if None in sides or self.wrong:
            return None
        a, b = sides
        assert a is not None
        assert b is not None
        return build.with_gains(Couple(a, b, named.params if named else {}), w.gains, w.parameters)

    def shown(self, theory: Theory) -> None:
        from pairbond.simulate.recording import recordable

        for name in self.written.show:
            build.choose("quantity", name, recordable(theory))

    def whole(self, name: str, value: float, low: int, high: int) -> int:
        near = round(min(max(value, low), high)) if value == value else low  # nan is unlike itself
        if value != near:
            self.fault((name,), f"{name} is {value:g}, but must be a whole number from {low} to {high}; "
                                f"the nearest is {near}.")  # fmt: skip
        return near

    def attempt(self, path: tuple[Any, ...], make: Callable[[], T]) -> T | None:
        try:
            return make()
        except PairbondError as error:
            self.fault(path, str(error))
            return None

    def fault(self, path: tuple[Any, ...], sentence: str) -> None:
        sentence = shown(sentence, 400)
        if path and path[0] in self.options:
            self.wrong.append(f"--{path[0]}: {sentence}")
            return
        line = line_of(self.text, path) if path else None
        self.wrong.append(f"{self.file}{f', line {line}' if line else ''}: {sentence}")

    def stop(self) -> None:
        if self.wrong:
            raise ScenarioError("\n".join(dict.fromkeys(self.wrong)))
