"""A couple's diary goes in, a readable and honest answer comes out.

Nothing heavy is imported here: each public name is looked up on first use, so that
``import pairbond`` and ``pairbond --help`` stay quick. ``answer``, ``fit``, ``compare``, ``what_if``,
``report`` and ``simulate`` are at once verbs and packages (``pairbond.fit(diary)``,
``pairbond.fit.Fit``); see :mod:`pairbond._verb`.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond.answer import Answer, answer
    from pairbond.compare import Comparison, compare
    from pairbond.data import (
        Diary,
        DiaryError,
        diary_from_frame,
        example_diaries,
        example_diary,
        read_diary,
    )
    from pairbond.fit import Fit, fit
    from pairbond.population import Population, Protocol, simulate_population
    from pairbond.report import FullReport, full_report, report
    from pairbond.simulate import simulate
    from pairbond.theory import COUPLES as couples
    from pairbond.theory import PEOPLE as people
    from pairbond.theory import Couple, Person, Theory
    from pairbond.what_if import WhatIf, what_if

__all__ = [
    "Answer",
    "Comparison",
    "Couple",
    "Diary",
    "DiaryError",
    "Fit",
    "FullReport",
    "PairbondError",
    "Person",
    "Population",
    "Protocol",
    "Theory",
    "WhatIf",
    "answer",
    "compare",
    "couples",
    "diary_from_frame",
    "example_diaries",
    "example_diary",
    "fit",
    "full_report",
    "people",
    "read_diary",
    "report",
    "simulate",
    "simulate_population",
    "what_if",
]

# name -> the package that owns it, where it may have another name
_HOME = {
    "Answer": "answer.Answer",
    "Comparison": "compare.Comparison",
    "Couple": "theory.Couple",
    "Diary": "data.Diary",
    "DiaryError": "data.DiaryError",
    "Fit": "fit.Fit",
    "FullReport": "report.FullReport",
    "Person": "theory.Person",
    "Population": "population.Population",
    "Protocol": "population.Protocol",
    "Theory": "theory.Theory",
    "WhatIf": "what_if.WhatIf",
    "couples": "theory.COUPLES",
    "diary_from_frame": "data.diary_from_frame",
    "example_diaries": "data.example_diaries",
    "example_diary": "data.example_diary",
    "full_report": "report.full_report",
    "people": "theory.PEOPLE",
    "read_diary": "data.read_diary",
    "simulate_population": "population.simulate_population",
}
_VERBS = ("answer", "compare", "fit", "report", "simulate", "what_if")

try:
    __version__ = version("pairbond")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"


def __getattr__(name: str) -> object:
    if name in _VERBS:  # the package itself, which can be called
        return import_module(f"{__name__}.{name}")
    if name in _HOME:
        package, attribute = _HOME[name].split(".")
        value: object = getattr(import_module(f"{__name__}.{package}"), attribute)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
