"""W: absence alarms as far as presence was the rule, and wanting has one law, together and apart."""

from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Constant, Mechanism, Node, Term
from pairbond.theory.repairs._repair import StructuralRepair, own_state


def _missed(m, q, p):
    """The bonded miss presence as far as it falls short of what they had come to be used to."""
    short = gain_above(m, q.own.presence_expected - q.couple.contact, p.corner)
    return p.alarm_absence * short * q.own.bond


def _activation(m, q, p):
    """The attachment system wants when it is alarmed, whether the other is there or not."""
    aroused = 2.0 * q.own.arousal
    return p.active_calm + (1.0 - p.active_calm) * aroused * aroused


ABSENCE_ALARM = Mechanism(
    name="absence_alarm",
    symbol=r"\gamma_{abs}^{al}",
    says="The absence of somebody to whom one is bonded alarms, as far as their presence was the rule.",
    source="S1; Bowlby (1980) on protest, despair and detachment",
    params=(
        Constant("tau_presence", 45.0, r"\tau_\chi", "d", "protest passes within weeks (Bowlby, 1980)"),
        Constant(
            "alarm_absence", 1.2, r"\kappa_\chi", source="about the alarm of full hostility (alarm_hostility, 1.1)"
        ),
    ),
    quantities=own_state("presence_expected", r"\bar\chi", "presence that is taken for the rule"),
    nodes=(
        Node(
            "drift_presence_expected",
            lambda m, q, p: q.couple.contact - q.own.presence_expected,
            lambda m, q, p, x: x / p.tau_presence,
        ),
    ),
    terms=(Term("alarm", "add", _missed),),
)
REPAIR = StructuralRepair(
    name="absence",
    says="Absence alarms as far as presence was the rule; wanting follows arousal, together and apart.",
    source="S1; Bowlby (1980)",
    gates="W",
    mechanisms=(ABSENCE_ALARM,),
    nodes=(Node("activation", _activation),),
    gone=("active_alone",),
)
