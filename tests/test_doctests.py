"""The examples in docstrings run and show what they say."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
SLOW = {"pairbond.analyse", "pairbond.population.run"}  # more than two seconds


def modules() -> list[str]:
    """Modules with examples; those that need somebody's diary are skipped."""
    lines = {path: path.read_text(encoding="utf-8").splitlines() for path in sorted(SOURCE.rglob("*.py"))}
    files = [path for path, text in lines.items() if any(">>> " in one and "+SKIP" not in one for one in text)]
    return [".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__") for path in files]


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.slow) if one in SLOW else one for one in modules()]
)
def test_examples_show_what_they_say(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))
    assert tried
    assert failed == 0
