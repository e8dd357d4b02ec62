"""Small denials wear reality trust down."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _denial(m, q, p):
    modes = q.own.angry_child + p.deny_sa * q.own.self_aggrandiser
    return q.own.inflating * modes * (p.deny_base + q.own.shame)


def _doubt(m, q, p):
    trusting = p.doubt_base + (1.0 - p.doubt_base) * q.own.bond
    return -q.own.reality_trust * p.doubt_gain * q.other.denial * trusting


MECHANISM = Mechanism(
    name="gaslighting",
    symbol=r"\gamma_{gas}",
    says="Shame is denied, and the denials of one to whom one is bonded wear down one's trust in what one sees.",
    source="S3; Klein, Wood & Bartz (2025)",
    claims=("F1", "F5", "G3", "F11", "I7"),
    params=(
        *fixed(deny_sa=0.6, deny_base=0.4),
        *fixed(doubt_gain=2.4, doubt_base=0.4),
    ),
    terms=(
        Term("denial", "add", _denial),
        # the denial received carries the gain of the one who denies
        Term("drift_reality_trust", "add", _doubt, gated=False),
    ),
)
