"""How a lag is said: "the next day", "two hours later"."""

from __future__ import annotations

from dataclasses import dataclass

from pairbond.report.voice import span

_SHARES = (
    (0.1, "a tenth"), (0.2, "a fifth"), (0.25, "a quarter"), (1 / 3, "a third"), (0.4, "two fifths"), (0.5, "half"),
    (0.6, "three fifths"), (2 / 3, "two thirds"), (0.75, "three quarters"), (0.8, "four fifths"), (0.9, "nine tenths"),
)  # fmt: skip
SLIGHT = 0.1  # effects below this many standard deviations are called slight


@dataclass(frozen=True)
class Lag:
    """A lag in days, in words."""

    days: float

    @property
    def daily(self) -> bool:
        """Whether it is one day."""
        return abs(self.days - 1) < 0.02

    @property
    def later(self) -> str:
        """ "the next day", "3 hours later"."""
        if self.daily:
            return "the next day"
        return f"{span(self.days, article=True)} later"

    @property
    def units(self) -> str:
        """What follows each other: days, weeks, or prompts within a day."""
        if self.daily:
            return "days"
        return "weeks" if abs(self.days - 7) < 0.2 else "times"

    @property
    def one(self) -> str:
        """One of ``units``: "day"."""
        return self.units[:-1]

    @property
    def short(self) -> str:
        """For a table: "1 day", "3 hours"."""
        return span(self.days)


def share(value: float) -> str:
    """A share in words, "a quarter"; under a fourteenth, "a small part"."""
    if value < 0.07:
        return "a small part"
    if value >= 0.95:
        return "all"
    return min(_SHARES, key=lambda s: abs(s[0] - value))[1]


def slightly(value: float) -> str:
    """ "slightly " for an effect under a tenth of a standard deviation, else ""."""
    return "slightly " if abs(value) < SLIGHT else ""


def probability(p: float) -> str:
    """A tail probability as printed: "p = .012", "p < .001"."""
    return "p < .001" if p < 0.0005 else f"p = {min(p, 1.0):.3f}".replace("0.", ".", 1) if p < 0.9995 else "p = 1"
