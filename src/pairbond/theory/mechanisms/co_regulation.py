"""Two bodies regulate each other: care calms, alarm is catching."""

from pairbond.theory._spec import Mechanism, Term, fixed


def _catching(m, q, p):
    porous = q.own.anxiety * (1.0 - (1.0 - p.catch_floor) * q.own.reality_trust)
    return p.arousal_caught * porous * q.other.agitation


def _calmed(m, q, p):
    """What calms takes a share of the arousal there is; nobody is calmed below rest."""
    return -p.arousal_care * q.own.arousal * q.other.care * (p.arousal_care_floor + q.own.felt_security)


def _rests(m, q, p):
    """In care one recovers."""
    return -p.load_care * q.own.load * q.other.care


def _shared_joy(m, q, p):
    return (1.0 - q.own.inflating) * p.reward_joy * q.own.mentalization * q.other.joy


MECHANISM = Mechanism(
    name="co_regulation",
    symbol=r"\gamma_{cor}",
    says="Care calms and lets one recover, the other's alarm is catching, the other's joy is shared.",
    source="S3; Butler & Randall (2013); Saxbe & Repetti (2010)",
    claims=("F1", "F3", "J1", "J7"),
    params=(
        *fixed(arousal_caught=0.8, catch_floor=0.4, arousal_care=0.8, arousal_care_floor=0.5),
        *fixed(reward_joy=0.3, load_care=0.8),
    ),
    terms=(
        Term("arousal_target", "add", _catching),
        Term("arousal_target", "add", _calmed),
        Term("drift_load", "add", _rests),
        Term("reward", "add", _shared_joy),
    ),
)
