"""One file an intervention. Each edits conduct and inputs, never a slow state."""

from importlib import import_module
from pkgutil import iter_modules

from pairbond.theory.interventions._intervention import Intervention


def found() -> tuple[type[Intervention], ...]:
    """The intervention of every file here, in alphabetical order (the order in which they edit conduct)."""
    names = sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    kinds = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    own = [one for one in kinds if issubclass(one, Intervention) and one is not Intervention]
    return tuple(sorted(own, key=lambda one: one.name))
