"""The page as a file: self-contained, whole, escaped, the same each time."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from pairbond.diary import Item, Source, example_diaries, example_diary
from pairbond.errors import PairbondError
from pairbond.report import report

from ._fake import comparison, diary, fit
from ._reading import Page


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> str:
    asked = diary(6)
    file = tmp_path_factory.mktemp("page") / "group.html"
    return report(asked, fit(asked, effect=0.4), comparison(asked, gain=0.2, real=0.05), file).read_text("utf-8")


@pytest.mark.slow
def test_nothing_is_loaded_from_elsewhere(group: str) -> None:
    page = Page(group)
    assert not re.search(r"@import|url\((?!#)", group)
    for tag, given in page.tags:
        for name in ("src", "href", "xlink:href", "data", "poster", "srcset", "action"):
            target = given.get(name, "")
            if target.startswith(("http:", "https:", "//")):
                assert tag == "a", f"<{tag} {name}={target!r}> loads from elsewhere"
    assert "default-src 'none'" in next(m["content"] for m in page.all("meta") if m.get("http-equiv"))


@pytest.mark.slow
def test_sections_stand_in_the_order_of_reading(group: str) -> None:
    wanted = [
        "glance",
        "sample",
        "course",
        "partner-effects",
        "concurrent",
        "couples",
        "prediction",
        "adequacy",
        "identifiability",
    ]
    wanted += ["reading", "method", "help"]
    assert Page(group).sections == wanted


@pytest.mark.slow
def test_ids_are_unique_and_references_meet_them(group: str) -> None:
    page = Page(group)
    assert len(page.ids) == len(set(page.ids))
    targets = set(re.findall(r'(?:href="|url\()#([^")]+)', group))
    assert targets <= set(page.ids)


@pytest.mark.slow
def test_every_picture_has_words_and_its_numbers(group: str) -> None:
    page = Page(group)
    pictures = [d for d in page.all("div") if d.get("role") == "img"]
    files = page.csv()
    assert len(pictures) == len(page.all("figcaption")) == len(files) >= 6
    assert all(len(p["aria-label"]) > 30 for p in pictures)
    for name, text in files.items():
        table = pd.read_csv(io.StringIO(text))
        assert len(table) > 0, name


@pytest.mark.slow
def test_numbers_in_the_csv_are_those_of_the_fit(tmp_path: Path) -> None:
    asked = diary(3)
    fitted = fit(asked, effect=0.4)
    page = Page(report(asked, fitted, None, tmp_path / "a.html").read_text("utf-8"))
    drawn = pd.read_csv(io.StringIO(page.csv()["influence.csv"]))
    same = fitted.effects[fitted.effects["cause_item"] == fitted.effects["effect_item"]]
    assert drawn["q50"].to_numpy() == pytest.approx(same["q50"].to_numpy(), rel=1e-4)


@pytest.mark.slow
def test_each_figure_is_there_for_both_widths_in_page_colours(group: str) -> None:
    svgs = re.findall(r"<svg.*?</svg>", group, re.S)
    boxes = [re.search(r'viewBox="0 0 (\d+)', s)[1] for s in svgs]  # type: ignore[index]
    assert boxes.count("880") == boxes.count("358") == len(svgs) / 2
    for svg in svgs:
        assert "<style" not in svg
        without = re.sub(r"var\(--[a-z]+,#[0-9a-f]{6}\)", "", svg)
        assert not re.search(r"#[0-9a-f]{6}\b(?!\")", re.sub(r">[^<]*<", "><", without)), (
            "a colour that dark mode cannot change"
        )


@pytest.mark.slow
def test_what_the_diary_says_is_escaped(tmp_path: Path) -> None:
    asked = diary(1, partners=("<b>Ana</b>", "Ben & Co"), title='</title><script>alert("t")</script>')
    items = tuple(
        Item(**{**i.__dict__, "label": label})
        for i, label in zip(
            asked.items, ["<script>alert(1)</script> $x_1$ -->", "#0072b2 url(#x) 3.14159"], strict=True
        )
    )
    asked = type(asked)(**{**asked.__dict__, "items": items, "available": items})
    text = report(asked, fit(asked), comparison(asked), tmp_path / "a.html").read_text("utf-8")
    assert "<script>alert" not in text
    assert "<b>Ana" not in text
    page = Page(text)
    assert "<script>alert(1)</script> $x_1$ -->" in page.text
    assert "#0072b2 url(#x) 3.14159" in page.text
    assert len(page.all("script")) == 1


@pytest.mark.slow
def test_the_policy_names_the_pages_own_script_and_no_other(group: str) -> None:
    policy = next(m["content"] for m in Page(group).all("meta") if m.get("http-equiv"))
    script = re.findall(r"<script>(.*?)</script>", group, re.S)
    assert len(script) == 1
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1]


TURNED = "Ben\u202e\u2066"  # from here on everything would be read from right to left


@pytest.mark.slow
def test_signs_that_cannot_be_seen_are_written_out(tmp_path: Path) -> None:
    asked = diary(2, partners=("Ana", TURNED), title="Evenings\x07\u2069")
    items = tuple(Item(**{**i.__dict__, "label": f"{i.label}\u202d\x1b[31m"}) for i in asked.items)
    source = Source(files=("a\u202egnp.csv",), sha256=("0",), citation="A. Nobody\u2067 https://example.org/\u202e")
    asked = type(asked)(**{**asked.__dict__, "items": items, "available": items, "source": source, "notes": ("\x85",)})
    frame = asked.frame.assign(couple=asked.frame["couple"].replace("c1", "c1\u202e"))
    asked = type(asked)(**{**asked.__dict__, "frame": frame})
    contacts = tmp_path / "contacts.toml"
    contacts.write_text('[[contact]]\nname = "House\\u202e"\nweb = "https://example.org/\\u202e"\n', "utf-8")
    fitted = fit(asked, effect=0.4)
    for couple in (None, "c1\u202e"):
        text = report(
            asked, fitted, comparison(asked), tmp_path / "a.html", couple=couple, contacts=contacts
        ).read_text("utf-8")
        hidden = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"}
        assert not hidden, [f"U+{ord(c):04X}" for c in hidden]
        assert "Ben⟨U+202E⟩⟨U+2066⟩" in Page(text).text
        assert "⟨U+001B⟩[31m" in text


@pytest.mark.slow
def test_names_from_right_to_left_keep_to_themselves(tmp_path: Path) -> None:
    asked = diary(1, partners=("Ana", "דנה"), title="יומן")
    text = report(asked, fit(asked, effect=0.4), None, tmp_path / "a.html").read_text("utf-8")
    for found in re.finditer("דנה|יומן", text):
        around = text[found.start() - 1] + text[found.end()]
        assert around in ("\u2068\u2069", "><"), "set apart, or a cell of its own"
    assert text.count("\u2068") == text.count("\u2069") >= 5


def test_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = diary(1)
    target = tmp_path / "a.html"
    target.write_text("what was there")

    def full(source: str, place: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(PairbondError, match=r"a\.html cannot be written \(No space left on device\)"):
        report(asked, None, None, target)
    assert target.read_text() == "what was there"
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.slow
def test_same_input_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    asked = diary(2)
    one = report(asked, fit(asked), comparison(asked), tmp_path / "a.html").read_bytes()
    two = report(asked, fit(asked), comparison(asked), tmp_path / "b.html").read_bytes()
    assert one == two
    assert b"15 June 2025" in one


@pytest.mark.slow
def test_csv_folder_holds_figures_and_tables(tmp_path: Path) -> None:
    asked = diary(2)
    report(asked, fit(asked), comparison(asked), tmp_path / "a.html", csv_dir=tmp_path / "numbers")
    names = {p.name for p in (tmp_path / "numbers").iterdir()}
    assert {"course.csv", "influence.csv", "prediction.csv", "contraction.csv", "sample-ratings-by-item.csv"} <= names
    raw = pd.read_csv(tmp_path / "numbers" / "partner-effects-fixed-effects-over-1-day.csv")
    assert {"cause_partner", "q05"} <= set(raw.columns)


def test_an_unknown_couple_is_refused_and_nothing_written(tmp_path: Path) -> None:
    asked = diary(3)
    with pytest.raises(PairbondError, match="no couple c9"):
        report(asked, fit(asked), None, tmp_path / "a.html", couple="c9")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_eighty_couples_stay_under_three_megabytes(tmp_path: Path) -> None:
    large = max((example_diary(name) for name in example_diaries()), key=lambda d: len(d.couples))
    assert len(large.couples) >= 80
    file = report(large, fit(large, effect=0.1), comparison(large), tmp_path / "a.html")
    assert file.stat().st_size < 3e6
