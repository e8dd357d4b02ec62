"""Contrition comes when supply is short."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _shown(m, q, p):
    return q.own.inflating * m.tanh(p.apology_hunger * q.own.unmet_need * q.own.unmet_need)


MECHANISM = Mechanism(
    name="contrition",
    symbol=r"\gamma_{apo}",
    says="The self-inflating person apologises and pursues out of hunger; that rewards the other and changes nothing.",
    source="S2",
    claims=("C18", "C10"),
    params=fixed(apology_hunger=3.0, reward_apology=0.3, pursue_apology=0.5),
    nodes=(Node("apology"),),
    terms=(
        Term("apology", "add", _shown),
        Term("pursuit", "add", lambda m, q, p: p.pursue_apology * q.own.apology, gated=False),
        Term(
            "reward",
            "add",
            lambda m, q, p: p.reward_apology * (1.0 - q.own.inflating) * q.other.apology,
            gated=False,
        ),
    ),
)
