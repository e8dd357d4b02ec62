"""Tables as CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairbond._files import write_set

if TYPE_CHECKING:
    import pandas as pd

_STARTS_A_FORMULA = "=+-@＝＋－＠"


def csv_text(table: pd.DataFrame, *, digits: int | None = None) -> str:
    """A table as CSV, without its index; ``digits``: significant digits of numbers that are not whole.

    A text that a spreadsheet would take for a formula (a couple called ``=1+1``) gets an apostrophe before it, in
    headings too; numbers stay numbers.
    """
    safe = table.copy(deep=False)
    for at, kind in enumerate(table.dtypes):
        if kind.kind not in "biufcmM":
            safe.isetitem(at, table.iloc[:, at].astype(object).map(plain_text, na_action="ignore"))
    safe.columns = [plain_text(name) for name in table.columns]
    return safe.to_csv(index=False, float_format=None if digits is None else f"%.{digits}g", lineterminator="\n")


def plain_text(cell: Any) -> Any:
    """A cell that no spreadsheet runs: a text that begins like a formula and is no number gets an apostrophe."""
    if not isinstance(cell, str) or cell.strip()[:1] not in tuple(_STARTS_A_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def table_files(tables: Mapping[str, pd.DataFrame], folder: Path) -> dict[Path, str]:
    """The text of one CSV file a table, by where it goes, named as the table."""
    return {folder / f"{name}.csv": csv_text(table) for name, table in tables.items()}


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write :func:`table_files`, in UTF-8; they come from a diary, so nobody else may read them."""
    write_set(table_files(tables, folder), private=True)
