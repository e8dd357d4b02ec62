"""Conduct (d3): what a person does, from who is at the wheel; and what of it reaches the other."""

from pairbond.theory._spec import Constant, Node, Part, fixed
from pairbond.theory.quantities import of_stage

PARAMS = (
    *fixed(warm_ha=0.63, warm_vc=0.4, warm_sa=0.95, warm_cs=0.65, warm_floor=0.2, warm_favour=0.8, warm_exhaustion=0.5),
    Constant("care_unmentalized", 0.08, "c_f", source="G5: warmth without mentalizing meets few needs", free=True),
    Constant("demand_gain", 1.8, "k_D", source="D2", free=True),
    Constant("voice_hope", 0.53, r"v_\theta", source="D2: voice needs hope", free=True),
    Constant("voice_slope", 16.0, "s_v", source="D2: voice needs hope", free=True),
    *fixed(demand_bond=1.45, demand_half_bond=0.34, demand_sa=0.3, voice_ha=0.3),
    *fixed(withdraw_ds=0.95, withdraw_ac=0.15, hostile_ac=0.95, hostile_ds=0.13),
    *fixed(appease_base=0.4),
    *fixed(pursue_vc=0.85, pursue_sa=0.9, pursue_cs=0.345),
    *fixed(boundary_ha=0.45, repair_ha=0.8),
    *fixed(threat_ac=0.5, threat_ds=0.15, threat_vc=0.3, joy_ha=0.3),
)


def _warmth(m, q, p):
    seen = p.warm_floor + p.warm_favour * q.own.favour
    wanted = (
        q.own.healthy_adult * q.own.healthy_warmth
        + p.warm_vc * q.own.vulnerable_child
        + p.warm_sa * q.own.self_aggrandiser
    )
    owed = p.warm_cs * q.own.compliant_surrenderer
    return (wanted * seen + owed) * (1.0 - p.warm_exhaustion * q.own.load)


def _care(m, q, p):
    met = p.care_unmentalized + (1.0 - p.care_unmentalized) * q.own.mentalization
    return q.own.warmth * met


def _demand(m, q, p):
    bonded = p.demand_bond * q.own.bond / (q.own.bond + p.demand_half_bond)
    hope = m.sigmoid(p.voice_slope * (q.own.expected_warmth - p.voice_hope))
    needs = p.demand_gain * bonded * q.own.unmet_need * q.own.voice * hope
    claims = p.demand_sa * q.own.self_aggrandiser * q.own.inflating
    return needs + claims


def _hostility(m, q, p):
    return p.hostile_ac * q.own.angry_child + p.hostile_ds * q.own.detached_soother * q.own.inflating


def _pursuit(m, q, p):
    towards = (
        p.pursue_vc * q.own.vulnerable_child
        + p.pursue_sa * q.own.self_aggrandiser
        + p.pursue_cs * q.own.compliant_surrenderer
    )
    return towards * q.own.craving


def _boundary(m, q, p):
    return p.boundary_ha * q.own.healthy_adult * q.own.reality_trust * q.own.unmet_need


def _threat(m, q, p):
    return (
        p.threat_ac * q.own.angry_child
        + p.threat_ds * q.own.detached_soother
        + p.threat_vc * q.own.vulnerable_child * q.own.anxiety
    )


def _joy(m, q, p):
    return p.joy_ha * q.own.healthy_adult * q.own.outside_life * q.own.inner_worth * (1.0 - q.own.arousal)


def _received(name: str) -> Node:
    """Conduct of the other as far as there is contact."""
    return Node(f"received_{name}", lambda m, q, p: q.couple.contact * m.swap(getattr(q.own, name)))


def _contact(m, q, p):
    """1 together, 0.2 apart in contact, 0 after that."""
    return m.where(q.couple.code < 0.5, 1.0, m.where(q.couple.code < 1.5, p.contact_apart, 0.0))


PART = Part(
    "conduct",
    params=(*PARAMS, *fixed(contact_apart=0.2)),
    nodes=(
        Node("contact", _contact),
        Node("healthy_warmth", lambda m, q, p: p.warm_ha),
        Node("voice", lambda m, q, p: p.voice_ha * q.own.healthy_adult),
        Node("warmth", _warmth),
        Node("care", _care),
        Node("demand", _demand),
        Node(
            "withdrawal",
            lambda m, q, p: p.withdraw_ds * q.own.detached_soother + p.withdraw_ac * q.own.angry_child,
        ),
        Node("hostility", _hostility),
        Node("denial"),
        Node(
            "appeasing",
            lambda m, q, p: q.own.compliant_surrenderer * (p.appease_base + (1.0 - p.appease_base) * q.own.arousal),
        ),
        Node("pursuit", _pursuit),
        Node("boundary", _boundary),
        Node(
            "repair",
            lambda m, q, p: p.repair_ha * q.own.healthy_adult * q.own.mentalization,
        ),
        Node("threat", _threat),
        Node("control"),
        # what the other can see of the inner state is conduct too: freezing all conduct leaves nothing to respond to
        Node("display", lambda m, q, p: q.own.self_aggrandiser),
        Node("agitation", lambda m, q, p: q.own.arousal),
        Node("joy", lambda m, q, p: _joy(m, q, p) + q.u.joy_outside),
        *(_received(one.name) for one in of_stage("conduct")),
    ),
)
