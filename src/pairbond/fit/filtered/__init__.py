"""Any model with states and additive noise, fitted to one couple's diary by a Gaussian filter."""

from pairbond.fit.filtered.result import FilteredFit
from pairbond.fit.filtered.simulated import simulated_diary
from pairbond.fit.filtered.verb import fit_model

__all__ = ["FilteredFit", "fit_model", "simulated_diary"]
