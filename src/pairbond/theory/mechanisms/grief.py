"""Grief moves only apart, only when it is safe, and each stage frees something."""

from pairbond.theory._spec import Mechanism, Node, Term, fixed


def _stage(m, q, p, at):
    """How much one is in the stage around ``at``."""
    away = (q.own.grief - at) / p.grief_width
    return m.exp(-away * away)


def _apart(q):
    """Contact undoes grief work: (1 - contact) to the fourth."""
    away = 1.0 - q.couple.contact
    return away * away * away * away


def _effort(q, p):
    return p.grief_base + p.grief_support * q.own.support_felt + p.grief_remembrance * q.u.remembrance


def _stuck(m, q, p):
    """Turning in circles moves nothing and frees nothing."""
    return q.u.grief_stuck * m.sigmoid(p.stuck_slope * (q.own.grief - p.stuck_from))


def _work(m, q, p):
    return _apart(q) * q.own.window * (1.0 - q.u.grief_suppressed) * _effort(q, p) * (1.0 - _stuck(m, q, p))


def _speed(m, q, p):
    felt = q.own.window * (1.0 - q.u.grief_suppressed) * _effort(q, p)
    return _apart(q) * (felt + p.grief_skipping * q.u.grief_suppressed)


def _progress(m, q, p):
    withheld = q.u.forgiveness_withheld * m.sigmoid(p.stuck_slope * (q.own.grief - p.unforgiven_from))
    return p.grief_gain * (1.0 - q.own.grief) * q.own.grief_speed * (1.0 - _stuck(m, q, p)) * (1.0 - withheld)


def _critic(m, q, p):
    return -q.own.critic * p.rage_frees * q.own.grief_work * _stage(m, q, p, p.stage_rage)


def _trust(m, q, p):
    return (1.0 - q.own.reality_trust) * q.own.grief_work * _stage(m, q, p, p.stage_acceptance)


def _bond(m, q, p):
    return -q.own.bond * p.sorrow_frees * q.own.grief_work * _stage(m, q, p, p.stage_sorrow)


MECHANISM = Mechanism(
    name="grief",
    symbol=r"\gamma_{gri}",
    says="Rage frees from the critic, acceptance restores reality, sorrow dissolves the bond.",
    source="S2; Maciejewski et al. (2007); Sbarra & Emery (2005)",
    claims=("H2", "I1", "H7", "I12", "I18", "H9", "E7", "F8"),
    params=(
        *fixed(grief_base=0.5, grief_support=0.7, grief_remembrance=0.8, grief_skipping=0.9, grief_gain=1.6),
        *fixed(
            stuck_slope=40.0,
            stuck_from=0.3,
            unforgiven_from=0.9,
            window_slope=10.0,
            window_edge=0.62,
        ),
        *fixed(stage_rage=0.3, stage_acceptance=0.5, stage_sorrow=0.55, grief_width=0.12),
        *fixed(rage_frees=3.0, sorrow_frees=1.6, arousal_stuck=0.5),
    ),
    nodes=(
        Node("window", lambda m, q, p: m.sigmoid(p.window_slope * (p.window_edge - q.own.arousal))),
        Node("grief_work"),
        Node("grief_speed"),
    ),
    terms=(
        Term("grief_work", "add", _work),
        Term("grief_speed", "add", _speed),
        Term("arousal_target", "add", lambda m, q, p: p.arousal_stuck * q.u.grief_stuck),
        # what follows reads work and speed, which carry the gain
        Term("drift_grief", "add", _progress, gated=False),
        Term("drift_critic", "add", _critic, gated=False),
        Term("drift_reality_trust", "add", _trust, gated=False),
        Term("drift_bond", "add", _bond, gated=False),
    ),
)
