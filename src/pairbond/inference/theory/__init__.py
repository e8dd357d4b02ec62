"""The theory as a model to fit, one couple at a time: traits, the course of hidden states, and what comes next.

>>> fitted = fit_theory(diary)                       # doctest: +SKIP
>>> fitted.traits                                    # doctest: +SKIP
"""

from pairbond.inference.theory._verb import fit_theory
from pairbond.inference.theory.current_state import CurrentState
from pairbond.inference.theory.result import TheoryFit

__all__ = ["CurrentState", "TheoryFit", "fit_theory"]
