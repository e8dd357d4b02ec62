"""A saved fit read again: everything in it is checked before anything is made of it."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from pairbond._files import reason
from pairbond.diary import Diary, Item, ReadingNote, Source
from pairbond.errors import PairbondError, shown
from pairbond.inference._random_effects_covariance import names_of
from pairbond.inference._spec import METHODS, Spec
from pairbond.inference._store import FORMAT, PARTS, TEXTS
from pairbond.inference.linear_model import choice
from pairbond.inference.posterior import Posterior
from pairbond.inference.result import Fit

T = TypeVar("T")
MOST_BYTES = 1_000_000_000  # unpacked
CONTACTS = ("together", "apart", "none", "")
OPTIMA: dict[str, type] = {"value": float, "gap": float, "iterations": int}
LINEAR_OPTIMA = {"start": int, **OPTIMA, "distance": float}
LINEAR_ARRAYS = ("draws_shared", "draws_spread", "draws_phi", "mode_shared", "mode_spread", "mode_own")
YES_OR_NO = {"True": True, "False": False}


class NoFit(Exception):
    """Why a file is no fit, to be put into a sentence with its name."""


@dataclass(frozen=True)
class DiaryPart:
    """The diary of a saved fit, without its rows."""

    title: str
    partners: tuple[str, ...]
    distinguishable: bool
    covariates: tuple[str, ...]
    has_dates: bool
    items: tuple[Item, ...]
    available: tuple[Item, ...]
    source: Source
    notes: tuple[str, ...]
    reading: tuple[ReadingNote, ...]


@dataclass(frozen=True)
class About:
    """What every saved fit says of itself."""

    diagnostics: dict[str, Any]
    timing: dict[str, Any]
    diary: DiaryPart
    version: str


@dataclass(frozen=True)
class _Linear(About):
    spec: Spec


def load(path: Path) -> Fit:
    """Raises ``PairbondError``, in one sentence, for whatever :meth:`Fit.save` did not write."""
    try:
        parts = unpacked(path)
        about = about_in(parts["fit.json"], _Linear)
        frame = frame_in(parts["diary.csv"], about.diary)
        diary = Diary(frame=frame, **vars(about.diary))
        arrays = arrays_in(parts["arrays.npz"], LINEAR_ARRAYS)
        _check_shapes(arrays, about.spec, diary)
        optima = optima_in(parts["optima.csv"], LINEAR_OPTIMA, ("converged", "reported"))
        names = names_of(about.spec.layout(diary))
        return Fit(diary, about.spec, posterior_in(arrays, names, optima, about, about.spec.seed))
    except NoFit as why:
        raise PairbondError(f"{shown(path.name)} is not a fit that pairbond saved: {why}.") from None


def posterior_in(
    arrays: dict[str, NDArray[np.float64]],
    names: dict[str, tuple[str, ...]],
    optima: pd.DataFrame,
    about: About,
    seed: int,
) -> Posterior:
    """The posterior of a saved fit, from arrays that were checked."""
    draws, mode = (
        {k.removeprefix(block): v for k, v in arrays.items() if k.startswith(block)} for block in ("draws_", "mode_")
    )
    return Posterior(draws, names, mode, optima, about.diagnostics, about.timing, seed, about.version)


def unpacked(path: Path) -> dict[str, bytes]:
    """The parts of a saved fit by name."""
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {one.filename: one.file_size for one in packed.infolist()}
            missing = [name for name in PARTS if name not in sizes]
            if missing:
                raise NoFit(f"it holds no {missing[0]}")
            whole = sum(sizes[name] for name in PARTS)
            if whole > MOST_BYTES:
                raise NoFit(f"unpacked it has {whole / 1e9:.1f} GB; up to {MOST_BYTES / 1e9:g} GB are read")
            return {name: packed.read(name) for name in PARTS}
    except FileNotFoundError:
        raise PairbondError(f"There is no file {shown(path, most=200)}.") from None
    except zipfile.BadZipFile as error:
        raise NoFit(f"it is damaged ({_said(error)})") from None
    except OSError as error:
        raise PairbondError(f"{shown(path, most=200)} cannot be read ({reason(error)}).") from None
    except (zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise NoFit(f"it is damaged ({_said(error)})") from None


def about_in(raw: bytes, kind: type[T]) -> T:
    """What a saved fit says of itself, checked."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise NoFit(f"fit.json is no JSON ({_said(error)})") from None
    if not isinstance(found, dict) or "format" not in found:
        raise NoFit("fit.json does not say its format")
    if found["format"] != FORMAT:
        raise NoFit(f"it has format {shown(found['format'])}; this version of pairbond reads format {FORMAT}")
    try:
        return TypeAdapter(kind).validate_python(found)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise NoFit(f"{shown(where)} in fit.json: {shown(fault['msg'].lower())}") from None
    except PairbondError as error:
        raise NoFit(f"its settings are not legal: {str(error).rstrip('.')}") from None
    except RecursionError:
        raise NoFit("fit.json is nested too deep") from None


def _csv(raw: bytes, name: str) -> pd.DataFrame:
    """Cells as they were written: no word means that nothing is there, as ``n/a`` does elsewhere."""
    try:
        return pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False, na_filter=False)
    except (ValueError, MemoryError) as error:  # pandas' own errors, and bytes that are no text, are ValueErrors
        raise NoFit(f"{name} is no table ({_said(error)})") from None


