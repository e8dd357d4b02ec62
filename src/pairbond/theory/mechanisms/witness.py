"""The partner also stores past glory and hands it back."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="witness",
    symbol=r"\gamma_{wit}",
    says="A bonded partner hands back past glory, so that supply counts for more.",
    source="S2",
    claims=("C5",),
    params=fixed(witness_gain=0.5, witness_bond=0.6),
    terms=(
        Term(
            "supply_received",
            "scale",
            lambda m, q, p: 1.0 + p.witness_gain * (q.other.bond - p.witness_bond),
        ),
    ),
)
