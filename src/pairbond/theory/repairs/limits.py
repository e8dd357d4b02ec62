"""L: rage is as strong as giving in has made it; giving forgets oneself; who does not forgive ruminates."""

from dataclasses import replace

from pairbond.theory._spec import Constant, Mechanism, Node, Term
from pairbond.theory.mechanisms import hardening, rage
from pairbond.theory.repairs._repair import StructuralRepair, own_node


def _rage(m, q, p):
    unthought = q.own.shame * (1.0 - q.own.mentalization)
    aimed = (p.ac_coping + q.own.inflation) * (p.ac_image + q.own.image_low)
    return p.ac_shame * unthought * aimed * q.own.rage_strength


def _softens(m, q, p):
    """Care softens, and so does forgiving, at the end of grief."""
    forgiven = (1.0 - q.u.forgiveness_withheld) * m.sigmoid(p.forgive_slope * (q.own.grief - p.forgive_from))
    eased = p.soften_care * q.other.care + p.soften_grief * q.own.grief_work * forgiven
    return -eased * q.own.bitterness


RAGE = replace(
    rage.MECHANISM,
    quantities=(own_node("rage_strength", r"\mathrm{rage}", "strength of rage", default=1.0),),
    nodes=(Node("rage_strength", 1.0),),
    terms=(Term("drive_angry_child", "add", _rage),),
)
REWARDED = Mechanism(
    name="rewarded_rage",
    symbol=r"\gamma_{rr}",
    says="Rage is as strong as it has been answered by giving in.",
    source="S3; Patterson (1982) on coercion",
    params=(
        Constant("rage_rewarded", 0.7, "k_{rr}", source="the trial"),
        Constant("rage_unrewarded", 0.3, "o_{rr}", source="the trial"),
        Constant("rage_gain", 1.15, "g_{rr}", source="rage is what it was at the entitlement of the circuit, .82"),
    ),
    terms=(
        Term(
            "rage_strength",
            "scale",
            lambda m, q, p: p.rage_gain * (p.rage_unrewarded + p.rage_rewarded * q.own.entitlement),
        ),
    ),
)
FORGETTING = Mechanism(
    name="self_forgetting",
    symbol=r"\gamma_{forg}",
    says="Giving ties the giver, and takes the own perception along, where one lives by giving.",
    source="S3, S4",
    params=(Constant("giving_ties", 0.5, "k_{tie}", source="of the size of bond_reward, .52"),),
    terms=(
        Term("drift_bond", "add", lambda m, q, p: p.giving_ties * (1.0 - q.own.bond) * q.own.giving * q.own.given),
        Term("drift_reality_trust", "add", lambda m, q, p: -q.own.giving * q.own.given * q.own.reality_trust),
    ),
)
HARDENING = replace(
    hardening.MECHANISM,
    params=(
        *hardening.MECHANISM.params,
        Constant("forgive_slope", 40.0, r"s_{for}", source="as stuck_slope of grief"),
        Constant("forgive_from", 0.9, r"z_{for}", source="as unforgiven_from of grief"),
    ),
    terms=tuple(replace(one, fn=_softens) if one.fn is hardening.softens else one for one in hardening.MECHANISM.terms),
)
RUMINATION = Mechanism(
    name="rumination",
    symbol=r"\gamma_{rum}",
    says="Apart, bitterness keeps one alarmed.",
    source="S2; Nolen-Hoeksema et al. (2008) on rumination",
    params=(Constant("arousal_bitter", 0.8, r"k_{rum}", source="the trial"),),
    terms=(
        Term("arousal_target", "add", lambda m, q, p: p.arousal_bitter * (1.0 - q.couple.contact) * q.own.bitterness),
    ),
)
REPAIR = StructuralRepair(
    name="limits",
    says="Rage is as strong as giving in has made it; giving forgets oneself; forgiving ends bitterness.",
    source="S2, S3",
    gates="L",
    mechanisms=(RAGE, REWARDED, FORGETTING, HARDENING, RUMINATION),
)
