"""Two who inflate themselves in the same domain compete."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _rivalry(m, q, p):
    apart = p.rivalry_distance * m.absolute(q.own.domain - q.other.domain)
    return (1.0 - apart) * q.other.inflating


MECHANISM = Mechanism(
    name="rivalry",
    symbol=r"\gamma_{riv}",
    says="A self-inflating partner in the same domain is a rival, in whose glory one does not bask.",
    source="S2; Back et al. (2013)",
    claims=("C7", "G7"),
    params=fixed(rivalry_distance=0.5),
    nodes=(Node("rivalry"),),
    terms=(Term("rivalry", "add", _rivalry),),
)
