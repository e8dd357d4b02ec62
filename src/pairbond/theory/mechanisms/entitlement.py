"""What the other does to adapt becomes the least that is expected."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _gets_used(m, q, p):
    return m.tanh(p.entitle_gain * q.other.appeasing)


def _more_than_before(m, q, p):
    asked = p.injury_boundary * q.other.boundary + p.demand_injury * q.other.demand
    return p.injury_entitled * q.own.inflation * q.own.entitlement * asked


MECHANISM = Mechanism(
    name="entitlement",
    symbol=r"\gamma_{ent}",
    says="Being adapted to becomes normal, and a limit then injures the more.",
    source="S3; Campbell et al. (2004) on psychological entitlement",
    claims=("G12", "D9", "D8", "G3"),
    params=fixed(entitle_gain=2.0, injury_entitled=0.64, control_entitled=0.2),
    terms=(
        Term("control", "add", lambda m, q, p: p.control_entitled * q.own.inflating * q.own.entitlement),
        Term("drift_entitlement", "add", _gets_used),
        Term("injury", "add", _more_than_before),
    ),
)
