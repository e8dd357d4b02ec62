"""A bond that nothing feeds fades."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _fades(m, q, p):
    rate = p.bond_fading * (p.bond_fading_apart + (1.0 - p.bond_fading_apart) * q.couple.contact)
    return -q.own.bond * rate / q.own.persistence


MECHANISM = Mechanism(
    name="abstinence",
    symbol=r"\gamma_{abs}",
    says="A bond fades by itself, the more slowly the less certain warmth has been.",
    source="S1; Bouton (2004) on extinction",
    claims=("E8", "E7", "E13", "E4", "E3"),
    params=fixed(bond_fading=0.32, bond_fading_apart=0.6),
    terms=(Term("drift_bond", "add", _fades),),
)
