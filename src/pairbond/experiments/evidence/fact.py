"""What was found out there: one TOML file a fact, written before anything is simulated."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pairbond._toml import read_toml

FOLDER = Path(__file__).parents[1] / "records" / "facts"
ORDER = ("against", "for", "neither")
MEMORY = "from memory, unverified"


class Fact(BaseModel):
    """A published finding, and what of a simulation would agree with it or contradict it.

    ``mark`` says how sure the number is: V read in the source or its abstract, C read in code, R computed anew,
    D derived, "M .xx" from memory with that confidence. A number from memory is never given as published.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(pattern="^[a-z_]+$")
    found: str
    who: str
    value: float | None = None
    unit: str
    mark: str = Field(pattern=r"^(V|C|R|D|M \.\d+)$")
    source: str
    stands: Literal["against", "for", "neither"] = Field(description="Of the popular theory.")
    mapping: str = Field(description="What of the theory stands for what was measured, and on which sample.")
    agrees: list[float] = Field(min_length=2, max_length=2, description="Range of the simulated number.")
    contradicts: list[float] = Field(min_length=2, max_length=2)

    @model_validator(mode="after")
    def _whole(self) -> Fact:
        if self.mark.startswith("M") and self.value is not None:
            raise ValueError("a number from memory is not printed as published: give no value, compare the direction")
        if not (self.agrees[0] <= self.agrees[1] and self.contradicts[0] <= self.contradicts[1]):
            raise ValueError("agrees and contradicts are [lowest, highest]")
        if max(self.agrees[0], self.contradicts[0]) < min(self.agrees[1], self.contradicts[1]):
            raise ValueError("what agrees cannot contradict as well")
        return self

    @property
    def published(self) -> str:
        """The published number, or what stands in its place."""
        if self.mark.startswith("M"):
            return MEMORY
        return "a direction" if self.value is None else f"{self.value:g}"


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its id: those against the popular theory, those for it, the others."""
    told = [read_toml(path) for path in sorted(FOLDER.glob("*.toml"))]
    found = sorted(map(Fact.model_validate, told), key=lambda x: (ORDER.index(x.stands), x.id))
    return {one.id: one for one in found}
