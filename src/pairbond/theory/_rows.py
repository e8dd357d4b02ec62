"""The rows of the table of quantities: name, symbol, the field's term, and what else there is to say.

That is the range where it is not [0, 1], a default that is not 0, the label in plain words where it is not the short
term, ``higher`` where more is better or worse for the person, and the source of the term where one is stated.
"""

from typing import Any

Row = tuple[str, str, str, dict[str, Any]]
INF = float("inf")

STATUS: tuple[Row, ...] = (
    ("code", r"\mathrm{status}", "0 together, 1 apart, 2 no contact, 3 ended", {"high": 3.0, "couple": True}),
    ("days_apart", r"t_{\mathrm{apart}}", "days since the last leaving", {"unit": "d", "high": INF, "couple": True}),
    ("attempts", r"n_{\mathrm{left}}", "number of leavings", {"high": INF}),
    ("leaver", r"\ell", "1 for who left last", {}),
)  # fmt: skip

TRAITS: tuple[Row, ...] = (
    ("inner_worth_0", "q_0", "inner worth at the beginning (1 - depth of the wound)", {"default": 0.8}),
    (
        "integration_0",
        r"\iota_0",
        "structural integration at the beginning",
        {"default": 0.8, "source": "Kernberg (1975)"},
    ),
    ("coping", r"\varphi", "coping with the wound: inflating (+) or giving oneself away (-)", {"low": -1.0}),
    ("anxiety", r"\alpha", "attachment anxiety", {"default": 0.15, "source": "Brennan, Clark & Shaver (1998)"}),
    ("avoidance", r"\delta", "attachment avoidance", {"default": 0.15, "source": "Brennan, Clark & Shaver (1998)"}),
    ("outside_life_0", "o_0", "set point of the outside life", {"default": 0.6}),
    ("domain", r"\kappa_d", "domain of self-inflation (somatic - … cerebral +)", {"low": -1.0}),
    ("glory", "g", "primary narcissistic supply from the world", {"label": "admiration from the world"}),
    ("inhibition", r"\eta_d", "inhibition of display (armour of the victim rather than of grandeur)", {}),
)

NOISY = {"noisy": True}
STATES: tuple[Row, ...] = (
    (
        "felt_worth",
        "w",
        "felt self-worth (state self-esteem)",
        {**NOISY, "higher": "better"},
    ),
    ("shame", "s", "shame", {**NOISY, "higher": "worse"}),
    (
        "arousal",
        "h",
        "arousal (activation of the attachment system)",
        {**NOISY, "label": "inner alarm", "higher": "worse"},
    ),
    ("unmet_need", "n", "unmet need (attachment hunger, supply hunger)", {**NOISY, "higher": "worse"}),
    ("image", "m", "image of the partner", {"low": -INF, "high": INF, "noisy": True}),
    (
        "expected_warmth",
        "v",
        "expected warmth (learned value of this partner)",
        {**NOISY, "label": "hope of warmth", "source": "Rescorla & Wagner (1972)"},
    ),
    ("uncertainty", "u", "uncertainty (associability)", {"source": "Pearce & Hall (1980)"}),
    ("bond", "b", "bond (attachment strength)", {"label": "attachment to the partner"}),
    (
        "load",
        "L",
        "allostatic load (exhaustion)",
        {"label": "exhaustion", "higher": "worse", "source": "McEwen (1998) on allostatic load"},
    ),
    ("reality_trust", "r", "reality trust", {"label": "trust in own perception", "higher": "better"}),
    ("outside_life", "o", "outside life (friends, interests, work)", {"higher": "better"}),
    ("inner_worth", "q", "inner worth (1 - depth of the wound)", {"higher": "better"}),
    ("integration", r"\iota", "structural integration", {"higher": "better", "source": "Kernberg (1975)"}),
    (
        "critic",
        "k",
        "internalised critic (introject)",
        {"label": "inner critic", "higher": "worse", "source": "Fairbairn (1943)"},
    ),
    ("grief", "z", "grief progress", {"source": "Maciejewski et al. (2007)"}),
    ("fortune", r"\xi", "outside fortune", {"low": -INF, "high": INF, "noisy": True}),
    ("first_high", r"\hat{y}", "memory of the first high", {"source": "Robinson & Berridge (1993)"}),
    ("false_self", "f", "false self (what is felt and not said)", {"source": "Winnicott (1960)"}),
    ("bitterness", r"\theta", "bitterness (hardening, lost trust)", {"source": "Linden (2003) on embitterment"}),
    (
        "entitlement",
        "e",
        "entitlement (what is taken for granted)",
        {"source": "Campbell et al. (2004) on psychological entitlement"},
    ),
)
COUPLE_STATES: tuple[Row, ...] = (
    (
        "security",
        "S",
        "earned security",
        {"label": "security between the two", "higher": "better", "source": "Arriaga et al. (2018)"},
    ),
    (
        "tension",
        "T",
        "tension (unrepaired rupture)",
        {"label": "tension between the two", "higher": "worse", "source": "Tronick (1989)"},
    ),
    ("familiarity", "y", "familiarity (what is no longer new)", {}),
)

