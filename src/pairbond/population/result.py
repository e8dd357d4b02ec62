"""What came of a population: tidy tables, and what a demographer would read from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pairbond._files import write_files
from pairbond._spreadsheet import csv_text
from pairbond.population import summary
from pairbond.population.people import CHILDHOOD, NOBODY, People
from pairbond.population.protocol import YEAR, Protocol
from pairbond.population.relationships import AT_MEETING, Relationships
from pairbond.theory import Theory

_TRAITS = {
    "inner_worth_0": "inner_worth",
    "integration_0": "integration",
    "coping": "coping",
    "anxiety": "anxiety",
    "avoidance": "avoidance",
}


@dataclass(frozen=True, eq=False, repr=False)
class Population:
    """People, relationships and years of one run.

    Attributes
    ----------
    people : one row a person ever born: childhood, traits on coming of age, how it went. Years are years of age, or
        since the beginning where the name says ``year``; ``…_now`` is at the end of the run or of life.
    relationships : one row a relationship; partners ``a`` and ``b`` are rows of ``people``. What ends with ``_a`` or
        ``_b`` is of that partner at meeting, but for ``left_…`` (who left last) and ``attempts_…``.
    years : one row a year: adults alive, how many are paired, means of their states, and what happened in it.
    protocol, theory, seed, span : what it was run with; ``span`` in years.
    """

    people: pd.DataFrame
    relationships: pd.DataFrame
    years: pd.DataFrame
    protocol: Protocol
    theory: Theory
    seed: int
    span: float

    def __repr__(self) -> str:
        return f"<Population of {len(self.people)} people over {self.span:g} years, seed {self.seed}>"

    @classmethod
    def of(
        cls,
        people: People,
        relationships: Relationships,
        noted: Sequence[dict[str, float]],
        protocol: Protocol,
        theory: Theory,
        seed: int,
        span: float,
    ) -> Population:
        """The tables of a run that is over."""
        persons, pairs = _people(people), _relationships(relationships, people)
        return cls(persons, pairs, _years(noted, persons, pairs), protocol, theory, seed, span)

    def summary(self) -> pd.DataFrame:
        """Measures: columns ``topic``, ``measure``, ``value``, ``unit`` and ``of``, how many it is told of."""
        return summary.of(self.people, self.relationships, self.years, self.span)

    def survival(self, years: Sequence[float] = (1, 5, 10, 20)) -> pd.Series:
        """Share of relationships that have not been ended by a separation after so many years (Kaplan & Meier)."""
        return summary.survival(self.relationships, self.span, years)

    def write(self, folder: str | Path) -> list[Path]:
        """``people.csv``, ``relationships.csv``, ``years.csv``, ``summary.csv`` and ``protocol.csv`` in a folder."""
        return write_files(folder, self.files(), private=False)

    def files(self) -> dict[str, str]:
        """The text of each file that :meth:`write` writes, by its name."""
        rules = Protocol.table().assign(value=lambda t: [getattr(self.protocol, name) for name in t["name"]])
        tables = {
            "people": self.people,
            "relationships": self.relationships,
            "years": self.years,
            "summary": self.summary(),
            "protocol": rules,
        }
        return {f"{name}.csv": csv_text(table, digits=7) for name, table in tables.items()}


def _people(people: People) -> pd.DataFrame:
    born = people["born"]
    found: dict[str, Any] = {
        "person": np.arange(len(people)),
        "generation": people["generation"],
        "parent_a": _or_missing(people["parent_a"]),
        "parent_b": _or_missing(people["parent_b"]),
        "born_year": born / YEAR,
        "adult": people["adult"],
        "died_age": (people["died"] - born) / YEAR,
        "first_paired_age": (people["first_paired"] - born) / YEAR,
        "relationships": people["relationships"],
        "children": people["children"],
        "in_relationship": (people["relationship"] != NOBODY) & np.isnan(people["died"]),
        "supported": people["supported"],
        "help_sought": people["help_sought"],
        "help_dropped": people["help_dropped"],
        "help_finished": people["help_finished"],
        **{f"childhood_{name}": people[name] for name in CHILDHOOD},
        **{name: people.params[row] for row, name in _TRAITS.items()},
        **{f"{name}_now": x for name, x in people.state.items()},
    }
    return pd.DataFrame(found)


def _relationships(relationships: Relationships, people: People) -> pd.DataFrame:
    a, b = relationships["a"], relationships["b"]
    begun, ended = relationships["begun"], relationships["ended"]
    found: dict[str, Any] = {
        "relationship": np.arange(len(relationships)),
        "a": a,
        "b": b,
        "number_a": _number(a, b)[0],
        "number_b": _number(a, b)[1],
        "begun_year": begun / YEAR,
        "ended_year": ended / YEAR,
        "years": (ended - begun) / YEAR,
        "years_together": relationships["days_together"] / YEAR,
        "ended_by_death": relationships["death"],
        "left_a": relationships["left_a"] > 0.5,
        "left_b": relationships["left_b"] > 0.5,
        "attempts_a": relationships["attempts_a"].astype(int),
        "attempts_b": relationships["attempts_b"].astype(int),
        "returns": relationships["returns"].astype(int),
        "children": relationships["children"],
        "age_a": (begun - people["born"][a]) / YEAR,
        "age_b": (begun - people["born"][b]) / YEAR,
        **{f"{name}_{who}": relationships[f"{name}_{who}"] for name in AT_MEETING for who in "ab"},
    }
    return pd.DataFrame(found)


def _number(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Which relationship of theirs it is to each partner, from 1; ``[2, n]``."""
    who = np.stack([a, b], axis=1).ravel()  # in the order in which they begin
    return (pd.Series(who).groupby(who).cumcount().to_numpy() + 1).reshape(-1, 2).T


def _years(noted: Sequence[dict[str, float]], people: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    found = pd.DataFrame(noted)
    if len(found) > 1 and found["year"].iloc[-1] - found["year"].iloc[-2] < 0.5:
        found = found.drop(index=len(found) - 2).reset_index(drop=True)
    edges = np.append(found["year"].to_numpy(), np.inf)
    separated = pairs["ended_year"][~pairs["ended_by_death"]]
    died = people["born_year"] + people["died_age"]
    happened = {"begun": pairs["begun_year"], "separated": separated, "born": people["born_year"], "died": died}
    for name, when in happened.items():
        found[name] = np.histogram(when.dropna(), edges)[0]
    return found


def _or_missing(places: np.ndarray) -> pd.Series:
    found = pd.Series(places, dtype="Int64")
    return found.mask(found == NOBODY)
