"""In alarm and quarrel love does not get in."""

from pairbond.theory._spec import Mechanism, Term


def _quiet(m, q, p):
    return (1.0 - q.own.arousal) * (1.0 - q.couple.contact * q.couple.tension)


MECHANISM = Mechanism(
    name="unrest",
    symbol=r"\gamma_{unr}",
    says="What is given while one is alarmed, or while there is a quarrel, does not become inner worth.",
    source="S3, S4; Arriaga & Kumashiro (2019) on earned security",
    claims=("D4",),
    terms=(Term("calm", "scale", _quiet),),
)
