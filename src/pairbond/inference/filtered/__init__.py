"""Any model with states and additive noise, fitted to one couple's diary by a Gaussian filter."""

from pairbond.inference.filtered.result import FilteredFit
from pairbond.inference.filtered.simulated import simulated_diary
from pairbond.inference.filtered.verb import fit_model

__all__ = ["FilteredFit", "fit_model", "simulated_diary"]
