"""The model as an equation, and its priors as a table."""

from __future__ import annotations

import pandas as pd

from pairbond.report._lag_words import Lag
from pairbond.report._sections import Table
from pairbond.report.view import View
from pairbond.report.voice import between, listing, number


def equation(view: View) -> list[str]:
    """The model of a group in symbols and in words."""
    assert view.fit is not None
    spec, unit = view.fit.spec, view.voice.unit
    lag = Lag(view.lag).short
    error = " + e(i,t), e ~ N(0, Θ)" if spec.model.measurement_error else ""
    if spec.clock == "map":
        again = " + A₂ x(i,t−2)" if spec.model.order == 2 else ""
        process = f"x(i,t) = A(i) x(i,t−1){again} + ε(i,t), ε ~ N(0, Σ(i))"
        name = "VAR(2)" if spec.model.order == 2 else "VAR(1)"
        kind = f"a multilevel {name}, one step being {lag}; missed steps are integrated out"
    else:
        process = "dx(i) = A(i) x(i) dt + dW(i), Cov(dW) = Q(i) dt"
        kind = "a multilevel linear stochastic differential equation, solved exactly between entries"
    terms = [words for flag, words in _TERMS.items() if getattr(spec.model, flag)]
    fixed = f"m(i,t): {listing(terms)}" if terms else "m(i,t) = 0"
    if spec.model.common_course:
        fixed += f", and a course shared by all {view.voice.units}, if there is one"
    random = random_effects(view)
    texts = [
        f"Model (“{spec.model.kind}”): y(i,t) = m(i,t) + x(i,t){error}; {process}. y has the ratings of "
        f"{'' if len(view.partners) == 1 else 'both partners of '}{unit} i. {fixed}.",
        f"It is {kind}. Residuals may correlate between all ratings of one occasion.",
    ]
    if random:
        together = (
            "; those of the two partners may correlate" if len(view.partners) > 1 and spec.model.correlated else ""
        )
        texts.append(f"Random effects ({view.voice.units} differ in them): {listing(random)}{together}.")
    texts.append("Ratings are treated as continuous; floor and ceiling effects are not modelled.")
    return texts


def random_effects(view: View) -> list[str]:
    """In which parameters couples (or people) differ."""
    assert view.fit is not None
    one_writer = len(view.partners) == 1
    own = view.fit.spec.random
    return [words for name, words in _RANDOM.items() if name in own and not (one_writer and name == "influence")]


_TERMS = {
    "means": "a mean of each person",
    "trend": "a linear trend",
    "weekday": "days of the week",
}
_RANDOM = {
    "mean": "means",
    "trend": "trends",
    "inertia": "inertia",
    "influence": "partner effects on the same item",
    "lags": "all lagged effects",
    "variability": "residual SDs",
}


def priors(view: View) -> tuple[Table, ...]:
    """Priors on the scale on which effects are reported; for researchers."""
    table = view.fit.priors if view.fit is not None and view.voice.research else None
    if table is None:
        return ()
    levels = {"average couple": f"average {view.voice.unit}", "between couples": f"between {view.voice.units}"}
    shown = pd.DataFrame(
        {
            "quantity": table["quantity"],
            "of": table["level"].map(levels),
            "prior": [str(words).replace(" -", " −") for words in table["distribution"]],
            "median": table["q50"].map(number),
            "90 % range": [between(low, high) for low, high in zip(table["q05"], table["q95"], strict=True)],
            "unit": table["unit"],
        }
    )
    return (Table("Priors", table, shown),)
