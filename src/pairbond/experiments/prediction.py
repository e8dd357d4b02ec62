"""What a claim predicts: one TOML file a claim, written before anything is run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pairbond._toml import TomlError, read_toml
from pairbond.errors import PairbondError
from pairbond.theory import COUPLES, Theory

FOLDER = Path(__file__).parent / "records" / "claims"
SCHEMA_URL = "https://json-schema.org/draft/2020-12/schema"
Essay = Literal["S0", "S1", "S2", "S3", "S4"]
Comparison = Literal[">", ">=", "<", "<=", "==", "rises", "falls"]


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


class Prediction(_Part):
    """A claim and what would show it, stated beforehand."""

    id: str = Field(pattern="^[A-L][1-9][0-9]?$")
    version: int = Field(ge=1, description="One more with every change of a threshold.")
    part: int = Field(ge=1, le=2)
    priority: int | None = Field(None, ge=1, le=3, description="Of part 2: 3 must be asked, 2 should, 1 may.")
    essays: list[Essay] = Field(min_length=1)
    basis: Literal["said", "implied", "added"] = Field(description="Of the essays, or added from elsewhere.")
    added: str | None = Field(None, description="What goes beyond the essays.")
    sentence: str
    observable: str = Field(description="What is measured, on whom, when.")
    runs: int = Field(1, ge=1, description="Runs with noise and chance; 1: without.")
    departs: str | None = Field(None, description="Where the experiment departs from the specification, and why.")
    changed: list[str] = Field(
        default_factory=list[str], description="Of each version after the first: what was otherwise before, and why."
    )
    no_knock_out: str | None = Field(None, description="Why the theory has no switch for it.")
    effect: Effect
    holds: list[Check] = Field(min_length=1)
    control: list[Control] = Field(min_length=1)
    knock_out: list[KnockOut] = Field(default_factory=list[KnockOut])
    course: list[CourseEffect] = Field(
        default_factory=list[CourseEffect], description="Courses of action that the claim is about, and their signs."
    )

    @model_validator(mode="after")
    def _whole(self) -> Prediction:
        if bool(self.knock_out) == bool(self.no_knock_out):
            raise ValueError("it needs either a [[knock_out]] or no_knock_out, the reason why there is none")
        if (self.basis == "added") != bool(self.added):
            raise ValueError("added has to say what goes beyond the essays, where basis is 'added', and only there")
        if (self.part == 2) != (self.priority is not None):
            raise ValueError("priority, 1 to 3, has to be said of a claim of part 2, and only there")
        if len(self.changed) != self.version - 1:
            raise ValueError(f"version {self.version} has to say in `changed` what changed, once a version")
        return self

    @property
    def numbers(self) -> frozenset[str]:
        """What the experiment must give."""
        checks = [*self.holds, *self.control]
        return frozenset({self.effect.number, *(x.number for x in checks), *(x.of for x in checks if x.of)})


def read(path: Path) -> Prediction:
    """One prediction from its file.

    Raises
    ------
    PairbondError : in one sentence, what is wrong in the file.
    """
    try:
        told: Mapping[str, Any] = read_toml(path)
    except TomlError as error:
        raise PairbondError(error.at(path.name)) from None
    try:
        found = Prediction.model_validate(dict(told))
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(x) for x in fault["loc"]) or "the file"
        raise PairbondError(f"{path.name}: {where}: {fault['msg'].removeprefix('Value error, ')}.") from None
    if found.id != path.stem:
        raise PairbondError(f"{path.name} holds the claim {found.id!r}; its name should be {found.id}.toml.")
    _known(path.name, found)
    return found


def _known(file: str, found: Prediction) -> None:
    """A knock-out and a course name what the theory has."""
    from pairbond.theory._names import nearest

    theory = _theory()
    for one in found.course:
        for what, name, among in (("quantity", one.quantity, theory.quantities), ("couple", one.couple, COUPLES)):
            if name not in among:
                raise PairbondError(
                    f"{file}: there is no {what} {name!r} for a course to be about; the nearest is "
                    f"{nearest(name, among)!r}."
                )
    for one in found.knock_out:
        for name, among in (*((x, theory.mechanisms) for x in one.mechanisms), *((x, theory.constants) for x in
                            one.constants)):  # fmt: skip
            if name not in among:
                raise PairbondError(
                    f"{file}: the theory has no {name!r} to knock out; the nearest is {nearest(name, among)!r}."
                )


@cache
def _theory() -> Theory:
    return Theory()


@cache
def predictions() -> Mapping[str, Prediction]:
    """Every prediction by the id of its claim, A1 to K2 with those of part 2 among them.

    Examples
    --------
    >>> predictions()["G1"].effect.number
    'cycles'
    """
    files = sorted(FOLDER.glob("*.toml"), key=lambda x: (x.stem[0], int(x.stem[1:])))
    return {path.stem: read(path) for path in files}


def schema() -> dict[str, Any]:
    """The JSON Schema of a prediction's file."""
    return {"$schema": SCHEMA_URL, "title": "Prediction of a claim", **Prediction.model_json_schema(by_alias=True)}
