"""A fit written to disk: a zip of JSON, CSV and NumPy arrays; ``_load.py`` reads it again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pairbond._files import write_file

if TYPE_CHECKING:
    from pairbond.diary import Diary
    from pairbond.inference.posterior import Posterior
    from pairbond.inference.result import Fit

FORMAT = 3
PARTS = ("fit.json", "diary.csv", "optima.csv", "arrays.npz")
TEXTS = ("couple", "person", "partner", "contact", "event")  # columns of a diary that are not numbers


def save(fit: Fit, path: Path) -> Path:
    """Write the fit, for nobody else to read: the diary is in it."""
    return write_file(path, to_bytes(fit), private=True)


def to_bytes(fit: Fit) -> bytes:
    """The zip, with the diary in it."""
    return packed({"spec": asdict(fit.spec)}, fit.diary, fit.posterior)


def packed(about: dict[str, Any], diary: Diary, posterior: Posterior) -> bytes:
    """A fit as a zip: what it is ``about``, its diary, and its posterior."""
    about = about | {
        "format": FORMAT,
        "diagnostics": posterior.diagnostics,
        "timing": posterior.timing,
        "version": posterior.version,
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
            "reading": [asdict(note) for note in diary.reading],
        },
    }
    arrays = {f"draws_{k}": v for k, v in posterior.draws.items()}
    arrays |= {f"mode_{k}": v for k, v in posterior.mode.items()}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("fit.json", json.dumps(about, indent=1))
        z.writestr("diary.csv", diary.frame.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC))
        z.writestr("optima.csv", posterior.optima.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC))
        z.writestr("arrays.npz", buffer.getvalue())
    return whole.getvalue()
