"""To be left is unbearable; to have been the one who left is not."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _left_behind(m, q, p):
    """1 on the day on which the other left, fading; 0 for whoever left too."""
    apart = m.where(q.couple.code < 0.5, 0.0, 1.0)
    return apart * m.swap(q.own.leaver) * (1.0 - q.own.leaver) * m.exp(-q.couple.days_apart / p.left_fading)


def _worth_falls(m, q, p):
    return -p.worth_left * q.own.inflating * q.own.left_behind * q.own.felt_worth


MECHANISM = Mechanism(
    name="authorship",
    symbol=r"\gamma_{aut}",
    says="Being left, not the loss, breaks the self-inflating person's worth.",
    source="S2",
    claims=("C15",),
    params=fixed(left_fading=40.0, shame_left=2.0, worth_left=2.0),
    nodes=(Node("left_behind", _left_behind),),
    terms=(
        Term("shame_pressure", "add", lambda m, q, p: p.shame_left * q.own.inflating * q.own.left_behind),
        Term("drift_felt_worth", "add", _worth_falls),
    ),
)
