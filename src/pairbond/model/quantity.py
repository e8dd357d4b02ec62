"""A quantity of a model: what it is called, its unit and its range."""

from __future__ import annotations

from dataclasses import dataclass

STAGES = ("status", "trait", "state", "input", "readout", "mode", "conduct", "received", "appraisal", "drift", "rate")


@dataclass(frozen=True)
class Quantity:
    """One row of the table.

    Attributes
    ----------
    name, symbol, term : str
        Name in code, LaTeX symbol, and what the field calls it.
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

    def __post_init__(self) -> None:
        if self.stage not in STAGES:
            raise ValueError(f"stage {self.stage!r} of quantity {self.name!r} is not one of {', '.join(STAGES)}.")
