"""A scenario that was checked: people, what is done, for how long; ready to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pairbond.scenario.file import ScenarioFile
from pairbond.simulate import Run, prepare
from pairbond.theory import Couple, Intervention, Theory

if TYPE_CHECKING:
    import xarray as xr

SHOWN = ("image", "craving", "arousal", "load")


@dataclass(frozen=True)
class Scenario:
    """Made by :func:`pairbond.scenario.read_scenario`.

    Attributes
    ----------
    title : str
        What it is called.
    couple : Couple
        Traits, gains and parameters of both.
    names : mapping of "a" and "b" to what they are called
    interventions : tuple of Intervention
    days, draws, seed : int
    noise : bool
    dt : float, days
    show : tuple of str
        Quantities in the picture.
    file : ScenarioFile
        As it was written, with what was left out.
    theory : Theory
        The theory, without the mechanisms that are taken out.
    """

    title: str
    couple: Couple
    names: Mapping[str, str]
    interventions: tuple[Intervention, ...]
    days: int
    draws: int
    seed: int
    noise: bool
    dt: float
    show: tuple[str, ...]
    file: ScenarioFile
    theory: Theory = field(default_factory=Theory)

    def prepare(self) -> Run:
        """The run, not yet worked out."""
        return prepare(
            self.couple, self.days, self.draws, self.seed, self.interventions, theory=self.theory, noise=self.noise,
            dt=self.dt, record=self.recorded,
        )  # fmt: skip

    @property
    def recorded(self) -> str | list[str]:
        """Everything of every day, and what is to be shown beside that."""
        from pairbond.simulate.recording import daily_names

        daily = daily_names(self.theory)
        extra = [name for name in self.show if name not in daily]
        return [*daily, *extra] if extra else "daily"

    def simulate(self) -> xr.Dataset:
        """The results, with the scenario in ``attrs``."""
        found = self.prepare().dataset()
        return found.assign_attrs(
            title=self.title,
            partner_a=self.names["a"],
            partner_b=self.names["b"],
            days=self.days,
            draws=self.draws,
            scenario=self.file.model_dump_json(exclude_none=True, exclude_defaults=True),
        )
