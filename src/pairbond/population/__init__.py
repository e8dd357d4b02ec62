"""People over time: meeting, pairing, parting, children, help, death, around the theory's own days."""

from pairbond.population.protocol import Protocol
from pairbond.population.result import Population
from pairbond.population.run import simulate_population

__all__ = ["Population", "Protocol", "simulate_population"]
