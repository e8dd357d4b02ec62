"""The equations once more: flat, literal, no graph; what the theory must agree with to the last digits.

Symbols are those of the equations. Person values are arrays ``[2, …]``; ``x[::-1]`` is the other's.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

FREE = {
    "tau_felt_worth": 3.0, "tau_shame": 4.0, "tau_arousal": 2.0, "tau_unmet_need": 22.0, "tau_image": 3.2,
    "tau_expected_warmth": 42.0, "tau_uncertainty": 45.0, "tau_bond": 60.0, "tau_load": 150.0,
    "tau_reality_trust": 160.0, "tau_outside_life": 120.0, "tau_critic": 250.0, "tau_inner_worth": 900.0,
    "tau_integration": 2200.0, "tau_grief": 90.0, "tau_tension": 8.0, "tau_security": 400.0,
    "mode_sharpness": 4.8, "split_strength": 0.65, "split_integration": 0.5, "image_surprise": 2.1,
    "image_comparison": 0.9, "image_injury": 1.7, "image_need": 5.2, "image_contempt": 0.1, "craving_gain": 4.8,
    "demand_gain": 2.0, "demand_injury": 1.6, "voice_hope": 0.49, "voice_slope": 16.0, "care_unmentalized": 0.08,
    "need_growth": 0.43, "need_satiation": 1.8, "discount_gain": 2.0, "leak": 0.25, "leak_wound": 0.67,
    "leave_base": 0.012, "leave_steepness": 4.0, "leave_threshold": 0.15, "leave_preempt": 0.006,
    "return_base": 0.015, "culture": 0.5,
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
    f, a, y = SimpleNamespace(**{**FREE, **free}), u, SimpleNamespace(**state)
    g = gain
    w, s, h, n, m = y.felt_worth, y.shame, y.arousal, y.unmet_need, y.image
    v, uu, b, L, r = y.expected_warmth, y.uncertainty, y.bond, y.load, y.reality_trust
    o, q, i, k, z, S, T = y.outside_life, y.inner_worth, y.integration, y.critic, y.grief, y.security, y.tension
    phi, al, de = traits["answer"], traits["anxiety"], traits["avoidance"]
    o0, kd, glory = traits["outside_life_0"], traits["domain"], traits["glory"]
    php, phm = np.maximum(phi, 0), np.maximum(-phi, 0)
    G, C, kap = (1 - q) * php, (1 - q) * phm, 0.5 + 0.4 * al - 0.4 * de
    mp, mm, Se = pos(m), pos(-m), g("security") * S
    chi = np.choose(np.asarray(code).astype(int), [1.0, 0.2, 0.0, 0.0])
    chi = np.minimum(chi, 1 - np.max(np.broadcast_to(a("no_contact"), np.shape(m)), axis=0))
    chi = np.minimum(chi, 1 - 0.8 * np.max(np.broadcast_to(a("reduced_contact"), np.shape(m)), axis=0))

    # d1
    M = sig(-1 + 4.5 * i - 4 * g("mentalization_loss") * (1 - i) * (s + 0.7 * h) + a("partner_expert"))
    yy = f.craving_gain * b * n**2 * (0.12 + 1.2 * v + 0.8 * g("intermittent_reinforcement") * uu)
    c = yy / (1 + yy)
    F = g("fear") * (1 - q) * 0.5 * (al + abs(phi)) * (1 - 0.4 * o)
    agency = (0.4 * r + 0.35 * q + 0.25 * o) * (1 - 0.5 * L)

    # d2
    aHA = a("healthy_adult_stance")
    d = {
        "healthy_adult": 0.3 + 1.5 * (q - 0.5) + 1.5 * (i - 0.5) + 0.6 * Se
        - h - 0.6 * L - 0.8 * (1 - r) - s + 3.2 * aHA,
        "vulnerable_child": -0.6 + 1.6 * c * (0.3 + al * (1 - 0.6 * Se)) * (1 - 0.8 * php) + s * (1 - php) - 1.5 * aHA,
        "compliant_surrenderer": -0.9
        + 3 * g("over_giving") * C * (0.4 + g("clinging") * (0.6 * h + 0.6 * c))
        - 2 * aHA,
        "angry_child": -1.2 + 4.2 * g("rage") * s * (1 - M) * (0.25 + php) * (0.5 + mm),
        "self_aggrandiser": -0.9 + 2.6 * G * (0.3 + n + 0.5 * mp + 0.8 * poso(w - 0.65) + 0.5 * h * mp),
        "detached_soother": -1 + 1.7 * de * (1 - 0.6 * Se) * (0.25 + h) + 2.2 * G * mm,
    }  # fmt: skip
    e = {name: np.exp(f.mode_sharpness * x + 4 * a(f"mode_{name}")) for name, x in d.items()}
    HA, VC, CS, AC, SA, DS = (x / sum(e.values()) for x in e.values())

    # d3, with what d9 does to it in between
    def pinned(name: str, x: Any) -> Any:
        return x * (1 - a(f"pin_{name}")) + a(f"to_{name}") * a(f"pin_{name}")

    W = ((HA * (0.7 + 0.6 * g("responsiveness") * M * (n[::-1] - 0.4)) + 0.4 * VC + 0.85 * SA)
         * (0.2 + 0.8 * sig(3 * m)) + 0.85 * CS) * (1 - 0.4 * L)  # fmt: skip
    W = W + 0.5 * a("giving_more") * (1 - W)
    W = W + 0.35 * a("partner_first") * (1 - W) * HA
    W = W * (1 - 0.35 * a("refusal") * CS)
    W = pinned("warmth", W * (1 - a("silence")))
    care = pinned("care", W * (f.care_unmentalized + (1 - f.care_unmentalized) * M) * (1 + 0.25 * a("partner_expert")))
    D = f.demand_gain * 1.45 * b / (b + 0.3) * n * (
        0.3 * HA + g("voice_of_needs") * VC + 0.75 * g("covert_control") * CS
    ) * sig(f.voice_slope * (v - f.voice_hope)) + (0.3 * SA + 0.4 * AC) * G  # fmt: skip
    D = pinned("demand", (D + 0.4 * a("persuasion")) * (1 - a("silence")))
    X = 0.95 * DS + 0.15 * AC
    X = pinned("withdrawal", X + a("silence") * (1 - X))
    H = pinned("hostility", 0.95 * AC + 0.12 * DS * G + 0.25 * a("confrontation"))
    Gam = pinned("denial", g("gaslighting") * G * (AC + 0.6 * SA + 0.3 * DS) * (0.4 + s))
    Y = pinned("appeasing", CS * (0.35 + 0.65 * h) * (1 - 0.5 * a("refusal")))
    P = pinned("pursuit", (0.8 * VC + 0.9 * SA + 0.3 * CS + 0.3 * HA) * c * (1 - a("silence")))
    B = 0.45 * HA * r * (0.15 + n)
    B = B + 0.4 * a("confrontation")
    B = B * (1 - 0.7 * a("joint_decisions"))
    B = pinned("boundary", B + 0.4 * a("limits"))
    R = pinned("repair", np.minimum((0.8 * HA * M + 0.15 * CS) * (1 + 0.8 * a("prompt_repair")), 1.0))
    Th = pinned("threat", (0.5 * AC + 0.15 * DS + 0.3 * VC * al) * (1 - a("no_threats")))
    K = pinned("control", g("control") * G * (0.3 + 0.5 * n + 0.5 * h))
    J = pinned("joy", 0.3 * HA * o * q * (1 - h) + a("joy_outside"))
    Pi = pinned("projection", g("projective_identification") * G * (1.8 * H + 0.9 * Gam) * s)

    SAv, hv = pinned("display", SA), pinned("agitation", h)  # as they show

    # received conduct: prime
    ref = 1 - 0.5 * a("refusal")
    W_, care_, D_, Y_, P_, B_ = (chi * x[::-1] for x in (W, care, D, Y, P, B))
    Th_, K_, J_, Pi_ = (chi * x[::-1] for x in (Th, K, J, Pi))
    H_, X_, Gam_ = (chi * x[::-1] * ref for x in (H, X, Gam))

    # d4
    riv = g("rivalry") * (1 - 0.5 * abs(kd - kd[::-1])) * G[::-1]
    ys = (
        (0.6 * W_ + 0.6 * Y_ + 0.35 * P_)
        * (1 + 0.5 * g("witness") * (b[::-1] - 0.6))
        * (0.12 + 0.88 * sig(3 * m))
        * (1 - 0.6 * riv * php)
    ) + 0.6 * a("affair")
    gap = g("grandiosity_gap") * poso(0.5 + 0.5 * php - w) * php
    x = g("discounting") * f.discount_gain * C * (0.5 + 0.5 * b) * (1 - 0.8 * a("assessment")) * (1 - 0.6 * aHA)
    disc = x / (1 + 0.3 * x)

    # d5
    frag = g("narcissistic_injury") * (1 - q) * (0.7 + 0.9 * gap) * (1 - 0.5 * Se)
    inj = frag * (
        (1 - disc) * (0.9 * H_ + 0.35 * X_ * (0.5 + al))
        + php * (2 * B_ * (1 - 0.4 * M[::-1])
                 + f.demand_injury * (1 - 0.5 * a("joint_decisions", other=True)) * D_ + 0.9 * Th_ + 0.3 * X_)
        + php * g("envy") * (2 * J_ + 0.6 * riv)
    )  # fmt: skip
    hs = sat(
        0.08
        + (1 - 0.6 * HA) * (
            1.1 * H_ * (1 - 0.5 * disc) + 0.45 * (X_ + Th_) * (0.4 + al) * (1 - 0.4 * Se)
            + 0.5 * g("fear") * G * (X_ + Th_ + 0.5 * B_)
        )
        + 0.8 * g("co_regulation") * al * (0.4 + 0.6 * (1 - r)) * hv[::-1] * chi
        + 0.6 * de * (1 - 0.6 * Se) * (P_ + D_)
        + 1.3 * g("hypervigilance") * uu * (1 - q)
        + 0.6 * c * (1 - W_)
        + 0.4 * s
        + 0.3 * chi * T
        + 0.25 * L
        - 0.4 * g("co_regulation") * care_ * (0.5 + Se)
        - 0.25 * a("support")
        + 0.3 * a("grief_stuck")
        + 0.5 * a("remembrance") * h * (1 - 0.5 * g("containment") * a("support"))
    )  # fmt: skip
    rel = poso(h - hs, 0.03)
    sup, rg = g("narcissistic_supply"), g("relief_reward")
    rew = sat(1.6 * poso(
        ((1 - G) * ((1 - 0.8 * C) * W_ + 0.3 * g("co_regulation") * M * J_
                    + 2 * g("being_needed") * C * G[::-1] * SAv[::-1] * chi)
         + 1.3 * G * ys - (1 - disc) * (0.6 * H_ + 0.35 * X_) - 0.15 * B_ + 4 * rg * rel * (0.2 + W_))
        * (1 - 0.6 * g("tolerance") * L)
    ))  # fmt: skip
    PE = rew - v
    nour = 2 * kap * ((1 - G) * care_ + 1.8 * G * ys) + 2 * (1 - kap) * 0.35 * o * (0.3 + 0.7 * q)
    nour = nour + 0.1 * o + 0.25 * HA + 0.25 * a("support")

    # grief
    win = sig(10 * (0.62 - h))
    effort = 0.5 + 0.7 * a("support") + 0.8 * a("remembrance")
    wk = g("grief") * (1 - chi) ** 4 * win * (1 - a("grief_suppressed")) * effort
    spd = g("grief") * (1 - chi) ** 4 * (win * (1 - a("grief_suppressed")) * effort + 0.9 * a("grief_suppressed"))
    g1, g2, g3, g4 = (np.exp(-(((z - zj) / 0.12) ** 2)) for zj in (0.30, 0.50, 0.70, 0.92))
    a_sup, a_rem, a_rec, a_hold = a("support"), a("remembrance"), a("reconnection"), a("holding")
    a_ret, a_col = a("retaliation"), a("collapse")

    # d6
    dw = (
        sup * (1.6 * ys + 0.9 * glory) * (0.3 + 0.7 * php) * (1 - w) + 0.5 * care_ * (1 - php) * (1 - w)
        - (f.leak + f.leak_wound * (1 - q)) * (w - q) - 0.5 * s * w
    )  # fmt: skip
    ds = (
        sat(g("shame") * (1.7 * inj + 0.5 * k + 0.25 * gap * (1 - q) + 0.5 * (1 - r) * C * H_
                          + 0.5 * a("correction") * (1 - q)) * (1 - 0.75 * a("acceptance")))
        - s - chi * Pi + 2.5 * Pi_ * (0.3 + 0.7 * (1 - r)) * (0.25 + phm) * (1 - s) - 0.3 * wk * g4 * s
    )  # fmt: skip
    dn = (1 - n) * (f.need_growth + 0.5 * g("over_giving") * C * W) - f.need_satiation * nour * n
    dm = (
        -0.6 * m - m**3
        + g("splitting") * (f.split_strength * (f.split_integration - i) / f.split_integration + 0.6) * m
        + f.image_surprise * (poso(PE) - (1 - disc) * poso(-PE))
        + f.image_comparison * g("comparison_level") * (v - 0.25 - 0.3 * G)
        - f.image_injury * inj * (1 - 0.7 * a("acceptance"))
        + f.image_need * g("need_idealisation") * (1 - q) * c * (1 - 0.8 * a("assessment"))
        - f.image_contempt * g("contempt") * G * (1 - n) * (Y_ + W_)
        + 0.6 * i * W_ + 0.4 * S
    )  # fmt: skip
    dv = g("expectation_adaptation") * (0.5 + 1.5 * uu) * (0.45 + 0.55 * chi) * PE
    du = chi * np.tanh(2 * (np.sqrt(PE**2 + 0.05**2) - 0.05)) - uu
    ir = 1 + 2 * g("intermittent_reinforcement") * uu
    db = 0.8 * (1 - b) * (0.65 * rew * ir + 12 * rg * rel) - b * (0.28 * (0.6 + 0.4 * chi) / ir + 1.6 * wk * g3)
    dL = (1 - L) * (1.6 * h**2 * (1 + a_rem) + 0.6 * g("one_sided_giving") * poso(W - care_)) - L * (
        0.35 + 0.8 * care_ + 0.4 * o + 0.3 * a_sup
    )
    dr = -r * (2.4 * Gam_ * (0.4 + 0.6 * b) * (1 - 0.6 * aHA) + 0.6 * C * H_ + 1.2 * a_rem * chi) + (1 - r) * (
        0.2 + 0.8 * HA + 0.4 * a_sup + wk * g2
    )
    do = o0 + (1 - o0) * (0.4 * a_sup + 0.8 * a_rec * r * sig(8 * (z - 0.5))) - o
    do = do - g("isolation") * o * (1.6 * K_ + 1.2 * chi * c * F)
    opened = sig(14 * (i - 0.33)) * (1 - s) * (1 - 0.8 * G)
    dq = (1 - q) * opened * (
        1.2 * (1 - h) * care_ * (1 - chi * T) + 0.7 * a_hold + 0.5 * a_rec * sig(8 * (z - 0.5))
    ) - 0.5 * g("internalised_critic") * q * k * (1 - i)  # fmt: skip
    di = (
        (1 - i) * 1.6 * g("containment") * a_hold * 4 * s * (1 - s) * (1 - a_col) * (1 - a_ret)
        + 0.15 * (1 - i) * S**2 - i * 4 * s * (1 - s) * (1.2 * a_ret + 0.8 * a_hold * a_col)
    )  # fmt: skip
    dk = (
        1.6 * g("internalised_critic") * (1 - k) * (1 - q) * (H_ + 0.3 * Gam_) * (1.3 - r) * (1 - 0.6 * aHA)
        + 2 * a_rem * chi * g("internalised_critic") * (1 - k) - k * (0.3 + 3 * wk * g1 + 0.4 * a_hold)
    )  # fmt: skip
    dz = 1.6 * (1 - z) * spd * (1 - 0.7 * a_rec) * (1 - a("grief_stuck") * sig(40 * (z - 0.3))) - 3 * chi * z

    # d7
    rho = np.sqrt(R[0] * R[1])
    a_goto = np.broadcast_to(a("go_to_person"), np.shape(m)).mean(0)
    a_joint = np.broadcast_to(a("joint_decisions"), np.shape(m)).mean(0)
    dT = chi * (1 - T) * (H.sum(0) + 0.25 * X.sum(0) + 0.4 * Th.sum(0) + 0.15 * B.sum(0)) - T * (0.3 + 2.5 * rho)
    dS = chi * (1 - S) * (
        1.3 * np.sqrt(care[0] * care[1]) * (1 - T) * (0.6 + rho) * (1 + 0.5 * a_goto + 0.4 * a_joint) + 3 * T * rho
    ) - S * (0.2 + 3 * Th.sum(0) + 1.2 * T * (1 - rho) ** 2 + 0.6 * (1 - chi))

    # d8
    pain = L + 0.7 * n + 0.5 * h + (1 - disc) * (H_ + 0.4 * X_ + 0.4 * Gam_) - 0.55 * np.tanh(m) + 0.5 * (o - 0.3)
    hold = b + 0.6 * c + 0.8 * F + 0.4 * v + 0.8 * Se
    lam = (
        f.leave_base * (0.15 + 1.3 * agency)
        * sig(f.leave_steepness * (pain - hold - f.leave_threshold + 0.5 * a_sup + 0.9 * a("assessment")))
        + f.leave_preempt * g("preemptive_abandonment") * G * F * (X_ + Th_ + B_) * sig(-6 * m)
        + 0.006 * g("alternatives") * f.culture * php * (1 - q) * sig(-6 * m) * (1 - v)
    )  # fmt: skip
    kept_away = np.max(np.broadcast_to(a("no_contact"), np.shape(m)), axis=0)
    lam = lam * (1 - kept_away)
    part = 0.02 * (agency * (1 - c) + 0.6 * a_sup).sum(0)
    ai = c * (1 - z) * (0.3 + 0.7 * sig(4 * m))
    ret = 4 * f.return_base * ai.sum(0) * np.where(np.asarray(code) >= 2, 0.3, 1.0)
    ret = ret * sig(9 * (ai - 0.22 - 0.15 * a_sup - 0.25 * a("assessment"))).prod(0) * (1 - kept_away)

    return {
        "contact": chi, "mentalization": M, "craving": c, "fear": F, "agency": agency,
        "healthy_adult": HA, "vulnerable_child": VC, "compliant_surrenderer": CS, "angry_child": AC,
        "self_aggrandiser": SA, "detached_soother": DS,
        "warmth": W, "care": care, "demand": D, "withdrawal": X, "hostility": H, "denial": Gam, "appeasing": Y,
        "pursuit": P, "boundary": B, "repair": R, "threat": Th, "control": K, "joy": J,
        "display": SAv, "agitation": hv, "projection": Pi,
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
    }  # fmt: skip