READOUTS: tuple[Row, ...] = (
    ("inflation", r"\varphi^+", "self-inflating coping, saturated", {}),
    ("sacrifice", r"\varphi^-", "self-sacrificing coping, saturated", {}),
    ("inflating", "G", "strength of the self-inflating coping (wound × coping)", {"label": "self-inflation"}),
    ("giving", "C", "strength of the self-sacrificing coping (wound × coping)", {"label": "self-sacrifice"}),
    ("reliance", r"\kappa", "reliance on the partner", {}),
    ("felt_security", "S_e", "earned security as it is felt", {"label": "felt security"}),
    ("image_high", "m^+", "idealising side of the image", {"high": INF}),
    ("image_low", "m^-", "devaluing side of the image", {"high": INF}),
    ("favour", r"\sigma(3m)", "favour in which the partner stands", {}),
    ("mentalizing", "M_0", "mentalizing before it is practised (logit)", {"low": -INF, "high": INF}),
    ("practised", r"\pi", "what a practice is worth in this person", {"default": 1.0}),
    ("mentalization", "M", "mentalization", {"source": "Fonagy & Luyten (2009)"}),
    ("activation", r"\mathrm{act}", "activation of wanting", {"high": 4.0}),
    ("felt_fortune", r"\xi_f", "fortune as it is felt", {"low": -INF, "high": INF}),
    ("persistence", r"\eta", "protection of the bond by uncertainty", {"low": 1.0, "high": 3.0, "default": 1.0}),
    ("incentive", "y", "incentive salience of the partner", {"high": INF, "source": "Zhang et al. (2009)"}),
    ("craving", "c", "craving", {"label": "craving for the partner", "source": "Zhang et al. (2009)"}),
    ("fear", "F", "fear of aloneness", {"label": "fear of being alone"}),
    ("agency", "\\mathrm{agency}", "agency", {"label": "room to act", "higher": "better"}),
    ("gap", r"g_{ap}", "grandiosity gap", {"low": -0.1}),
    ("healthy_warmth", "W_{HA}", "warmth of the healthy adult", {"low": 0.39, "high": 1.1}),
    ("voice", r"\mathrm{voice}", "share of needs that is voiced", {}),
    ("rivalry", r"\mathrm{riv}", "rivalry in the same domain", {}),
    ("distress_seen", r"h'-.3", "distress of the other beyond the ordinary", {"low": -1.0}),
    ("guilt", r"\mathrm{gui}", "guilt at the other's distress", {}),
    ("wish_to_save", r"\mathrm{save}", "belief that the other will change", {}),
    ("resentment", r"\mathrm{res}", "what there is to be angry about", {}),
    ("support_felt", r"\mathrm{sup}", "support from outside", {}),
    ("seen_clearly", r"\mathrm{see}", "honest view of how things are", {}),
    ("repair_made", r"R_e", "repair that reaches the tension between the two", {}),
    ("left_behind", r"\mathrm{left}", "having been left", {}),
    ("mourned", r"\sigma(8(z-.5))", "share of the mourning that is done", {}),
)
COUPLE_READOUTS: tuple[Row, ...] = (("contact", r"\chi", "contact", {"default": 1.0}),)

