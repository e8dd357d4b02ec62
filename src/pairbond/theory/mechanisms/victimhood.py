"""The armour can be victimhood instead of grandeur."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _pity(m, q, p):
    """Care and appeasing out of guilt feed as admiration does."""
    given = p.pity_care * q.other.care + p.pity_appeasing * q.other.appeasing
    return q.own.inhibition * given * (p.supply_worthless + p.supply_worth * q.own.favour)


MECHANISM = Mechanism(
    name="victimhood",
    symbol=r"\gamma_{vic}",
    says="Who may not display lives on pity and guilt, and is hostile by withdrawing and blaming.",
    source="S3; Pincus & Lukowitsky (2010) on vulnerable narcissism",
    claims=("A6",),
    params=fixed(pity_care=0.6, pity_appeasing=0.5, covert_anger=0.9, pity_display=0.6),
    terms=(
        Term("supply_received", "add", _pity),
        Term("display", "scale", lambda m, q, p: 1.0 - p.pity_display * q.own.inhibition),
        Term("hostility", "scale", lambda m, q, p: 1.0 - p.covert_anger * q.own.inhibition),
        Term("withdrawal", "add", lambda m, q, p: p.covert_anger * q.own.inhibition * q.own.angry_child),
    ),
)
