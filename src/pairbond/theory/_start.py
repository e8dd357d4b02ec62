"""Where two people begin (their states at meeting) and the noise of their days (d7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pairbond.model.quantity import Quantity
from pairbond.theory._spec import Part, fixed
from pairbond.theory.quantities import of_stage

AT_MEETING = fixed(
    start_shame=0.1,
    start_arousal=0.15,
    start_unmet_need=0.6,
    start_image=0.3,
    start_expected_warmth=0.2,
    start_uncertainty=0.3,
    start_bond=0.15,
    start_load=0.1,
    start_reality_trust=0.9,
    start_critic=0.1,
    start_security=0.15,
    start_tension=0.1,
)
NOISE = fixed(
    noise_image=0.08,
    noise_felt_worth=0.02,
    noise_shame=0.02,
    noise_unmet_need=0.02,
    noise_arousal=0.03,
    noise_expected_warmth=0.01,
    noise_fortune=0.8,
    noise_spread=4.0,
)
UNBOUNDED = tuple(one.name for one in of_stage("state") if one.noisy and one.high == float("inf"))
PART = Part("start and noise", params=(*AT_MEETING, *NOISE))


def state_at_meeting(traits: Any, p: Any, each: Any, shared: Any) -> dict[str, Any]:
    """State of two people who meet; ``each`` is an array of ones [2, …], ``shared`` […]."""
    own = {
        "felt_worth": traits["inner_worth_0"],
        "shame": p.start_shame,
        "arousal": p.start_arousal,
        "unmet_need": p.start_unmet_need,
        "image": p.start_image,
        "expected_warmth": p.start_expected_warmth,
        "uncertainty": p.start_uncertainty,
        "bond": p.start_bond,
        "load": p.start_load,
        "reality_trust": p.start_reality_trust,
        "outside_life": traits["outside_life_0"],
        "inner_worth": traits["inner_worth_0"],
        "integration": traits["integration_0"],
        "critic": p.start_critic * (1.0 - traits["inner_worth_0"]),
        "grief": 0.0,
        "fortune": 0.0,
        "first_high": 0.0,
        "false_self": 0.0,
        "bitterness": 0.0,
        "entitlement": 0.0,
    }
    two = {"security": p.start_security, "tension": p.start_tension, "familiarity": 0.0}
    return {name: value * each for name, value in own.items()} | {k: v * shared for k, v in two.items()}


# what somebody takes along into the next relationship; the rest is about the one partner, and begins anew
TRAVELS = (
    *("felt_worth", "shame", "arousal", "unmet_need", "load", "reality_trust", "outside_life", "inner_worth"),
    *("integration", "critic", "fortune", "false_self", "bitterness", "entitlement"),
)


def at_next_meeting(fresh: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """State of two people who meet after other relationships.

    Parameters
    ----------
    fresh : their states if neither had met anybody before, as ``Theory.start`` gives them ([2, …] and […]).
    before : their personal states at the end of whatever went before, by name, [2, …]; others are passed over.

    Whoever was embittered expects less warmth of the next one as well (claim H5).
    """
    taken = {name: before[name] for name in TRAVELS if name in before}
    trust = 1.0 - taken.get("bitterness", 0.0)
    return {**fresh, **taken, "expected_warmth": fresh["expected_warmth"] * trust}


def moved(m: Any, one: Quantity, x: Any, rate: Any, normal: Any, p: Any, dt: Any) -> Any:
    """One state after a step of ``dt`` days; ``normal`` is its standard normal, or None for no noise."""
    new = x + dt * rate
    if one.noisy and normal is not None:
        new = new + _shaken(m, one.name, x, p, m.sqrt(dt), normal)
    if one.low == 0.0 and one.high == 1.0:  # only noise can need it
        new = m.minimum(m.maximum(new, 0.0), 1.0)
    return new


def _shaken(m: Any, name: str, x: Any, p: Any, root_dt: Any, normal: Any) -> Any:
    """What noise adds to one state in one step; bounded states are shaken less near their bounds."""
    size = getattr(p, f"noise_{name}") * root_dt * normal
    if name in UNBOUNDED:  # a name, not a value
        return size
    return size * m.sqrt(p.noise_spread * x * (1.0 - x))