def frame_in(raw: bytes, diary: DiaryPart) -> pd.DataFrame:
    """The rows of the diary, checked."""
    frame = _csv(raw, "diary.csv")
    numbers = [*(item.name for item in diary.available), *diary.covariates]
    wanted = [*TEXTS, "time", "date", *numbers]
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise NoFit(f"diary.csv has no column {shown(missing[0])}")
    if frame.empty:
        raise NoFit("diary.csv has no rows")
    extra = [name for name in frame.columns if name not in wanted]
    if extra:
        raise NoFit(f"diary.csv has a column {shown(extra[0])} that is no item of fit.json")
    for name in ("time", *numbers):
        frame[name] = _numbers(frame, name, float)  # exactly what was written, which read_csv does not promise
    if not np.isfinite(frame["time"]).all():
        raise NoFit("diary.csv has a time that is no finite number")
    if not frame["partner"].isin(diary.partners).all():
        raise NoFit("diary.csv has a partner that fit.json does not name")
    odd = frame.loc[~frame["contact"].isin(CONTACTS), "contact"]
    if len(odd):
        raise NoFit(f"contact in row {odd.index[0] + 2} of diary.csv is {shown(odd.iloc[0])}")
    try:
        frame["date"] = pd.to_datetime(frame["date"], format="ISO8601")
    except (ValueError, OverflowError):
        raise NoFit("diary.csv has a date that is none") from None
    return frame


def _numbers(frame: pd.DataFrame, name: str, kind: type) -> list[Any]:
    found = []
    for row, cell in enumerate(frame[name], start=2):
        try:
            found.append(float("nan") if cell == "" and kind is float else kind(cell))
        except (ValueError, OverflowError):
            what = "number" if kind is float else "whole number"
            raise NoFit(f"{shown(name)} in row {row} is {shown(cell)}, which is no {what}") from None
    return found


def optima_in(raw: bytes, numbers: dict[str, type], switches: tuple[str, ...]) -> pd.DataFrame:
    """The table of starts, its columns checked."""
    table = _csv(raw, "optima.csv")
    for name, kind in numbers.items():
        if name not in table.columns:
            raise NoFit(f"optima.csv has no column {name}")
        table[name] = _numbers(table, name, kind)
    for name in switches:
        if name not in table.columns or not table[name].isin(YES_OR_NO).all():
            raise NoFit(f"{name} in optima.csv is not True or False throughout")
        table[name] = table[name].map(YES_OR_NO).astype(bool)
    return table


def arrays_in(raw: bytes, wanted: tuple[str, ...]) -> dict[str, NDArray[np.float64]]:
    """The arrays ``wanted``, and others, all of numbers."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            whole = sum(one.file_size for one in packed.infolist())
        if whole > MOST_BYTES:
            raise NoFit(f"unpacked its arrays have {whole / 1e9:.1f} GB; up to {MOST_BYTES / 1e9:g} GB are read")
        with np.load(io.BytesIO(raw), allow_pickle=False) as found:
            arrays = {str(name): found[name] for name in found.files}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError,
            SyntaxError, TypeError, MemoryError, KeyError, AttributeError) as error:  # fmt: skip
        raise NoFit(f"its arrays are damaged ({_said(error)})") from None
    for name in wanted:
        if name not in arrays:
            raise NoFit(f"the array {name} is missing")
    for name, array in arrays.items():
        if not isinstance(array, np.ndarray) or array.dtype != np.float64:
            raise NoFit(f"the array {shown(name)} holds something else than numbers")
    return arrays


def _check_shapes(arrays: dict[str, NDArray[np.float64]], spec: Spec, diary: Diary) -> None:
    """The arrays belong to this model of this diary."""
    known = {item.name for item in diary.available}
    if not spec.items or not set(spec.items) <= known:
        raise NoFit("it was fitted to items that its diary does not have")
    try:
        _check_settings(spec)
        laid = spec.layout(diary)
    except PairbondError as error:
        raise NoFit(f"its settings are not legal: {str(error).rstrip('.')}") from None
    couples, shared, spread = len(diary.couples), laid.tie.shape[1], len(arrays["mode_spread"].ravel())
    draws = len(np.atleast_1d(arrays["draws_shared"]))
    wanted = {
        "mode_shared": (shared,),
        "mode_spread": (spread,),
        "draws_shared": (draws, shared),
        "draws_spread": (draws, spread),
        "draws_phi": (draws, couples, laid.size),
    }
    for name, shape in wanted.items():
        if arrays[name].shape != shape:
            raise NoFit(f"the array {name} has shape {arrays[name].shape}, but the model needs {shape}")
    if arrays["mode_own"].ndim != 2 or len(arrays["mode_own"]) != couples:
        raise NoFit(f"the array mode_own has shape {arrays['mode_own'].shape}, but there are {couples} couples")


def _check_settings(spec: Spec) -> None:
    choice("method", spec.method, METHODS)
    for name in ("clock", "random", "measurement_error", "weekday"):
        if getattr(spec.model, name) is None:
            raise PairbondError(f"its model leaves {'kind' if name == 'clock' else name} open")
    if not 0 < spec.unit < np.inf:
        raise PairbondError(f"unit is {spec.unit:g}")


def _said(error: BaseException) -> str:
    """The first line of what a library says."""
    return shown((str(error).strip().splitlines() or [type(error).__name__])[0].rstrip("."))
