"""Days in each phase, counted while the run goes on.

What a phase was is known only afterwards: a rupture lasts until the image is at its lowest, and pursuit until it has
peaked. So an episode stays open, from the fall of the image until pursuit can no longer peak, and is then divided. The
result is that of :func:`pairbond.dynamics.person_phases` on every step of the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from pairbond.dynamics import ACCEPTANCE
from pairbond.dynamics.cycles import begins_good, fell

# of an episode: is it open, has the image risen again; steps and days together since the fall; the same at the lowest
# image, at the peak of pursuit and at the rise
_EPISODE = ("open", "risen", "steps", "days", "low", "low_steps", "low_days", "peak", "peak_days", "rise_steps",
            "rise_days")  # fmt: skip
_DIVIDED = ("rupture", "pursuit", "apart", "recovery")
_HIGHER_THAN_ANY = 1e9


def start(image: np.ndarray) -> dict[str, np.ndarray]:
    """Before the first step: an episode is open where the image [2, n] begins low."""
    found = {name: np.zeros(image.shape) for name in (*_EPISODE, *_DIVIDED)}
    found["open"] = 1.0 - begins_good(image)
    found["low"] += _HIGHER_THAN_ANY
    return found


def after(m: Any, old: Mapping[str, Any], values: Mapping[str, Any], was: Any, now: Any, dt: float) -> dict[str, Any]:
    """After a step; ``was`` and ``now`` say whether the image counted as good before and counts so now."""

    def yes(condition: Any) -> Any:
        return m.where(condition, 1.0, 0.0)

    together = yes(values["code"] < 0.5)
    fall = fell(was, now)
    over = yes(old["steps"] > 2.0 * old["rise_steps"] - old["low_steps"])
    ends = old["open"] * old["risen"] * m.maximum(fall, over)
    rupture, pursuit = _division(m, old)

    new: dict[str, Any] = {
        "rupture": old["rupture"] + ends * rupture,
        "pursuit": old["pursuit"] + ends * pursuit,
    }
    falls = fall > 0.5
    opened = m.where(falls, 1.0, old["open"] * (1.0 - ends))
    risen = m.where(falls, 0.0, old["risen"])
    steps, days = m.where(falls, 0.0, old["steps"]), m.where(falls, 0.0, old["days"])
    low = m.where(falls, _HIGHER_THAN_ANY, old["low"])

    image, chase = values["image"], values["pursuit"]
    lowest = opened * (1.0 - now) * yes(image < low) > 0.5
    peaks = (opened * yes(chase > old["peak"]) > 0.5) | lowest
    rises = opened * now * (1.0 - risen) > 0.5
    new |= {
        "open": opened,
        "risen": m.where(rises, 1.0, risen),
        "low": m.where(lowest, image, low),
        "low_steps": m.where(lowest, steps, old["low_steps"]),
        "low_days": m.where(lowest, days, old["low_days"]),
        "peak": m.where(peaks, chase, old["peak"]),
        "peak_days": m.where(peaks, days, old["peak_days"]),
        "rise_steps": m.where(rises, steps, old["rise_steps"]),
        "rise_days": m.where(rises, days, old["rise_days"]),
        "steps": steps + 1.0,
        "days": days + dt * m.both(together),
    }
    away = m.both(1.0 - together)
    mourned = yes(values["grief"] < ACCEPTANCE)
    new["apart"] = old["apart"] + dt * away * mourned
    new["recovery"] = old["recovery"] + dt * away * (1.0 - mourned)
    return new


def results(carry: Mapping[str, np.ndarray], days_together: np.ndarray) -> dict[str, np.ndarray]:
    """Days [2, n] in each phase; an episode still open is divided as far as it is known."""
    c = {name: np.asarray(carry[name], float) for name in (*_EPISODE, *_DIVIDED)}
    rupture, pursuit = _division(np, c)
    risen = c["risen"] > 0.5
    last_rupture = c["open"] * np.where(risen, rupture, c["days"])
    last_pursuit = c["open"] * np.where(risen, pursuit, 0.0)
    found = {"rupture": c["rupture"] + last_rupture, "pursuit": c["pursuit"] + last_pursuit}
    found |= {"apart": c["apart"], "recovery": c["recovery"]}
    return {"fusion": days_together - found["rupture"] - found["pursuit"], **found}


def _division(m: Any, episode: Mapping[str, Any]) -> tuple[Any, Any]:
    """Days of rupture and of pursuit in an episode in which the image has risen again."""
    end = m.maximum(episode["peak_days"], episode["rise_days"])
    return episode["low_days"], end - episode["low_days"]
