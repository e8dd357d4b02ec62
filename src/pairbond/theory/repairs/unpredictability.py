"""P: surprise is what could not be predicted, by somebody who learns rhythms of days."""

from dataclasses import replace

from pairbond.theory._shapes import smooth_abs
from pairbond.theory._spec import Constant, Mechanism, Node, Term
from pairbond.theory.mechanisms import relief_reward
from pairbond.theory.repairs._repair import StructuralRepair, own_node, own_state

TRACES = ("reward_trace_1", "reward_trace_2", "reward_trace_3", "reward_trace_4")
WEIGHTS = {"prediction_weight_2": "reward_trace_2", "prediction_weight_4": "reward_trace_4"}
INF = float("inf")


def _follows(before):
    """A trace follows what stands before it, a day later: a gamma memory."""
    return lambda m, q, p: getattr(q.own, before) - getattr(q.own, _after(before))


def _after(before):
    return TRACES[0] if before == "reward" else TRACES[TRACES.index(before) + 1]


def _features(q):
    v = q.own.expected_warmth
    return [getattr(q.own, trace) - v for trace in WEIGHTS.values()]


def _predicted(m, q, p):
    two, four = _features(q)
    return q.own.prediction_weight_2 * two + q.own.prediction_weight_4 * four


def _learns(which):
    """Normalised least mean squares."""

    def drift(m, q, p):
        features = _features(q)
        size = features[0] * features[0] + features[1] * features[1] + p.prediction_floor
        taught = p.prediction_rate * q.couple.contact * q.own.unpredicted * features[which] / size
        return taught - p.prediction_fading * getattr(q.own, list(WEIGHTS)[which])

    return drift


def _uncertainty(m, q, p):
    """In place of the size of the surprise, that of its part which was not predicted."""
    left = smooth_abs(m, q.own.surprise - p.prediction_counts * q.own.predicted, p.corner_surprise)
    whole = smooth_abs(m, q.own.surprise, p.corner_surprise)
    return q.couple.contact * (m.tanh(p.unpredicted_gain * left) - m.tanh(p.surprise_gain * whole))


def _unpredicted_share(m, q, p):
    error = smooth_abs(m, q.own.unpredicted, p.corner_surprise)
    whole = smooth_abs(m, q.own.surprise, p.corner_surprise)
    return m.minimum(1.0, error / (whole + p.relief_floor))


RELIEF = replace(
    relief_reward.MECHANISM,
    quantities=(own_node("relief_weight", r"w_{rel}", "share of relief that binds", default=1.0),),
    nodes=(*relief_reward.MECHANISM.nodes, Node("relief_weight", 1.0)),
    terms=(
        relief_reward.MECHANISM.terms[0],
        Term(
            "drift_bond",
            "add",
            lambda m, q, p: p.bond_relief * (1.0 - q.own.bond) * q.own.relief * q.own.relief_weight,
        ),
    ),
)
RHYTHMS = Mechanism(
    name="rhythm_learning",
    symbol=r"\gamma_{for}",
    says="Rhythms of a few days are learned; only what they do not foretell surprises, and only its relief binds.",
    source="S1, S3; de Vries & Principe (1992) on gamma memory; Pearce & Hall (1980)",
    params=(
        Constant("tau_trace", 1.0, r"\tau_{tr}", "d", "two taps, at 2 and 4 days, span a rhythm of days"),
        Constant("prediction_rate", 0.3, r"\eta_{for}", "1/d", "a rhythm is learned within a few rounds"),
        Constant("prediction_fading", 0.002, r"\epsilon_{for}", "1/d", "and forgotten in a year and a half"),
        Constant("prediction_floor", 0.01, r"f_0", source="a tenth of the scale, squared"),
        Constant("prediction_counts", 0.5, r"k_{for}", source="half, so that a slow cycle stays a surprise"),
        Constant("unpredicted_gain", 4.0, r"g_{unf}", source="twice surprise_gain, as half is taken away"),
        Constant("relief_floor", 0.05, r"r_0", source="corner_surprise"),
    ),
    quantities=(
        *(
            row
            for i, name in enumerate(TRACES, 1)
            for row in own_state(name, f"x_{i}", f"trace of reward, {i}", start=0.2)
        ),
        *(
            row
            for i, name in zip((2, 4), WEIGHTS, strict=True)
            for row in own_state(name, f"k_{i}", f"weight of trace {i} in what is predicted", INF, 0.0, -INF)
        ),
        own_node("predicted", r"\mathrm{for}", "surprise that is predicted", low=-INF),
        own_node("unpredicted", r"\mathrm{unf}", "surprise that is not predicted", low=-INF),
    ),
    nodes=(
        *(
            Node(f"drift_{name}", _follows(before), lambda m, q, p, x: x / p.tau_trace)
            for before, name in zip(("reward", *TRACES), TRACES, strict=False)
        ),
        *(Node(f"drift_{name}", _learns(i)) for i, name in enumerate(WEIGHTS)),
        Node("predicted", _predicted),
        Node("unpredicted", lambda m, q, p: q.own.surprise - q.own.predicted),
    ),
    terms=(
        Term("drift_uncertainty", "add", _uncertainty),
        Term("relief_weight", "scale", _unpredicted_share),
    ),
)
REPAIR = StructuralRepair(
    name="unpredictability",
    says="Surprise is what could not be predicted from a rhythm of days; relief binds as far as it was not.",
    source="S1, S3; de Vries & Principe (1992)",
    gates="P",
    mechanisms=(RELIEF, RHYTHMS),
    numbers={"bond_relief": 13.0},
    kept=False,
)
