"""Mentalizing is lost under shame and arousal."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _lost(m, q, p):
    stress = q.own.shame + p.stress_arousal * q.own.arousal
    return -p.mentalization_stress * (1.0 - q.own.integration) * stress


MECHANISM = Mechanism(
    name="mentalization_loss",
    symbol=r"\gamma_{ment}",
    says="Shame and arousal switch mentalizing off where integration is low.",
    source="S3; Fonagy & Luyten (2009)",
    claims=("I4", "C20", "J8"),
    params=fixed(mentalization_stress=4.0, stress_arousal=0.7),
    terms=(Term("mentalizing", "add", _lost),),
)
