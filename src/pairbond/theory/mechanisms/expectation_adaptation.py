"""Expectation follows what one gets: crumbs become a feast, a feast becomes the rule."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _learned(m, q, p):
    rate = p.learn_base + p.learn_uncertainty * q.own.uncertainty
    near = p.learn_apart + (1.0 - p.learn_apart) * q.couple.contact
    return rate * near * q.own.learning * q.own.surprise


MECHANISM = Mechanism(
    name="expectation_adaptation",
    symbol=r"\gamma_{ada}",
    says="Expected warmth is learned from surprises, faster when the world is uncertain.",
    source="S0, S1; Rescorla & Wagner (1972); Pearce & Hall (1980)",
    claims=("B3", "E2", "G1"),
    params=fixed(learn_base=0.5, learn_uncertainty=1.5, learn_apart=0.45),
    terms=(Term("drift_expected_warmth", "add", _learned),),
)
