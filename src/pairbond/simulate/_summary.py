"""Summaries computed during the run, so that memory does not grow with the days.

Everything is written over the namespace ``m``, like the theory, and becomes part of the step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pairbond.dynamics.cycles import begins_good, fell, still_good
from pairbond.engine.prefixes import add_prefix, select_prefix
from pairbond.simulate import _phase_tally
from pairbond.theory import effective_status

CENTRE = 0.5  # sums are of distances from here, which keeps the digits of small spreads
STATUS = ("together", "apart", "no_contact", "ended")


@dataclass(frozen=True)
class Tally:
    """Sums over the run of the quantities ``names``, and of what happened.

    ``names`` maps to True where the quantity is of the couple. ``dt`` in days.
    """

    names: Mapping[str, bool]
    dt: float

    @property
    def structure(self) -> tuple[Any, ...]:
        """What needs another compiled program when it changes."""
        return tuple(self.names.items())

    def start(self, state: Mapping[str, Any], status: Mapping[str, Any], size: int) -> dict[str, np.ndarray]:
        """Sums before the first step."""
        found: dict[str, np.ndarray] = {}
        for name, couple in self.names.items():
            shape = (size,) if couple else (2, size)
            found |= {f"tally.sum.{name}": np.zeros(shape), f"tally.square.{name}": np.zeros(shape)}
        image = np.broadcast_to(np.asarray(state["image"], float), (2, size))
        found |= {"tally.good": begins_good(image), "tally.cycles": np.zeros((2, size))}
        found |= add_prefix(_phase_tally.start(image), "tally.phase")
        found |= {"tally.days_high": np.zeros((2, size)), "tally.first_leaver": np.zeros((2, size))}
        found |= {f"tally.days.{name}": np.zeros(size) for name in STATUS}
        ended = np.broadcast_to(np.asarray(status["code"]) > 2.5, (size,))
        found |= {"tally.first_leaving": np.full(size, -1.0), "tally.end": np.where(ended, 0.0, -1.0)}
        return found

    def after(
        self, m: Any, carry: Mapping[str, Any], values: Mapping[str, Any], status: Mapping[str, Any], step: Any
    ) -> dict[str, Any]:
        """Sums after a step that began with ``values`` and ended with ``status``."""
        new: dict[str, Any] = {}
        for name in self.names:
            x = values[name] - CENTRE
            new[f"tally.sum.{name}"] = carry[f"tally.sum.{name}"] + x
            new[f"tally.square.{name}"] = carry[f"tally.square.{name}"] + x * x
        good = carry["tally.good"]
        now = still_good(m, good, values["image"])
        new["tally.good"] = now
        new["tally.cycles"] = carry["tally.cycles"] + fell(good, now)
        # no contact that is only agreed upon is none of the days together either
        code = effective_status(m, values["code"], values["contact"])
        phases = _phase_tally.after(
            m, select_prefix(carry, "tally.phase"), {**values, "code": code}, good, now, self.dt
        )
        new |= add_prefix(phases, "tally.phase")
        together = m.where(code < 0.5, 1.0, 0.0)
        new["tally.days_high"] = carry["tally.days_high"] + self.dt * now * together
        inside = (
            together,
            m.where(code < 0.5, 0.0, m.where(code < 1.5, 1.0, 0.0)),
            m.where(code < 1.5, 0.0, m.where(code < 2.5, 1.0, 0.0)),
            m.where(code < 2.5, 0.0, 1.0),
        )
        for name, here in zip(STATUS, inside, strict=True):
            new[f"tally.days.{name}"] = carry[f"tally.days.{name}"] + self.dt * here
        return new | self._first_times(m, carry, status, step)

    def _first_times(self, m: Any, carry: Mapping[str, Any], status: Mapping[str, Any], step: Any) -> dict[str, Any]:
        day = (step + 1.0) * self.dt
        first, end = carry["tally.first_leaving"], carry["tally.end"]
        leaves_now = m.where(m.total(status["attempts"]) > 0.5, m.where(first < 0.0, 1.0, 0.0), 0.0)
        return {
            "tally.first_leaving": m.where(leaves_now > 0.5, day, first),
            "tally.first_leaver": m.where(m.both(leaves_now) > 0.5, status["leaver"], carry["tally.first_leaver"]),
            "tally.end": m.where(status["code"] > 2.5, m.where(end < 0.0, day, end), end),
        }

    def emptied(self, carry: Mapping[str, np.ndarray]) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
        """What goes on with its sums set to 0, and those sums in double precision."""
        sums = [k for k in carry if k.startswith(("tally.sum.", "tally.square."))]
        onward = {k: np.zeros_like(v) if k in sums else v for k, v in carry.items()}
        return onward, {k: carry[k].astype(float) for k in sums}

    def results(self, carry: Mapping[str, np.ndarray], steps: int) -> dict[str, np.ndarray]:
        """Means, standard deviations, times and counts after ``steps`` steps."""
        found: dict[str, np.ndarray] = {}
        for name in self.names:
            mean = np.asarray(carry[f"tally.sum.{name}"], float) / steps
            square = np.asarray(carry[f"tally.square.{name}"], float) / steps
            found[f"mean_{name}"] = mean + CENTRE
            found[f"sd_{name}"] = np.sqrt(np.maximum(square - mean * mean, 0.0))
        for name in STATUS:
            found[f"days_{name}"] = np.asarray(carry[f"tally.days.{name}"], float)
        phases = _phase_tally.results(select_prefix(carry, "tally.phase"), found["days_together"])
        found |= {f"share_{name}": days / (steps * self.dt) for name, days in phases.items()}
        found["cycles"] = np.asarray(carry["tally.cycles"], float)
        with np.errstate(invalid="ignore"):
            found["share_idealised"] = np.asarray(carry["tally.days_high"]) / found["days_together"]
        for name in ("first_leaving", "end"):
            day = np.asarray(carry[f"tally.{name}"], float)
            found[f"{name}_day"] = np.where(day < 0, np.nan, day)
        found["first_leaver"] = np.asarray(carry["tally.first_leaver"], float)
        return found


def tallied(names: Sequence[str], couple: Mapping[str, bool], dt: float) -> Tally:
    """A tally of some quantities."""
    return Tally({name: couple[name] for name in names}, dt)
