"""Small problems for the twins: a model, couples with their own values, times and gaps, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pairbond.inference._discretise import GRID
from pairbond.inference._layout import Layout, Settings, layout, reaching
from pairbond.inference._posterior import stable
from pairbond.inference._system import Panel

from ._dense import Joint, joint

INPUTS = ["rain", "work"]


@dataclass(frozen=True, eq=False)
class Problem:
    """``couples`` series of ``days`` occasions; ``seed`` fixes values, gaps and holes."""

    settings: Settings
    seed: int = 0
    couples: int = 2
    days: int = 7
    regular: bool = True

    @property
    def labels(self) -> list[str]:
        people, things = ("ann", "ben")[: self.settings.partners], ("calm", "trust")[: self.settings.items]
        return [f"{who}.{what}" for who in people for what in things]

    @property
    def inputs(self) -> list[str]:
        return INPUTS[: self.settings.covariates]

    @cached_property
    def layout(self) -> Layout:
        return reaching(layout(self.settings, self.labels, self.inputs), float(self.gaps.max()))

    @cached_property
    def phi(self) -> np.ndarray:
        """Values [P, B]: defaults with half a prior standard deviation of noise, all couples stable."""
        rng = np.random.default_rng(self.seed)
        found: list[np.ndarray] = []
        while len(found) < self.couples:
            one = rng.normal(self.layout.loc, 0.5 * self.layout.scale)
            if stable(self.layout, one[None])[0]:
                found.append(one)
        return np.stack(found, 1)

    @cached_property
    def gaps(self) -> np.ndarray:
        if self.settings.clock == "map":
            return np.ones((1, self.couples)) if self.regular else np.array([[1.0, 2.0, 19.0]] * self.couples).T
        rng = np.random.default_rng(self.seed + 1)
        return np.round(rng.uniform(0.2, 4.0, size=(3, self.couples)) * GRID) / GRID

    @cached_property
    def floor(self) -> np.ndarray:
        rng = np.random.default_rng(self.seed + 3)
        return rng.uniform(0.05, 0.4, size=(self.settings.processes, self.couples))

    @cached_property
    def panel(self) -> Panel:
        rng = np.random.default_rng(self.seed + 2)
        t, b, width = self.days, self.couples, self.settings.processes + self.settings.covariates
        step = rng.integers(0, len(self.gaps), size=(t, b))
        seen = rng.random((t, width, b)) < 0.7
        seen[t // 2] = False  # a day on which nobody wrote
        y = np.where(seen, rng.normal(size=(t, width, b)), 0.0)
        weekday = rng.integers(0, 7, size=(t, b))
        return Panel(y, seen, step, self.gaps, rng.normal(0, 0.7, size=(t, b)), weekday, self.floor)

    def dense(self, couple: int, phi: np.ndarray | None = None) -> Joint:
        phi = self.phi if phi is None else phi
        lengths = self.gaps[np.asarray(self.panel.step)[:, couple], couple]
        times = np.concatenate([[0.0], np.cumsum(lengths)[:-1]])
        since, weekday = np.asarray(self.panel.since)[:, couple], np.asarray(self.panel.weekday)[:, couple]
        floor = self.floor[:, couple]
        return joint(self.layout, self.labels, self.inputs, phi[:, couple], times, since, weekday, floor)

    def of(self, couple: int) -> tuple[np.ndarray, np.ndarray]:
        return np.asarray(self.panel.y)[:, :, couple], np.asarray(self.panel.seen)[:, :, couple]


def problems() -> dict[str, Problem]:
    """One problem for each way the model can be put together."""
    plain = {"measurement_error": False, "trend": False}
    made = {
        "flow, order 1": Settings(items=1, **plain),
        "flow, order 1, two items, error": Settings(items=2, weekday=True),
        "flow, order 1, inputs": Settings(items=1, covariates=2),
        "flow, order 1, free start": Settings(items=2, initial="free", **plain),
        "flow, order 1, own shocks": Settings(items=2, shared_shock=False),
        "flow, order 1, no cross-item": Settings(items=2, cross_item=False),
        "flow, order 1, one writer": Settings(items=2, partners=1),
        "flow, no dynamics": Settings(items=2, dynamics=False),
        "map, no dynamics": Settings(clock="map", items=2, dynamics=False, measurement_error=False),
        "flow, order 2": Settings(items=1, order=2),
        "flow, order 2, free start, inputs": Settings(items=1, order=2, initial="free", covariates=1),
        "map, order 1": Settings(clock="map", items=2, **plain),
        "map, order 1, error, inputs": Settings(clock="map", items=1, covariates=2, weekday=True),
        "map, order 2": Settings(clock="map", items=1, order=2),
        "map, order 2, free start": Settings(clock="map", items=1, order=2, initial="free", **plain),
    }
    found = {name: Problem(settings, seed=index) for index, (name, settings) in enumerate(made.items())}
    gaps = Settings(clock="map", items=2, **plain)
    return found | {"map, order 1, gaps": Problem(gaps, seed=20, regular=False)}
