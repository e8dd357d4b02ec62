"""One function a published fact: a trial in, the simulated number of its mapping out."""

from pairbond.experiments.protocols.facts import bonds, daily, partings, years

PROTOCOLS = {**daily.PROTOCOLS, **bonds.PROTOCOLS, **partings.PROTOCOLS, **years.PROTOCOLS}

__all__ = ["PROTOCOLS"]
