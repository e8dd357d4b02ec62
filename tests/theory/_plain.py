"""The equations once more: flat, literal, no graph; what the theory must agree with to the last digits.

Symbols are those of the equations. Person values are arrays ``[2, …]``; ``x[::-1]`` is the other's.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

FREE = {
    "craving_gain": 3.1, "mode_sharpness": 3.7, "care_unmentalized": 0.08, "demand_gain": 1.8, "voice_hope": 0.53,
    "voice_slope": 16.0, "tau_felt_worth": 3.0, "tau_shame": 4.0, "tau_arousal": 2.0, "tau_unmet_need": 22.0,
    "tau_image": 3.4, "tau_expected_warmth": 38.0, "tau_uncertainty": 45.0, "leak": 0.25, "leak_wound": 0.67,
    "need_growth": 0.48, "need_satiation": 1.7, "image_surprise": 2.8, "tau_bond": 60.0, "tau_load": 150.0,
    "tau_reality_trust": 160.0, "tau_outside_life": 120.0, "tau_critic": 300.0, "tau_inner_worth": 900.0,
    "tau_integration": 2200.0, "tau_grief": 100.0, "tau_tension": 7.5, "tau_security": 400.0, "leave_base": 0.0156,
    "leave_steepness": 4.0, "leave_threshold": 0.3, "return_base": 0.4, "culture": 0.5, "image_comparison": 1.0,
    "image_contempt": 0.1, "discount_gain": 2.4, "demand_injury": 1.6, "image_injury": 1.7, "image_need": 3.8,
    "leave_preempt": 0.0085, "split_strength": 0.65, "split_integration": 0.5,
}  # fmt: skip
# weights that stand in the equations below by name
WEIGHTS = {
    "ac_bitter": 0.6, "ac_shame": 4.7, "active_alone": 0.4, "active_calm": 0.1, "alarm_hostility": 1.1,
    "alarm_limit": 0.15, "apology_hunger": 3.0, "apology_worth": 3.6, "armour_fed": 0.8, "armour_middle": 0.65,
    "armour_slope": 8.0, "arousal_base_calm": 0.5, "arousal_care": 0.8, "arousal_caught": 0.8,
    "arousal_craving": 0.6, "arousal_stuck": 0.5, "arousal_uncertainty": 0.6,
    "bond_fading": 0.32, "bond_fading_apart": 0.6,
    "bond_relief": 9.6, "business_contact": 0.7, "business_share": 0.9, "comfortable_warmth": 0.5,
    "comparison_entitled": 0.36, "comparison_market": 0.26, "control_entitled": 0.2, "covert_anger": 0.8,
    "craving_uncertainty": 0.8, "craving_value": 1.2, "demand_sa": 0.3,
    "discount_alarm": 0.8, "entitle_gain": 2.0, "false_learning": 7.5, "fortune_defeat": 3.0,
    "fortune_ordinary": 1.12, "fragility_gap": 0.9, "gap_inflation": 0.4, "given_freely": 0.74, "grey_load": 0.6,
    "grief_save": 0.6, "guilt_from": 0.3, "guilt_gain": 5.0, "harden_load": 2.0, "high_familiar": 0.5,
    "high_forgetting": 0.01, "high_inflating": 0.8, "image_engulfed": 16.0, "incentive_familiar": 2.0,
    "injury_boundary": 2.0, "injury_defeat": 3.0, "injury_entitled": 0.64, "injury_sudden": 9.0,
    "integration_holding": 1.6, "left_fading": 40.0, "load_giving": 0.6, "load_ha": 0.6, "load_surrender": 0.4,
    "mentalization_bitter": 1.2, "need_surrender": 0.22, "persistence_uncertainty": 2.0, "pity_appeasing": 0.56,
    "pleasant_sanction": 0.6, "pull_save": 0.6, "pursue_apology": 0.2,
    "pursue_charm": 0.85, "repair_guilt": 0.2, "restrained": 0.9, "reward_needed": 2.3,
    "reward_relief": 5.1, "reward_unreceived": 0.62, "save_assessment": 0.8, "shame_acceptance": 0.8,
    "shame_audience": 0.3, "shame_gap": 0.25, "shame_guilt": 0.6, "shame_left": 2.0, "shame_no": 2.4,
    "shame_placated": 0.15, "shame_swallowed": 0.6, "soften_care": 4.0, "soften_grief": 6.0, "sudden_from": 0.1,
    "supply_glory": 0.6, "surprise_novelty": 1.0, "swallow_gain": 1.5,
    "tau_familiarity": 200.0, "tolerance_load": 0.84, "trust_bitter": 0.6, "unsaid": 0.6, "warm_apology": 0.36,
    "warm_apology_cold": 0.9, "withdraw_engulfed": 0.6, "worth_author": 0.4, "worth_basking": 2.0, "worth_left": 4.0,
    "worth_shame": 0.5, "worth_supply": 1.6,
}  # fmt: skip


def sig(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def pos(x: Any, e: float = 0.1) -> Any:
    return 0.5 * (x + np.sqrt(x**2 + e**2))


def poso(x: Any, e: float = 0.1) -> Any:
    return pos(x, e) - e / 2


def sat(x: Any) -> Any:
    return 1 - np.exp(-pos(x, 0.04))


def equations(state: Any, code: Any, traits: Any, u: Any, free: Any, gain: Any) -> dict[str, Any]:
    """Everything of d1–d9 that has a name, by the names of the table of quantities."""
    f, a, y = SimpleNamespace(**{**FREE, **WEIGHTS, **free}), u, SimpleNamespace(**state)
    g = gain
    w, s, h, n, m = y.felt_worth, y.shame, y.arousal, y.unmet_need, y.image
    v, uu, b, L, r = y.expected_warmth, y.uncertainty, y.bond, y.load, y.reality_trust
    o, q, i, k, z, S, T = y.outside_life, y.inner_worth, y.integration, y.critic, y.grief, y.security, y.tension
    xi, hi, fs, be, en, fam = y.fortune, y.first_high, y.false_self, y.bitterness, y.entitlement, y.familiarity
    inh = traits["inhibition"]
    phi, al, de = traits["coping"], traits["anxiety"], traits["avoidance"]
    o0, kd, glory = traits["outside_life_0"], traits["domain"], traits["glory"]
    php, phm = (one**4 / (0.5**4 + one**4) for one in (np.maximum(phi, 0), np.maximum(-phi, 0)))
    G, C, kap = (1 - q) * php, (1 - q) * phm, 0.51 + 0.4 * al - 0.4 * de
    mp, mm, Se = pos(m), pos(-m), g("security") * S
    chi = np.choose(np.asarray(code).astype(int), [1.0, 0.2, 0.0, 0.0])
    business = a("business_only")
    chi = chi * (1 - f.business_contact * 0.5 * np.broadcast_to(business, np.shape(m)).sum(0))
    chi = np.minimum(chi, 1 - np.max(np.broadcast_to(a("no_contact"), np.shape(m)), axis=0))
    chi = np.minimum(chi, 1 - 0.8 * np.max(np.broadcast_to(a("reduced_contact"), np.shape(m)), axis=0))

    # d1
    sup_felt = g("outside_support") * a("support")
    seen, life = g("clear_sight") * a("assessment"), g("turning_to_life")
    M0 = -1 + 4.9 * i - 4 * g("mentalization_loss") * (1 - i) * (s + 0.7 * h)
    M0 = M0 - g("hardening") * f.mentalization_bitter * be
    able = 1 + g("capacity") * (sig(M0) - 1)
    M = sig(M0 + a("partner_expert") * able)
    felt_xi = xi - f.fortune_defeat * a("misfortune")
    act = chi * (f.active_calm + (1 - f.active_calm) * (2 * h) ** 2) + (1 - chi) * (
        f.active_alone + g("reminders") * 0.5 * a("remembrance") * h
    )
    yy = (
        f.craving_gain
        * b
        * n**2
        * act
        * (
            f.craving_value * v
            + f.craving_uncertainty * g("intermittent_reinforcement") * uu
            + g("first_high") * (1 - f.high_inflating * G) * hi
            + g("repetition") * f.incentive_familiar * al * (1 - q) * uu
        )
    )
    c = yy / (1 + yy)
    F = g("fear") * (1 - q) * 0.5 * (al + abs(phi)) * (1 - 0.4 * o)
    agency = (0.4 * r + 0.35 * q + 0.25 * o) * (1 - g("exhaustion") * 0.5 * L)
    gui = g("guilt") * M * (1 - G) * np.tanh(f.guilt_gain * pos(h[::-1] - f.guilt_from) * T)
    save = g("wish_to_save") * C * sig(3 * m) * (1 - f.save_assessment * seen)

    # d2
    aHA = a("healthy_adult_stance")
    d = {
        "healthy_adult": 0.3 + 1.6 * (q - 0.5) + 1.6 * (i - 0.5) + 0.6 * Se
        - h - s + 4 * aHA,
        "vulnerable_child": -0.6 + 1.6 * c * (0.3 + al) * (1 - 0.8 * php) + s * (1 - php),
        "compliant_surrenderer": -1.0
        + 2.95 * g("over_giving") * C * (0.4 + g("clinging") * (0.68 * h + 0.68 * c)),
        "angry_child": -1.2 + f.ac_shame * g("rage") * s * (1 - M) * (0.25 + php) * (0.66 + mm)
        + g("hardening") * f.ac_bitter * be,
        "self_aggrandiser": -0.83 + 2.6 * G * (0.3 + n + 0.5 * mp + 0.8 * poso(w - 0.65) + 0.5 * h * mp),
        "detached_soother": -0.85 + 1.7 * de * (1 - 0.6 * Se) * (0.25 + h) + 2.2 * G * mm,
    }  # fmt: skip
    e = {name: np.exp(f.mode_sharpness * x + 4.8 * a(f"mode_{name}")) for name, x in d.items()}
    HA, VC, CS, AC, SA, DS = (x / sum(e.values()) for x in e.values())

    # d3, with what d9 does to it in between
    def pinned(name: str, x: Any) -> Any:
        return x * (1 - a(f"pin_{name}")) + a(f"to_{name}") * a(f"pin_{name}")

    to = 1 - f.business_share * business

    def recv(name: str, x: Any) -> Any:
        return chi * x[::-1] * (to if name == "warmth" else 1)

    unsaid = 1 + g("false_self") * (1 - f.unsaid * fs - 1)
    W = ((HA * (0.63 + 0.6 * g("responsiveness") * M * (n[::-1] - 0.4)) + 0.4 * VC + 0.95 * SA)
         * (0.2 + 0.8 * sig(3 * m)) + 0.65 * CS) * (1 - 0.5 * L)  # fmt: skip
    Ap = g("contrition") * G * np.tanh(f.apology_hunger * n**2) * np.tanh(f.apology_worth * v)
    W = W + g("restraint") * f.pleasant_sanction * a("sanction") * G * (AC + DS)
    W = W + pinned("apology", Ap) * (f.warm_apology_cold * (DS + AC) + f.warm_apology * SA)
    W = W + 0.5 * a("giving_more") * (1 - W)
    W = W + 0.35 * a("partner_first") * able * (1 - W) * HA
    W = W * (1 - 0.35 * a("refusal") * CS)
    W = pinned("warmth", W * (1 - a("silence")))
    met = f.care_unmentalized + (1 - f.care_unmentalized) * M
    care = pinned("care", W * met)
    D = f.demand_gain * 1.45 * b / (b + 0.34) * n * (
        0.3 * HA + g("voice_of_needs") * VC + 0.64 * g("covert_control") * CS
    ) * unsaid * sig(f.voice_slope * (v - f.voice_hope)) + f.demand_sa * SA * G  # fmt: skip
    D = pinned("demand", (D + 0.4 * a("persuasion")) * (1 - a("silence")))
    X = 0.95 * DS + 0.15 * AC + g("victimhood") * f.covert_anger * inh * AC
    SAv = pinned("display", SA)
    crowd = (
        (1 - q) * (1 - i) * de * (1 - HA) * pos(recv("warmth", W) * (1 - recv("display", SAv)) - f.comfortable_warmth)
    )
    X = X + g("engulfment") * f.withdraw_engulfed * crowd
    X = pinned("withdrawal", X + a("silence") * (1 - X))
    H = (0.95 * AC + 0.13 * DS * G) * (1 + g("restraint") * (1 - f.restrained * a("sanction") - 1))
    H = H * (1 + g("victimhood") * (1 - f.covert_anger * inh - 1))
    H = pinned("hostility", H + 0.25 * a("confrontation"))
    Gam = pinned("denial", g("gaslighting") * G * (AC + 0.6 * SA) * (0.4 + s))
    Y = pinned("appeasing", CS * (0.4 + 0.6 * h) * (1 - 0.5 * a("refusal")))
    Ap = pinned("apology", Ap)
    P = (0.85 * VC + 0.9 * SA + 0.345 * CS) * c
    P = P + Ap * (f.pursue_apology * (DS + AC) + f.pursue_charm * (1 - c) * SA)
    P = pinned("pursuit", P * (1 - a("silence")))
    B = 0.45 * HA * r * n * unsaid
    B = B + 0.4 * a("confrontation")
    B = pinned("boundary", B + 0.4 * a("limits"))
    R = 0.8 * HA * M + f.repair_guilt * gui * HA
    R = pinned("repair", np.minimum(R * (1 + 0.8 * a("prompt_repair") * able), 1.0))
    Th = pinned("threat", (0.5 * AC + 0.15 * DS + 0.3 * VC * al) * (1 - a("no_threats") * able))
    K = g("control") * G * php * 0.55 * (n + h) + g("entitlement") * f.control_entitled * G * en
    K = pinned("control", K)
    J = pinned("joy", 0.3 * HA * o * q * (1 - h) + a("joy_outside"))
    Pi = pinned("projection", g("projective_identification") * G * (1.8 * H + 0.9 * Gam) * s)

    hv = pinned("agitation", h)  # as it shows
    swallowed = g("disowned_anger") * C * CS * np.tanh(f.swallow_gain * n * h)
    swallowed = pinned("swallowed_anger", swallowed)

    # received conduct: prime
    ref = 1 - 0.5 * a("refusal")
    W_, care_, D_, Y_, P_, Th_, K_ = (to * chi * x[::-1] for x in (W, care, D, Y, P, Th, K))
    B_, J_, Pi_, SAv_, hv_, sw_ = (chi * x[::-1] for x in (B, J, Pi, SAv, hv, swallowed))
    H_, X_, Gam_ = (to * chi * x[::-1] * ref for x in (H, X, Gam))

    # d4
    riv = g("rivalry") * (1 - 0.5 * abs(kd - kd[::-1])) * G[::-1]
    worth = 0.12 + 0.88 * sig(3 * m)
    yp = (0.48 * W_ + 0.6 * Y_ + 0.35 * P_) * worth
    yp = yp + g("victimhood") * inh * f.pity_appeasing * Y_ * worth
    yp = yp * (1 + 0.5 * g("witness") * (b[::-1] - 0.6))
    bask = g("association") * (chi * glory[::-1] + G[::-1] * SAv_) * (1 - riv) ** 2
    ys = yp + 0.8 * a("affair")
    ys = ys + g("outside_fortune") * f.supply_glory * np.tanh(pos(felt_xi - f.fortune_ordinary, 0.05))
    gap = g("grandiosity_gap") * poso(0.51 + f.gap_inflation * php - w) * php
    x = g("discounting") * f.discount_gain * C * (0.5 + 0.5 * b)
    x = x * (1 - f.discount_alarm * h)
    disc = x / (1 + 0.3 * x)

    # d5
    frag = g("narcissistic_injury") * (1 - q) * (0.72 + f.fragility_gap * gap) * (1 - 0.5 * Se)
    inj = frag * (
        (1 - disc) * (0.9 * H_ + 0.35 * X_ * (0.5 + al))
        + php * (f.injury_boundary * B_ + f.demand_injury * D_ + 0.9 * Th_)
        + g("entitlement") * f.injury_entitled * php * en * (f.injury_boundary * B_ + f.demand_injury * D_)
        + g("intolerance") * f.injury_sudden * php * (1 - i) * pos(Th_ - T - f.sudden_from, 0.02)
        + g("outside_fortune") * f.injury_defeat * np.tanh(pos(-felt_xi - f.fortune_ordinary, 0.05))
        + php * g("envy") * 2 * J_
    )  # fmt: skip
    alarm = (1 - 0.7 * HA) * (
            f.alarm_hostility * H_ * (1 - 0.5 * disc) + f.alarm_limit * B_
            + 0.5 * (X_ + Th_) * (0.4 + al) * (1 - 0.4 * Se)
            + 0.5 * g("fear") * G * (X_ + Th_)
    )  # fmt: skip
    hs = sat(
        0.08
        + alarm
        + f.arousal_caught * g("co_regulation") * al * (0.4 + 0.6 * (1 - r)) * hv_
        + 0.6 * de * (1 - 0.65 * Se) * (P_ + D_)
        + f.arousal_uncertainty * g("hypervigilance") * uu * (1 - q)
        + f.arousal_craving * c * (1 - W_)
        + 0.4 * s
        + 0.3 * chi * T
        + 0.25 * L
        - f.arousal_care * g("co_regulation") * h * care_ * (0.5 + Se)
        - f.arousal_base_calm * g("secure_base") * h * b * (1 - q) * W_
        - 0.25 * sup_felt
        + g("grief") * f.arousal_stuck * a("grief_stuck")
        + 0.5 * a("remembrance") * h
    )  # fmt: skip
    rel = pos(h - hs, 0.01)
    sup, rg = g("narcissistic_supply"), g("relief_reward")
    rew = sat(2.1 * poso(
        ((1 - G) * ((1 - f.reward_unreceived * C) * W_ + 0.3 * g("co_regulation") * M * J_
                    + f.reward_needed * g("being_needed") * C * G[::-1] * SAv_)
         + 1.38 * G * ys - (1 - disc) * (0.6 * H_ + 0.35 * X_) - 0.15 * B_
         + f.reward_relief * rg * b * rel * (0.2 + W_))
        * (1 - f.tolerance_load * g("tolerance") * L)
    ))  # fmt: skip
    PE = rew - v
    own_life = 1.7 * (1 - kap) * 0.35 * o * (0.3 + 0.7 * q) + 0.09 * o
    own_life = own_life * (1 - g("greying") * f.grey_load * L)
    nour = 1.7 * kap * ((1 - G) * care_ + 1.8 * G * ys) + own_life + 0.25 * HA
    felt_PE = PE + g("novelty") * f.surprise_novelty * (1 - fam) * rew

    # grief
    win = sig(10 * (0.62 - h))
    effort = 0.5 + 0.7 * sup_felt + 0.8 * a("remembrance")
    saving = 1 - f.grief_save * save
    wk = g("grief") * (1 - chi) ** 4 * win * (1 - a("grief_suppressed")) * effort * saving
    wk = wk * (1 - a("grief_stuck") * sig(40 * (z - 0.3)))
    spd = g("grief") * (1 - chi) ** 4 * (win * (1 - a("grief_suppressed")) * effort + 0.9 * a("grief_suppressed"))
    spd = spd * saving
    g1, g2, g3 = (np.exp(-(((z - zj) / 0.12) ** 2)) for zj in (0.30, 0.50, 0.55))
    a_sup, a_rem, a_rec, a_hold = sup_felt, a("remembrance"), a("reconnection"), a("holding")
    a_ret, a_col = a("retaliation"), a("collapse")
    steady = a_hold * (1 - a_ret) * (1 - a_col)

    # d6
    acc = g("being_accepted") * a("acceptance") + g("free_acceptance") * a("accepting", other=True) * HA[::-1]
    gone = np.where(np.asarray(code) < 0.5, 0.0, 1.0) * np.exp(-traits["days_apart"] / f.left_fading)
    leaver = traits["leaver"]
    left, own_leaving = gone * leaver[::-1] * (1 - leaver), gone * leaver
    dw = (
        sup * (f.worth_supply * ys + 0.9 * glory) * php * (1 - w) + 0.5 * care_ * (1 - php) * (1 - w)
        - (f.leak + f.leak_wound * (1 - q)) * (w - q) - f.worth_shame * s * w
        + f.worth_basking * bask * (1 - w)
        - g("authorship") * f.worth_left * G * left * w + g("authorship") * f.worth_author * G * own_leaving * (1 - w)
    )  # fmt: skip
    ds = (
        sat(g("shame") * (1.4 * inj + 0.5 * k + f.shame_gap * gap * (1 - q) + g("self_blame") * 0.5 * (1 - r) * C * H_
                          + 0.5 * a("correction") * (1 - q) + f.shame_guilt * chi * gui
                          + g("guilt_at_no") * f.shame_no * C * (1 - i) ** 2 * B
                          + g("authorship") * f.shame_left * G * left
                          + g("lesser_audience") * f.shame_audience * G * np.tanh(yp) * (1 - q[::-1])
                          - g("placating") * f.shame_placated * php * Y_
                          + f.shame_swallowed * sw_ * php) * (1 - f.shame_acceptance * acc))
        - s - chi * Pi + 2.5 * Pi_ * (0.32 + 0.68 * (1 - r)) * (0.25 + phm) * (1 - s)
    )  # fmt: skip
    dn = (1 - n) * (
        f.need_growth + 0.5 * g("over_giving") * C * chi * W + f.need_surrender * g("surrendered_giving") * CS * chi * W
    ) - f.need_satiation * nour * n
    dm = (
        -0.65 * m - m**3
        + g("splitting") * (f.split_strength * (f.split_integration - i) / f.split_integration + 0.65) * m
        + f.image_surprise * (poso(felt_PE) - (1 - disc) * poso(-felt_PE))
        + f.image_comparison * g("comparison_level") * (
            v - 0.25 - f.comparison_entitled * G - g("alternatives") * f.comparison_market * (f.culture - 0.5)
        )
        - f.image_injury * inj
        + f.image_need * (chi * g("need_idealisation") + (1 - chi) * g("longing")) * (1 - q) * c
        * (1 - np.tanh(m)) * (1 - 0.8 * seen)
        - f.image_contempt * g("contempt") * G * (1 - n) * (Y_ + W_)
        + 0.6 * i * W_ + 0.4 * S - g("engulfment") * f.image_engulfed * crowd
    )  # fmt: skip
    dv = (0.5 + 1.5 * uu) * PE * (g("expectation_adaptation") * chi + g("extinction") * 0.45 * (1 - chi))
    dv = dv * (1 - g("hardening") * f.trust_bitter * be)
    du = chi * np.tanh(2 * (np.sqrt(PE**2 + 0.05**2) - 0.05)) - uu
    ir = 1 + f.persistence_uncertainty * g("intermittent_reinforcement") * uu
    fading = g("abstinence") * f.bond_fading * (f.bond_fading_apart + (1 - f.bond_fading_apart) * chi) / ir
    db = (1 - b) * (0.52 * rew * ir + f.bond_relief * rg * rel) - b * (fading + 1.6 * wk * g3)
    drain = (
        g("one_sided_giving") * poso(chi * W - care_) * (1 + g("surrendered_giving") * (1 - f.given_freely * HA - 1))
    )
    dL = (1 - L) * (
        1.6 * h**2 * (1 + a_rem) + f.load_giving * drain + f.load_surrender * g("surrendered_giving") * CS * chi * W
    ) - L * (0.35 + 0.8 * g("co_regulation") * care_ + 0.34 * o + f.load_ha * HA)
    dr = -r * (2.4 * Gam_ * (0.4 + 0.6 * b)) + (1 - r) * (0.2 + 0.8 * HA + 0.4 * a_sup + wk * g2)
    do = o0 + (1 - o0) * (0.8 * life * a_rec * r * sig(8 * (z - 0.5))) - o
    do = do - g("isolation") * o * (1.84 * K_ + 1.2 * chi * c * F)
    opened = (1 - s) * (1 + g("guarded_core") * (sig(14 * (i - 0.28)) * (1 - 0.8 * G) - 1))
    dq = (1 - q) * opened * (
        1.2 * g("being_loved") * care_ * (1 + g("unrest") * ((1 - h) * (1 - chi * T) - 1)) + 0.7 * steady
    ) - 0.5 * g("internalised_critic") * q * k * (1 - i)  # fmt: skip
    reach = 1 + g("fed_armour") * (1 - f.armour_fed * php * sig(f.armour_slope * (W_ - f.armour_middle)) - 1)
    di = (
        (1 - i) * f.integration_holding * g("containment") * reach
        * steady * 4 * s * (1 - s)
        + 0.15 * (1 - i) * S**2
    )  # fmt: skip
    dk = (
        1.6 * g("internalised_critic") * (1 - k) * (1 - q) * (H_ + 0.3 * Gam_) * (1.3 - r)
        - k * (0.36 + 3 * wk * g1)
    )  # fmt: skip
    dz = 1.6 * (1 - z) * spd * (1 - a("grief_stuck") * sig(40 * (z - 0.3)))
    dz = dz * (1 - a("forgiveness_withheld") * sig(40 * (z - 0.9))) - 3 * chi * z
    mourned = sig(8 * (z - 0.5))
    dhi = g("first_high") * pos(rew * (1 - f.high_familiar * fam) - hi, 0.05) - f.high_forgetting * hi
    dfs = g("false_self") * (1 - fs) * f.false_learning * uu * alarm - fs
    dbe = g("hardening") * (
        (1 - be) * f.harden_load * L * H_ - be * (f.soften_care * care_ + f.soften_grief * wk * mourned)
    )
    den = g("entitlement") * np.tanh(f.entitle_gain * Y_) - en

    # d7
    made = g("repair") * R
    rho = np.sqrt(made[0] * made[1])
    a_goto = (np.broadcast_to(a("go_to_person"), np.shape(m)) * able).mean(0)
    a_joint = (np.broadcast_to(a("joint_decisions"), np.shape(m)) * able).mean(0)
    dT = chi * (1 - T) * (H.sum(0) + 0.2125 * X.sum(0) + 0.4 * Th.sum(0) + 0.15 * B.sum(0)) - T * (0.3 + 2.5 * rho)
    dS = chi * (1 - S) * (
        1.75 * np.sqrt(care[0] * care[1]) * (1 - T) * (0.6 + rho) * (1 + 0.57 * a_goto + 0.4 * a_joint) + 3 * T * rho
    ) - S * (0.2 + 3 * Th.sum(0) + 1.2 * T * (1 - rho) ** 2)

    # d8
    pain = (
        L
        + 0.7 * n
        + 0.5 * h
        + (1 - disc) * (H_ + 0.4 * X_ + 0.4 * Gam_)
        - 0.55 * g("devaluation") * np.tanh(m)
        + 0.5 * (o - 0.3)
    )
    hold = b + 0.6 * c + 0.8 * F + 0.4 * g("hope") * v + 0.8 * Se
    lam = (
        f.leave_base * agency
        * sig(f.leave_steepness * (pain - hold - f.leave_threshold + 0.5 * a_sup + 0.9 * seen))
        + f.leave_preempt * g("preemptive_abandonment") * G * F * (X_ + Th_ + B_) * sig(-6 * m)
        + 0.006 * g("alternatives") * f.culture * php * (1 - q) * sig(-6 * m) * (1 - v)
    )  # fmt: skip
    kept_away = np.max(np.broadcast_to(a("no_contact"), np.shape(m)), axis=0)
    lam = lam * (1 - kept_away)
    part = 0.02 * (agency * (1 - c)).sum(0)
    ai = g("renewed_pursuit") * c * (1 - z) * (0.3 + 0.7 * g("remembered_value") * sig(4 * m))
    ai = ai * (1 + f.pull_save * save)
    ret = f.return_base * ai.sum(0) * np.where(np.asarray(code) >= 2, 0.3, 1.0)
    ret = ret * sig(9 * (ai - 0.26 - 0.25 * seen)).prod(0) * (1 - kept_away)

    return {
        "contact": chi, "mentalization": M, "craving": c, "fear": F, "agency": agency,
        "healthy_adult": HA, "vulnerable_child": VC, "compliant_surrenderer": CS, "angry_child": AC,
        "self_aggrandiser": SA, "detached_soother": DS,
        "warmth": W, "care": care, "demand": D, "withdrawal": X, "hostility": H, "denial": Gam, "appeasing": Y,
        "pursuit": P, "boundary": B, "repair": R, "threat": Th, "control": K, "joy": J,
        "display": SAv, "agitation": hv, "projection": Pi, "swallowed_anger": swallowed, "apology": Ap,
        "activation": act, "guilt": gui, "wish_to_save": save, "practised": able, "basking": bask,
        "supply": ys, "discounting": disc, "fragility": frag, "injury": inj, "arousal_target": hs, "relief": rel,
        "reward": rew, "surprise": PE, "nourishment": nour, "grief_work": wk, "grief_speed": spd, "openness": opened,
        "pain": pain, "hold": hold, "leaving_rate": lam, "parting_rate": part, "return_rate": ret,
        "drift_felt_worth": dw / f.tau_felt_worth, "drift_shame": ds / f.tau_shame,
        "drift_arousal": (hs - h) / f.tau_arousal, "drift_unmet_need": dn / f.tau_unmet_need,
        "drift_image": dm / f.tau_image, "drift_expected_warmth": dv / f.tau_expected_warmth,
        "drift_uncertainty": du / f.tau_uncertainty, "drift_bond": db / f.tau_bond, "drift_load": dL / f.tau_load,
        "drift_reality_trust": dr / f.tau_reality_trust, "drift_outside_life": do / f.tau_outside_life,
        "drift_inner_worth": dq / f.tau_inner_worth, "drift_integration": di / f.tau_integration,
        "drift_critic": dk / f.tau_critic, "drift_grief": dz / f.tau_grief,
        "drift_tension": dT / f.tau_tension, "drift_security": dS / f.tau_security,
        "drift_fortune": -xi / 4, "drift_first_high": dhi / 20, "drift_false_self": dfs / 125,
        "drift_bitterness": dbe / 250, "drift_entitlement": den / 200,
        "drift_familiarity": (chi * (1 - fam) - 0.5 * (1 - chi) * fam) / f.tau_familiarity,
    }  # fmt: skip
