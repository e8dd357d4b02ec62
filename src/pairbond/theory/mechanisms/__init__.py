"""One file a mechanism. Whatever lies in this folder belongs to the theory; what is taken away, it does without."""

from importlib import import_module
from pkgutil import iter_modules

from pairbond.theory._spec import Mechanism


def found() -> tuple[Mechanism, ...]:
    """The mechanism of every file here, in alphabetical order."""
    names = sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}").MECHANISM for name in names)
