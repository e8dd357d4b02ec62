"""The house itself: what is imported when, what is promised where, and that the promises agree."""

import ast
import inspect
import re
import resource
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

import pairbond
from pairbond._verb import make_callable

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "pairbond"
HEAVY = {"jax", "numpyro", "numpy", "scipy", "pandas", "xarray", "matplotlib", "pydantic", "jinja2"}
VERBS = ("assess", "compare", "fit", "report", "simulate", "what_if")
PACKAGES = {"compare": "predict", "fit": "inference", "what_if": "counterfactual"}  # where a verb lives, if elsewhere


def python(code: str, *arguments: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["pairbond", "pairbond.cli", "pairbond.diary", "pairbond._cache"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    loaded = python(f"import sys, {module}; print(*{{m.split('.')[0] for m in sys.modules}})")
    assert not HEAVY & set(loaded.split())


def test_help_takes_at_most_half_a_second() -> None:
    command = [sys.executable, "-m", "pairbond", "--help"]
    subprocess.run(command, capture_output=True, check=True)  # writes the .pyc files
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    # processor time, because other tests run beside this one
    assert min(spent) <= 0.5


@pytest.mark.parametrize("name", pairbond.__all__)
def test_public_names_exist_and_are_explained(name: str) -> None:
    thing = getattr(pairbond, name)
    assert callable(thing) or isinstance(thing, Mapping)
    assert inspect.getdoc(thing)
    assert name in dir(pairbond)


def test_public_names_agree_with_what_type_checkers_see() -> None:
    tree = ast.parse((SRC / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("pairbond")
        and "._" not in (node.module or "")
        for alias in node.names
    }
    assert seen == set(pairbond.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'fitt'"):
        pairbond.fitt  # noqa: B018


@pytest.mark.slow
@pytest.mark.parametrize(
    "imports",
    [
        "import pairbond",
        "import pairbond.{package}",
        "from pairbond import {verb}; import pairbond.{package}",
        "import pairbond.{package}; from pairbond.{package} import {verb}",
    ],
)
def test_verbs_can_be_called_in_every_order_of_imports(imports: str) -> None:
    for_all = "; ".join(imports.format(verb=verb, package=PACKAGES.get(verb, verb)) for verb in VERBS)
    called = ", ".join(f"callable(pairbond.{verb})" for verb in VERBS)
    assert python(f"{for_all}; import pairbond; print({called})") == " ".join(["True"] * len(VERBS))


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_have_the_signature_of_what_they_call(verb: str) -> None:
    package = import_module(f"pairbond.{PACKAGES.get(verb, verb)}")
    assert inspect.signature(getattr(pairbond, verb)) == inspect.signature(getattr(package, verb))


def test_a_callable_package_forwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sums.py").write_text("def add(a, *, b=2):\n    return a + b\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    sums = import_module("sums")
    make_callable("sums", sums.add)
    assert sums(1) == 3  # type: ignore[operator]
    assert sums(1, b=5) == sums.add(1, b=5)  # type: ignore[operator]
    assert str(inspect.signature(sums)) == "(a, *, b=2)"


def test_no_module_knows_the_name_of_a_data_set() -> None:
    sets = {
        folder.name
        for place in (ROOT / "tests" / "data", SRC / "diary" / "bundled")
        for folder in place.iterdir()
        if (folder / "SOURCE.md").is_file()
    }
    assert len(sets) >= 5
    for path in SRC.rglob("*"):
        if path.is_file() and "bundled" not in path.parts and path.suffix in {".py", ".html", ".j2", ".toml", ".css"}:
            text = path.read_text(encoding="utf-8").lower()
            assert not [name for name in sets if name.lower() in text], path


def test_files_stay_short() -> None:
    # 300 lines is the aim; this is where a file must be cut in two
    long = {str(p): n for p in SRC.rglob("*.py") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 320}
    assert not long


def test_no_module_is_a_drawer() -> None:
    assert not [p for p in SRC.rglob("*.py") if re.search(r"util|helper|misc|common", p.stem)]


def test_the_lock_names_public_places_only() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([^/\"]+)", lock))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_the_lock_belongs_to_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    [own] = [p for p in lock["package"] if p["name"] == "pairbond"]
    locked = {(r["name"], r.get("specifier", "")) for r in own["metadata"]["requires-dist"]}
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    assert locked == {_split(requirement) for requirement in wanted}
    assert own["version"] == project["version"]


def _split(requirement: str) -> tuple[str, str]:
    match = re.fullmatch(r"([A-Za-z0-9_-]+)(.*)", requirement)
    assert match
    return match[1], match[2].replace(" ", "")


def test_the_workflow_only_calls_the_verdict_and_hooks_fetch_nothing() -> None:
    steps = re.findall(r"^\s*- run: (.*)$", (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"), flags=re.M)
    assert steps == [".ci/run"]
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"repo: (\S+)", hooks)) == {"local"}
    assert set(re.findall(r"language: (\S+)", hooks)) == {"system"}
    assert set(re.findall(r"entry: \.venv/bin/(ruff \w+)", hooks)) == {"ruff check", "ruff format"}


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert pairbond.__version__ == version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_compiled_programs_are_kept_where_the_user_says(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib; os.environ['PAIRBOND_CACHE'] = sys.argv[1]\n"
        "from pairbond._cache import enable_compile_cache; import jax\n"
        "print(enable_compile_cache()); print(jax.config.jax_compilation_cache_dir)"
    )
    folder = tmp_path / "cache" / "compiled"
    assert python(code, str(tmp_path / "cache")).splitlines() == [str(folder), str(folder)]
    assert folder.is_dir()


def test_a_cache_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    code = (
        "import os, sys; os.environ['PAIRBOND_CACHE'] = sys.argv[1]\n"
        "from pairbond._cache import enable_compile_cache; print(enable_compile_cache())"
    )
    assert python(code, str(tmp_path / "file" / "cache")) == "None"


def test_no_package_imports_a_private_module_of_another() -> None:
    found = []
    for path in sorted(SRC.rglob("*.py")):
        package = ".".join(("pairbond", *path.relative_to(SRC).parts[:-1]))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pairbond")):
                continue
            for name in node.names:
                parts = [*(node.module or "").split("."), name.name]
                for at, part in enumerate(parts[1:], 1):
                    owner = ".".join(parts[:at])
                    mine = owner == "pairbond" or package == owner or package.startswith(f"{owner}.")
                    if part.startswith("_") and not part.startswith("__") and not mine:
                        found.append(f"{path.relative_to(SRC)}: {'.'.join(parts)}")
    assert not found


def test_what_is_typed_strictly_is_there() -> None:
    strict = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pyright"]["strict"]
    assert [name for name in strict if not (ROOT / name).exists()] == []
