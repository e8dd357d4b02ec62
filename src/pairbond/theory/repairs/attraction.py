"""B: a competitor is no audience, and the integrated are moved by being seen."""

from pairbond.theory._spec import Constant, Mechanism, Term
from pairbond.theory.repairs._repair import StructuralRepair


def _unimpressed(m, q, p):
    """Warmth of somebody who competes feeds little."""
    seen = p.supply_worthless + (1.0 - p.supply_worthless) * q.own.favour
    return -p.supply_warmth * p.audience_lost * q.other.inflating * q.other.warmth * seen


def _moved(m, q, p):
    """What reaches the integrated of the other's warmth is the care in it."""
    taken_in = (1.0 - q.own.inflating) * (1.0 - p.reward_unreceived * q.own.giving)
    return taken_in * q.own.integration * (q.other.care - q.other.warmth)


COMPETITOR = Mechanism(
    name="competing_audience",
    symbol=r"\gamma_{aud}",
    says="Whoever competes for admiration is a poor audience.",
    source="S2; Back et al. (2013)",
    params=(Constant("audience_lost", 0.8, "a_{lost}", source="four fifths, so that something is left of it"),),
    terms=(Term("supply_received", "add", _unimpressed),),
)
CARE = Mechanism(
    name="moved_by_care",
    symbol=r"\gamma_{mov}",
    says="The better integrated somebody is, the more it is care that rewards and not charm.",
    source="S4; Reis et al. (2004) on perceived partner responsiveness",
    terms=(Term("reward", "add", _moved),),
)
REPAIR = StructuralRepair(
    name="attraction",
    says="A competitor is a poor audience; the integrated are rewarded by care, not by charm.",
    source="S2, S4",
    gates="B",
    mechanisms=(COMPETITOR, CARE),
)
