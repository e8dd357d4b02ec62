"""Inner worth grows from having been loved."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _grows(m, q, p):
    calm = (1.0 - q.own.arousal) * (1.0 - q.couple.contact * q.couple.tension)
    return (1.0 - q.own.inner_worth) * q.own.openness * p.worth_cared * q.other.care * calm


MECHANISM = Mechanism(
    name="being_loved",
    symbol=r"\gamma_{love}",
    says="Care that gets in, in calm and without tension, becomes inner worth.",
    source="S4; Arriaga & Kumashiro (2019) on earned security",
    claims=("J2", "I6"),
    params=fixed(worth_cared=1.2),
    terms=(Term("drift_inner_worth", "add", _grows),),
)
