"""A couple's diary goes in, a readable and honest answer comes out.

Nothing heavy is imported here: each public name is looked up on first use, so that
``import pairbond`` and ``pairbond --help`` stay quick. ``assess``, ``fit``, ``compare``, ``what_if``,
``report`` and ``simulate`` are at once verbs and packages (``pairbond.fit(diary)``,
``pairbond.inference.Fit``); see :mod:`pairbond._verb`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from pairbond._version import VERSION
from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond.assess import Assessment, assess
    from pairbond.counterfactual import WhatIf, what_if
    from pairbond.diary import (
        Diary,
        DiaryError,
        diary_from_frame,
        example_diaries,
        example_diary,
        read_diary,
    )
    from pairbond.experiments import verdict_table
    from pairbond.inference import Fit, LinearModel, fit
    from pairbond.population import Population, Protocol, simulate_population
    from pairbond.predict import Comparison, compare
    from pairbond.report import FullReport, full_report, report
    from pairbond.simulate import simulate
    from pairbond.theory import COUPLES as couples
    from pairbond.theory import PEOPLE as people
    from pairbond.theory import Couple, Person, Theory

__all__ = [
    "Assessment",
    "Comparison",
    "Couple",
    "Diary",
    "DiaryError",
    "Fit",
    "FullReport",
    "LinearModel",
    "PairbondError",
    "Person",
    "Population",
    "Protocol",
    "Theory",
    "WhatIf",
    "assess",
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
    "verdict_table",
    "what_if",
]

# name -> the package that owns it, where it may have another name
_HOME = {
    "Assessment": "assess.Assessment",
    "Comparison": "predict.Comparison",
    "Couple": "theory.Couple",
    "Diary": "diary.Diary",
    "DiaryError": "diary.DiaryError",
    "Fit": "inference.Fit",
    "FullReport": "report.FullReport",
    "LinearModel": "inference.LinearModel",
    "Person": "theory.Person",
    "Population": "population.Population",
    "Protocol": "population.Protocol",
    "Theory": "theory.Theory",
    "WhatIf": "counterfactual.WhatIf",
    "compare": "predict.compare",
    "couples": "theory.COUPLES",
    "diary_from_frame": "diary.diary_from_frame",
    "example_diaries": "diary.example_diaries",
    "example_diary": "diary.example_diary",
    "fit": "inference.fit",
    "full_report": "report.full_report",
    "people": "theory.PEOPLE",
    "read_diary": "diary.read_diary",
    "simulate_population": "population.simulate_population",
    "verdict_table": "experiments.verdict_table",
    "what_if": "counterfactual.what_if",
}
_VERBS = ("assess", "report", "simulate")

__version__ = VERSION


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
