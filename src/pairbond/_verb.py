"""Packages that can be called: ``pairbond.fit(diary)`` beside ``pairbond.inference.Fit``.

When a package is imported, Python binds it as an attribute of its parent *after* its
code has run, so a function of the same name placed there is always overwritten in the
end. Whoever wrote ``import pairbond.inference`` first would then find that
``pairbond.fit(diary)`` had stopped working. Making the module itself callable gives
the same behaviour in every order of imports.
"""

import inspect
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


class _Verb(ModuleType):
    """A module that forwards calls to one of its own functions."""

    __wrapped__: Callable[..., Any]
    __signature__: inspect.Signature

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__wrapped__(*args, **kwargs)


def make_callable(module_name: str, verb: Callable[..., Any]) -> None:
    """Let the module ``module_name`` be called as ``verb``.

    To be written as the last line of a package's ``__init__``. Signature and help are
    those of ``verb``.
    """
    module = sys.modules[module_name]
    module.__class__ = _Verb
    assert isinstance(module, _Verb)
    module.__wrapped__ = verb
    module.__signature__ = inspect.signature(verb)
