"""What the model says would change things."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from pairbond.counterfactual._choose import NOT_DESCRIBED
from pairbond.counterfactual._model_voice import model_would
from pairbond.counterfactual.course import Course
from pairbond.counterfactual.outcomes import text_horizons
from pairbond.counterfactual.words import People, Sentence, sentences
from pairbond.errors import PairbondError, nearest
from pairbond.model import BOTH, checked_partner


@dataclass(frozen=True, eq=False, repr=False)
class WhatIf:
    """Courses of action of one couple, each compared with going on as before.

    Everything is "in the model" and conditional: on its equations, on the status staying as it is, on the course being
    kept up fully on every day. Outcomes are on [0, 1], falls are counts; time is in days since the last evening of the
    diary. No course is better than another here, nothing says whether somebody stays or leaves, and nothing is
    promised about the other person.

    Attributes
    ----------
    table : one row for each course, actor, outcome, partner (by name, or "both") and day: mean and quantiles
        (``q05`` … ``q95``) of the difference to going on as before; ``sd_aleatoric``, its spread over noise
        realisations within a draw; ``sd_epistemic``, its spread over the posterior; ``above`` and ``below``, the share
        of trajectories with a difference above and below 0. Outcomes are means over the 14 days up to ``day``;
        ``falls`` is the number of falls of either partner's image of the other until then.
    courses : what was worked out, in a fixed order.
    left_out : course -> why it was not.
    reference : going on as before: outcome, partner, day (0, 1, … ), quantiles over all trajectories.
    names : what each partner is called in sentences, in the diary's order; who does not write is "the other person".
    writers : partners who write.
    described : those of them who act and whom the sentences describe.
    has_danger_items : whether the diary asked about fear, threat, control or harm, whatever was answered.
    provenance : theory (hash), seed, days, horizons, draws, replicates, couple, last_day, status, capable (share of
        draws in which both have the capacity for an agreement of two), version, seconds.
    """

    table: pd.DataFrame
    courses: tuple[Course, ...]
    left_out: Mapping[str, str]
    reference: pd.DataFrame
    names: Mapping[str, str]
    writers: tuple[str, ...]
    described: tuple[str, ...]
    has_danger_items: bool
    provenance: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"<WhatIf: {len(self.courses)} courses of action, {len(self.left_out)} left out>"

    @property
    def horizons(self) -> tuple[int, ...]:
        """The days at which was compared."""
        return self.provenance["horizons"]

    @property
    def text_horizons(self) -> tuple[int, ...]:
        """Those of the horizons that are put into words: 180 days, if it is among them, and the last."""
        return text_horizons(self.horizons)

    @property
    def status(self) -> int:
        """Status that holds throughout: 0 together, 1 apart in contact, 2 no contact, 3 ended."""
        return self.provenance["status"]

    def only_of(self, partners: Collection[str]) -> WhatIf:
        """The same of these partners alone: they act, they and the couple are spoken of. What two do needs both.

        ``partners``: as a rule :attr:`pairbond.assess.Assessment.courses_of`,
        of whom the gate lets enough through.
        """
        for one in partners:
            checked_partner(one, tuple(self.names))
        described = tuple(p for p in self.described if p in partners)
        order = tuple(self.names)
        acting = {*described, BOTH} if len(described) > 1 else set(described)
        kept = tuple(one for one in self.courses if one.actor(order) in acting)
        names = {one.name for one in kept}
        lost = {one.name: NOT_DESCRIBED for one in self.courses if one.name not in names}
        by, about = {(one.name, one.actor(order)) for one in kept}, [BOTH, *described]
        done = [key in by for key in zip(self.table["course"], self.table["actor"], strict=True)]
        rows = self.table["partner"].isin(about) & pd.Series(done, index=self.table.index, dtype=bool)
        return replace(
            self,
            table=self.table[rows].reset_index(drop=True),
            courses=kept,
            left_out={**self.left_out, **lost},
            reference=self.reference[self.reference["partner"].isin(about)].reset_index(drop=True),
            described=described,
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The main outcomes at 180 days and at the last in plain words: of those who act, and of the couple."""
        return tuple(one for day in self.text_horizons for one in self.said(People(self.names), day))

    def model_would(self, course: str, people: People | None = None) -> str:
        """The third voice beside a course: what happens in the model, at the horizons put into words.

        ``people``: other names for the two.
        """
        kinds = [one for one in self.courses if one.name == course]
        if not kinds:
            known = dict.fromkeys(one.name for one in self.courses)
            near = f"; the nearest is {nearest(course, known)!r}" if known else ""
            raise PairbondError(f"the course {course!r} was not worked out{near}.")
        return model_would(kinds, self.own, people or People(self.names), len(self.writers) < 2, self.text_horizons)

    def said(self, people: People, day: int | None = None) -> tuple[Sentence, ...]:
        """The sentences at one of the horizons, with other names for the two."""
        at = self.horizons[-1] if day is None else day
        return sentences(self.own, self.courses, people, one_writer=len(self.writers) < 2, day=at)

    @cached_property
    def own(self) -> pd.DataFrame:
        """Rows of the table about those who act and who write, and about the couple."""
        if self.table.empty:
            return self.table
        table = self.table
        acts = (table["actor"] == BOTH) | (table["actor"] == table["partner"]) | (table["partner"] == BOTH)
        return table[acts & table["partner"].isin([BOTH, *self.described])].reset_index(drop=True)
