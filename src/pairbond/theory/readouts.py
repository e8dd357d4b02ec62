"""Readouts (d1): what a person is like right now, without a memory of its own."""

import numpy as np
from numpy.typing import NDArray

from pairbond.theory._shapes import hill, positive
from pairbond.theory._spec import Constant, Node, Part, fixed

Array = NDArray[np.float64]
PARAMS = (
    *fixed(corner=0.1, corner_saturation=0.04),
    *fixed(reliance_base=0.51, reliance_anxiety=0.4, reliance_avoidance=0.4),
    *fixed(coping_half=0.5, favour_slope=3.0),
    *fixed(mentalization_base=-1.0, mentalization_integration=4.9),
    Constant("craving_gain", 3.1, "k_c", source="E; incentive salience, Zhang et al. 2009", free=True),
    *fixed(craving_value=1.2, active_calm=0.1, active_alone=0.4, fortune_defeat=3.0),
    *fixed(agency_reality=0.4, agency_worth=0.35, agency_outside=0.25),
    *fixed(mourned_slope=8.0, mourned_middle=0.5),
)


def coping_strengths(inner_worth: Array, coping: Array, half: float) -> tuple[Array, Array]:
    """How strong the self-inflating and the self-sacrificing coping is, in [0, 1): wound × coping, as far as taken.

    Shapes are those of the traits; ``half`` is the theory's ``coping_half``.
    """
    wound = 1.0 - inner_worth
    return wound * hill(np.maximum(coping, 0.0), half), wound * hill(np.maximum(-coping, 0.0), half)


def _as_chosen(m, q, p, x):
    """Coping with the wound is a way that one takes: how far one goes beyond the middle of it changes little."""
    return hill(x, p.coping_half)


def _reliance(m, q, p):
    return p.reliance_base + p.reliance_anxiety * q.own.anxiety - p.reliance_avoidance * q.own.avoidance


def _mentalizing(m, q, p):
    """Claim I4; the loss under stress is a mechanism of its own."""
    return p.mentalization_base + p.mentalization_integration * q.own.integration


def _activation(m, q, p):
    """The attachment system wants when it is alarmed, and most of all when nobody is there to calm it."""
    aroused = 2.0 * q.own.arousal
    with_contact = q.couple.contact * (p.active_calm + (1.0 - p.active_calm) * aroused * aroused)
    return with_contact + (1.0 - q.couple.contact) * p.active_alone


def _incentive(m, q, p):
    """Wanting = bond × deprivation² × (value + uncertainty): claims E1, E3, E7, E8."""
    return p.craving_value * q.own.expected_warmth


def _craving(m, q, p):
    y = p.craving_gain * q.own.bond * q.own.unmet_need * q.own.unmet_need * q.own.incentive * q.own.activation
    return y / (1.0 + y)


def _agency(m, q, p):
    return (
        p.agency_reality * q.own.reality_trust
        + p.agency_worth * q.own.inner_worth
        + p.agency_outside * q.own.outside_life
    )


PART = Part(
    "readouts",
    params=PARAMS,
    nodes=(
        Node("inflation", lambda m, q, p: m.maximum(q.own.coping, 0.0), _as_chosen),
        Node("sacrifice", lambda m, q, p: m.maximum(-q.own.coping, 0.0), _as_chosen),
        Node("inflating", lambda m, q, p: (1.0 - q.own.inner_worth) * q.own.inflation),
        Node("giving", lambda m, q, p: (1.0 - q.own.inner_worth) * q.own.sacrifice),
        Node("reliance", _reliance),
        Node("image_high", lambda m, q, p: positive(m, q.own.image, p.corner)),
        Node("image_low", lambda m, q, p: positive(m, -q.own.image, p.corner)),
        Node("favour", lambda m, q, p: m.sigmoid(p.favour_slope * q.own.image)),
        Node("mentalizing", _mentalizing),
        Node("practised", 1.0),
        Node(
            "mentalization",
            lambda m, q, p: q.own.mentalizing + q.u.partner_expert * q.own.practised,
            lambda m, q, p, x: m.sigmoid(x),
        ),
        Node("activation", _activation),
        Node("felt_fortune", lambda m, q, p: q.own.fortune - p.fortune_defeat * q.u.misfortune),
        Node("persistence", 1.0),
        Node("incentive", _incentive),
        Node("craving", _craving),
        Node("agency", _agency),
        Node("mourned", lambda m, q, p: m.sigmoid(p.mourned_slope * (q.own.grief - p.mourned_middle))),
    ),
)
