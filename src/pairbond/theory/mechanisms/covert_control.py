"""Giving in order to be given to."""

from pairbond.theory._spec import Mechanism, Term, fixed

MECHANISM = Mechanism(
    name="covert_control",
    symbol=r"\gamma_{cov}",
    says="Who gives in order to be given to presses for it covertly.",
    source="S0, S2",
    claims=("D2", "G1"),
    params=fixed(voice_covert=0.64),
    terms=(Term("voice", "add", lambda m, q, p: p.voice_covert * q.own.compliant_surrenderer),),
)
