"""Beside one who shines one feels important."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _shine(m, q, p):
    """The other's glory and grand display, unless one has to compete with it."""
    seen = q.couple.contact * q.other.glory + q.other.inflating * q.other.display
    unrivalled = 1.0 - q.own.rivalry
    return seen * unrivalled * unrivalled


def _lifted(m, q, p):
    return p.worth_basking * q.own.basking * (1.0 - q.own.felt_worth)


MECHANISM = Mechanism(
    name="association",
    symbol=r"\gamma_{ass}",
    says="The other's glory lifts one's own felt worth, as long as it is no rival's.",
    source="S1; Cialdini et al. (1976) on basking in reflected glory; Tesser (1988)",
    claims=("B5", "G7"),
    params=fixed(worth_basking=2.0),
    nodes=(Node("basking"),),
    terms=(
        Term("basking", "add", _shine),
        Term("drift_felt_worth", "add", _lifted, gated=False),
    ),
)
