"""Fit a linear dyadic model to a diary: how the days of two people carry over.

>>> fitted = pairbond.fit(diary)                     # doctest: +SKIP
>>> fitted.effects                                   # doctest: +SKIP
"""

from pairbond.inference._clock import Clock, clock_of, one_a_step
from pairbond.inference._prior_predictive import prior_predictive
from pairbond.inference._prior_table import prior_table
from pairbond.inference._spec import Spec
from pairbond.inference._verb import fit, fit_many
from pairbond.inference.fallback import fit_with_fallback
from pairbond.inference.least_squares import pooled_least_squares
from pairbond.inference.linear_model import CLOCKS as LINEAR_MODELS
from pairbond.inference.linear_model import LinearModel
from pairbond.inference.posterior import Posterior
from pairbond.inference.result import Fit

__all__ = [
    "LINEAR_MODELS",
    "Clock",
    "Fit",
    "LinearModel",
    "Posterior",
    "Spec",
    "clock_of",
    "fit",
    "fit_many",
    "fit_with_fallback",
    "one_a_step",
    "pooled_least_squares",
    "prior_predictive",
    "prior_table",
]
