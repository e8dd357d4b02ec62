"""Schema modes (d2): which side of a person is at the wheel. A softmax over six drives."""

from pairbond.theory._rows import MODE_NAMES
from pairbond.theory._shapes import gain_above
from pairbond.theory._spec import Constant, Node, Part, fixed

PARAMS = (
    Constant("mode_sharpness", 3.7, r"\beta", source="schema modes as states that take over", free=True),
    *fixed(mode_evoked=4.8),
    *fixed(ha_base=0.3, ha_whole=1.6, ha_middle=0.5, ha_security=0.6),
    *fixed(ha_stance=4.0),
    *fixed(vc_base=-0.6, vc_craving=1.6, vc_floor=0.3, vc_inflation=0.8),
    *fixed(cs_base=-1.0, cs_floor=0.4),
    *fixed(ac_base=-1.2),
    *fixed(
        sa_base=-0.83, sa_inflating=2.6, sa_floor=0.3, sa_image=0.5, sa_worth=0.8, sa_worth_from=0.65, sa_arousal=0.5
    ),
    *fixed(ds_base=-0.85, ds_avoidance=1.7, ds_secured=0.6, ds_floor=0.25, ds_inflating=2.2),
)


def _healthy_adult(m, q, p):
    return (
        p.ha_base
        + p.ha_whole * (q.own.inner_worth + q.own.integration - 2.0 * p.ha_middle)
        + p.ha_security * q.own.felt_security
        - q.own.arousal
        - q.own.shame
        + p.ha_stance * q.u.healthy_adult_stance
    )


def _vulnerable_child(m, q, p):
    wanting = p.vc_craving * q.own.craving * (p.vc_floor + q.own.anxiety)
    return p.vc_base + wanting * (1.0 - p.vc_inflation * q.own.inflation) + q.own.shame * (1.0 - q.own.inflation)


def _self_aggrandiser(m, q, p):
    pull = (
        p.sa_floor
        + q.own.unmet_need
        + p.sa_image * q.own.image_high
        + p.sa_worth * gain_above(m, q.own.felt_worth - p.sa_worth_from, p.corner)
        + p.sa_arousal * q.own.arousal * q.own.image_high
    )
    return p.sa_base + p.sa_inflating * q.own.inflating * pull


def _detached_soother(m, q, p):
    distance = p.ds_avoidance * q.own.avoidance * (1.0 - p.ds_secured * q.own.felt_security)
    return p.ds_base + distance * (p.ds_floor + q.own.arousal) + p.ds_inflating * q.own.inflating * q.own.image_low


DRIVES = {
    "healthy_adult": _healthy_adult,
    "vulnerable_child": _vulnerable_child,
    "compliant_surrenderer": lambda m, q, p: p.cs_base,
    "angry_child": lambda m, q, p: p.ac_base,
    "self_aggrandiser": _self_aggrandiser,
    "detached_soother": _detached_soother,
}


def _mode(name: str) -> tuple[Node, Node, Node]:
    """Drive, weight and share of one mode."""
    drive, weight, evoked = f"drive_{name}", f"weight_{name}", f"mode_{name}"

    def strength(m, q, p):
        return m.exp(p.mode_sharpness * getattr(q.own, drive) + p.mode_evoked * getattr(q.u, evoked))

    def share(m, q, p):
        return getattr(q.own, weight) / q.own.weight_total

    return Node(drive, DRIVES[name]), Node(weight, strength), Node(name, share)


def _weight_total(m, q, p):
    total = q.own.weight_healthy_adult
    for name in MODE_NAMES[1:]:
        total = total + getattr(q.own, f"weight_{name}")
    return total


PART = Part(
    "modes",
    params=PARAMS,
    nodes=(
        Node("surrender_pull", lambda m, q, p: p.cs_floor),
        *(node for name in MODE_NAMES for node in _mode(name)),
        Node("weight_total", _weight_total),
    ),
)
