"""Absence paints the picture."""

from pairbond.theory._spec import Mechanism, Term

MECHANISM = Mechanism(
    name="longing",
    symbol=r"\gamma_{lon}",
    says="Who longs for somebody absent goes on idealising them: it is the picture that is missed.",
    source="S2, S3; Murray et al. (1996) on idealisation",
    claims=("H3", "G8"),
    terms=(Term("drift_image", "add", lambda m, q, p: (1.0 - q.couple.contact) * q.own.idealising),),
)
