"""Contrition comes when supply is short."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _shown(m, q, p):
    return p.apology_gain * q.own.inflating * q.own.craving * q.own.unmet_need


MECHANISM = Mechanism(
    name="contrition",
    symbol=r"\gamma_{apo}",
    says="The self-inflating person apologises out of hunger; it rewards the other and changes nothing.",
    source="S2",
    claims=("C18",),
    params=fixed(apology_gain=1.0, reward_apology=0.3),
    nodes=(Node("apology"),),
    terms=(
        Term("apology", "add", _shown),
        Term(
            "reward",
            "add",
            lambda m, q, p: p.reward_apology * (1.0 - q.own.inflating) * q.other.apology,
            gated=False,
        ),
    ),
)
