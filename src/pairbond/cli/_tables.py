"""Every table of a fit and of a comparison, by name, and as CSV files."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairbond._files import write_set
from pairbond._spreadsheet import csv_text

if TYPE_CHECKING:
    from pairbond.compare import Comparison
    from pairbond.fit import Fit

FIT = (
    "parameters",
    "effects",
    "couple_effects",
    "asymmetry",
    "rates",
    "shocks",
    "levels",
    "trend",
    "weekday",
    "shared",
    "states",
    "one_step",
    "checks",
    "optima",
)
COMPARISON = ("scores", "paired", "pseudo", "by_couple", "cells")


def fit_tables(fitted: "Fit") -> dict[str, Any]:
    """The tables of a fit; one that the model does not have (no trend, say) is left out."""
    tables = {name: table for name in FIT if (table := getattr(fitted, name)) is not None}
    return {**tables, "forecast": fitted.forecast()}


def comparison_tables(comparison: "Comparison") -> dict[str, Any]:
    return {name: table for name in COMPARISON if (table := getattr(comparison, name)) is not None}


def table_files(tables: Mapping[str, Any], folder: Path) -> dict[Path, str]:
    """The text of one CSV file a table, by where it goes, named as the table."""
    return {folder / f"{name}.csv": csv_text(table) for name, table in tables.items()}


def write_tables(tables: Mapping[str, Any], folder: Path) -> None:
    """Write :func:`table_files`, in UTF-8; they come from a diary, so nobody else may read them."""
    write_set(table_files(tables, folder), private=True)
