"""Disowned shame is placed in the partner, who comes to carry it."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _projection(m, q, p):
    acts = p.project_hostility * q.own.hostility + p.project_denial * q.own.denial
    return q.own.inflating * acts * q.own.shame


def _taken_in(m, q, p):
    doubt = 1.0 - (1.0 - p.introject_floor) * q.own.reality_trust
    answer = p.introject_base + q.own.sacrifice
    return p.introject_gain * q.other.projection * doubt * answer * (1.0 - q.own.shame)


MECHANISM = Mechanism(
    name="projective_identification",
    symbol=r"\gamma_{PI}",
    says="Shame that one cannot bear is put into the partner, by hostility and denial.",
    source="S2, S3; Klein (1946); Ogden (1979)",
    claims=("C6", "D6", "G11"),
    params=(
        *fixed(project_hostility=1.8, project_denial=0.9),
        *fixed(introject_gain=2.5, introject_floor=0.32, introject_base=0.25),
    ),
    nodes=(Node("projection"),),
    terms=(
        Term("projection", "add", _projection),
        # both read the projection, which carries the gain of the one who projects
        Term("drift_shame", "add", lambda m, q, p: -q.couple.contact * q.own.projection, gated=False),
        Term("drift_shame", "add", _taken_in, gated=False),
    ),
)
