"""Contrition comes when supply is short."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _shown(m, q, p):
    """Hunger, as long as there is something to be had from the other."""
    hoped = q.own.unmet_need * q.own.expected_warmth
    hunger = hoped * hoped
    return q.own.inflating * m.tanh(p.apology_hunger * hunger)


def _pursues(m, q, p):
    """Also out of modes that otherwise keep away."""
    away = q.own.detached_soother + q.own.angry_child
    return p.pursue_apology * q.own.apology * away


def _imitates(m, q, p):
    """Warmth in which the partner is not held dear: what favour would have given is put on."""
    put_on = q.own.self_aggrandiser + q.own.detached_soother + q.own.angry_child
    return p.imitated * q.own.apology * (1.0 - q.own.favour) * put_on


MECHANISM = Mechanism(
    name="contrition",
    symbol=r"\gamma_{apo}",
    says="The self-inflating person apologises and pursues out of hunger; that rewards the other and changes nothing.",
    source="S2",
    claims=("C18", "C10"),
    params=fixed(apology_hunger=50.0, reward_apology=0.3, pursue_apology=0.5, imitated=0.5),
    nodes=(Node("apology"),),
    terms=(
        Term("apology", "add", _shown),
        Term("warmth", "add", _imitates, gated=False),
        Term("pursuit", "add", _pursues, gated=False),
        Term(
            "reward",
            "add",
            lambda m, q, p: p.reward_apology * (1.0 - q.own.inflating) * q.other.apology,
            gated=False,
        ),
    ),
)
