"""The documentation keeps up with the code: its API reference is whole, its maps name places that are there."""

from __future__ import annotations

import inspect
import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def tool(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of the documentation's build."""
    monkeypatch.syspath_prepend(DOCS)
    monkeypatch.delitem(sys.modules, name, raising=False)
    return import_module(name)


def test_the_reference_has_every_public_name_of_every_package(monkeypatch: pytest.MonkeyPatch) -> None:
    api = tool("_api", monkeypatch)
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    assert text.count(api.MARK) == 1
    shown = re.findall(r"^\.\. \S+:: (\S+)", api.text(), flags=re.M)
    assert len(shown) == len(set(shown)) > 150
    for package in api.packages():
        for name in import_module(package).__all__:
            thing = getattr(import_module(package), name)
            elsewhere = [one for one in shown if one.endswith(f".{name}") and _get(one) is thing]
            assert f"{package}.{name}" in shown or elsewhere, f"{package}.{name}"


def _get(path: str) -> object:
    package, _, name = path.rpartition(".")
    return getattr(import_module(package), name)


def test_every_public_function_and_class_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    api = tool("_api", monkeypatch)
    bare = [
        f"{package}.{name}"
        for package, names in api.entries().items()
        for directive, name, _ in names
        if directive != "py:data" and not inspect.getdoc(getattr(import_module(package), name))
    ]
    assert not bare


def test_the_picture_of_the_packages_is_read_from_the_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    imports = tool("_imports", monkeypatch)
    rows = imports.layers()
    level = {name: at for at, row in enumerate(rows) for name in row}
    packages = {path.parent.name for path in (ROOT / "src" / "pairbond").glob("*/__init__.py")}
    assert set(level) == packages
    assert all(level[who] > level[whom] for who, read in imports.imports().items() for whom in read)
    assert "report" in imports.imports()["cli"], "an import inside a function counts"
    assert rows[-1] == ["cli"]
    picture = imports.picture()
    assert all(f">{name}</text>" in picture for name in packages)
    assert picture.count("<path d=") == len(imports.direct()) + 1  # and the tip of an arrow


def test_a_circle_of_imports_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    imports = tool("_imports", monkeypatch)
    monkeypatch.setattr(imports, "imports", lambda: {"a": {"b"}, "b": {"a"}, "c": set()})
    with pytest.raises(ValueError, match="circle: a, b"):
        imports.layers()


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_places_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    places = re.findall(r"`((?:src|docs|tests|science|results)/[\w./-]+|\.ci/run)`", text)
    places += [str((Path(page).parent / target).as_posix()) for target in re.findall(r"\]\(([\w./-]+)\)", text)]
    assert places
    assert not [place for place in places if not (ROOT / place).exists()]


def test_every_page_is_in_the_contents() -> None:
    listed: set[str] = set()
    for page in DOCS.glob("*.md"):
        for block in re.findall(r"```\{toctree\}\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S):
            listed |= set(re.findall(r"^.*<(\S+)>$", block, flags=re.M))
    pages = {page.stem for page in DOCS.glob("*.md")} - {"index"}
    assert pages | {"decisions/index"} == listed
