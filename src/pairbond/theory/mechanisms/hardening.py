"""One may come to resemble what one suffered: bitter, on guard, with less feeling for others."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _hardens(m, q, p):
    return (1.0 - q.own.bitterness) * p.harden_load * q.own.load * q.other.hostility


def softens(m, q, p):
    """Care softens, and so does grief that is lived through."""
    eased = p.soften_care * q.other.care + p.soften_grief * q.own.grief_work * q.own.mourned
    return -eased * q.own.bitterness


MECHANISM = Mechanism(
    name="hardening",
    symbol=r"\gamma_{hard}",
    says="Hostility embitters the exhausted: trust and understanding go. Care and grief undo it.",
    source="S2; Linden (2003) on embitterment",
    claims=("H5",),
    params=(
        *fixed(harden_load=2.0, soften_care=4.0, soften_grief=6.0),
        *fixed(mentalization_bitter=1.2, ac_bitter=0.6, trust_bitter=0.6),
    ),
    terms=(
        Term("drift_bitterness", "add", _hardens),
        Term("drift_bitterness", "add", softens),
        Term("mentalizing", "add", lambda m, q, p: -p.mentalization_bitter * q.own.bitterness),
        Term("drive_angry_child", "add", lambda m, q, p: p.ac_bitter * q.own.bitterness),
        Term("learning", "scale", lambda m, q, p: 1.0 - p.trust_bitter * q.own.bitterness),
    ),
)
