"""``pairbond doctor``: is everything here that is needed, and does it run?"""

import os
import platform
import sys
import time
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import typer

from pairbond.cli._options import Json

NEEDED = ("numpy", "scipy", "pandas", "xarray", "jax", "numpyro", "matplotlib", "jinja2", "pydantic")
# what each optional part gives
OPTIONAL = {"pyreadstat": "SPSS, SAS and Stata files", "rdata": "R files", "arviz": "Fit.to_arviz"}


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="Check this installation.", epilog="Example: pairbond doctor --json")(doctor)


def doctor(as_json: Json = False) -> None:
    """Check this installation: versions, cores, memory, caches, and one small computation.

    Ends with 0 when all is well, else with 1.
    """
    from pairbond.cli._speak import emit_json

    found = examine()
    if as_json:
        emit_json(found)
    else:
        _print(found)
    if not found["ok"]:
        raise typer.Exit(1)


def examine() -> dict[str, Any]:
    """What ``pairbond doctor --json`` prints."""
    import pairbond

    problems: list[str] = []
    packages = {name: _import(name, problems) for name in NEEDED}
    engine = None if any("jax" in p for p in problems) else _engine(problems)
    return {
        "ok": not problems,
        "problems": problems,
        "pairbond": pairbond.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": _cores(),
        "memory_gb": _memory_gb(),
        "packages": packages,
        "optional": {name: _version(name) for name in OPTIONAL},
        "engine": engine,
        "cache": _cache(problems),
        "examples": _examples(problems),
    }


def _import(name: str, problems: list[str]) -> str | None:
    try:
        import_module(name)
    except Exception as error:  # a broken install can raise anything
        problems.append(f"{name} does not import: {type(error).__name__}: {error}")
    return _version(name)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _engine(problems: list[str]) -> dict[str, Any] | None:
    """Compile and run something small; seconds include the compilation."""
    import jax
    import jax.numpy as jnp

    start = time.perf_counter()
    try:
        root = float(jax.jit(lambda a: jnp.linalg.cholesky(a)[1, 1])(jnp.array([[4.0, 2.0], [2.0, 5.0]])))
    except Exception as error:
        problems.append(f"A small computation failed: {type(error).__name__}: {error}")
        return None
    if abs(root - 2.0) > 1e-4:
        problems.append(f"A small computation gave {root:g} where 2 is right.")
    return {"device": str(jax.devices()[0]), "seconds": round(time.perf_counter() - start, 3)}


def _cores() -> int:
    """Cores this process may use, which in a container can be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (AttributeError, ValueError, OSError):  # not on Windows
        return None


def _cache(problems: list[str]) -> dict[str, Any]:
    from pairbond._cache import compile_cache_dir, enable_compile_cache

    used = None if any("jax" in p for p in problems) else enable_compile_cache()
    folder = used or compile_cache_dir()
    files = [f for f in folder.rglob("*") if f.is_file()] if folder.is_dir() else []
    return {
        "folder": str(folder),
        "writable": used is not None and _writable(folder),
        "files": len(files),
        "megabytes": round(sum(f.stat().st_size for f in files) / 1e6, 1),
    }


def _writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK)


def _examples(problems: list[str]) -> list[str]:
    try:
        from pairbond.diary import example_diaries

        return [str(name) for name in example_diaries()]
    except Exception as error:
        problems.append(f"The bundled diaries cannot be listed: {type(error).__name__}: {error}")
        return []


def _print(found: dict[str, Any]) -> None:
    cache, engine = found["cache"], found["engine"]
    cores = f"{found['cores']} core" + ("" if found["cores"] == 1 else "s")
    memory = f", {found['memory_gb']} GB memory" if found["memory_gb"] else ""
    lines = [
        ("pairbond", found["pairbond"]),
        ("Python", f"{found['python']} ({sys.executable})"),
        ("System", found["system"]),
        ("Machine", cores + memory),
        ("Engine", f"{engine['device']}, first computation in {engine['seconds']} s" if engine else "does not run"),
        ("Packages", ", ".join(f"{k} {v}" for k, v in found["packages"].items() if v)),
        *((OPTIONAL[k], v or f"not installed ({k})") for k, v in found["optional"].items()),
        (
            "Cache",
            f"{cache['folder']}, {cache['files']} files, {cache['megabytes']} MB"
            + ("" if cache["writable"] else " (cannot be written: every run compiles anew)"),
        ),
        ("Examples", ", ".join(found["examples"]) or "none"),
    ]
    for name, value in lines:
        typer.echo(f"{name:<20} {value}")
    typer.echo("\n".join(found["problems"]) if found["problems"] else "All is well.")
