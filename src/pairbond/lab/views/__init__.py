"""What each view of the page needs from Python, as plain data: one file a view, found by its name.

A file ``views/loop.py`` has ``data(made)``, which takes a :class:`~pairbond.lab.module.LabModule` and returns plain
data for the view of that name, or None where the model has nothing to show there.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pairbond.lab.module import LabModule


def views_data(made: LabModule) -> dict[str, Any]:
    """The data of every view that has some."""
    names = sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))
    found = {name: import_module(f"{__name__}.{name}").data(made) for name in names}
    return {name: value for name, value in found.items() if value is not None}
