"""A paragraph for the methods section of a paper, made from the fit itself."""

from __future__ import annotations

from pairbond.report._equation import random_effects
from pairbond.report._lag_words import Lag
from pairbond.report._prior_ranges import PRIORS, WITHIN, prior_ranges
from pairbond.report.simultaneous import HypothesisTests, called
from pairbond.report.view import View
from pairbond.report.voice import begin, between, count, listing

_SAID = {  # quantity in the table of priors -> what it is called in the paragraph, and its unit
    PRIORS["inertia"]: ("inertia", " SD"),
    PRIORS["cross"]: ("cross-lagged effects within persons", " SD"),
    PRIORS["reciprocal"]: ("partner effects", " SD"),
    WITHIN: ("residual correlations", ""),
}


def methods_text(view: View, tests: HypothesisTests, version: str) -> str:
    """Sample, model, priors, estimation and correction, in the past tense; for a group with a model."""
    assert view.fit is not None
    parts = [_model(view, version), _priors(view), _estimation(view), _correction(tests)]
    return " ".join(part for part in parts if part)


def _model(view: View, version: str) -> str:
    assert view.fit is not None
    spec, unit, lag = view.fit.spec, view.voice.unit, Lag(view.lag)
    one_writer = len(view.partners) == 1
    things = listing([view.labels[item.name] for item in view.modelled])
    if spec.clock == "map":
        kind = f"a multilevel vector autoregressive model of order {spec.model.order}"
        earlier = "the previous day" if lag.daily else f"the previous occasion ({lag.short} earlier)"
        how = f"in which each rating was regressed on all ratings of {earlier}"
    else:
        kind = "a multilevel continuous-time vector autoregressive model (linear stochastic differential equation)"
        how = f"whose effects are reported over {lag.short}"
    ratings = f"ratings of {things} by {view.couples} {view.voice.units}"
    both = "" if one_writer else " of both partners"
    own = random_effects(view)
    random = f" {begin(listing(own))} varied between {view.voice.units}." if own else ""
    error = (
        " Measurement error was modelled." if spec.model.measurement_error else " Measurement error was not modelled."
    )
    return (
        f"We analysed {ratings} with {kind} (pairbond {version}, model “{spec.model.kind}”), {how}{both}. "
        f"Lagged effects are within persons, for the average {unit}, in within-person standard deviations (SD). "
        f"Residuals of the same occasion were allowed to correlate.{random}{error}"
    )


def _priors(view: View) -> str:
    ranges = prior_ranges(view.priors)
    said = [f"{between(*ranges[q])}{unit} for {name}" for q, (name, unit) in _SAID.items() if q in ranges]
    if len(view.partners) == 1:
        said = [s for s in said if "partner" not in s]
    return f"Prior 90 % intervals were {listing(said)}." if said else ""


def _estimation(view: View) -> str:
    assert view.fit is not None
    spec = view.fit.spec
    how = {
        "normal": f"Laplace’s approximation at the posterior mode ({count(spec.draws, 'draw')})",
        "sampled briefly": f"a short run of Hamiltonian Monte Carlo ({count(spec.draws, 'draw')})",
        "sampled": f"Hamiltonian Monte Carlo (NUTS; {count(spec.draws, 'draw')})",
    }[str(view.fit.diagnostics["posterior"])]
    return f"The posterior was obtained by {how}; we report posterior medians and 90 % credible intervals."


def _correction(tests: HypothesisTests) -> str:
    if not tests.all:
        return ""
    sizes = tests.families
    each = listing([f"{called(tests, name)} ({n} {'test' if n == 1 else 'tests'})" for name, n in sizes.items()])
    return (
        f"An estimate counted as significant if its 90 % interval excluded zero and its two-sided p, adjusted by "
        f"Holm’s (1979) method within its family of tests, was at most {tests.share:.3f}, a level of "
        f"{tests.level:.2f} shared equally by the families: {each}."
    )
