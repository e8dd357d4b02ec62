"""The page as a text: complete, closed, and without a word or a name where none belongs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from pairbond.errors import PairbondError
from pairbond.lab.models import model_named
from pairbond.lab.page import STATIC, english
from pairbond.rivals import RIVALS
from pairbond.simulate.recording import default_theory

MODELS = ["theory", *RIVALS]


def block(text: str, name: str):
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text, re.S)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("name", [*MODELS, "own"])
def test_a_page_is_complete_and_closed(pages, name: str) -> None:
    text = pages(name).read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert text.count("<script") == text.count("</script>") == 6
    assert not re.search(r"<[^>]*\s(style|on\w+|src|href)=", text.split('<div id="app">')[0])
    [said] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in said.split("; "))
    for element, rule in (("script", "script-src"), ("style", "style-src")):
        [inside] = re.findall(rf"<{element}>(.*?)</{element}>", text, re.S)
        assert base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode() in rules[rule]
    assert rules["default-src"] == rules["connect-src"] == rules["form-action"] == rules["base-uri"] == "'none'"
    assert "unsafe-inline" not in said
    assert "unsafe-eval" not in said.replace("wasm-unsafe-eval", "")
    assert not re.search(r"\{(lang|policy|title|style|no_script|blocks|script)\}", text)


def test_a_page_is_small_enough_to_send(pages) -> None:
    text = pages("theory").read_bytes()
    assert len(text) <= 600 * 1024
    assert len(gzip.compress(text)) <= 200 * 1024


@pytest.mark.parametrize("name", [*MODELS, "own"])
def test_sliders_and_pictures_are_of_the_model(pages, name: str) -> None:
    text = pages(name).read_text(encoding="utf-8")
    model, page = block(text, "model"), block(text, "page")
    known, shown = {row["name"]: row for row in model["parameters"]}, {row["name"] for row in model["shown"]}
    assert page["traits"]
    assert set(page["show"]) <= shown
    for one in page["traits"]:
        row = known[one["parameter"]]
        assert (one["low"], one["high"], one["default"]) == (row["low"], row["high"], row["default"])
        assert one["couple"] == (len(row["slots"]) == 1)
        assert 20 <= (one["high"] - one["low"]) / one["step"] <= 500
    if name == "theory":
        assert len(page["traits"]) == 8


def names_of_the_theory() -> set[str]:
    """Names that only the theory has: long ones, as short ones are words of every language."""
    theory = default_theory()
    found = {*theory.quantities, *theory.mechanisms, *theory.constants}
    return {name for name in found if "_" in name or len(name) > 8}


def test_no_script_knows_a_name_of_the_theory() -> None:
    # phases are named by the class of their colour in the style sheet only
    wanted = re.compile(rf"\b({'|'.join(sorted(names_of_the_theory()))})\b")
    for path in STATIC.rglob("*.js"):
        assert wanted.findall(path.read_text(encoding="utf-8")) == [], path


def test_every_text_is_used_and_every_text_that_is_used_is_there() -> None:
    scripts = "\n".join(p.read_text(encoding="utf-8") for p in STATIC.rglob("*.js") if "vendor" not in p.parts)
    keys = dict(flat(english()))
    for key in re.findall(r"""\bt(?:\.list|\.has)?\("([\w.]+)"[,)]""", scripts):
        assert any(one == key or one.startswith(f"{key}.") for one in keys), key
    assert all(isinstance(text, str) and text for text in keys.values())


def flat(table, before: str = ""):
    """Every text by its key; of a list each by its number."""
    if isinstance(table, str):
        yield before, table
        return
    for name, value in table.items() if isinstance(table, dict) else enumerate(table):
        yield from flat(value, f"{before}.{name}" if before else str(name))


def test_models_are_found_by_name_or_in_a_file(tmp_path: Path) -> None:
    for name in MODELS:
        assert model_named(name).name == name
    with pytest.raises(PairbondError, match="no model 'rinaldo'; did you mean 'rinaldi'"):
        model_named("rinaldo")
    for text, sentence in {
        "x = 1": "has no CoupleModel; call it MODEL",
        "1 +": r"cannot be run, line 1 \(SyntaxError\)",
        "x = 1\nundefined_name": r"cannot be run, line 2 \(NameError\)",
        "from pairbond.rivals import RIVALS as r\na, b = list(r.values())[:2]": r"has several models \(a, b\); call",
    }.items():
        (tmp_path / "own.py").write_text(text, encoding="utf-8")
        with pytest.raises(PairbondError, match=sentence):
            model_named(str(tmp_path / "own.py"))
    with pytest.raises(PairbondError, match=r"gone\.py is no file; beside it: own\.py"):
        model_named(str(tmp_path / "gone.py"))
