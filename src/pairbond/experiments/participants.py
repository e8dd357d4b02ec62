"""Who takes part in the experiments, and how conduct is set."""

from __future__ import annotations

from pairbond.experiments.trial import Pair, PersonSpec
from pairbond.theory import DoseSchedule
from pairbond.theory.interventions import SetConduct
from pairbond.theory.interventions.set_conduct import CONDUCT

N, C = PersonSpec("self-inflating"), PersonSpec("self-sacrificing")
SEC, ANX, AV = PersonSpec("secure"), PersonSpec("anxious"), PersonSpec("avoidant")
CIRCUIT, SECURE = Pair(N, C), Pair(SEC, SEC)
NEXT = Pair(SEC, C)  # the self-sacrificing partner beside a secure one
# nobody leaves, whatever chance does
STAYS = {"leave_base": 0.0, "leave_preempt": 0.0, "culture": 0.0}
PARTING = 870  # the day on which contact ends, where an experiment is about what comes after
TWO_TURNS = 104  # days of two turns of the cycle: means over them do not depend on where in it they begin

# care follows from warmth, unless it is set itself
_FOLLOWS = ("care",)


def acts(who: str, start: float = 0.0, end: float = float("inf"), **conduct: float | DoseSchedule) -> list[SetConduct]:
    """Some conduct of one partner is set; the rest stays their own."""
    return [SetConduct(who=who, conduct=name, value=x, start=start, end=end) for name, x in conduct.items()]


def only(who: str, start: float = 0.0, end: float = float("inf"), **conduct: float | DoseSchedule) -> list[SetConduct]:
    """All conduct of one partner is set: what is not named to 0."""
    rest = {name: 0.0 for name in CONDUCT if name not in conduct and name not in _FOLLOWS}
    return acts(who, start, end, **rest, **conduct)
