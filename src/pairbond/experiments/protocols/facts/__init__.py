"""One function a fact: laws and a seed in, the number of its mapping out."""

from pairbond.experiments.protocols.facts import bonds, daily, partings, years

SIMULATIONS = {**daily.SIMULATIONS, **bonds.SIMULATIONS, **partings.SIMULATIONS, **years.SIMULATIONS}

__all__ = ["SIMULATIONS"]
