"""The minimal model of the theory: two variables that make the cycle, and a third that says when it is closed.

:data:`MODEL` is simulated, fitted and compared like any other. A :class:`Circuit` is one partner's image with the
other's hope; the functions say when it cycles, how long a cycle lasts, what stops it, and give its phase portrait.
"""

from pairbond.minimal.circuit import Circuit, jacobian, rates, shown_warmth, voiced
from pairbond.minimal.cycle import Cycle, continue_cycle, limit_cycle, trajectory
from pairbond.minimal.model import MODEL, ROLES, couple_of_roles
from pairbond.minimal.onset import Hunger, Onset, hunger_alone, limit_that_ends_fusion, onset, rests_when_held
from pairbond.minimal.period import (
    fold_delay,
    period_at_onset,
    period_estimate,
    slow_period,
    slow_period_approximation,
    swing,
)
from pairbond.minimal.portrait import Portrait, phase_portrait, phases
from pairbond.minimal.rest import Folds, RestPoint, fold_pull, folds, rest_points

__all__ = [
    "MODEL",
    "ROLES",
    "Circuit",
    "Cycle",
    "Folds",
    "Hunger",
    "Onset",
    "Portrait",
    "RestPoint",
    "continue_cycle",
    "couple_of_roles",
    "fold_delay",
    "fold_pull",
    "folds",
    "hunger_alone",
    "jacobian",
    "limit_cycle",
    "limit_that_ends_fusion",
    "onset",
    "period_at_onset",
    "period_estimate",
    "phase_portrait",
    "phases",
    "rates",
    "rest_points",
    "rests_when_held",
    "shown_warmth",
    "slow_period",
    "slow_period_approximation",
    "swing",
    "trajectory",
    "voiced",
]
