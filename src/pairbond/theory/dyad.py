"""The dyad (d7): tension and earned security, which belong to the two together."""

from pairbond.theory._spec import Constant, Node, Part, fixed

PARAMS = (
    Constant("tau_tension", 7.5, r"\tau_T", "d", "J4", free=True),
    Constant("tau_security", 400.0, r"\tau_S", "d", "I6", free=True),
    Constant("tau_familiarity", 200.0, r"\tau_y", "d", "B3: months to about two years"),
    *fixed(familiarity_lost=0.5),
    *fixed(
        tension_withdrawal=0.2125, tension_threat=0.4, tension_boundary=0.15, tension_easing=0.3, tension_repair=2.5
    ),
    *fixed(security_care=1.75, security_repair=0.6, security_go_to=0.57, security_joint=0.4, security_rupture=3.0),
    *fixed(security_fading=0.2, security_threat=3.0, security_unrepaired=1.2),
)


def _tension(m, q, p):
    raised = (
        m.total(q.own.hostility)
        + p.tension_withdrawal * m.total(q.own.withdrawal)
        + p.tension_threat * m.total(q.own.threat)
        + p.tension_boundary * m.total(q.own.boundary)
    )
    eased = p.tension_easing + p.tension_repair * q.couple.mutual_repair
    return q.couple.contact * (1.0 - q.couple.tension) * raised - q.couple.tension * eased


def _security(m, q, p):
    """Repaired ruptures build security, unrepaired ones erode it: claims J4, J6."""
    s, t, repaired = q.couple.security, q.couple.tension, q.couple.mutual_repair
    go_to = p.security_go_to * 0.5 * m.total(q.u.go_to_person * q.own.practised)
    joint = p.security_joint * 0.5 * m.total(q.u.joint_decisions * q.own.practised)
    mutual_care = m.sqrt(m.product(q.own.care))
    warm = p.security_care * mutual_care * (1.0 - t) * (p.security_repair + repaired) * (1.0 + go_to + joint)
    lost = (
        p.security_fading
        + p.security_threat * m.total(q.own.threat)
        + p.security_unrepaired * t * (1.0 - repaired) * (1.0 - repaired)
    )
    return q.couple.contact * (1.0 - s) * (warm + p.security_rupture * t * repaired) - s * lost


def _familiarity(m, q, p):
    """Days together make the other known; days apart make them new again, half as fast."""
    y, near = q.couple.familiarity, q.couple.contact
    return near * (1.0 - y) - p.familiarity_lost * (1.0 - near) * y


PART = Part(
    "dyad",
    params=PARAMS,
    nodes=(
        Node("repair_made"),  # nothing without the mechanism repair
        Node("mutual_repair", lambda m, q, p: m.sqrt(m.product(q.own.repair_made))),
        Node("drift_tension", _tension, lambda m, q, p, x: x / p.tau_tension),
        Node("drift_security", _security, lambda m, q, p, x: x / p.tau_security),
        Node("drift_familiarity", _familiarity, lambda m, q, p, x: x / p.tau_familiarity),
    ),
)
