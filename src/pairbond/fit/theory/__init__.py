"""The theory as a model to fit, one couple at a time: traits, the course of hidden states, and what comes next.

>>> fitted = fit_theory(diary)                       # doctest: +SKIP
>>> fitted.traits                                    # doctest: +SKIP
"""

from pairbond.fit.theory._verb import fit_theory
from pairbond.fit.theory.result import TheoryFit

__all__ = ["TheoryFit", "fit_theory"]
