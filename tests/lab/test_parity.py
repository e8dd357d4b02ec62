"""What the page shows and gives away is what Python works out: numbers, phases, scripts, sentences."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pairbond.dynamics import couple_phases, person_phases
from pairbond.rivals import RIVALS
from pairbond.scenario import parse_scenario, read_scenario
from pairbond.theory import effective_status

from ._browser import needs_browser, opened

pytestmark = [pytest.mark.slow, needs_browser]
STATE = "#view=couple&couple=closed-circuit&a.coping=0.7&b.anxiety=0.55&off=splitting:b&off=hope:both&days=300&draws=6"
STATE += "&seed=11&act=no_contact:b:100:160:1&act=support_network:a:20::0.5"
LAB = "document.querySelector('#app').lab"


def saved(page, name: str, folder: Path) -> Path:
    with page.expect_download() as found:
        page.get_by_role("button", name=name, exact=True).click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path


def read(path_or_text) -> pd.DataFrame:
    return pd.read_csv(path_or_text).set_index(["quantity", "partner", "day"])


@pytest.mark.parametrize(
    ("name", "state"),
    [("theory", STATE), ("rinaldi", "#view=couple&days=200&draws=5&seed=3"), ("gottman-murray", "#view=couple&days=60"),
     ("minimal", "#view=couple&days=100&noise=0"), ("own", "#view=couple&a.pull=0.9&days=40&draws=4")],
)  # fmt: skip
def test_the_script_works_the_numbers_of_the_page_out_again(pages, tmp_path: Path, name: str, state: str) -> None:
    with opened(pages(name), state, accept_downloads=True) as found:
        numbers = saved(found.page, "Numbers (CSV)", tmp_path)
        script = saved(found.page, "Python script", tmp_path)
        assert found.complaints == []
        assert found.outside == []
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, cwd=pages(name).parent, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    shown, wanted = read(numbers), read(io.StringIO(done.stdout))
    assert list(shown.index) == list(wanted.index)
    assert list(shown.columns) == list(wanted.columns)
    apart = (shown - wanted).abs() / wanted.abs().clip(lower=1)
    assert apart.to_numpy().max() <= 1e-3, apart.max()
    assert wanted["median"].nunique() > 20


def test_phases_are_those_of_python(pages) -> None:
    with opened(pages("theory"), STATE) as found:
        found.page.wait_for_selector(".lane svg rect")
        counted = found.page.evaluate("[...document.querySelectorAll('.ribbon .soft')].map((x) => x.textContent)")[0]
        values = found.page.evaluate(
            f"""(() => {{ const {{ result }} = {LAB}; const found = {{ draws: result.draws, days: result.days }};
            for (const name of ['image', 'pursuit', 'grief', 'code', 'contact']) found[name] = [...result.values[name]];
            return found; }})()"""
        )
    rows, draws = values["days"] + 1, values["draws"]
    one = {}
    for name in ("image", "pursuit", "grief"):
        one[name] = np.array(values[name]).reshape(2, rows, draws)[:, :, 0].T
    code, contact = (np.array(values[name]).reshape(rows, draws)[:, 0] for name in ("code", "contact"))
    each = person_phases(one["image"], one["pursuit"], effective_status(np, code, contact), one["grief"])
    shares = np.bincount(couple_phases(each, one["image"]), minlength=5) / rows
    said = {word: int(share) for word, share in re.findall(r"(\w+) (\d+) % of days", counted)}
    assert len(said) >= 3
    for word, share in zip(("fusion", "rupture", "pursuit", "apart", "recovery"), shares, strict=True):
        assert abs(said.get(word, 0) - 100 * share) <= 0.5 + 1e-9, (word, said, shares)


def test_a_scenario_file_goes_out_and_comes_in_again(pages, tmp_path: Path) -> None:
    with opened(pages("theory"), STATE, accept_downloads=True) as found:
        page = found.page
        file = saved(page, "Scenario file", tmp_path)
        before = page.evaluate(f"{LAB}.states.toHash({LAB}.state)")
        scenario = read_scenario(file)
        assert scenario.days == 300
        assert scenario.couple.a.coping == 0.7
        assert scenario.couple.b.gains == {"splitting": 0.0, "hope": 0.0}
        assert [(one.name, one.who, one.start, one.end) for one in scenario.interventions] == [
            ("no_contact", "b", 100, 160), ("support_network", "a", 20, float("inf"))
        ]  # fmt: skip
        page.evaluate(f"{LAB}.set({LAB}.states.empty())")
        page.evaluate(f"{LAB}.set({{ view: 'couple' }})")
        page.set_input_files("#scenario-file", file)
        page.wait_for_timeout(600)
        after = page.evaluate(f"{LAB}.states.toHash({LAB}.state)")
        assert set(after[1:].split("&")) == set(before[1:].split("&"))
        assert page.locator(".notice").is_hidden()


def test_a_page_begins_with_a_scenario(tmp_path: Path) -> None:
    from pairbond.lab import lab_page
    from pairbond.lab.models import model_named

    tables = {"a": {"like": "anxious"}, "b": {"like": "avoidant", "gains": {"splitting": 0.0}}, "days": 120, "draws": 3,
              "without": ["hope"], "intervention": [{"name": "silence", "who": "a", "start": 10.0}]}  # fmt: skip
    file = tmp_path / "lab.html"
    file.write_text(lab_page(model_named("theory"), scenario=parse_scenario(tables)), encoding="utf-8")
    with opened(file) as found:
        state = found.page.evaluate(f"{LAB}.state")
        request = found.page.evaluate(f"{LAB}.request({LAB}.state)")
    assert (state["view"], state["couple"], state["days"], state["draws"]) == ("couple", "secure", 120, 3)
    assert request["parameters"]["anxiety"] == [0.85, 0.2]
    assert request["parameters"]["gain_splitting"] == [1, 0]
    assert request["parameters"]["gain_hope"] == [0, 0]
    assert request["acts"] == [{"name": "silence", "who": "a", "start": 10, "end": None, "dose": 1}]


def test_the_sentence_on_what_changed_agrees_with_the_numbers(pages, tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    with opened(pages("theory"), "#view=couple&days=120&draws=4", accept_downloads=True) as found:
        page = found.page
        page.wait_for_selector(".chart canvas")
        rows = page.evaluate(f"{LAB}.page.show.map((name) => {LAB}.model.shown.find((one) => one.name === name))")
        traits = page.evaluate(f"{LAB}.page.traits")
        frozen = averages(page, tmp_path)
        said = set()
        for turn in range(12):
            moved = {"a": {}, "b": {}}
            for side in moved:
                for one in rng.choice(traits, 2, replace=False) if turn else []:
                    moved[side][one["name"]] = round(float(rng.uniform(one["low"], one["high"])), 2)
            if turn == 1:
                moved = {"a": {"glory": 0.001}, "b": {}}
            page.evaluate("(moved) => document.querySelector('#app').lab.set(moved)", moved)
            page.wait_for_timeout(500)
            sentence = page.locator(".what-changed").text_content()
            check(sentence, frozen, averages(page, tmp_path), rows, said)
    assert {"higher", "lower", "nothing"} <= said


def averages(page, folder: Path) -> dict[tuple[str, str], tuple[float, ...]]:
    """Mean, least and largest of the medians over the days, from the numbers that the page gives away."""
    table = pd.read_csv(saved(page, "Numbers (CSV)", folder)).groupby(["quantity", "partner"])["median"]
    found = table.agg(["mean", "min", "max"])
    return {(str(q), str(p)): tuple(map(float, found.loc[(q, p)])) for q, p in found.index}


def check(sentence: str, before: dict, after: dict, rows: list[dict], said: set[str]) -> None:
    known = {row["name"]: (row["low"], row["high"]) for row in rows}

    def span(key) -> float:
        low, high = known[key[0]]
        least, most = (min(before[key][1], after[key][1]), max(before[key][2], after[key][2]))
        return (most if high is None else high) - (least if low is None else low)

    shares = {key: (after[key][0] - before[key][0]) / span(key) for key in after}
    most = max(shares, key=lambda key: abs(shares[key]))
    if sentence.startswith("Move a slider"):
        assert shares[most] == 0
        return
    if sentence.startswith("On average"):
        said.add("nothing")
        assert abs(shares[most]) < 0.01
        return
    found = re.fullmatch(
        r"Compared with the frozen run, (.+) is (higher|lower) on average for person ([ab]): (−?[\d.]+) instead of "
        r"(−?[\d.]+)\. The other (\d+) averages differ by a smaller part of their range\.",
        sentence,
    )
    assert found, sentence
    said.add(found[2])
    label = next(row["label"] for row in rows if row["name"] == most[0])
    assert (found[1], found[3]) == (label, most[1])
    assert (found[2] == "higher") == (shares[most] > 0)
    for text, value in ((found[4], after[most][0]), (found[5], before[most][0])):
        assert abs(float(text.replace("−", "-")) - value) <= 0.00501
    assert int(found[6]) == len(shares) - 1


def test_every_state_of_a_link_comes_back(pages) -> None:
    with opened(pages("theory"), STATE) as found:
        hash_ = found.page.evaluate(f"{LAB}.states.toHash({LAB}.state)")
    assert set(hash_[1:].split("&")) == set(STATE[1:].split("&")) | {"act=support_network:a:20::0.5"}


def test_a_drawing_and_a_picture_come_out(pages, tmp_path: Path) -> None:
    from xml.etree import ElementTree

    with opened(pages("theory"), STATE, accept_downloads=True) as found:
        drawing = saved(found.page, "Drawing (SVG)", tmp_path).read_text(encoding="utf-8")
        picture = saved(found.page, "Picture (PNG)", tmp_path).read_bytes()
        assert found.complaints == []
    assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert drawing.count("<polyline") >= 20
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(picture) > 50_000


@pytest.mark.parametrize("name", RIVALS)
def test_other_models_have_no_scenario_file(pages, name: str) -> None:
    with opened(pages(name), "#view=couple") as found:
        assert found.page.get_by_role("button", name="Scenario file").count() == 0
        assert found.page.get_by_role("button", name="Python script").count() == 1


def test_numbers_are_a_csv_that_any_reader_takes(pages, tmp_path: Path) -> None:
    with opened(pages("rinaldi"), "#view=couple&days=5", accept_downloads=True) as found:
        text = saved(found.page, "Numbers (CSV)", tmp_path).read_text(encoding="utf-8")
    table = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in table} == {9}
    assert len(table) == 1 + 2 * 6