_DRIVE = {"low": -INF, "high": INF}
_WEIGHT = {"high": INF}
_MODES = (
    ("healthy_adult", "HA", "healthy adult"),
    ("vulnerable_child", "VC", "vulnerable child"),
    ("compliant_surrenderer", "CS", "compliant surrenderer"),
    ("angry_child", "AC", "angry or impulsive child"),
    ("self_aggrandiser", "SA", "self-aggrandiser (recognition seeker)"),
    ("detached_soother", "DS", "detached self-soother"),
)
MODE_NAMES = tuple(name for name, _, _ in _MODES)
MODES: tuple[Row, ...] = (
    ("surrender_pull", r"d_{CS,0}", "pull towards giving in", {"high": INF}),
    *((f"drive_{n}", f"d_{{{s}}}", f"drive of the mode {t}", _DRIVE) for n, s, t in _MODES),
    *((f"weight_{n}", f"e_{{{s}}}", f"weight of the mode {t}", _WEIGHT) for n, s, t in _MODES),
    ("weight_total", r"\Sigma e", "sum of the weights of the modes", _WEIGHT),
    *((n, f"p_{{{s}}}", f"schema mode: {t}", {"source": "Young et al. (2003)"}) for n, s, t in _MODES),
)

CONDUCT: tuple[Row, ...] = (
    ("warmth", "W", "warmth", {"high": 1.35}),
    ("care", r"\mathrm{care}", "care (warmth that meets the other's need)", {"high": 1.1}),
    ("demand", "D", "demand (needs voiced or pressed)", {"high": INF}),
    ("withdrawal", "X", "withdrawal", {}),
    ("hostility", "H", "hostility", {"higher": "worse"}),
    ("denial", r"\Gamma", "denial (gaslighting)", {"high": 1.4}),
    ("appeasing", "Y", "appeasing", {}),
    ("pursuit", "P", "pursuit", {}),
    ("boundary", "B", "boundary", {}),
    ("repair", "R", "repair", {}),
    ("threat", r"\Theta", "threat to leave", {}),
    ("control", "K", "control", {"high": 1.5}),
    ("joy", "J", "joy of one's own", {}),
    ("display", "p_{SA}", "display (the self-aggrandiser as it shows)", {}),
    ("agitation", "h", "agitation (arousal as it shows)", {}),
    ("projection", r"\Pi", "projection of disowned shame", {"high": 3.0}),
    ("swallowed_anger", r"\Lambda", "anger that is swallowed", {}),
    ("apology", r"\mathcal{A}", "apology", {}),
)

APPRAISALS: tuple[Row, ...] = (
    ("supply_received", r"y_p", "narcissistic supply from the partner", {"high": INF}),
    ("supply", "y_s", "narcissistic supply", {"high": INF, "source": "Morf & Rhodewalt (2001)"}),
    ("basking", r"\mathrm{bask}", "basking in the other's glory", {"high": INF}),
    ("discounting", r"\mathrm{disc}", "discounting of the bad", {"high": INF}),
    ("thin_skin", r"\mathrm{skin}", "thinness of the skin", {"high": INF}),
    ("fragility", r"\mathrm{frag}", "fragility", {"high": INF}),
    ("injury", r"\mathrm{inj}", "narcissistic injury", {"low": -0.2, "high": INF}),
    ("alarm", r"\mathrm{alarm}", "alarm at the other's conduct", {"high": INF}),
    ("reminding", r"\mathrm{rem}", "arousal of remembering", {}),
    ("arousal_target", "h^*", "arousal towards which the body moves", {}),
    ("relief", r"\mathrm{rel}", "relief (falling arousal)", {"low": -0.1}),
    ("reward", r"\mathrm{rew}", "reward", {}),
    ("surprise", r"\mathrm{PE}", "prediction error of warmth", {"low": -1.0, "source": "Rescorla & Wagner (1972)"}),
    ("felt_surprise", r"\mathrm{PE}_f", "prediction error as the image takes it", {"low": -1.0, "high": 2.0}),
    ("learning", r"\ell_v", "readiness to learn to expect warmth", {"default": 1.0}),
    ("learned", r"\delta_v", "what a surprise teaches to expect", {"low": -INF, "high": INF}),
    ("idealising", r"\mathrm{ide}", "idealising out of need", {"high": INF}),
    ("elsewhere", r"\mathrm{alt}", "what others are thought to offer", {"low": -1.0}),
    ("outside_nourishment", r"\mathrm{nour}_o", "nourishment from a life of one's own", {"high": INF}),
    ("nourishment", r"\mathrm{nour}", "nourishment of needs", {"high": INF}),
    ("shame_pressure", r"s_p", "what shames", {"low": -0.1, "high": INF}),
    ("shame_target", "s^*", "shame towards which one moves", {}),
    ("acceptance_felt", r"\mathrm{acc}", "acceptance that arrives", {}),
    ("given", "W_g", "warmth given to somebody who is there", {"high": 1.35}),
    (
        "giving_drain",
        r"\mathrm{drn}",
        "what giving more than one receives takes out of one",
        {"low": -0.1, "high": INF},
    ),
    ("window", r"\mathrm{win}", "window of tolerance", {}),
    ("grief_work", r"\mathrm{wk}", "grief work", {"high": INF}),
    ("grief_speed", r"\mathrm{spd}", "speed of grief", {"high": INF}),
    ("openness", r"\mathrm{open}", "openness to being cared for", {}),
    ("calm", r"\mathrm{calm}", "calm in which care gets in", {"default": 1.0}),
    ("within_reach", r"\mathrm{reach}", "how far therapy reaches the wound", {"default": 1.0}),
    ("held", r"a_{held}", "holding that is steady", {}),
    ("mutual_repair", r"\rho", "mutual repair", {"couple": True}),
    ("pain", r"\mathrm{pain}", "pain in the relationship", _DRIVE),
    ("hold", r"\mathrm{hold}", "investment (what holds)", {"high": INF, "source": "Rusbult (1980)"}),
    ("pull_value", r"a_m", "worth of what one would go back to", {"high": INF}),
    ("pull", "a", "pull back towards the partner", {"high": INF}),
)

