"""SPSS, SAS, Stata and R files, read with the packages of the extra ``pairbond[files]``."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pairbond.diary._frame_columns import table_from_frame
from pairbond.diary._r_times import r_dates, r_moments
from pairbond.diary._unpacked import check_spss_size, check_unpacked_size
from pairbond.diary.faults import DiaryError, fault, listing, nearest_name
from pairbond.diary.table import Table
from pairbond.errors import PairbondError

# What pyreadstat reads: the kind of file as people call it, and the function that reads it.
STATISTICS = {
    ".sav": ("an SPSS file", "read_sav"),
    ".zsav": ("an SPSS file", "read_sav"),
    ".por": ("an SPSS file", "read_por"),
    ".sas7bdat": ("a SAS file", "read_sas7bdat"),
    ".xpt": ("a SAS transport file", "read_xport"),
    ".dta": ("a Stata file", "read_dta"),
}
R = (".rda", ".rdata", ".rds")


def read_foreign_table(path: Path, table: str | None = None) -> Table:
    """Read an SPSS, SAS, Stata or R file.

    Numbers stay numbers, value labels are not used, and codes that SPSS holds as
    user-missing are empty. ``table`` names the data frame of an R file that has several.
    Raises :class:`DiaryError`, or :class:`PairbondError` if the extra is not installed.
    """
    check_spss_size(path)
    check_unpacked_size(path)
    frame = _statistics(path) if path.suffix.lower() in STATISTICS else _r(path, table)
    if frame.empty:
        raise DiaryError([fault("header-only", path.name, "there are columns, but no rows.")])
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return table_from_frame(frame, path.name, sha256)


def _statistics(path: Path) -> pd.DataFrame:
    what, reader = STATISTICS[path.suffix.lower()]
    try:
        import pyreadstat
    except ImportError:
        raise _no_extra(path, what, "pyreadstat") from None
    try:
        frame: Any = getattr(pyreadstat, reader)(str(path), output_format="pandas")[0]
    except Exception as error:  # the library's errors have no common base
        raise DiaryError([_damaged(path, what, error)]) from None
    return frame


def _r(path: Path, table: str | None) -> pd.DataFrame:
    try:
        import rdata
    except ImportError:
        raise _no_extra(path, "an R file", "rdata") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = rdata.read_rds if path.suffix.lower() == ".rds" else rdata.read_rda
            classes = {**rdata.conversion.DEFAULT_CLASS_MAP, "Date": r_dates, "POSIXct": r_moments}
            found: Any = read(str(path), constructor_dict=classes)
    except Exception as error:  # any part of a damaged file may fail in its own way
        raise DiaryError([_damaged(path, "an R file", error)]) from None
    objects = found if isinstance(found, dict) else {path.stem: found}
    frames = {name: value for name, value in objects.items() if isinstance(value, pd.DataFrame)}
    if not frames:
        raise DiaryError([fault("no-table", path.name, "the file holds no data frame, only other R objects.")])
    if table is None and len(frames) > 1:
        raise DiaryError(
            [
                fault(
                    "several-tables",
                    path.name,
                    f"the file holds the data frames {listing(frames)}; name one as table under [file].",
                )
            ]
        )
    name = table or next(iter(frames))
    if name not in frames:
        near = nearest_name(name, frames)
        hint = f"the nearest is {near}" if near else f"there are {listing(frames)}"
        raise DiaryError(
            [
                fault(
                    "no-such-table",
                    path.name,
                    f"there is no data frame {name}; {hint}.",
                    value=name,
                    nearest=near,
                )
            ]
        )
    return frames[name].map(_plain)


def _plain(cell: object) -> object:
    return np.nan if cell is None else cell


def _no_extra(path: Path, what: str, package: str) -> PairbondError:
    return PairbondError(f"{path.name} is {what}; to read it, install {package} with: pip install 'pairbond[files]'.")


def _damaged(path: Path, what: str, error: Exception) -> Any:
    said = str(error).strip().splitlines()
    reason = f" ({said[0].rstrip('.')})" if said else ""
    return fault("damaged-file", path.name, f"the file cannot be read as {what}{reason}.")
