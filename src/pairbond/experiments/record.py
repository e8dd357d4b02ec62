"""What is asked of the theory: a claim, a dispute or a published fact, each in a TOML file written before it is run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

SCHEMA_URL = "https://json-schema.org/draft/2020-12/schema"
MEMORY = "from memory, unverified"
Essay = Literal["S0", "S1", "S2", "S3", "S4"]
Comparison = Literal[">", ">=", "<", "<=", "==", "rises", "falls"]
Kind = Literal["claim", "dispute", "fact"]
CountClass = Literal["predicted", "afterwards", "identity"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Check(_Part):
    """What has to be so of one number (of a row of numbers: for ``rises`` and ``falls``)."""

    number: str = Field(description="A number that the experiment gives.")
    comparison: Comparison = Field(alias="is", description="rises, falls: each step, and by more than value in all.")
    value: float = Field(0.0, description="With what it is compared; added to `of` × `times` where these are given.")
    of: str | None = Field(None, description="Another number of the experiment that it is compared with.")
    times: float = Field(1.0, description="Factor on `of`.")
    ours: str | None = Field(None, description="Why this threshold, where the theory's specification is silent.")


class Control(Check):
    """What has to move in any case, also in a knock-out: else the experiment shows nothing."""

    why: str = Field(description="Why it has to move.")


class Effect(_Part):
    """The one number that the claim is about: too small to matter is vacuous, the other way is contradicted."""

    number: str
    direction: Literal["up", "down"]
    minimum: float = Field(gt=0.0, description="The least that counts as an effect at all.")


class KnockOut(_Part):
    """What is taken out of the theory, all of it together, and must take the claim with it."""

    mechanisms: list[str] = Field(default_factory=list[str])
    constants: dict[str, float] = Field(default_factory=dict[str, float])

    def __str__(self) -> str:
        return " + ".join([*self.mechanisms, *(f"{name} = {value:g}" for name, value in self.constants.items())])


class CourseEffect(_Part):
    """What the claim says that one course of action changes: a sign, for ``what_if`` to be held to.

    Without noise, everybody at the defaults, 870 days after the meeting: the mean of ``quantity`` over the 104 days
    (two turns of the cycle) up to ``day``, minus the same under ``against``; below .01 it is "same".
    """

    name: str = Field(description="The course, as `pairbond what-if --course` has it.")
    actor: Literal["a", "b", "both"] = Field("b", description="Who takes it.")
    couple: str = Field("closed-circuit", description="A named couple; a is its first partner.")
    apart: bool = Field(False, description="Whether the two have no contact, with the course and without it.")
    against: str = Field("as-before", description="Another course by the same actor, or `as-before`.")
    quantity: str = Field(description="A row of the theory's table of quantities.")
    of: Literal["a", "b", "couple"] = Field(description="Whose.")
    direction: Literal["up", "down", "same"]
    day: int = Field(ge=104, description="Days since the course began.")


class Count(_Part):
    """Under which of three counts a claim goes, and what in its history or its equations says so.

    *predicted*: thresholds, experiment and knock-out as they are now were declared before the first run, and the
    mechanism was not rewritten after it. *afterwards*: one of these came after a run. *identity*: in the whole sentence
    or in one of its halves the input is defined as the output, so that the experiment could hardly fail.
    """

    class_: CountClass = Field(alias="class")
    reason: str = Field(min_length=20, description="One sentence, with the commits or the equation that it rests on.")


class Earlier(_Part):
    """What came of an earlier version, on the theory of its time."""

    version: int = Field(ge=1)
    verdict: str
    held: float | None = Field(None, ge=0.0, le=1.0, description="Share of the draws around the defaults.")


class Side(_Part):
    """The second of two rival sentences, and what has to hold if it is right."""

    sentence: str
    source: list[Essay] = Field(min_length=1)
    holds: list[Check] = Field(min_length=1)


class _Record(_Part):
    """What all three kinds declare; each adds its ``kind``, its ``source``, and how firmly that says it."""

    sentence: str = Field(description="What is said, by the source or of people.")
    observable: str = Field(description="What is measured, on whom, when.")
    holds: list[Check] = Field(default_factory=list[Check], description="What has to be so if the sentence is right.")

    @property
    def checks(self) -> Sequence[Check]:
        """Every check of the record."""
        return self.holds

    @property
    def numbers(self) -> frozenset[str]:
        """What the experiment must give."""
        return frozenset({*(x.number for x in self.checks), *(x.of for x in self.checks if x.of)})


class Claim(_Record):
    """A sentence of the theory, and what would show it."""

    id: str = Field(pattern="^[A-K][1-9][0-9]?$")
    kind: Literal["claim"]
    source: list[Essay] = Field(min_length=1, description="Essays.")
    strength: Literal["said", "implied", "added"] = Field(description="By the essays, or added from elsewhere.")
    added: str | None = Field(None, description="What goes beyond the essays.")
    version: int = Field(ge=1, description="One more with every change of a threshold.")
    changed: list[str] = Field(
        default_factory=list[str], description="Of each version after the first: what was otherwise before, and why."
    )
    count: Count
    earlier: list[Earlier] = Field(
        default_factory=list[Earlier], description="Verdicts of versions with another experiment."
    )
    part: int = Field(ge=1, le=2)
    priority: int | None = Field(None, ge=1, le=3, description="Of part 2: 3 must be asked, 2 should, 1 may.")
    runs: int = Field(1, ge=1, description="Runs with noise and chance; 1: without.")
    departs: str | None = Field(None, description="Where the experiment departs from the specification, and why.")
    effect: Effect
    control: list[Control] = Field(min_length=1)
    knock_out: list[KnockOut] = Field(default_factory=list[KnockOut])
    no_knock_out: str | None = Field(None, description="Why the theory has no switch for it.")
    course: list[CourseEffect] = Field(
        default_factory=list[CourseEffect], description="Courses of action that the claim is about, and their signs."
    )

    @model_validator(mode="after")
    def _whole(self) -> Claim:
        if not self.holds:
            raise ValueError("a claim needs at least one threshold, [[holds]]")
        if bool(self.knock_out) == bool(self.no_knock_out):
            raise ValueError("it needs either a [[knock_out]] or no_knock_out, the reason why there is none")
        if (self.strength == "added") != bool(self.added):
            raise ValueError("added has to say what goes beyond the essays, where strength is 'added', and only there")
        if (self.part == 2) != (self.priority is not None):
            raise ValueError("priority, 1 to 3, has to be said of a claim of part 2, and only there")
        if len(self.changed) != self.version - 1:
            raise ValueError(f"version {self.version} has to say in `changed` what changed, once a version")
        if any(one.version >= self.version for one in self.earlier):
            raise ValueError(f"earlier tells of versions before this one, which is {self.version}")
        return self

    @property
    def checks(self) -> Sequence[Check]:
        """Thresholds and controls."""
        return [*self.holds, *self.control]

    @property
    def numbers(self) -> frozenset[str]:
        """What the experiment must give."""
        return super().numbers | {self.effect.number}


class Dispute(_Record):
    """Two sentences of the essays that cannot both be the whole truth, and what would tell them apart."""

    id: str = Field(pattern="^L[1-9]$")
    kind: Literal["dispute"]
    source: list[Essay] = Field(min_length=1, description="Essays that say the first sentence.")
    strength: Literal["said", "implied"]
    runs: int = Field(1, ge=1, description="Runs with noise and chance; 1: without.")
    rival: Side

    @model_validator(mode="after")
    def _whole(self) -> Dispute:
        if not self.holds:
            raise ValueError("a dispute needs at least one threshold for each side, [[holds]] and [[rival.holds]]")
        return self

    @property
    def checks(self) -> Sequence[Check]:
        """Those of both sides."""
        return [*self.holds, *self.rival.holds]


class Fact(_Record):
    """A published finding, and which simulated number would agree with it or contradict it.

    A number from memory is never given as published. A fact that nothing in the theory stands for has no thresholds.
    """

    id: str = Field(pattern="^[a-z_]+$")
    kind: Literal["fact"]
    source: list[str] = Field(min_length=1, description="Publications.")
    strength: str = Field(
        pattern=r"^(V|C|R|D|M \.\d+)$",
        description="How sure the number is: V read in the source or its abstract, C read in code, R computed anew, "
        "D derived, M .xx from memory with that confidence.",
    )
    sample: str = Field(description="On whom it was found.")
    value: float | None = Field(None, description="The published number.")
    unit: str = Field(description="Of the published and of the simulated number.")
    stands: Literal["against", "for", "neither"] = Field(description="Of the popular theory.")
    bears_on: list[str] = Field(default_factory=list[str], description="Claims that it is about, as we read it.")
    contradicted: list[Check] = Field(default_factory=list[Check], description="What would contradict the fact.")

    @model_validator(mode="after")
    def _whole(self) -> Fact:
        if self.strength.startswith("M") and self.value is not None:
            raise ValueError("a number from memory is not printed as published: give no value, compare the direction")
        if bool(self.holds) != bool(self.contradicted):
            raise ValueError("it needs both, what would agree (holds) and what would contradict, or neither")
        if len(self.numbers) > 1 or any(x.of or x.comparison in ("rises", "falls") for x in self.checks):
            raise ValueError("holds and contradicted compare one simulated number with values")
        (low, high), (least, most) = limits(self.holds), limits(self.contradicted)
        if low > high or least > most:
            raise ValueError("no number can be in holds, or in contradicted: a lowest value is above a highest")
        if self.holds and max(low, least) < min(high, most):
            raise ValueError("what agrees cannot contradict as well")
        return self

    @property
    def checks(self) -> Sequence[Check]:
        """What would agree, and what would contradict."""
        return [*self.holds, *self.contradicted]

    @property
    def published(self) -> str:
        """The published number, or what stands in its place."""
        if self.strength.startswith("M"):
            return MEMORY
        return "a direction" if self.value is None else f"{self.value:g}"


Record = Annotated[Claim | Dispute | Fact, Field(discriminator="kind")]


def limits(checks: Sequence[Check]) -> tuple[float, float]:
    """The lowest and the highest value that meet all of some checks of one number with values."""
    low = max((x.value for x in checks if x.comparison in (">", ">=", "==")), default=-math.inf)
    return low, min((x.value for x in checks if x.comparison in ("<", "<=", "==")), default=math.inf)


def schema() -> dict[str, Any]:
    """The JSON Schema of a record's file."""
    return {
        "$schema": SCHEMA_URL,
        "title": "Claim, dispute or published fact",
        **TypeAdapter[Any](Record).json_schema(by_alias=True),
    }
