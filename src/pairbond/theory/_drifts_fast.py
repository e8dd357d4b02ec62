"""How the quick states of a person move (d6): days to weeks."""

from pairbond.theory._shapes import gain_above, smooth_abs
from pairbond.theory._spec import Constant, Node, Part, fixed

AFFECT = "relaxes over days (value to be sourced)"
PARAMS = (
    Constant("tau_felt_worth", 3.0, r"\tau_w", "d", AFFECT, free=True),
    Constant("tau_shame", 4.0, r"\tau_s", "d", AFFECT, free=True),
    Constant("tau_arousal", 2.0, r"\tau_h", "d", AFFECT, free=True),
    Constant(
        "tau_unmet_need",
        22.0,
        r"\tau_n",
        "d",
        "B2 loop; sets the length of the rupture",
        free=True,
        origin="chosen by search",
    ),
    Constant("tau_image", 3.4, r"\tau_m", "d", "C4: turns on a dime", free=True, origin="essay"),
    Constant("tau_expected_warmth", 38.0, r"\tau_v", "d", "E2; sets the period", free=True, origin="chosen by search"),
    Constant("tau_uncertainty", 45.0, r"\tau_u", "d", "Pearce & Hall (1980); outlasts warmth (E1)", free=True),
    Constant("leak", 0.25, "l_0", source="C1", free=True),
    Constant("leak_wound", 0.67, "l_1", source="C1", free=True),
    Constant("need_growth", 0.48, "n_0", source="C1, E3", free=True),
    Constant("need_satiation", 1.7, "n_k", source="C1, E3", free=True),
    Constant(
        "image_surprise", 2.8, "e_{pe}", source="S2: devaluation when reality conflicts with the ideal", free=True
    ),
    Constant("tau_fortune", 4.0, r"\tau_\xi", "d", "definition: a defeat is over in a week"),
    *fixed(worth_care=0.5, worth_shame=0.5),
    *fixed(image_return=0.65, image_warmth=0.6, image_security=0.4),
    *fixed(surprise_gain=2.0, corner_surprise=0.05),
)


def _felt_worth(m, q, p):
    w = q.own.felt_worth
    cared_for = p.worth_care * q.other.care * (1.0 - q.own.inflation) * (1.0 - w)
    leak = p.leak + p.leak_wound * (1.0 - q.own.inner_worth)
    return cared_for - leak * (w - q.own.inner_worth) - p.worth_shame * q.own.shame * w


def _unmet_need(m, q, p):
    n = q.own.unmet_need
    return (1.0 - n) * p.need_growth - p.need_satiation * q.own.nourishment * n


def _image(m, q, p):
    """Everybody's image returns towards zero; splitting, need and injury add their terms."""
    x, pe = q.own.image, q.own.felt_surprise
    delight = gain_above(m, pe, p.corner)
    disappointment = (1.0 - q.own.discounting) * gain_above(m, -pe, p.corner)
    return (
        -p.image_return * x
        - x * x * x
        + p.image_surprise * (delight - disappointment)
        + p.image_warmth * q.own.integration * q.other.warmth
        + p.image_security * q.couple.security
    )


def _uncertainty(m, q, p):
    """Associability follows the size of surprises (Pearce & Hall)."""
    surprised = m.tanh(p.surprise_gain * smooth_abs(m, q.own.surprise, p.corner_surprise))
    return q.couple.contact * surprised - q.own.uncertainty


PART = Part(
    "fast states",
    params=PARAMS,
    nodes=(
        Node("drift_felt_worth", _felt_worth, lambda m, q, p, x: x / p.tau_felt_worth),
        Node("drift_shame", lambda m, q, p: q.own.shame_target - q.own.shame, lambda m, q, p, x: x / p.tau_shame),
        Node(
            "drift_arousal",
            lambda m, q, p: q.own.arousal_target - q.own.arousal,
            lambda m, q, p, x: x / p.tau_arousal,
        ),
        Node("drift_unmet_need", _unmet_need, lambda m, q, p, x: x / p.tau_unmet_need),
        Node("drift_image", _image, lambda m, q, p, x: x / p.tau_image),
        Node("drift_expected_warmth", 0.0, lambda m, q, p, x: x / p.tau_expected_warmth),
        Node("drift_uncertainty", _uncertainty, lambda m, q, p, x: x / p.tau_uncertainty),
        Node("drift_fortune", lambda m, q, p: -q.own.fortune, lambda m, q, p, x: x / p.tau_fortune),
    ),
)
