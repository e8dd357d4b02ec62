"""The armour can be victimhood instead of grandeur."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _pity(m, q, p):
    """Appeasing out of guilt feeds as admiration does."""
    thought_of = p.supply_worthless + (1.0 - p.supply_worthless) * q.own.favour
    return p.pity_appeasing * q.own.inhibition * q.other.appeasing * thought_of


MECHANISM = Mechanism(
    name="victimhood",
    symbol=r"\gamma_{vic}",
    says="Who may not display lives on pity and guilt, and is hostile by withdrawing and blaming.",
    source="S3; Pincus & Lukowitsky (2010) on vulnerable narcissism",
    claims=("A6",),
    params=fixed(pity_appeasing=0.56, covert_anger=0.8),
    terms=(
        Term("supply_received", "add", _pity),
        Term("hostility", "scale", lambda m, q, p: 1.0 - p.covert_anger * q.own.inhibition),
        Term("withdrawal", "add", lambda m, q, p: p.covert_anger * q.own.inhibition * q.own.angry_child),
    ),
)
