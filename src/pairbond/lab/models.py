"""Which model a page is of: the theory, a published one by its name, or one's own from a file of Python."""

from __future__ import annotations

import runpy
import traceback
from pathlib import Path
from typing import Any

from pairbond._choose import choose
from pairbond._files import shown_path
from pairbond.errors import PairbondError, shown
from pairbond.model import CoupleModel, Model
from pairbond.rivals import RIVALS
from pairbond.simulate.recording import default_theory

VARIABLE = "MODEL"


def model_named(given: str) -> Model:
    """The model of a name, or of a file ``….py``, which is run.

    A file has one ``CoupleModel``, or several and one of them called ``MODEL``.

    Raises
    ------
    PairbondError : an unknown name, with the nearest; a file that cannot be read or run, or has no model.

    Examples
    --------
    >>> model_named("rinaldi").clock
    'flow'
    """
    if given.endswith(".py"):
        return _from_file(Path(given))
    return {"theory": default_theory(), **RIVALS}[choose("model", given, ["theory", *RIVALS])]


def _from_file(path: Path) -> CoupleModel:
    if not path.is_file():
        beside = ", ".join(sorted(one.name for one in path.parent.glob("*.py"))[:5]) if path.parent.is_dir() else ""
        raise PairbondError(f"{shown_path(path)} is no file{f'; beside it: {beside}' if beside else ''}.")
    try:
        found = runpy.run_path(str(path))
    except PairbondError:
        raise
    except Exception as error:
        raise PairbondError(f"{shown_path(path)} cannot be run{_line(error, path)}: {shown(error, 200)}.") from None
    return _chosen(found, path)


def _line(error: Exception, path: Path) -> str:
    """The line of the file where it broke off."""
    lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if Path(one.filename) == path]
    line = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
    return f", line {line} ({type(error).__name__})" if line else f" ({type(error).__name__})"


def _chosen(found: dict[str, Any], path: Path) -> CoupleModel:
    models = {name: one for name, one in found.items() if isinstance(one, CoupleModel)}
    if VARIABLE in models:
        return models[VARIABLE]
    if len({id(one) for one in models.values()}) == 1:
        return next(iter(models.values()))
    what = f"several models ({', '.join(sorted(models))}); call one of them" if models else "no CoupleModel; call it"
    raise PairbondError(f"{shown_path(path)} has {what} {VARIABLE}.")
