"""What a step of the story is made of: runs, numbers read from them, and rules by which numbers choose a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["mean", "falls", "together", "ever left", "first to leave"]
Format = Literal["number", "count", "share"]


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One run of a step.

    ``off``: mechanism and the partner ("a" or "b") without it; ``acts``: intervention, who does it ("a", "b" or
    "both"), first day.
    """

    couple: str
    off: tuple[tuple[str, str], ...] = ()
    acts: tuple[tuple[str, str, int], ...] = ()

    def plain(self) -> dict[str, Any]:
        """As data for the page."""
        return {
            "couple": self.couple,
            "off": [{"mechanism": name, "partner": who} for name, who in self.off],
            "acts": [{"name": name, "who": who, "start": start} for name, who, start in self.acts],
        }


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number read from a run.

    Attributes
    ----------
    arm : name of the run.
    kind : "mean": over days, partners and draws of the product, or sum, of quantities; "falls": of the image, the
        median over draws; "together": share of days together; "ever left": share of draws in which somebody left;
        "first to leave": share of those in which the first who left was the partner.
    quantities : whose product (or sum, with ``add``) is averaged; for "falls" the image.
    partners : 0, 1 or both.
    days : first and last day, both included.
    per : another "mean" of the same arm's quantities on another day by which it is divided, by name.
    shown : how it is printed.
    """

    arm: str
    kind: Kind = "mean"
    quantities: tuple[str, ...] = ()
    add: bool = False
    partners: tuple[int, ...] = (0, 1)
    days: tuple[int, int]
    per: str = ""
    shown: Format = "number"

    def plain(self) -> dict[str, Any]:
        """As data for the page."""
        return {
            "arm": self.arm, "kind": self.kind, "quantities": list(self.quantities), "add": self.add,
            "partners": list(self.partners), "days": list(self.days), "per": self.per, "shown": self.shown,
        }  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What is drawn: the sum of quantities, of which partners; without quantities the share of draws together.

    ``window``: of each draw the mean over so many days, that day the last.
    """

    quantities: tuple[str, ...]
    partners: tuple[int, ...]
    window: int = 1

    def plain(self) -> dict[str, Any]:
        """As data for the page."""
        return {"quantities": list(self.quantities), "partners": list(self.partners), "window": self.window}


@dataclass(frozen=True)
class Check:
    """Whether a measure is above, or below, another one (or a number) plus ``by``."""

    measure: str
    comparison: Literal[">", "<"]
    other: str = ""
    by: float = 0.0

    def plain(self) -> dict[str, Any]:
        """As data for the page."""
        return {"measure": self.measure, "is": self.comparison, "other": self.other, "by": self.by}


@dataclass(frozen=True)
class Rule:
    """What is said: the first outcome of which all checks hold. The last has none, so that one always does."""

    outcomes: tuple[tuple[str, tuple[Check, ...]], ...]

    def plain(self) -> list[dict[str, Any]]:
        """As data for the page."""
        return [{"outcome": name, "when": [one.plain() for one in checks]} for name, checks in self.outcomes]


def rule(*outcomes: tuple[str, Check] | tuple[str, Check, Check] | str) -> Rule:
    """Outcomes, each with the checks that it needs; the last with none."""
    rows = ((one,) if isinstance(one, str) else one for one in outcomes)
    return Rule(tuple((name, tuple(checks)) for name, *checks in rows))


def compared(measure: str, other: str, by: float, more: str, less: str, same: str) -> Rule:
    """Whether one measure is more or less than another by at least ``by``."""
    return rule((more, Check(measure, ">", other, by)), (less, Check(measure, "<", other, -by)), same)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the story. Its words stand in the file of texts, under its name.

    Attributes
    ----------
    door : the question that it belongs to.
    arms : runs by name; the first is drawn in full, the others beside it.
    days, draws, leaving : of each run, with noise; ``leaving``: whether somebody may leave.
    show : what is drawn.
    measures : numbers by name, which the sentences print.
    bet : what decides the bet; its outcomes are the bets on offer.
    notes : further rules, by name, each with a sentence for each outcome.
    agreement : whether what came out is what the essays say, "yes", "partly" or "no"; None where they do not say it.
    essays : essays whose words stand in the file of texts.
    course : a course on offer whose voices of essays and studies are shown.
    facts, claims : published facts and claims of the theory whose test is told.
    """

    name: str
    door: str
    arms: Mapping[str, Arm]
    days: int
    draws: int = 32
    leaving: bool = False
    show: Shown
    measures: Mapping[str, Measure]
    bet: Rule
    agreement: Rule | None = None
    notes: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    essays: tuple[str, ...] = ()
    course: str = ""
    facts: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As data for the page, without what studies and essays say."""
        return {
            "name": self.name, "door": self.door, "days": self.days, "draws": self.draws,
            "switches": {"noise": 1, "allow_separation": int(self.leaving)},
            "arms": {name: one.plain() for name, one in self.arms.items()},
            "show": self.show.plain(),
            "measures": {name: one.plain() for name, one in self.measures.items()},
            "bet": self.bet.plain(),
            "notes": {name: one.plain() for name, one in self.notes.items()},
            "agreement": self.agreement.plain() if self.agreement else None,
        }  # fmt: skip
