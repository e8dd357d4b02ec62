"""What each view of the page needs from Python, as plain data: one file a view, found by its name.

A file ``views/loop.py`` has ``data(made)``, which takes a :class:`~pairbond.lab.module.LabModule` and returns plain
data for the view of that name, or None where the model has nothing to show there. ``record(model)``, where there is
one, names quantities that the view needs day by day. ``KEY``, where there is one, is how a link names one of the view's
``rows``.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pairbond.lab.module import LabModule
from pairbond.model import Model
from pairbond.simulate.recording import daily_names


def views_data(made: LabModule) -> dict[str, Any]:
    """The data of every view that has some."""
    found = {name: view.data(made) for name, view in _views().items()}
    return {name: value for name, value in found.items() if value is not None}


def keys(data: dict[str, Any]) -> dict[str, Any]:
    """Settings of views that a link names without the view ("claim=E1"), with what they may be, by their name."""
    return {
        view.KEY: {"view": name, "legal": [row["id"] for row in data[name]["rows"]]}
        for name, view in _views().items()
        if hasattr(view, "KEY") and name in data
    }


def recorded(model: Model) -> tuple[str, ...]:
    """Names of what is written down every day: what ``simulate`` does, and what the views need besides."""
    more = [name for view in _views().values() if hasattr(view, "record") for name in view.record(model)]
    return tuple(dict.fromkeys((*daily_names(model), *more)))


def _views() -> dict[str, Any]:
    names = sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))
    return {name: import_module(f"{__name__}.{name}") for name in names}
