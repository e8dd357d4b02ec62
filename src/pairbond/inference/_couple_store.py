"""A fit of one couple to and from disk, in the form of ``_store.py``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sized
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pairbond._files import write_file
from pairbond.diary import Diary
from pairbond.errors import PairbondError, shown
from pairbond.inference._load import (
    OPTIMA,
    About,
    NoFit,
    about_in,
    arrays_in,
    frame_in,
    optima_in,
    posterior_in,
    unpacked,
)
from pairbond.inference._store import packed
from pairbond.inference.posterior import FromPosterior, Posterior

F = NDArray[np.float64]


class FitOfCouple(FromPosterior, ABC):
    """A fit of one couple: its draws, and how it is kept on disk."""

    diary: Diary
    couple: str
    readings: dict[str, str]
    layout: Sized  # the unknowns

    @property
    @abstractmethod
    def model_name(self) -> str:
        """What the model is called."""

    @property
    @abstractmethod
    def model_hash(self) -> str:
        """Fingerprint of the model's equations and numbers."""

    @cached_property
    def draws(self) -> F:
        """Posterior draws [M, P] on the estimation scale."""
        return self.posterior.draws["shared"]

    def to_bytes(self) -> bytes:
        """What :meth:`save` writes: the zip, with the diary in it."""
        about = {
            "model": self.model_name, "hash": self.model_hash, "couple": self.couple, "readings": self.readings,
            "names": self.posterior.names["shared"], "seed": self.posterior.seed,
        }  # fmt: skip
        return packed(about, self.diary, self.posterior)

    def save(self, path: str | Path) -> Path:
        """Write the fit to one file (a zip of JSON, CSV and NumPy arrays; nothing in it is executed)."""
        return write_file(Path(path), self.to_bytes(), private=True)


Result = TypeVar("Result", bound=FitOfCouple)


@dataclass(frozen=True)
class _OfCouple(About):
    model: str
    hash: str
    couple: str
    readings: dict[str, str]
    names: tuple[str, ...]
    seed: int


def load(
    path: Path, model: str, fingerprint: str, make: Callable[[Diary, str, dict[str, str], Posterior], Result]
) -> Result:
    """Raises ``PairbondError``, in one sentence, for whatever ``save`` did not write of this model."""
    try:
        parts = unpacked(path)
        about = about_in(parts["fit.json"], _OfCouple)
        if about.model != model:
            raise NoFit(f"it is of the model {shown(about.model)}, not of {model}")
        if about.hash != fingerprint:
            raise NoFit(f"the equations or numbers of {model} were others when it was saved; fit again")
        diary = Diary(frame=frame_in(parts["diary.csv"], about.diary), **vars(about.diary))
        if about.couple not in diary.couples:
            raise NoFit(f"its diary has no couple {shown(about.couple)}")
        arrays = arrays_in(parts["arrays.npz"], ("draws_shared", "mode_shared"))
        optima = optima_in(parts["optima.csv"], OPTIMA, ("converged",))
        posterior = posterior_in(arrays, {"shared": about.names}, optima, about, about.seed)
        fitted = make(diary, about.couple, about.readings, posterior)
        size, shape = len(fitted.layout), arrays["draws_shared"].shape
        if len(about.names) != size or len(shape) != 2 or shape[1] != size or not shape[0]:
            raise NoFit(f"the array draws_shared has shape {shape}; the model has {size} unknowns")
        return fitted
    except NoFit as why:
        raise PairbondError(f"{shown(path.name)} is not a fit of {model} that pairbond saved: {why}.") from None
