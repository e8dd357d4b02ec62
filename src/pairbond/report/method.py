"""How it was computed, whom to cite, and what exactly went in."""

from __future__ import annotations

import os
import platform
import shlex
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PureWindowsPath

import numpy as np
import pandas as pd

from pairbond.assess import Assessment
from pairbond.inference import Fit
from pairbond.report._equation import equation, priors
from pairbond.report._methods_text import methods_text
from pairbond.report._references import references_for
from pairbond.report._sections import Section, Table, Words
from pairbond.report.simultaneous import HypothesisTests, rule
from pairbond.report.view import View
from pairbond.report.voice import number

_PACKAGES = ("pairbond", "numpy", "scipy", "pandas", "jax", "numpyro", "matplotlib", "jinja2")


_POSTERIOR = {
    "normal": "with intervals from the curvature at the posterior mode (Laplace’s approximation). Such intervals "
    "tend to be somewhat too narrow. Intervals from full sampling (NUTS) do not use this approximation.",
    "sampled briefly": "and intervals come from a short run of Hamiltonian Monte Carlo begun there.",
    "sampled": "and intervals come from Hamiltonian Monte Carlo (NUTS) begun there.",
}


def method(view: View, tests: HypothesisTests) -> Section:
    """Model, priors, rule for findings, references, provenance."""
    words = [Words(text) for text in _model(view)] if view.fit is not None else []
    words += [Words(text) for text in _theory(view)]
    if view.fit is None:
        words.append(Words("Ratings are shown as written; means and standard deviations are those of each person."))
    if tests.all:
        words.append(Words(rule(tests)))
    words += [Words(note) for note in view.diary.notes]
    tables = [*priors(view), Table("What went in and what ran", provenance(view))]
    if view.fit is not None and len(view.fit.optima) and view.voice.research:
        tables.append(Table("Optima from all starts", view.fit.optima))
    source = view.diary.source
    cited = [("This software", f"{_CITE} {_version('pairbond')}".strip() + " [computer software].")]
    if source.citation:
        license_words = f" License: {source.license}." if source.license else ""
        cited.append(("The diary", f"{source.citation}{license_words}"))
    inertia = any(a.significant and a.key[1:3] == a.key[3:5] for a in tests.about("effect"))
    cited += references_for(view, inertia=inertia)
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    if view.fit is not None and view.voice.research:
        notes = (("A paragraph for a methods section", (methods_text(view, tests, _version("pairbond")),)),)
    return Section(
        "method", "How it was done", tuple(words), notes=notes, tables=tuple(tables), references=tuple(cited)
    )


_CITE = "pairbond contributors. pairbond: couples’ diaries, linear models of influence, honest reports. Version"


def _model(view: View) -> list[str]:
    assert view.fit is not None
    if not view.voice.research:
        return [
            "The numbers about what follows what come from a statistical model (vector autoregression with each "
            "person’s own average and trend) that was fitted to the diary."
            if view.fit.spec.clock == "map"
            else "The numbers about what follows what come from a statistical model in continuous time, with each "
            "person’s own average and trend, that was fitted to the diary."
        ]
    fitted = "The model was fitted by optimisation, " + _POSTERIOR[view.fit.diagnostics["posterior"]]
    return [*equation(view), fitted]


def _theory(view: View) -> list[str]:
    """How the theory was fitted, if it was."""
    theory = view.theory
    if theory is None:
        return []
    if theory.fit is None:
        return ["The theory was not fitted, as it was clear beforehand that it could say nothing. " + _GATE]
    return [_FITTED + _GATE]


_FITTED = (
    "The theory of the two is a system of coupled equations for states of each person and of the bond. Six traits of "
    "each, and the scatter of ratings, were estimated through a Gaussian (cubature) filter, with searches from eight "
    "starting points, and draws taken from there to the posterior by sequential Monte Carlo, with a likelihood of "
    "power one half; all other constants have the theory’s values. "
)
_GATE = (
    "What the theory may say is decided by a gate of seven rules: the person wrote; enough was asked about the other "
    "or the bond; the order of the days matters (permutation test, one in a thousand); held-out days are predicted no "
    "worse than by yesterday’s rating (90 % interval by blocks of days); the draws can be trusted; searches agree; and "
    "the spread of what is said fell to seven tenths or less. Answers about fear, threat, control or harm are not read "
    "by it."
)


