"""What the population adds to the theory: who meets whom, who is born, who seeks help. Its constants, counted apart.

How two people live together is the theory's alone. Nothing here was fitted to anything; most values are choices, and
the table says which.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from pairbond.errors import PairbondError

if TYPE_CHECKING:
    import pandas as pd

CHOSEN = "chosen"
SPREAD = "chosen: secure and wounded adults are both common"
YEAR = 365.25


def _number(default: float | None, low: float, high: float, unit: str, meaning: str, source: str = CHOSEN) -> Any:
    about = {"low": low, "high": high, "unit": unit, "meaning": meaning, "source": source}
    return field(default=default, metadata=about)


def _share(default: float | None, meaning: str, source: str = CHOSEN) -> Any:
    return _number(default, 0.0, 1.0, "1", meaning, source)


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """The rules of the population. ``Protocol.table()`` lists them with unit, range, meaning and source.

    Examples
    --------
    >>> Protocol(culture=1.0, transmission=False).culture_in(0.5)
    1.0
    """

    # time
    block: float = _number(90, 1, 730, "d", "days between two checks of who meets, is born, dies, seeks help")
    dt: float = _number(0.25, 0.01, 1.0, "d", "step of the theory", "the theory's own")
    # founders
    entry_years: float = _number(10, 0, 60, "y", "founders come of age evenly over these first years")
    mirroring: float = _share(0.6, "mean mirroring of founders", SPREAD)
    inconsistency: float = _share(0.35, "mean inconsistency of care of founders", SPREAD)
    praise: float = _share(0.3, "mean conditional praise of founders", SPREAD)
    parentification: float = _share(0.3, "mean parentification of founders", SPREAD)
    containment: float = _share(0.6, "mean containment of founders", SPREAD)
    care_spread: float = _number(0.2, 0.0, 0.4, "1", "standard deviation of each of these (beta distributed)", SPREAD)
    # culture and support
    culture: float = _share(0.5, "culture of display at the beginning", "the theory's default")
    culture_end: float | None = _share(None, "culture at the end, reached evenly; none: it stays")
    supported: float = _share(0.0, "share of people whom others stand by")
    support: float = _share(0.7, "how fully they do", "the dose of claim K2")
    # meeting and pairing
    coming_of_age: float = _number(18, 14, 30, "y", "age at which one begins to meet others")
    meetings: float = _number(12, 0, 365, "1/y", "new people a single person meets")
    age_distance: float = _number(3, 0, 60, "y", "standard deviation of the age difference of those who meet, about")
    choosiness: float = _number(8, 0, 50, "1", "steepness of accepting over early euphoria", "claim A4's odds")
    aspiration: float = _share(0.99, "share of the founders' pairs whose early euphoria would be too little for half")
    patience: float = _number(50, 1, 1000, "1", "meetings after which anybody is accepted", "Kalick & Hamilton (1986)")
    taste: float = _number(0.1, 0, 1, "1", "standard deviation of liking that nothing explains, in euphoria")
    familiarity: float = _number(
        0.15, 0, 1, "1", "what full resemblance to the first carers adds, in euphoria", "claim A7"
    )
    resemblance: float = _number(0.25, 0.01, 2, "1", "distance in traits at which resemblance is 0.6")
    # children
    births: float = _number(0.15, 0, 2, "1/y", "children of a couple that is together")
    fertile_until: float = _number(42, 14, 60, "y", "age of the older parent up to which children are born")
    most_children: float = _number(3, 0, 20, "1", "of one couple")
    childhood_years: float = _number(6, 0.5, 18, "y", "first years, whose care is remembered")
    transmission: bool = field(
        default=True,
        metadata={"unit": "", "meaning": "care follows from the parents' life; otherwise drawn as for founders"},
    )
    # help
    help_rate: float = _number(0.5, 0, 12, "1/y", "seeking help, at great distress")
    help_slope: float = _number(8, 0, 50, "1", "steepness over distress, seeking and dropping")
    help_from: float = _number(0.8, 0, 3, "1", "distress (exhaustion + lost supply) at which half of that rate holds")
    drop_rate: float = _number(2, 0, 12, "1/y", "dropping help, when things are well")
    drop_below: float = _number(0.5, 0, 3, "1", "distress at which half of that rate holds")
    help_years: float = _number(3, 0.1, 20, "y", "after which it is finished", "claim I3: 2.3 y of unbroken holding")
    holding: float = _share(1.0, "how fully shame is held there")
    # what the experiments turn
    work_between: float = _number(0, 0, 20, "y", "work on the wound after each end, before anybody is met again")
    # death
    death_age: float = _number(
        85, 1, 200, "y", "most frequent age at death", "Gompertz (1825); of low-mortality life tables"
    )
    death_spread: float = _number(
        10,
        0.1,
        100,
        "y",
        "years over which the hazard of death grows e-fold",
        "Gompertz (1825); of low-mortality life tables",
    )

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if "low" not in one.metadata or value is None:
                continue
            low, high = one.metadata["low"], one.metadata["high"]
            if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
                raise PairbondError(_refusal(one.name, value, low, high, one.metadata["unit"]))
        for name in ("block", "most_children"):
            if getattr(self, name) != int(getattr(self, name)):
                raise PairbondError(
                    f"{name} of the protocol is {getattr(self, name):g}; it has to be a whole number: "
                    f"the nearest is {round(getattr(self, name))}."
                )
        if abs(1 / self.dt - round(1 / self.dt)) > 1e-9:
            raise PairbondError(
                f"dt of the protocol is {self.dt:g}, but a day has to be a whole number of steps; the nearest is "
                f"{1 / round(1 / self.dt):g}."
            )
        for name in CARE:
            if (mean := getattr(self, name)) * (1 - mean) <= self.care_spread**2:
                raise PairbondError(
                    f"{name} of the protocol is {mean:g}, too near its end for a spread of {self.care_spread:g}; "
                    f"the spread has to be below {(mean * (1 - mean)) ** 0.5:.3g}."
                )

    def culture_in(self, share: float) -> float:
        """Culture after this share of the years, 0 to 1."""
        end = self.culture if self.culture_end is None else self.culture_end
        return self.culture + share * (end - self.culture)

    @classmethod
    def table(cls) -> pd.DataFrame:
        """Every constant: name, value, unit, range, meaning, source."""
        import pandas as pd

        rows = [
            {
                "name": one.name,
                "value": one.default,
                "unit": one.metadata["unit"],
                "low": one.metadata.get("low"),
                "high": one.metadata.get("high"),
                "meaning": one.metadata["meaning"],
                "source": one.metadata.get("source", CHOSEN),
            }
            for one in fields(cls)
        ]
        return pd.DataFrame(rows)


CARE = ("mirroring", "inconsistency", "praise", "parentification", "containment")


def _refusal(name: str, value: Any, low: float, high: float, unit: str) -> str:
    said = f"{name} of the protocol is {value!r}"
    where = f"between {low:g} and {high:g}" + ("" if unit in ("1", "") else f" {unit}")
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return f"{said}; it has to be a number {where}."
    return f"{said}; it has to be {where}: the nearest is {min(max(value, low), high):g}."
