"""One function a published fact: a world in, the simulated number of its mapping out."""

from pairbond.experiments.protocols.facts import bonds, daily, partings, years

EXPERIMENTS = {**daily.EXPERIMENTS, **bonds.EXPERIMENTS, **partings.EXPERIMENTS, **years.EXPERIMENTS}

__all__ = ["EXPERIMENTS"]
