"""What a mapping says: which column of a diary means what, and on which scale."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pairbond.diary._answer_words import with_scale
from pairbond.diary.item_kinds import KINDS, Kind

# One column, several columns (their mean), or either of these for each partner of a
# wide file, under the partner's name.
Columns = str | list[str] | dict[str, str | list[str]]
PerPartner = str | dict[str, str]

UNIT_DAYS = {"days": 1.0, "hours": 1 / 24, "minutes": 1 / 1440, "seconds": 1 / 86400, "milliseconds": 1 / 86_400_000}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FilePart(_Part):
    """How the table is written down."""

    layout: Literal["long", "wide"] = Field(
        "long",
        description="long: one row a person and occasion. wide: one row a couple and occasion, "
        "with columns for each partner.",
    )
    separator: Literal[",", ";", "\t"] | None = Field(
        None, description="What stands between two cells. Left out: found from the header."
    )
    decimal: Literal[".", ","] | None = Field(
        None, description="Decimal mark of the numbers. Left out: found from the numbers."
    )
    encoding: str | None = Field(None, description="Text encoding. Left out: UTF-8 (or UTF-16 with its mark).")
    table: str | None = Field(None, description="Name of the data frame, if an R file holds several.")
    names_from: str | None = Field(
        None, description="If a row holds the answer to one item: the column that names the item."
    )
    values_from: str | None = Field(None, description="The column of the answers then.")
    missing: list[str | float] = Field(
        default_factory=list,
        description="Codes that mean 'not answered' in every column, beside an empty cell, NA, "
        "N/A, NaN, NULL and a single point.",
    )


class ColumnsPart(_Part):
    """Which columns say who, when and in what contact."""

    couple: str | None = Field(None, description="Couple. Left out: the file holds one couple.")
    id: str | None = Field(
        None, description="Couple and partner in one, such as 12a and 12b, instead of couple, person and role."
    )
    person: str | None = Field(None, description="Person (long files).")
    role: str | None = Field(None, description="Which of the two partners the person is (long files).")
    time: PerPartner = Field(
        description="Date, date and time, day number, or number of seconds since 1970; in a wide file, if each partner "
        "has an own one, under each partner's name."
    )
    within_day: PerPartner | None = Field(
        None,
        description="Time of day (21:30, evening) or number of the prompt on that day, if the time column has only "
        "days; or one under each partner's name.",
    )
    contact: PerPartner | None = Field(None, description="Contact on that day: together, apart or none.")
    event: PerPartner | None = Field(None, description="What happened, in free words.")


class TimePart(_Part):
    """How times are written; ISO dates need nothing of this."""

    unit: Literal["days", "hours", "minutes", "seconds", "milliseconds"] | float = Field(
        "days", description="What a step of 1 is: days, hours, minutes, seconds, milliseconds, or a number of days."
    )
    start: str | None = Field(
        None,
        description="The date that number 0 stands for, if numbers stand for moments: 1899-12-30 for days of a "
        "spreadsheet. Left out: 1970-01-01 for seconds as large as that; other numbers only count from each other.",
    )
    zone: str | None = Field(
        None, description="Time zone that leads from seconds since 1970 to the clock, such as Europe/Berlin."
    )
    offset: str | None = Field(
        None, description="Column of distances from universal time (hours, minutes or seconds) instead of a zone."
    )
    order: Literal["day-month", "month-day"] | None = Field(
        None, description="Order of day and month in dates such as 3/4/2024, if no date of the column tells."
    )

    @property
    def days(self) -> float:
        """One unit in days."""
        return UNIT_DAYS[self.unit] if isinstance(self.unit, str) else float(self.unit)


class PartnersPart(_Part):
    """What the partners are called in reports, and in which order."""

    names: list[str] = Field(
        default_factory=list,
        max_length=2,
        description="Names of the first and second partner; one name if one person writes.",
    )
    values: list[str | int] = Field(
        default_factory=list,
        max_length=2,
        description="How the role column writes them, in the same order, if not by the names.",
    )
    leave_out: list[str | int] = Field(
        default_factory=list,
        description="Values of the role (else person) column whose rows are not read, such as a third member of a "
        "family.",
    )
    distinguishable: bool | None = Field(
        None,
        description="Whether first and second mean the same role in every couple. Left out: yes "
        "for wide files and where a role column tells them apart.",
    )


class ItemPart(_Part):
    """One thing that is asked of every partner who writes."""

    name: str = Field(description="Short name: lower case letters, digits, underscores.")
    label: str = Field("", description="As shown to people. Left out: the name.")
    columns: Columns = Field(
        description="Column; or several, of which the mean of those answered is taken; or, in a "
        "wide file, either of these under each partner's name."
    )
    quantity: str = Field("", description="The field's term for what the item observes.")
    about: Literal["own", "partner"] = Field(
        "own",
        description="own: how the writer is. partner: what the writer perceives of the other.",
    )
    low: float | None = Field(None, description="Lower end of the scale as answered.")
    high: float | None = Field(None, description="Upper end of the scale as answered.")
    higher: Literal["better", "worse", "neither"] = Field(
        "neither", description="Whether a higher answer is better, worse or neither."
    )
    kind: Kind = Field("bounded", description=" ".join(f"{name}: {one.says}." for name, one in KINDS.items()))
    words: list[str | int] = Field(
        default_factory=list,
        description="If answers are words: all of them, from the lowest to the highest. The first counts as low (0 if "
        "left out), each next as 1 more. Letter case does not matter.",
    )
    missing: list[str | float] = Field(
        default_factory=list, description="Codes that mean 'not answered' in this item only."
    )
    danger: bool = Field(
        False,
        description="Whether the item asks for fear, threat, control or harm; false stops the remark that it seems to. "
        "Then say by higher which answers tell of it: worse (high ones) or better (low ones, as of safety).",
    )
    shared: bool = Field(
        False, description="Whether both partners release their answers to each other, for a page that both may read."
    )

    @model_validator(mode="before")
    @classmethod
    def _scale_of_words(cls, part: Any) -> Any:
        return with_scale(part) if isinstance(part, dict) else part


class CovariatePart(_Part):
    """A number that may explain answers but is not one: a rating before the study, a dose."""

    name: str = Field(description="Short name: lower case letters, digits, underscores.")
    columns: PerPartner = Field(description="Column; or, in a wide file, one under each partner's name.")
    missing: list[str | float] = Field(
        default_factory=list, description="Codes that mean 'not known' in this column only."
    )


class AnalysisPart(_Part):
    """What is analysed unless somebody asks otherwise."""

    items: list[str] = Field(default_factory=list, description="Names of the items to analyse. Left out: all.")


class Mapping(_Part):
    """Says for each column of a diary what it means; see the data schema in the docs."""

    title: str = Field("", description="What the diary is called. Left out: the file's name.")
    citation: str = Field("", description="Whom to cite for the data.")
    license: str = Field("", description="Under which terms the data may be passed on.")
    file: FilePart = Field(default_factory=FilePart)  # type: ignore[arg-type]
    columns: ColumnsPart
    time: TimePart = Field(default_factory=TimePart)  # type: ignore[arg-type]
    partners: PartnersPart = Field(default_factory=PartnersPart)  # type: ignore[arg-type]
    analysis: AnalysisPart = Field(default_factory=AnalysisPart)
    item: list[ItemPart] = Field(min_length=1, description="One [[item]] a thing asked.")
    covariate: list[CovariatePart] = Field(
        default_factory=list, description="One [[covariate]] a number that is not an answer."
    )


def mapping_json_schema() -> dict[str, Any]:
    """JSON Schema of the mapping file, for editors and for other programs."""
    schema = Mapping.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "pairbond mapping file"
    return schema
