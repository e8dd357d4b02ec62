"""A fit on disk: a zip of JSON, CSV and NumPy arrays."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pairbond._files import write_file
from pairbond.data import Diary, Item, Source
from pairbond.errors import PairbondError
from pairbond.fit._spec import Spec

if TYPE_CHECKING:
    from pairbond.fit.result import Fit

FORMAT = 1


def save(fit: Fit, path: Path) -> Path:
    """Write the fit, for nobody else to read: the diary is in it."""
    diary = fit.diary
    about = {
        "format": FORMAT,
        "spec": asdict(fit.spec),
        "diagnostics": fit.diagnostics,
        "timing": fit.timing,
        "diary": {
            "title": diary.title,
            "partners": diary.partners,
            "distinguishable": diary.distinguishable,
            "covariates": diary.covariates,
            "has_dates": diary.has_dates,
            "items": [asdict(i) for i in diary.items],
            "available": [asdict(i) for i in diary.available],
            "source": asdict(diary.source),
            "notes": diary.notes,
        },
    }
    arrays = {f"draws_{k}": v for k, v in fit.draws.items()}
    arrays |= {"mode_shared": fit.mode_shared, "mode_spread": fit.mode_spread, "mode_own": fit.mode_own}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("fit.json", json.dumps(about, indent=1))
        z.writestr("diary.csv", diary.frame.to_csv(index=False))
        z.writestr("optima.csv", fit.optima.to_csv(index=False))
        z.writestr("arrays.npz", buffer.getvalue())
    return write_file(path, whole.getvalue(), private=True)


def load(path: Path) -> Fit:
    from pairbond.fit.result import Fit

    try:
        with zipfile.ZipFile(path) as z:
            about = json.loads(z.read("fit.json"))
            frame = pd.read_csv(io.BytesIO(z.read("diary.csv")), dtype=str)
            optima = pd.read_csv(io.BytesIO(z.read("optima.csv")), keep_default_na=False)
            with np.load(io.BytesIO(z.read("arrays.npz")), allow_pickle=False) as npz:
                arrays = dict(npz)
    except FileNotFoundError:
        raise PairbondError(f"There is no file {path}.") from None
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError):
        raise PairbondError(f"{path} is not a fit that pairbond saved.") from None
    if about["format"] != FORMAT:
        raise PairbondError(f"{path} has format {about['format']}; this version of pairbond reads format {FORMAT}.")
    for name in frame.columns.difference(["couple", "person", "date", "contact", "event"]):
        frame[name] = [float(x) for x in frame[name]]  # exactly what was written, which read_csv does not promise
    frame["partner"] = frame["partner"].astype(int)
    for name in ("contact", "event"):
        frame[name] = frame[name].fillna("")
    frame["date"] = pd.to_datetime(frame["date"])
    return Fit(
        diary=_diary(about["diary"], frame),
        spec=Spec(**{k: tuple(v) if isinstance(v, list) else v for k, v in about["spec"].items()}),
        draws={k.removeprefix("draws_"): v for k, v in arrays.items() if k.startswith("draws_")},
        mode_shared=arrays["mode_shared"],
        mode_spread=arrays["mode_spread"],
        mode_own=arrays["mode_own"],
        optima=optima,
        diagnostics=about["diagnostics"],
        timing=about["timing"],
    )


def _diary(about: dict[str, Any], frame: pd.DataFrame) -> Diary:
    def items(rows: list[dict[str, Any]]) -> tuple[Item, ...]:
        return tuple(Item(**{**row, "columns": tuple(row["columns"])}) for row in rows)

    source = {k: tuple(v) if isinstance(v, list) else v for k, v in about["source"].items()}
    return Diary(
        title=about["title"],
        frame=frame,
        items=items(about["items"]),
        partners=tuple(about["partners"]),
        distinguishable=about["distinguishable"],
        covariates=tuple(about["covariates"]),
        has_dates=about["has_dates"],
        source=Source(**source),
        available=items(about["available"]),
        notes=tuple(about["notes"]),
    )
