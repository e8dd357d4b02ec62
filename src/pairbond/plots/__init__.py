"""Figures: each drawn for a wide page and for a telephone, with its words and numbers."""

from pairbond.plots.contraction import contraction
from pairbond.plots.couples import Strip, couples
from pairbond.plots.course import course
from pairbond.plots.forecast import fan
from pairbond.plots.holds import holds
from pairbond.plots.influence import Block, Row, influence
from pairbond.plots.phases import phase_course
from pairbond.plots.population import population
from pairbond.plots.scores import Difference, differences, strangers
from pairbond.plots.simulation import simulation
from pairbond.plots.simulation_marks import Mark, marks
from pairbond.plots.style import Figure
from pairbond.plots.what_if import what_if

__all__ = [
    "Block",
    "Difference",
    "Figure",
    "Mark",
    "Row",
    "Strip",
    "contraction",
    "couples",
    "course",
    "differences",
    "fan",
    "holds",
    "influence",
    "marks",
    "phase_course",
    "population",
    "simulation",
    "strangers",
    "what_if",
]
