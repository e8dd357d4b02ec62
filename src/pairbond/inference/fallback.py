"""A fit that steps down where a diary does not carry the whole model, and says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pairbond.diary import Diary, too_many_items
from pairbond.errors import PairbondError
from pairbond.inference._spec import METHODS, still
from pairbond.inference._verb import fit
from pairbond.inference.linear_model import LinearModel, choice, linear_model
from pairbond.inference.result import Fit

RUNGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {}),
    ("Lagged effects and trends are the same for all couples", {"random": ("mean", "variability")}),
    ("Only levels differ between couples", {"random": ("mean",), "trend": False}),
)


def fit_with_fallback(
    diary: Diary,
    model: LinearModel | str = "auto",
    *,
    progress: Callable[[str], None] | None = None,
    **settings: Any,
) -> tuple[Fit | None, list[str]]:
    """Fit as :func:`pairbond.inference.fit` does; where that fails, fewer random effects, then single items.

    ``settings`` are method, starts, seed and draws. Returns the first fit that can be used as a result, or None, and
    one sentence for each step down: why, and what is simpler now. A fit that stays unconverged on every rung is not
    returned.

    Raises
    ------
    PairbondError : for settings that do not exist; whatever the diary does not carry is told in the sentences.
    """
    wanted = linear_model(model)
    choice("method", str(settings.get("method", "quick")), METHODS)
    notes: list[str] = []
    silent = still(diary)
    notes += silent.values()
    names = [item.name for item in diary.items if item.name not in silent]
    if not names:
        return None, notes
    too_many = too_many_items(diary.with_items(names))
    if too_many:
        return None, [*notes, too_many]
    plans = [(words, names, less) for words, less in RUNGS]
    if len(names) > 1:
        plans += [(f"Only {name} is modelled", [name], {"random": ("mean",), "trend": False}) for name in names]
    for words, items, less in plans:
        try:
            found = fit(diary.with_items(items), replace(wanted, **less), progress=progress, **settings)
        except PairbondError as error:
            why = str(error)
        else:
            if not found.problem:
                return found, [*notes, f"{words}."] if words else notes
            why = found.problem
        if why not in notes:
            notes.append(why)
    return None, notes
