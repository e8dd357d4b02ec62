"""What came of a claim, a dispute or a published fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pairbond.experiments.verdict import CARRIED, NO_SWITCH, NOTHING, REMOVED

ENOUGH = 0.8  # of the draws

Value = float | list[float]


@dataclass(frozen=True)
class KnockedOut:
    """One knock-out: what was taken out, what became of the claim, and the numbers without."""

    what: str
    found: str
    numbers: Mapping[str, Value] = field(default_factory=dict[str, Value])


@dataclass(frozen=True)
class Result:
    """The outcome of one record.

    Attributes
    ----------
    id : of the record.
    verdict : one of ``pairbond.experiments.VERDICTS`` of its kind, or "broke off".
    numbers : what was measured on the defaults.
    knock_outs : one for each knock-out of a claim.
    draws, held : how many draws around the defaults were tried, and the share in which a claim is carried or a dispute
        has the verdict that it has on the defaults (None where none was tried).
    spread : 5, 50 and 95 % quantiles of a claim's effect over those draws.
    near_bounds : share of the time that states spent within .02 of 0 or 1, on the defaults (None: not followed daily).
    worst : the state that did so most, and how much.
    seconds : of processor time.
    error : why it broke off.
    """

    id: str
    verdict: str
    numbers: Mapping[str, Value] = field(default_factory=dict[str, Value])
    knock_outs: tuple[KnockedOut, ...] = ()
    draws: int = 0
    held: float | None = None
    spread: tuple[float, float, float] | None = None
    near_bounds: float | None = None
    worst: str = ""
    seconds: float = 0.0
    error: str = ""

    @property
    def knocked_out(self) -> str:
        """What the knock-outs did, all of them together in a word."""
        if not self.knock_outs:
            return NO_SWITCH
        if self.verdict != CARRIED:
            return NOTHING
        found = [one.found for one in self.knock_outs]
        return REMOVED if all(one == REMOVED for one in found) else next(one for one in found if one != REMOVED)

    @property
    def robust(self) -> bool | None:
        """Whether it is carried in at least 80 % of the draws; None where none was tried."""
        return None if self.held is None else self.held >= ENOUGH

    @property
    def carried(self) -> bool | None:
        """Defaults, draws and knock-out, all three; None where a part of it has not been tried."""
        if self.verdict != CARRIED or self.knocked_out != REMOVED:
            return False
        return self.robust

    def plain(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


def from_plain(plain: Mapping[str, Any]) -> Result:
    """The result that :meth:`Result.plain` told."""
    whole: dict[str, Any] = dict(plain)
    whole["knock_outs"] = tuple(KnockedOut(**one) for one in plain["knock_outs"])
    whole["spread"] = None if plain["spread"] is None else tuple(plain["spread"])
    return Result(**whole)
