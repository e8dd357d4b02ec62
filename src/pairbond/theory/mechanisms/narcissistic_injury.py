"""A limit, a need or a criticism is an injury: shame, and a fall of the image."""

from pairbond.theory._spec import Constant, Mechanism, Node, Term, fixed


def _injury(m, q, p):
    attacked = p.injury_hostility * q.other.hostility
    attacked = attacked + p.injury_withdrawal * q.other.withdrawal * (p.injury_anxiety + q.own.anxiety)
    limit = p.injury_boundary * q.other.boundary
    need = p.demand_injury * q.other.demand
    slight = limit + need + p.injury_threat * q.other.threat
    return (1.0 - q.own.discounting) * attacked + q.own.inflation * slight


MECHANISM = Mechanism(
    name="narcissistic_injury",
    symbol=r"\gamma_{inj}",
    says="A limit, a need or a criticism injures the fragile: shame first, then devaluation.",
    source="S2, S3; Morf & Rhodewalt (2001)",
    claims=("C3", "A9", "D10"),
    params=(
        Constant("demand_injury", 1.6, "d_D", source="D2", free=True),
        Constant("image_injury", 1.7, "e_{inj}", source="C3", free=True),
        *fixed(fragility_base=0.72, fragility_secured=0.5, injury_hostility=0.9, injury_withdrawal=0.35),
        *fixed(injury_anxiety=0.5, injury_boundary=2.0, injury_threat=0.9),
        *fixed(shame_injury=1.4),
    ),
    nodes=(
        Node(
            "thin_skin",
            lambda m, q, p: p.fragility_base,
            lambda m, q, p, x: x * (1.0 - q.own.inner_worth) * (1.0 - p.fragility_secured * q.own.felt_security),
        ),
        Node("fragility"),
        Node("injury", _injury, lambda m, q, p, x: x * q.own.fragility),
    ),
    terms=(
        Term("fragility", "add", lambda m, q, p: q.own.thin_skin),
        # what follows reads the fragility, which carries the gain
        Term("shame_pressure", "add", lambda m, q, p: p.shame_injury * q.own.injury, gated=False),
        Term(
            "drift_image",
            "add",
            lambda m, q, p: -p.image_injury * q.own.injury,
            gated=False,
        ),
    ),
)
