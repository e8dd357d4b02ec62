"""What the theory may say of one couple."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pairbond.assess.stories import Story
from pairbond.inference.theory import TheoryFit
from pairbond.model import BOTH, checked_partner

TRAITS_WARNING = (
    "for research only: settings of the model under which these days come out, no measure of a person and not to be "
    "shown to one"
)


@dataclass(frozen=True, eq=False)
class Phases:
    """Phases and the cycle.

    Attributes
    ----------
    now : probability of each phase on the last evening: partner, phases; of writers whose phase the gate allows.
    days : the same for every day, with ``time``; empty if no phase is allowed.
    cycling : probability that the two, together and without noise, are cycling; NaN if not allowed.
    period : days from one tipping over to the next where they do: ``q05 q25 q50 q75 q95``; empty if not allowed.
    """

    now: pd.DataFrame
    days: pd.DataFrame
    cycling: float = float("nan")
    period: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, repr=False)
class Assessment:
    """What the theory says of one couple's diary, as far as the gate lets it.

    Partners are called as in ``diary.partners``, who does not write "the other person", the two "both"; time in days;
    traits and parts on the theory's own scales.
    What the gate stops is in none of the tables, only in ``gate``.

    Attributes
    ----------
    couple : which couple.
    phases : phases and the cycle.
    traits : rows of ``TheoryFit.traits`` that the gate allows.
    holds : parts of what holds a bond, for each writer: partner about q05 … q95 sd prior_sd, and what was thought
        before the diary, prior_q05 … prior_q95.
    costs : what it costs, the same columns.
    circuit : probability of a closed circuit; NaN if it may not be named. It is named at `CIRCUIT` or more.
    stories : other accounts of the same days.
    gate : every statement, whether it is allowed, the rule that failed, why, what would help.
    scores : account ratings mean_logscore, on the held-out days.
    forecast : theory minus yesterday's rating, log points a response, with 90 % interval; empty if nothing was fitted.
    fit : of all days, or None if nothing was fitted.
    settings : holdout, seed, days, days_kept_back, contact_in_diary, read (items), order (p of so much order by
        writer), lacking (labels of questions of our own diary that were not asked).
    timing : seconds.
    """

    couple: str
    phases: Phases
    traits: pd.DataFrame
    holds: pd.DataFrame
    costs: pd.DataFrame
    circuit: float
    stories: tuple[Story, ...]
    gate: pd.DataFrame
    scores: pd.DataFrame
    forecast: dict[str, float]
    fit: TheoryFit | None
    settings: dict[str, Any]
    timing: dict[str, float]

    def __repr__(self) -> str:
        return (
            f"<Assessment about couple {self.couple}: {int(self.gate['allowed'].sum())} of {len(self.gate)} statements "
            "may be made>"
        )

    def open(self, kind: str, partner: str | None = None) -> bool:
        """Whether any statement of this kind (about this partner) may be made."""
        rows = self.gate[self.gate["kind"] == kind]
        if partner is not None:
            rows = rows[rows["partner"] == checked_partner(partner, (*self.partners, BOTH))]
        return bool(rows["allowed"].any())

    @property
    def partners(self) -> tuple[str, ...]:
        """The two of whom statements could be made, by name."""
        return tuple(str(name) for name in dict.fromkeys(self.gate["partner"]) if name != BOTH)

    @property
    def courses_of(self) -> tuple[str, ...]:
        """Partners whose courses of action may be shown.

        A course starts from the phase, and from what holds it, of the one who acts; both have to be open.
        """
        return tuple(p for p in self.partners if self.open("phase", p) and self.open("hold", p))

    @property
    def courses_open(self) -> bool:
        """Whether courses of action of anybody may be spoken of."""
        return bool(self.courses_of)

    @property
    def courses_lack(self) -> tuple[str, str | None]:
        """Kind of the statements without which no course may be spoken of, and about whom (None: anybody)."""
        ready = [p for p in self.partners if self.open("phase", p)]
        return ("hold", ready[0]) if ready else ("phase", None)

    def failed(self, kind: str, partner: str | None = None) -> str:
        """The rule that stops most statements of this kind (about this partner), "" if one may be made."""
        rows = self.gate[self.gate["kind"] == kind]
        if partner is not None:
            rows = rows[rows["partner"] == checked_partner(partner, (*self.partners, BOTH))]
        if rows.empty or rows["allowed"].any():
            return ""
        return str(rows["failed"].value_counts().index[0])
