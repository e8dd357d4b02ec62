"""Feared abandonment is brought about by leaving first."""

from pairbond.theory._spec import Constant, Mechanism, Term, fixed


def _first(m, q, p):
    signs = q.other.withdrawal + q.other.threat + q.other.boundary
    devalued = m.sigmoid(-p.devalued_slope * q.own.image)
    return p.leave_preempt * q.own.inflating * q.own.fear * signs * devalued


MECHANISM = Mechanism(
    name="preemptive_abandonment",
    symbol=r"\gamma_{pre}",
    says="Signs of being left make the fearful self-inflating person leave first.",
    source="S2",
    claims=("C9", "G6"),
    params=(
        Constant("leave_preempt", 0.0085, r"\rho_{pre}", "1/d", "C9", free=True),
        *fixed(devalued_slope=6.0),
    ),
    terms=(Term("leaving_rate", "add", _first),),
)
