"""Leaving, parting, coming back (d8): the rates, and what follows when something happens.

Status: 0 together, 1 apart in contact, 2 no contact, 3 ended. The rates are nodes like any other; ``advance`` turns
them into events with one uniform number each. An event happens in a step of dt days with probability 1 - exp(-rate·dt).

No contact can also be agreed upon (the intervention). As long as that is kept nobody leaves and nobody returns: there
is nothing to leave, and coming back would break it. The status waits; ``effective_status`` says what it amounts to.
"""

from __future__ import annotations

from typing import Any

from pairbond.theory._spec import Constant, Node, Part, fixed

PARAMS = (
    Constant(
        "leave_base",
        0.0156,
        r"\rho_0",
        "1/d",
        "H1; calibrated to first leaving and duration",
        free=True,
        origin="chosen by search",
    ),
    Constant("leave_steepness", 4.0, r"k_\lambda", source="H1", free=True),
    Constant("leave_threshold", 0.3, r"\theta_\lambda", source="H1", free=True),
    Constant("return_base", 0.4, r"\rho_{ret}", "1/d", "H1: attempts", free=True),
    *fixed(leave_support=0.5, leave_assessment=0.9),
    *fixed(pain_load=1.0, pain_need=0.7, pain_arousal=0.5, pain_withdrawal=0.4, pain_denial=0.4),
    *fixed(pain_outside=0.5, pain_outside_from=0.3),
    *fixed(hold_craving=0.6, hold_fear=0.8, hold_security=0.8),
    *fixed(part_base=0.02),
    *fixed(pull_floor=0.3),
    *fixed(return_silent=0.3, return_slope=9.0, return_from=0.26),
    *fixed(return_assessment=0.25),
    *fixed(over_craving=0.12),
    Constant("over_days", 720.0, unit="d", source="definition"),
)


def kept_apart(m: Any, q: Any) -> Any:
    """How far no contact is agreed upon, for each partner: the one who wants it more decides."""
    return m.maximum(q.u.no_contact, m.swap(q.u.no_contact))


def effective_status(m: Any, code: Any, contact: Any) -> Any:
    """Status, with no contact (2) also where it is only agreed upon.

    That is, where there is no contact at all though nobody has left, or though they are apart in contact.

    Parameters
    ----------
    m : the functions to compute with; anything with ``where`` and ``maximum``, NumPy itself for instance.
    code, contact : values […] or plain numbers; status 0 to 3, and contact in [0, 1] as it was lived.
    """
    return m.where(contact > 0.0, code, m.maximum(code, 2.0))


def _pain(m, q, p):
    treated = q.other.hostility + p.pain_withdrawal * q.other.withdrawal + p.pain_denial * q.other.denial
    return (
        p.pain_load * q.own.load
        + p.pain_need * q.own.unmet_need
        + p.pain_arousal * q.own.arousal
        + (1.0 - q.own.discounting) * treated
        + p.pain_outside * (q.own.outside_life - p.pain_outside_from)
    )


def _hold(m, q, p):
    """The investment model: what would be lost."""
    return (
        q.own.bond + p.hold_craving * q.own.craving + p.hold_fear * q.own.fear + p.hold_security * q.own.felt_security
    )


def _leaving(m, q, p):
    helped = p.leave_support * q.own.support_felt + p.leave_assessment * q.own.seen_clearly
    balance = q.own.pain - q.own.hold - p.leave_threshold + helped
    return p.leave_base * q.own.agency * m.sigmoid(p.leave_steepness * balance)


def _in_touch(m, q, p, x):
    return x * (1.0 - kept_apart(m, q))


def _parting(m, q, p):
    return p.part_base * m.total(q.own.agency * (1.0 - q.own.craving))


def _returning(m, q, p):
    """Both must want to; silence makes it rarer."""
    from_where = p.return_from + p.return_assessment * q.own.seen_clearly
    willing = m.product(m.sigmoid(p.return_slope * (q.own.pull - from_where)))
    reachable = m.where(q.couple.code > 1.5, p.return_silent, 1.0)
    return p.return_base * m.total(q.own.pull) * reachable * willing


def _free_to_return(m, q, p, x):
    return x * (1.0 - 0.5 * m.total(kept_apart(m, q)))


PART = Part(
    "status",
    params=PARAMS,
    nodes=(
        Node("pain", _pain),
        Node("hold", _hold),
        Node("pull_value", lambda m, q, p: p.pull_floor),
        Node("pull"),  # nothing without the mechanism renewed_pursuit
        Node("leaving_rate", _leaving, _in_touch),
        Node("parting_rate", _parting),
        Node("return_rate", _returning, _free_to_return),
    ),
)


def advance(m: Any, status: Any, values: Any, p: Any, uniform: Any, dt: Any) -> dict[str, Any]:
    """Status after one step.

    ``uniform`` holds numbers in (0, 1): ``leave`` [2, …], ``part`` and ``return`` […]. When two things would happen in
    one step, a return goes before a parting, and the end before a return.
    """

    def happens(rate: Any, number: Any) -> Any:
        return m.where(number < 1.0 - m.exp(-rate * dt), 1.0, 0.0)

    code = status["code"]
    together = m.where(code < 0.5, 1.0, 0.0)
    apart = m.where(code < 0.5, 0.0, m.where(code < 1.5, 1.0, 0.0))
    silent = m.where(code < 1.5, 0.0, m.where(code < 2.5, 1.0, 0.0))

    leaves = together * happens(values["leaving_rate"], uniform["leave"])  # [2, …]
    left = 1.0 - m.product(1.0 - leaves)

    calm = m.product(m.where(values["craving"] < p.over_craving, 1.0, 0.0))
    late = m.where(status["days_apart"] < p.over_days, 0.0, 1.0)
    over = silent * m.maximum(calm, late)
    back = (apart + silent) * (1.0 - over) * happens(values["return_rate"], uniform["return"])
    parted = apart * (1.0 - back) * happens(values["parting_rate"], uniform["part"])

    ended = m.where(code < 2.5, 0.0, 1.0)
    return {
        # a leaving takes 0 to 1, a parting 1 to 2, the end 2 to 3, a return to 0
        "code": (code + left + parted + over) * (1.0 - back),
        "days_apart": (status["days_apart"] + dt * (apart + silent + ended)) * (1.0 - back),
        "attempts": status["attempts"] + leaves,
        "leaver": leaves + (1.0 - left) * status["leaver"],
    }
