"""What two essays disagree about: one TOML file a dispute, written before anything is run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from pairbond._toml import read_toml
from pairbond.experiments.prediction import Check, Essay

FOLDER = Path(__file__).parents[1] / "records" / "disputes"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Side(_Part):
    """One of two rival sentences, and what has to hold if it is right."""

    sentence: str
    essays: list[Essay] = Field(min_length=1)
    holds: list[Check] = Field(min_length=1)


class Dispute(_Part):
    """Two sentences that cannot both be the whole truth, and the experiment that should tell them apart."""

    id: str = Field(pattern="^L[1-9]$")
    observable: str = Field(description="What is measured, on whom, when.")
    one: Side
    other: Side

    @property
    def numbers(self) -> frozenset[str]:
        """What the experiment must give."""
        return frozenset(check.number for side in (self.one, self.other) for check in side.holds)


@cache
def disputes() -> Mapping[str, Dispute]:
    """Every dispute by its id, L1 to L7."""
    found = (Dispute.model_validate(read_toml(x)) for x in sorted(FOLDER.glob("*.toml")))
    return {one.id: one for one in found}
