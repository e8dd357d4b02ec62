"""A quantity of a model: what it is called, its unit, its range, and whether more of it is better or worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

HIGHER = ("better", "worse", "neither")
STAGES = ("status", "trait", "state", "input", "readout", "mode", "conduct", "received", "appraisal", "drift", "rate")


@dataclass(frozen=True)
class Quantity:
    """One row of the table.

    Attributes
    ----------
    name, symbol, term : str
        Name in code, LaTeX symbol, and what the field calls it; an explanation may follow in brackets.
    stage : str
        One of :data:`STAGES`.
    unit : str
        "1" for pure numbers, "1/d" for rates.
    low, high : float
        Range; infinite where there is no bound.
    default : float
        Traits and inputs: what holds when nothing is said. Nodes: the neutral value when their owner is absent.
    couple : bool
        One value for the couple ``[…]`` rather than one for each partner ``[2, …]``.
    noisy : bool
        States that carry noise of their own.
    label : str
        In plain words, as reports say it; by default the short term.
    higher : "better", "worse" or "neither"
        What more of it means for the person who has it, as of an item of a diary. "neither" where nothing says so.
    source : str
        Where the term, or the idea, comes from; "" where none is stated.
    """

    name: str
    symbol: str
    term: str
    stage: str
    unit: str = "1"
    low: float = 0.0
    high: float = 1.0
    default: float = 0.0
    couple: bool = False
    noisy: bool = False
    label: str = ""
    higher: Literal["better", "worse", "neither"] = "neither"
    source: str = ""

    def __post_init__(self) -> None:
        if not self.label:
            object.__setattr__(self, "label", self.short_term)
        if self.higher not in HIGHER:
            raise ValueError(f"higher of quantity {self.name!r} is {self.higher!r}, not one of {', '.join(HIGHER)}.")
        if self.stage not in STAGES:
            raise ValueError(f"stage {self.stage!r} of quantity {self.name!r} is not one of {', '.join(STAGES)}.")

    @property
    def short_term(self) -> str:
        """The term without what stands in brackets after it."""
        return self.term.partition(" (")[0]