def provenance(view: View) -> pd.DataFrame:
    """What went in and what ran: two columns, ``what`` and ``value``."""
    source = view.diary.source
    rows = [("diary", view.diary.title), ("rows read", f"{source.rows}")]
    own = view.voice.kind == "one"  # whose page it is, its heading says
    rows += [
        (f"sha256 of {'your answers' if own else f}", s) for f, s in zip(source.files, source.sha256, strict=False)
    ]
    if view.fit is not None and not view.voice.research:
        rows += _plainly(view.fit)
    elif view.fit is not None:
        spec = view.fit.spec
        rows.append(("model", spec.model.kind))
        rows += [(name, str(getattr(spec, name))) for name in ("method", "seed", "draws", "starts")]
        rows += [(name, str(getattr(spec.model, name))) for name in ("order", "prior", "prior_scale")]
        rows += [(DIAGNOSTICS.get(k, f"fit, {k}"), _value(value)) for k, value in view.fit.diagnostics.items()]
        rows += [(f"seconds, {what}", f"{value:.1f}") for what, value in view.fit.timing.items()]
    if view.theory is not None:
        rows += [(f"theory, {what}", str(value)) for what, value in _theory_estimation(view.theory).items()]
    rows.append(("python", platform.python_version()))
    rows += [(name, v) for name in _PACKAGES if (v := _version(name))]
    rows += [("command", _command()), ("made on", _today())]
    return pd.DataFrame(rows, columns=["what", "value"])


_METHODS = {
    "quick": "the best-fitting values were searched for; intervals from their neighbourhood",
    "full": "intervals from a full sampling of all values that fit (NUTS)",
}


def _plainly(fit: Fit) -> list[tuple[str, str]]:
    """How the model was fitted, without the terms of its settings."""
    spec = fit.spec
    return [
        ("model", "from entry to entry" if spec.clock == "map" else "in continuous time"),
        ("how it was fitted", _METHODS.get(spec.method, spec.method)),
        ("random draws behind an interval", str(spec.draws)),
        ("seed of the random numbers", str(spec.seed)),
        ("searches, and how many agreed", f"{spec.starts}, {fit.diagnostics.get('starts_agree', '')}"),
    ]


DIAGNOSTICS = {  # what a diagnostic says and what of it is fine
    "log_likelihood": "log likelihood at the posterior mode",
    "log_posterior": "log posterior at its mode",
    "converged": "search ended because its steps had become small",
    "next_step_gain": "log posterior that one more step would gain (up to 1 is fine)",
    "starts": "searches begun",
    "starts_agree": "searches that ended at the same mode",
    "distinct_optima": "distinct modes found (1 is fine)",
    "posterior": "posterior (normal: Laplace’s approximation)",
    "rhat_max": "largest R-hat (up to 1.05 is fine)",
}


def _value(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return number(value, 2) if isinstance(value, float) else str(value)


def _theory_estimation(theory: Assessment) -> dict[str, object]:
    """What the theory's statements rest on."""
    found: dict[str, object] = {
        k: theory.settings[k] for k in ("seed", "holdout", "days_kept_back", "contact_in_diary")
    }
    if theory.fit is not None:
        found |= theory.fit.diagnostics
    return found | {f"seconds, {what}": f"{value:.1f}" for what, value in theory.timing.items()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _command() -> str:
    program = Path(sys.argv[0]).name if sys.argv and sys.argv[0] else ""
    if program in ("pairbond", "pairbond.exe"):
        return printable_command(sys.argv[1:])
    return "called from Python"


# What decides the numbers of a page. Anything else on the command line, above all where files lie and whom the
# contacts name, is nobody's business who reads the page.
_SETTINGS = ("--example", "--couple", "--model", "--method", "--items", "--holdout", "--pseudo", "--seed")
_SWITCHES = ("--theory", "--no-theory", "--joint", "--research")
_UNSEEN_SWITCHES = ("--json",)
_FILES = ("--mapping",)
_HIDDEN = ("--out", "--csv", "--contacts", "--leave-to")


def printable_command(arguments: Sequence[str]) -> str:
    """The command as a page may show it: verb, files without their folders, and the settings behind the numbers."""
    shown, rest = ["pairbond"], iter(arguments)
    for given in rest:
        name, equals, value = given.partition("=")
        if name in _SWITCHES:
            shown.append(name)
        elif name in _UNSEEN_SWITCHES:
            continue
        elif given.startswith("-"):
            value = value if equals else next(rest, "")
            if name in (*_SETTINGS, *_FILES):
                shown += [name, PureWindowsPath(value).name if name in _FILES else value]
        else:
            shown.append(PureWindowsPath(given).name)  # takes both kinds of slash
    return shlex.join(shown)


def _today() -> str:
    # https://reproducible-builds.org/specs/source-date-epoch/
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return f"{now.day} {now:%B %Y}"
