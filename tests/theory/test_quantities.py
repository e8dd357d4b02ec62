"""The table of quantities is the one place for their words, and for what is better or worse for a person."""

import ast
from pathlib import Path

from pairbond.model import Quantity
from pairbond.theory import QUANTITIES, Theory, describe

SRC = Path(__file__).parents[2] / "src" / "pairbond"
# an item of a diary and another model have words of their own, which may be the same ones
OWN_WORDS = ("diary", "minimal", "rivals", "theory/_rows.py", "inference/theory/_items.py")
# what somebody does has the name of the intervention; the rest is derived from another row
WORDED = [one for one in QUANTITIES.values() if one.stage not in ("input", "drift", "received")]


def written_twice(code: str) -> list[str]:
    """Strings in a module that are a label or a short term, and tables from names of quantities to words."""
    words = {word.lower() for one in WORDED for word in (one.label, one.short_term)}
    names = {one.name for one in WORDED}
    tree = ast.parse(code)
    held = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree)
                  if isinstance(node, held) and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            text = node.value.partition(" (")[0].strip(" .:,")
            # one small word may be anything, and a part of a sentence begins or ends with a space
            heading = text[:1].isupper() and text[1:].islower() and node.value == node.value.strip()
            if text.lower() in words and (" " in text or heading):
                found.append(node.value)
        if isinstance(node, ast.Dict):
            pairs = [(k.value, v.value) for k, v in zip(node.keys, node.values, strict=True)
                     if isinstance(k, ast.Constant) and isinstance(v, ast.Constant)]  # fmt: skip
            found += [str(v) for k, v in pairs if k in names and isinstance(v, str) and " " in v]
    return found


def test_no_words_of_a_quantity_are_written_twice() -> None:
    planted = 'HEADINGS = {"bond": "the bond itself"}\nx = "Arousal (0 to 1)"\ny = f"in all, craving for the partner"'
    assert written_twice(planted) == ["the bond itself", "Arousal (0 to 1)"]
    assert written_twice('say("trust in own perception")') == ["trust in own perception"]
    paths = [path for path in SRC.rglob("*.py") if not str(path.relative_to(SRC)).startswith(OWN_WORDS)]
    assert len(paths) > 300
    assert all((SRC / place).exists() for place in OWN_WORDS)
    found = {str(path.relative_to(SRC)): written_twice(path.read_text(encoding="utf-8")) for path in paths}
    assert {path: words for path, words in found.items() if words} == {}


def test_every_quantity_has_words_and_says_what_more_of_it_means() -> None:
    rows = describe.table(Theory(), "quantities")
    assert list(rows.index) == list(QUANTITIES)
    assert rows[["label", "term", "unit", "higher", "source"]].map(len).min().min() > 0
    assert set(rows["higher"]) == {"better", "worse", "neither"}
    assert rows.loc[["arousal", "load", "reality_trust"], "higher"].tolist() == ["worse", "worse", "better"]
    # a trait is how somebody is, and never good or bad
    assert set(rows.loc[rows["stage"] == "trait", "higher"]) == {"neither"}
    assert rows.loc["received_hostility", "higher"] == rows.loc["hostility", "higher"] == "worse"


def test_sources_are_stated_or_said_to_be_missing() -> None:
    source = describe.table(Theory(), "quantities")["source"]
    assert source["uncertainty"] == source["drift_uncertainty"] == "Pearce & Hall (1980)"
    assert source["guilt"] == Theory().mechanisms["guilt"].source
    assert source["outside_life"] == "none stated"


def test_words_of_a_quantity() -> None:
    one = Quantity("trust", "t", "trust (in general)", "state")
    assert (one.label, one.short_term, one.higher) == ("trust", "trust", "neither")
