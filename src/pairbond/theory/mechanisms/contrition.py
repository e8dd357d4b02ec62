"""Contrition comes when supply is short."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _shown(m, q, p):
    """Out of hunger, and only as long as the other is still thought to have something to give."""
    hungry = m.tanh(p.apology_hunger * q.own.unmet_need * q.own.unmet_need)
    return q.own.inflating * hungry * m.tanh(p.apology_worth * q.own.expected_warmth)


def _pursues(m, q, p):
    """Also out of modes that otherwise keep away, and beyond what craving does."""
    away = q.own.detached_soother + q.own.angry_child
    return q.own.apology * (p.pursue_apology * away + p.pursue_charm * (1.0 - q.own.craving) * q.own.self_aggrandiser)


def _imitated(m, q, p):
    """In place of what coldness would show, and a little more than display alone; the sum stays within the scale."""
    cold = q.own.detached_soother + q.own.angry_child
    return q.own.apology * (p.warm_apology_cold * cold + p.warm_apology * q.own.self_aggrandiser)


MECHANISM = Mechanism(
    name="contrition",
    symbol=r"\gamma_{apo}",
    says="The self-inflating person apologises and pursues out of hunger; it is warm, and changes nothing.",
    source="S2",
    claims=("C18", "C10"),
    params=fixed(
        apology_hunger=3.0,
        pursue_apology=0.2,
        warm_apology=0.36,
        warm_apology_cold=0.9,
        apology_worth=3.6,
        pursue_charm=0.85,
    ),
    nodes=(Node("apology"),),
    terms=(
        Term("apology", "add", _shown),
        Term("pursuit", "add", _pursues, gated=False),
        Term("warmth", "add", _imitated, gated=False),
    ),
)
