"""How the model runs: steps, noise, events, interventions, recording and checkpoints.

One definition of the step, in :mod:`pairbond.theory`, is run in three ways that agree path by path: plainly, compiled
to vector code, and differentiably.
"""

from pairbond._verb import make_callable
from pairbond.simulate._begin import Begin
from pairbond.simulate._block import Block, BlockResult, Monitor
from pairbond.simulate._failures import Failure
from pairbond.simulate._general import SWITCHES, Adjustable, GeneralProgram
from pairbond.simulate._run import Run
from pairbond.simulate._verb import prepare, simulate
from pairbond.simulate.schedule import NEVER

__all__ = [
    "NEVER",
    "SWITCHES",
    "Adjustable",
    "Begin",
    "Block",
    "BlockResult",
    "Failure",
    "GeneralProgram",
    "Monitor",
    "Run",
    "prepare",
    "simulate",
]

make_callable(__name__, simulate)
