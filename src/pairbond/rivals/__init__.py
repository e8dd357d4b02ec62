"""Models of couples beside the theory, one file each. Whatever lies here can be simulated, fitted and compared."""

from importlib import import_module
from pkgutil import iter_modules

from pairbond.model import CoupleModel


def found() -> dict[str, CoupleModel]:
    """The model of every file here by its name."""
    names = sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))
    models = [import_module(f"{__name__}.{name}").MODEL for name in names]
    return {one.name: one for one in models}


RIVALS = found()

__all__ = ["RIVALS", "found"]
