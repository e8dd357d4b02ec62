"""G: a slight injures by what goes beyond the slights that one is used to."""

from dataclasses import replace

from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Constant, Mechanism, Node, Term
from pairbond.theory.mechanisms import entitlement, narcissistic_injury
from pairbond.theory.repairs._repair import StructuralRepair, own_node, own_state


def _asked(m, q, p):
    """Limits and needs of the other."""
    return p.injury_boundary * q.other.boundary + p.demand_injury * q.other.demand


def _injury(m, q, p):
    attacked = p.injury_hostility * q.other.hostility
    attacked = attacked + p.injury_withdrawal * q.other.withdrawal * (p.injury_anxiety + q.own.anxiety)
    return (1.0 - q.own.discounting) * attacked + q.own.inflation * q.own.slight_felt


def _entitled(m, q, p):
    return p.injury_entitled * q.own.inflation * q.own.entitlement * q.own.asked_felt


def _beyond(m, q, p, slight):
    """What is added to a slight so that only its part beyond what is usual is left, enlarged."""
    return p.slight_contrast * gain_above(m, slight - q.own.slight_accustomed, p.corner) - slight


_before = narcissistic_injury.MECHANISM
INJURY = replace(
    _before,
    quantities=(
        own_node("asked", r"\mathrm{ask}", "limits and needs of the other, as a slight"),
        own_node("asked_felt", r"\mathrm{ask}_f", "limits and needs of the other, as they are felt", low=-1.0),
        own_node("slight", r"\mathrm{sli}", "slight"),
        own_node("slight_felt", r"\mathrm{sli}_f", "slight as it is felt", low=-1.0),
    ),
    nodes=(
        *(replace(one, base=_injury) if one.name == "injury" else one for one in _before.nodes),
        Node("asked", _asked),
        Node("asked_felt", lambda m, q, p: q.own.asked),
        Node("slight", lambda m, q, p: q.own.asked + p.injury_threat * q.other.threat),
        Node("slight_felt", lambda m, q, p: q.own.slight),
    ),
)
ENTITLEMENT = replace(
    entitlement.MECHANISM,
    terms=(
        *(one for one in entitlement.MECHANISM.terms if one.node != "injury"),
        Term("injury", "add", _entitled),
    ),
)
ADAPTATION = Mechanism(
    name="adaptation_level",
    symbol=r"\gamma_{ada}^{sli}",
    says="One gets used to slights; what injures is what goes beyond the usual.",
    source="S3: confrontation with difference; Helson (1964) on adaptation level",
    params=(
        Constant("tau_slight_accustomed", 365.0, r"\tau_x", "d", "what is usual is what a year has brought"),
        Constant(
            "slight_contrast", 2.5, "g", source="middle of the range 2 to 3 of the trial", origin="chosen by search"
        ),
    ),
    quantities=own_state("slight_accustomed", r"\bar{\mathrm{sli}}", "slights that one is used to", high=float("inf")),
    nodes=(
        Node(
            "drift_slight_accustomed",
            lambda m, q, p: q.own.slight - q.own.slight_accustomed,
            lambda m, q, p, x: x / p.tau_slight_accustomed,
        ),
    ),
    terms=(
        Term("slight_felt", "add", lambda m, q, p: _beyond(m, q, p, q.own.slight)),
        Term("asked_felt", "add", lambda m, q, p: _beyond(m, q, p, q.own.asked)),
    ),
)
REPAIR = StructuralRepair(
    name="accustomed_slight",
    says="A slight injures by what goes beyond the slights that one is used to.",
    source="S3; Helson (1964)",
    gates="G",
    mechanisms=(INJURY, ENTITLEMENT, ADAPTATION),
)
