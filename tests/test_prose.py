"""One language on every page: the glossary's retired phrases come back to none, and it says what the code does."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from pairbond.cli import app
from pairbond.dynamics import ACCEPTANCE, FALLS, HYSTERESIS

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TEMPLATES = ROOT / "src" / "pairbond" / "report"


@cache
def retired() -> list[str]:
    """The phrases of the glossary's table, each by itself."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", GLOSSARY.split("## Retired phrases")[1], flags=re.M)
    return [phrase for row in rows[1:] for phrase in row.split(", ") if not set(phrase) <= set("-")]


def retired_names() -> set[str]:
    """The names of the glossary's table of names."""
    table = GLOSSARY.split("## Retired names")[1].split("## Retired phrases")[0]
    return {name for row in re.findall(r"^\| (`[^|]+) \|", table, flags=re.M) for name in re.findall(r"`(\w+)`", row)}


def names_in(code: str) -> set[str]:
    """Every name that a module defines or uses, and each of its words in small letters."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        for field in ("id", "attr", "arg", "name", "asname", "module"):
            if isinstance(name := getattr(node, field, None), str):
                found |= set(name.split("."))
    words = {word.lower() for name in found for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
    return {name.lower() for name in found} | words


@cache
def places() -> dict[str, str]:
    """Where somebody reads us: documentation, README, help of every command, the report's template and sentences."""
    docs = ROOT / "docs"
    files = [ROOT / "README.md", *docs.glob("*.md"), *(docs / "decisions").glob("*.md")]
    files += [TEMPLATES / "page.html.j2", TEMPLATES / "page.js"]
    texts = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}
    for package in ("report", "assess", "counterfactual", "predict", "plots", "cli"):
        for module in (ROOT / "src" / "pairbond" / package).glob("*.py"):
            texts[str(module.relative_to(ROOT))] = literals(module.read_text(encoding="utf-8"))
    texts["src/pairbond/help.py"] = literals((ROOT / "src" / "pairbond" / "help.py").read_text(encoding="utf-8"))
    texts["lab/texts/en.json"] = (ROOT / "src/pairbond/lab/texts/en.json").read_text(encoding="utf-8")
    texts["docs/glossary.md"] = GLOSSARY.split("## Retired phrases")[0]
    return texts | dict(helps(typer.main.get_command(app), "pairbond"))


def literals(code: str) -> str:
    """All strings of a module, one below the other."""
    nodes = ast.walk(ast.parse(code))
    return "\n".join(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


def helps(command: Any, name: str) -> list[tuple[str, str]]:
    parts = [command.help, command.short_help, command.epilog, *(getattr(p, "help", "") for p in command.params)]
    found = [(f"{name} --help", "\n".join(part for part in parts if part))]
    for word, one in getattr(command, "commands", {}).items():
        found += helps(one, f"{name} {word}")
    return found


def prose(text: str) -> str:
    """A text without code in backticks and where links lead to; what stands in a line is joined by one space."""
    return re.sub(r"\s+", " ", re.sub(r"(?<!`)`[^`\n]+`(?!`)|\]\([^)]*\)|src=\"[^\"]*\"", "", text))


def said_again(text: str) -> set[str]:
    """Retired phrases in a text; an attribute (``theory.x``) or a variable that is set is a name, no prose."""
    return {p for p in retired() if re.search(rf"(?<![\w.]){re.escape(p)}(?!\w|\s*=[^=])", prose(text), flags=re.I)}


def test_the_glossary_retires_phrases() -> None:
    assert {"laws", "these days do not tell", "go round"} <= set(retired())
    assert said_again("Which Laws hold, where it goes\nround?") == {"laws", "goes round"}
    assert not said_again("lawful `laws` [x](laws.md) theory.laws")


@pytest.mark.parametrize("place", sorted(places()))
def test_no_retired_phrase_comes_back(place: str) -> None:
    assert not said_again(places()[place])


def test_no_retired_name_comes_back() -> None:
    assert {"law", "laws", "all_laws"} <= retired_names()
    assert names_in("def x(AllLaws): law_of.y").issuperset({"laws", "law"})
    folders = ("src/pairbond", "tests", "science", "benchmarks", "fuzz", "examples")
    modules = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert len(modules) > 500
    found = {str(path.relative_to(ROOT)): names_in(path.read_text(encoding="utf-8")) for path in modules}
    assert {path: names & retired_names() for path, names in found.items() if names & retired_names()} == {}


def test_the_definition_of_a_cycle_is_that_of_the_code() -> None:
    said = re.sub(r"\s+", " ", GLOSSARY)
    assert f"falls below −{HYSTERESIS:g} and good again when it rises above +{HYSTERESIS:g}" in said
    assert f"*is cycling* if that is {FALLS} or more" in said
    assert f"apart until grief reaches {ACCEPTANCE:g}".replace("0.", ".") in said


def test_every_term_is_defined_once_and_they_are_in_order() -> None:
    terms: list[str] = []
    for block in re.findall(r"```\{glossary\}\n(.*?)```", GLOSSARY, flags=re.S):
        order = re.findall(r"^(\S.*)\n  \S", block, flags=re.M)
        assert order == sorted(order, key=str.casefold)
        terms += order
    assert len(terms) > 50
    assert len({term.casefold() for term in terms}) == len(terms)
