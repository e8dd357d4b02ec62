"""What a scenario file may hold, and its JSON Schema."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pairbond.theory import COUPLES, INTERVENTIONS, PEOPLE, QUANTITIES
from pairbond.theory.person import TRAITS

_UNIT: dict[str, Any] = {"minimum": 0, "maximum": 1}
MODES = [name for name, one in QUANTITIES.items() if one.stage == "mode" and f"mode_{name}" in QUANTITIES]
CONDUCT = [name for name, one in QUANTITIES.items() if one.stage == "conduct"]


def _choice(names: list[str]) -> dict[str, Any]:
    return {"enum": sorted(names)}


def _trait(name: str, **more: str) -> Any:
    """A trait of a person: its words and its range are those of the table of quantities; ``was`` is a former key."""
    one = QUANTITIES[TRAITS[name]]
    bounds: dict[str, Any] = {"minimum": one.low, "maximum": one.high, **more}
    return Field(None, description=f"{one.term[:1].upper()}{one.term[1:]}.", json_schema_extra=bounds)


class _Part(BaseModel):
    # strict: "30" is no number and true is no 1
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PersonPart(_Part):
    """One person: traits that are left out come from ``like``, else from the couple, else a secure person's."""

    name: str | None = Field(None, description="What pictures call the person. Left out: the kind of person.")
    like: str | None = Field(
        None, description="A named person to begin with (see --list).", json_schema_extra=_choice(list(PEOPLE))
    )
    inner_worth: float | None = _trait("inner_worth")
    integration: float | None = _trait("integration")
    coping: float | None = _trait("coping", was="answer")
    anxiety: float | None = _trait("anxiety")
    avoidance: float | None = _trait("avoidance")
    outside_life: float | None = _trait("outside_life")
    domain: float | None = _trait("domain")
    glory: float | None = _trait("glory")
    gains: dict[str, float] = Field(
        default_factory=dict[str, float], description="Mechanism -> how strongly it holds for this person, 0 to 1."
    )
    parameters: dict[str, float] = Field(
        default_factory=dict[str, float], description="Free parameter of the theory -> value for this person."
    )


class ConditionPart(_Part):
    """When an intervention acts between its start and its end; give ``above`` or ``below``."""

    observe: str = Field(description="Conduct (warmth), what is received of it (received_warmth), contact, days_apart.")
    above: float | None = Field(None, description="It acts while the observable is above this.")
    below: float | None = Field(None, description="It acts while the observable is below this.")


class DoseSchedulePart(_Part):
    """A dose that changes with the days since the intervention started."""

    points: list[list[float]] = Field(
        description="Pairs of day and dose, the first on day 0: [[0, 0.2], [30, 0.8]]. After the last its dose stays."
    )
    between: Literal["step", "line"] = Field(
        "step", description="step: a dose holds until the next point; line: it moves there evenly."
    )
    every: float | None = Field(None, description="After so many days it begins anew. Left out: never.")
    of: Literal["dose", "value", "retaliation", "collapse"] = Field("dose", description="Which number follows it.")


class InterventionPart(_Part):
    """What somebody does or is given."""

    name: str = Field(description="Which (see --list).", json_schema_extra=_choice([one.name for one in INTERVENTIONS]))
    who: Literal["a", "b", "both"] = Field("both", description="Who does it, or is given it.")
    start: float = Field(0.0, description="First day.", json_schema_extra={"minimum": 0})
    end: float | None = Field(None, description="First day without it. Left out: it goes on.")
    dose: float = Field(1.0, description="How fully.", json_schema_extra=_UNIT)
    dose_schedule: DoseSchedulePart | None = Field(
        None, description="A dose that changes with time, instead of the number.", json_schema_extra={"was": "course"}
    )
    adherence: float = Field(1.0, description="Share of days on which it is kept up.", json_schema_extra=_UNIT)
    when: ConditionPart | None = Field(None, description="Acts only while something observable holds.")
    mode: str | None = Field(None, description="evocation only: which schema mode.", json_schema_extra=_choice(MODES))
    conduct: str | None = Field(
        None, description="set_conduct only: which conduct.", json_schema_extra=_choice(CONDUCT)
    )
    value: float | None = Field(None, description="set_conduct only: its value.", json_schema_extra=_UNIT)
    retaliation: float | None = Field(None, description="holding_therapy only.", json_schema_extra=_UNIT)
    collapse: float | None = Field(None, description="holding_therapy only.", json_schema_extra=_UNIT)


class ScenarioFile(_Part):
    """A scenario as it stands in a file; everything may be left out but the two persons."""

    title: str = Field("", description="What the scenario is called.")
    couple: str | None = Field(
        None, description="A named couple (see --list).", json_schema_extra=_choice(list(COUPLES))
    )
    a: PersonPart | None = Field(None, description="The one partner, or what differs from the couple's.")
    b: PersonPart | None = Field(None, description="The other partner.")
    days: float = Field(730, description="How many days.", json_schema_extra={"type": "integer", "minimum": 1})
    draws: float = Field(20, description="How many runs.", json_schema_extra={"type": "integer", "minimum": 1})
    seed: float = Field(0, description="Of the noise.", json_schema_extra={"type": "integer", "minimum": 0})
    noise: bool = Field(True, description="false: nothing happens by chance, no leaving either.")
    dt: float = Field(0.25, description="Step in days; a whole number of steps makes a day.")
    show: list[str] = Field(
        default_factory=list[str], description="Quantities in the picture. Left out: image, craving, arousal, load."
    )
    without: list[str] = Field(
        default_factory=list[str], description="Mechanisms that are taken out of the theory; as a gain of 0 for both."
    )
    gains: dict[str, float] = Field(
        default_factory=dict[str, float], description="Mechanism -> how strongly it holds for both, 0 to 1."
    )
    parameters: dict[str, float] = Field(
        default_factory=dict[str, float], description="Free parameter of the theory -> value, for both."
    )
    intervention: list[InterventionPart] = Field(
        default_factory=list[InterventionPart], description="One [[intervention]] each."
    )


def scenario_json_schema() -> dict[str, Any]:
    """JSON Schema of the scenario file, for editors and for other programs."""
    schema = ScenarioFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "pairbond scenario file"
    return schema
