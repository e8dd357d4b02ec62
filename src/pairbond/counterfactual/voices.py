"""What others say of a course of action: essays, and published studies.

The third voice, what happens in the model, is worked out for each diary and never written down.
"""

from __future__ import annotations

from dataclasses import dataclass

from pairbond.errors import PairbondError

ESSAYS = {
    "S0": "on soulmates who become cellmates",
    "S1": "on the bond as an addiction",
    "S2": "on waiting for the other to heal",
    "S3": "on what such a bond does to both",
    "S4": "on moving towards interdependence",
}
STRENGTHS = {
    "strong": "trials or many studies of this very course",
    "moderate": "one good study of this course, or many of something close to it",
    "weak": "one study of something close to it, or of other people",
}
NONE_KNOWN = "no study we know"


@dataclass(frozen=True)
class EssayVoice:
    """What an essay says of a course, in our words. ``essay``: S0 to S4."""

    essay: str
    says: str

    def __post_init__(self) -> None:
        if self.essay not in ESSAYS or not self.says.strip():
            raise PairbondError(f"an essay is one of {', '.join(ESSAYS)} and says something; this is {self.essay!r}.")

    def __str__(self) -> str:
        return f"An essay {ESSAYS[self.essay]} ({self.essay}) says: {self.says}"


@dataclass(frozen=True)
class Study:
    """What a published study found, as its abstract tells it.

    Attributes
    ----------
    found : in plain words.
    strength : "strong", "moderate" or "weak": how far it speaks for this course (:data:`STRENGTHS`).
    design : what kind of study, of how many and of whom; and what it is not about.
    source : authors, year, and where it is to be found.
    """

    found: str
    strength: str
    design: str
    source: str

    def __post_init__(self) -> None:
        if self.strength not in STRENGTHS:
            raise PairbondError(f"the strength of a study is one of {', '.join(STRENGTHS)}; not {self.strength!r}.")
        if not (self.found.strip() and self.design.strip() and self.source.strip()):
            raise PairbondError("a study has something that it found, a design and a source.")

    def __str__(self) -> str:
        return f"{self.found} ({self.strength} evidence: {self.design}; {self.source})"


@dataclass(frozen=True)
class Voices:
    """What essays say and what studies found; no studies means that none is known to us, not that none was looked for.

    Examples
    --------
    >>> one = Voices((EssayVoice("S4", "mend quickly."),), studies=())
    >>> one.studies_found
    'Studies found: no study we know.'
    """

    essays: tuple[EssayVoice, ...]
    studies: tuple[Study, ...]

    def __post_init__(self) -> None:
        if not self.essays:
            raise PairbondError("a course is offered only if an essay says something about it; name at least one.")

    @property
    def essays_say(self) -> str:
        """The first voice, whole sentences."""
        return " ".join(map(str, self.essays))

    @property
    def studies_found(self) -> str:
        """The second voice, one sentence."""
        return f"Studies found: {'; '.join(map(str, self.studies)) or NONE_KNOWN}."
