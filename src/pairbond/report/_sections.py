"""What a section of the page is made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from pairbond.plots import Figure


@dataclass(frozen=True)
class Words:
    """A paragraph, with its numbers in small type under it.

    ``finding``: a finding (True), the absence of one (False), or plain prose (None). ``under``: of a statement in a
    list, what stands indented below it.
    """

    text: str
    finding: bool | None = None
    numbers: str = ""
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Numbers under the words: folded away on a screen; on paper open, if they are short.

    ``frame`` goes into the CSV file; ``shown``, if given, is what the page prints; ``printed``: whether the page has it
    at all; ``unfolded``: stands open on a screen too.
    """

    title: str
    frame: pd.DataFrame
    shown: pd.DataFrame | None = None
    printed: bool = True
    unfolded: bool = False


@dataclass(frozen=True)
class Section:
    """One idea: its heading, plain words, pictures, and the numbers under them.

    Attributes
    ----------
    key : anchor in the page.
    title : heading.
    words : paragraphs before the pictures.
    figures : pictures, each with its own numbers.
    points : short statements shown as a list after the pictures.
    notes : (heading, paragraphs) folded away.
    tables : numbers that no picture shows.
    """

    key: str
    title: str
    words: tuple[Words, ...] = ()
    figures: tuple[Figure, ...] = ()
    points: tuple[Words, ...] = ()
    points_title: str = ""
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[tuple[str, str], ...] = field(default=())


def nameless(section: Section) -> Section:
    """The section with no couple's or person's number in its files: who may read the page knows whom it is about."""

    def without(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.drop(columns=[name for name in ("couple", "person") if name in frame])

    return replace(
        section,
        figures=tuple(replace(figure, numbers=without(figure.numbers)) for figure in section.figures),
        tables=tuple(replace(table, frame=without(table.frame)) for table in section.tables),
    )
