"""A pandas table as the plain columns that the checks work on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pairbond.diary.faults import DiaryError, fault
from pairbond.diary.table import Table


def table_from_frame(frame: pd.DataFrame, file: str, sha256: str = "") -> Table:
    """A table of a data frame; rows are counted as in a spreadsheet (first is 2)."""
    names = [str(name) for name in frame.columns]
    for name in names:
        if names.count(name) > 1:
            raise DiaryError([fault("column-twice", file, f"two columns are called {name}.", value=name)])
    columns = {name: _cells(frame.iloc[:, at]) for at, name in enumerate(names)}
    return Table(file, columns, np.arange(2, len(frame) + 2), sha256)


def _cells(column: pd.Series) -> np.ndarray:
    kind = column.dtype
    if pd.api.types.is_bool_dtype(kind) or pd.api.types.is_numeric_dtype(kind):
        return column.to_numpy(dtype=float, na_value=np.nan)
    if pd.api.types.is_datetime64_dtype(kind):
        return column.to_numpy(dtype="datetime64[us]")
    gone = column.isna().to_numpy()
    return np.array(
        ["" if no else _text(cell) for cell, no in zip(column.tolist(), gone, strict=True)],
        dtype=object,
    )


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return str(cell).strip()