_RATE = {"unit": "1/d", "high": INF}
RATES: tuple[Row, ...] = (
    ("leaving_rate", r"\lambda", "rate of leaving", _RATE),
    ("parting_rate", r"\lambda_{part}", "rate of breaking off contact", {**_RATE, "couple": True}),
    ("return_rate", r"\lambda_{ret}", "rate of return", {**_RATE, "couple": True}),
)

INPUTS: tuple[Row, ...] = (
    ("no_contact", r"a_{nc}", "no contact", {}),
    ("reduced_contact", r"a_{rc}", "reduced contact", {}),
    ("healthy_adult_stance", r"a_{HA}", "healthy-adult stance", {}),
    ("limits", r"a_B", "limits set", {}),
    ("refusal", r"a_{ref}", "refusal (accept some, refuse the rest)", {}),
    ("affair", r"a_{aff}", "admirer outside", {}),
    ("confrontation", r"a_{conf}", "confrontation", {}),
    ("persuasion", r"a_{pers}", "persuasion", {}),
    ("silence", r"a_{sil}", "silence", {}),
    ("giving_more", r"a_{give}", "giving more", {}),
    ("acceptance", r"a_{acc}", "acceptance received", {}),
    ("correction", r"a_{cor}", "correction received", {}),
    ("holding", r"a_{hold}", "holding (therapy)", {}),
    ("retaliation", r"a_{ret}", "retaliation of the one who holds", {}),
    ("collapse", r"a_{col}", "collapse of the one who holds", {}),
    ("support", r"a_{sup}", "support network", {}),
    ("assessment", r"a_{ass}", "honest assessment", {}),
    ("grief_suppressed", r"a_{supp}", "grief suppressed", {}),
    ("grief_stuck", r"a_{stuck}", "grief stuck", {}),
    ("remembrance", r"a_{rem}", "remembrance", {}),
    ("reconnection", r"a_{rec}", "reconnection", {}),
    ("partner_first", r"a_{first}", "practice: partner first", {}),
    ("joint_decisions", r"a_{joint}", "practice: decisions good for both", {}),
    ("go_to_person", r"a_{goto}", "practice: first person to turn to", {}),
    ("prompt_repair", r"a_{rep}", "practice: prompt repair", {}),
    ("no_threats", r"a_{noT}", "practice: never threatening the relationship", {}),
    ("partner_expert", r"a_{expert}", "practice: expert on the partner", {}),
    ("joy_outside", r"J_{ext}", "joy from outside", {}),
    ("misfortune", r"a_{mis}", "defeat outside", {}),
    ("sanction", r"a_{san}", "consequence outside that hostility would have", {}),
    ("business_only", r"a_{bus}", "contact about business only", {}),
    ("accepting", r"a_{give acc}", "acceptance given to the partner", {}),
    ("forgiveness_withheld", r"a_{unf}", "forgiveness withheld", {}),
    *((f"mode_{n}", f"a_{{{s},mode}}", f"evocation of the mode {t}", {}) for n, s, t in _MODES),
)
