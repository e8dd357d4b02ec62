"""Our own diary: what is asked, what is written, and that nothing is overwritten."""

import csv
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pairbond.diary import DiaryError, new_diary, read_diary, read_mapping
from pairbond.diary.template_items import ANALYSED, QUESTIONS, SAFETY
from pairbond.errors import PairbondError


def fill(folder: Path, days: int = 20) -> None:
    """Answer every question of every person and day with something legal."""
    path = folder / "diary.csv"
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for at, row in enumerate(rows):
        row["contact"] = ("together", "apart", "none")[at % 3]
        for question in QUESTIONS:
            row[question.item.name] = str(at % (2 if question.item.kind == "binary" else 7))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_ten_questions_mostly_about_oneself() -> None:
    assert len(QUESTIONS) == 10
    for asked in (QUESTIONS, QUESTIONS + SAFETY):
        about_other = sum(question.item.about == "partner" for question in asked)
        assert about_other * 3 <= len(asked)
    for question in QUESTIONS + SAFETY:
        assert question.text.endswith("?")
        assert len(question.text) <= 70
        assert not re.search(r"\b(he|she|him|her|his|hers)\b", question.text)
    assert all(question.item.danger for question in SAFETY)


def test_a_filled_in_diary_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    new_diary(folder, ("Ana", "Ben"), days=20, start="2024-03-01")
    fill(folder)
    diary = read_diary(folder)
    assert diary.title == "Diary of Ana and Ben"
    assert diary.partners == ("Ana", "Ben")
    assert diary.distinguishable
    assert diary.has_dates
    assert diary.writers("1") == diary.partners
    assert diary.days("1") == 20
    assert [item.name for item in diary.available] == [question.item.name for question in QUESTIONS]
    assert [item.name for item in diary.items] == list(ANALYSED)


def test_an_unfilled_diary_is_refused_kindly(tmp_path: Path) -> None:
    new_diary(tmp_path / "a")
    with pytest.raises(DiaryError, match=r"^diary\.csv: there is a header, but no row of answers\.$"):
        read_diary(tmp_path / "a")
    new_diary(tmp_path / "b", start=date(2024, 3, 1))
    with pytest.raises(DiaryError, match=r"^diary\.csv: nobody answered anything\.$"):
        read_diary(tmp_path / "b")


def test_one_writer_and_safety_questions(tmp_path: Path) -> None:
    paths = new_diary(tmp_path, ("me",), days=30, safety=True)
    assert [path.name for path in paths] == ["diary.csv", "mapping.toml", "form-me.html"]
    mapping = read_mapping(tmp_path / "mapping.toml")
    assert [item.name for item in mapping.item if item.danger] == ["afraid", "controlled"]
    assert mapping.partners.names == ["me"]


class Form(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for key, value in attrs if key in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(("days", "weeks"), [(1, 1), (7, 1), (8, 2), (28, 4)])
def test_the_form_is_one_page_a_week_and_needs_no_network(days: int, weeks: int, tmp_path: Path) -> None:
    text = new_diary(tmp_path, ("A", "B"), days=days, start="2024-02-26")[2].read_text(encoding="utf-8")
    form = Form(text)
    assert not form.open
    assert not form.links
    assert "url(" not in text
    assert "@media print" in text
    assert form.tags.count("section") == weeks
    assert form.tags.count("td") == days * (len(QUESTIONS) + 2)  # and contact, and a free line
    assert "Mon<br>26 Feb" in text
    assert all(question.text in text for question in QUESTIONS)


def test_names_are_shown_not_run(tmp_path: Path) -> None:
    paths = new_diary(tmp_path, ("<b>A</b>", 'B "two" & co'))
    assert "Diary of &lt;b&gt;A&lt;/b&gt;" in paths[2].read_text(encoding="utf-8")
    assert read_mapping(paths[1]).partners.names == ["<b>A</b>", 'B "two" & co']
    assert all(path.parent == tmp_path for path in paths)


@pytest.mark.parametrize("names", [("A", "a"), ("?", "!"), ("A B", "A/B")])
def test_names_alike_get_a_form_each(names: tuple[str, str], tmp_path: Path) -> None:
    forms = [path.name for path in new_diary(tmp_path, names)[2:]]
    assert forms == ["form-1.html", "form-2.html"]


@pytest.mark.parametrize("there", ["diary.csv", "mapping.toml", "form-b.html"])
def test_nothing_is_ever_overwritten(there: str, tmp_path: Path) -> None:
    (tmp_path / there).write_text("mine")
    with pytest.raises(PairbondError) as caught:
        new_diary(tmp_path)
    assert str(caught.value) == f"{tmp_path / there} is there already; nothing was written."
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text() == "mine"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"names": ()}, "Name the one or two persons who write, each with an own name."),
        ({"names": ("a", "b", "c")}, "Name the one or two persons who write, each with an own name."),
        ({"names": ("a", "a ")}, "Name the one or two persons who write, each with an own name."),
        ({"names": ("a\nb",)}, "A name is one line of letters."),
        ({"days": 0}, "A diary has 1 to 366 days, not 0."),
        ({"start": "1.3.2024"}, "1.3.2024 is no date; write it as 2024-01-31."),
    ],
)
def test_senseless_wishes(more: dict, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(PairbondError) as caught:
        new_diary(tmp_path / "new", **more)
    assert str(caught.value) == sentence
    assert not (tmp_path / "new").exists()
