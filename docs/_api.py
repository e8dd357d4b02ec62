"""The API reference, made from what every public package names in its ``__all__``."""

import inspect
from importlib import import_module
from pkgutil import walk_packages

import pairbond

MARK = "<!-- every public package -->"
# no library: the command line, and folders whose files are found by lying there
LEFT_OUT = ("pairbond.cli",)


def packages():
    """Every public package with an ``__all__``, by name."""
    names = [found.name for found in walk_packages(pairbond.__path__, "pairbond.") if found.ispkg]
    public = (name for name in sorted(names) if not any(part.startswith("_") for part in name.split(".")))
    return [name for name in public if name not in LEFT_OUT and hasattr(import_module(name), "__all__")]


def entries():
    """Package -> directive, name and type of its public names; what another package has shown already is left out."""
    seen, found = set(), {}
    for package in packages():
        module = import_module(package)
        found[package] = []
        for name in module.__all__:
            thing = getattr(module, name)
            named = inspect.isclass(thing) or inspect.isroutine(thing) or hasattr(thing, "cache_info")
            if named and id(thing) in seen:
                continue
            seen.add(id(thing))
            found[package].append((_directive(thing) if named else "py:data", name, type(thing).__name__))
    return found


def _directive(thing):
    if inspect.isclass(thing):
        return "autoexception" if issubclass(thing, Exception) else "autoclass"
    return "autofunction"


def text():
    """The reference in Markdown, with a section a package."""
    lines = []
    for package, names in entries().items():
        said = (inspect.getdoc(import_module(package)) or "").split("\n\n")[0].replace("\n", " ")
        lines += [f"## `{package}`", "", said, "", "```{eval-rst}"]
        for directive, name, kind in names:
            lines.append(f".. {directive}:: {package}.{name}")
            lines += {"autoclass": ["   :members:"], "py:data": [f"   :type: {kind}", ""]}.get(directive, [])
        lines += ["```", ""]
    return "\n".join(lines)


def fill(app, page, source):
    """For Sphinx: the reference in place of its mark."""
    source[0] = source[0].replace(MARK, text()) if page == "api" else source[0]
