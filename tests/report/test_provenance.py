"""What a page says of how it came to be: enough to make it again, nothing about whose computer it was."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import pytest

from pairbond.cli import main
from pairbond.report.method import printable_command

TOML = """
[columns]
person = "person"
time = "time"
[[item]]
name = "warmth"
columns = "warmth"
low = 0
high = 6
"""


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["/home/ada/our/diary.csv"], "diary.csv"),
        ([r"C:\Users\ada\diary.csv", "--seed=3"], "diary.csv --seed 3"),
        (["diary.csv", "--contacts", "/home/ada/shelter.toml"], "diary.csv"),
        (["--contacts=shelter.toml", "--json", "diary.csv"], "diary.csv"),
        (["d.csv", "--out", "~ada/x.html", "--csv", "../ada", "--no-theory"], "d.csv --no-theory"),
        (["d.csv", "--mapping", "/home/ada/d.toml", "--items", "a,b"], "d.csv --mapping d.toml --items a,b"),
        (["d.csv", "--some-new-option", "/home/ada"], "d.csv"),
        (["--example", "x", "--couple", "c 1", "--leave-to", "https://example.org"], "--example x --couple 'c 1'"),
    ],
)
def test_the_command_is_shown_without_folders_and_contacts(arguments: list[str], shown: str) -> None:
    assert printable_command(["report", *arguments]) == f"pairbond report {shown}"


def test_every_option_of_the_report_is_either_shown_or_hidden_on_purpose() -> None:
    import typer

    from pairbond.cli._main import app
    from pairbond.report.method import _FILES, _HIDDEN, _SETTINGS, _SWITCHES, _UNSEEN_SWITCHES

    command = typer.main.get_command(app).commands["report"]  # type: ignore[attr-defined]
    options = {name for p in command.params for name in (*p.opts, *p.secondary_opts) if name.startswith("--")}
    assert options - {"--help"} == {*_SETTINGS, *_SWITCHES, *_UNSEEN_SWITCHES, *_FILES, *_HIDDEN}


def test_no_folder_user_or_contacts_file_is_in_the_page_or_its_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "ada-lovelace"
    home.mkdir()
    diary, contacts = home / "diary.csv", home / "shelter-by-the-river.toml"
    rows = [f"Ada,{day},{day % 7}" for day in range(9)]
    diary.write_text("\n".join(["person,time,warmth", *rows]), "utf-8")
    diary.with_suffix(".toml").write_text(TOML, "utf-8")
    contacts.write_text('[[contact]]\nname = "House"\n', "utf-8")
    page, tables = home / "mine.html", home / "tables"
    files = [str(diary), "--contacts", str(contacts), "--out", str(page), "--csv", str(tables)]
    monkeypatch.setattr(sys, "argv", ["/usr/bin/pairbond", "report", *files])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    texts = [page.read_text("utf-8"), *(file.read_text("utf-8") for file in tables.iterdir())]
    assert len(texts) > 2
    assert any("pairbond report diary.csv" in text for text in texts[1:])
    for text in texts:
        for private in (str(tmp_path), "ada-lovelace", "shelter", "contacts", str(Path.home()), "mine.html"):
            assert private not in text, private
    if len(getpass.getuser()) > 4:
        assert getpass.getuser() not in texts[0]
