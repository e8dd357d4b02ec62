"""Expectation follows what one gets: crumbs become a feast, a feast becomes the rule."""

from pairbond.theory._spec import Mechanism, Term

MECHANISM = Mechanism(
    name="expectation_adaptation",
    symbol=r"\gamma_{ada}",
    says="Together, expected warmth is learned from surprises, faster when the world is uncertain.",
    source="S0, S1; Rescorla & Wagner (1972); Pearce & Hall (1980)",
    claims=("B3", "E2", "G1"),
    terms=(Term("drift_expected_warmth", "add", lambda m, q, p: q.couple.contact * q.own.learned),),
)
