"""``pairbond diary``: begin a diary, check one, list the bundled ones."""

import shlex
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbond.cli._options import DiaryFile, Example, Json, MappingFile

if TYPE_CHECKING:
    from pairbond.diary import Diary

NEW = """\b
Examples:
  pairbond diary new our-diary
  pairbond diary new our-diary --names Ada,Ben --start 2026-03-01
"""
CHECK = """\b
Examples:
  pairbond diary check our-diary.csv
  pairbond diary check study.csv --mapping study.toml --json
"""
VERBS = ("fit", "influence", "compare", "pseudo", "weekday", "second-order")


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    group = typer.Typer(
        help="Begin a diary, check one, or list the bundled ones.",
        epilog="Example: pairbond diary new our-diary",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("new", short_help="Write our own template: questions, CSV, mapping.", epilog=NEW)(new)
    group.command("check", short_help="Read a diary; tell every fault, or what is in it.", epilog=CHECK)(check)
    group.command("list", epilog="Example: pairbond diary list --json")(list_)
    app.add_typer(group, name="diary")


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder to be made for the diary.")],
    names: Annotated[str, typer.Option("--names", metavar="A,B", help="Who writes: one name, or two.")] = "A,B",
    days: Annotated[int, typer.Option("--days", metavar="N", help="Days the printed form has room for.")] = 60,
    start: Annotated[
        str | None, typer.Option("--start", metavar="DATE", help="First day (2026-03-01): the CSV then has every day.")
    ] = None,
    safety: Annotated[
        bool | None,
        typer.Option(
            "--safety/--no-safety",
            help="With or without two questions about fear and control. Left out: asked, or in a script without.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write our own template: a form to print for each person, an empty CSV, and the mapping ready.

    Asks whether the form shall have the two questions about fear and control, and says what to do next.
    """
    from pairbond.cli._speak import emit_json
    from pairbond.diary import new_diary

    called = [name.strip() for name in names.split(",")]
    if safety is None:
        safety = not as_json and _asks_somebody() and _wants_safety()
    files = new_diary(folder, called, days=days, start=start, safety=safety)
    if as_json:
        emit_json({"folder": folder, "files": files})
        return
    for path in files:
        typer.echo(str(path))
    typer.echo(_next(folder, days, start, safety))


WHY_SAFETY = (
    "There are two forms. The longer one also asks, every evening, whether you were afraid of the other person and how "
    "far they decided what you may do. With it a report can name help first, and leave out what could make things "
    "worse. But a sheet with these questions does harm if the person one is afraid of finds it. Take it only if nobody "
    "else can read what you write."
)


def _asks_somebody() -> bool:
    """Whether a person sits at the terminal, and no script."""
    import sys

    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _wants_safety() -> bool:
    typer.echo(textwrap.fill(WHY_SAFETY, 88))
    return typer.confirm("With the two questions about fear and control?", default=False)


def _next(folder: Path, days: int, start: str | None, safety: bool) -> str:
    """What to do with the files."""
    where = "into diary.csv" if start is None else "into the empty rows of diary.csv"
    few = "" if days >= 56 else f" {days} days give a description; what follows what needs about sixty."
    form = (
        "The form has the two questions about fear and control; keep it where nobody else finds it."
        if safety
        else "The form does not ask about fear and control; --safety adds two such questions."
    )
    return (
        f"\nNext:\n1. Print the form, one for each who writes, and fill it in every evening.{few}\n   {form}\n"
        f"2. Copy the answers {where}, one row a person and day.\n"
        f"3. See whether all is well:  pairbond diary check {shlex.quote(str(folder))}\n"
        f"4. Read the report:         pairbond report {shlex.quote(str(folder))}"
    )


def check(diary: DiaryFile = None, mapping: MappingFile = None, example: Example = None, as_json: Json = False) -> None:
    """Read a diary and tell every fault at once; without faults, what is in it."""
    from pairbond.cli._help_line import print_help_line
    from pairbond.cli._input import load
    from pairbond.cli._speak import Progress, count, emit_json, print_table

    with Progress() as progress:
        read = load(diary, mapping, example, progress)
    found = summary(read)
    if as_json:
        emit_json(found)
        return
    print_help_line(read)
    typer.echo(read.title)
    days = found["days"]
    span = f"{days['median']:g} days of entries each ({days['least']:g} to {days['most']:g})"
    typer.echo(f"{count(found['couples'], 'couple')}, {count(found['entries'], 'entry', 'entries')}, {span}")
    print_table(
        "Items",
        ("name", "asked about", "scale", "higher is", "answered"),
        [
            [i["name"], i["about"], f"{i['low']:g} to {i['high']:g}", i["higher"], f"{i['answered']:.0%}"]
            for i in found["items"]
        ],
    )
    typer.echo(found["design"]["sentence"])
    for note in found["notes"]:
        typer.echo(f"Note: {note}")
    for verb, enough in found["enough_for"].items():
        if enough["sentence"]:
            typer.echo(f"{'For' if enough['yes'] else 'Not enough for'} {verb}: {enough['sentence']}")
    typer.echo("No faults.")


def summary(diary: "Diary") -> dict[str, Any]:
    """What ``pairbond diary check --json`` prints; days are distinct days with an entry."""
    from pairbond.cli._help_line import help_line
    from pairbond.diary import allowed

    days = sorted(diary.days(couple) for couple in diary.couples)
    return {
        "title": diary.title,
        "couples": len(diary.couples),
        "entries": len(diary.frame),
        "partners": list(diary.partners),
        "distinguishable": diary.distinguishable,
        "one_writer": sum(len(diary.writers(couple)) == 1 for couple in diary.couples),
        "days": {"least": days[0], "median": days[len(days) // 2], "most": days[-1]},
        "items": [
            {
                "name": item.name,
                "label": item.label,
                "about": item.about,
                "low": item.low,
                "high": item.high,
                "higher": item.higher,
                "kind": item.kind,
                "danger": item.danger,
                "answered": float(diary.frame[item.name].notna().mean()),
            }
            for item in diary.items
        ],
        "covariates": list(diary.covariates),
        "design": _design(diary),
        "not_used": [item.name for item in diary.available if item not in diary.items],
        "notes": [*diary.notes, *_people(diary)],
        "help": help_line(diary),
        "enough_for": {verb: dict(zip(("yes", "sentence"), allowed(diary, verb), strict=True)) for verb in VERBS},
    }


def _design(diary: "Diary") -> dict[str, Any]:
    from pairbond.diary import design

    how = design(diary)
    step = how.interval
    if how.kind == "daily":
        sentence = f"One entry a person every {'day' if step == 1 else f'{step:g} days'}."
        if how.doubled:
            sentence = f"{sentence[:-1]}; {how.doubled:.1%} of the days have a second one."
    else:
        far = (
            f"{step:.2g} days"
            if step >= 1
            else f"{step * 24:.2g} hours"
            if step > 1 / 24
            else f"{step * 1440:.2g} minutes"
        )
        sentence = f"Entries of a person are typically {far} apart, up to {how.most_a_day} on a day."
    return {"kind": how.kind, "interval": step, "most_a_day": how.most_a_day, "sentence": sentence}


def unvarying_people(diary: "Diary") -> list[str]:
    """Sentences about people whose answers never change, one an item."""
    from pairbond.diary import unvarying
    from pairbond.diary.faults import listing

    said = []
    labels = {item.name: item.label for item in diary.items}
    for name, rows in unvarying(diary).groupby("item", sort=False):
        each = [f"{r.person} ({r.usual:g} in {r.ratings - r.others} of {r.ratings})" for r in rows.head(5).itertuples()]
        more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
        said.append(
            f"{labels[str(name)]} (nearly) never changes for {listing(each)}{more}: their mean is used, but no "
            "effects of one day on the next can be estimated for them."
        )
    return said


def _people(diary: "Diary") -> list[str]:
    """:func:`unvarying_people`, and sentences about couples of whom only one is seen to write."""
    from pairbond.diary import design

    said = unvarying_people(diary)
    alone = all(len(diary.writers(couple)) == 1 for couple in diary.couples)
    if alone and len(diary.couples) > 1:
        said.append(
            f"All {len(diary.couples)} write alone. If these are couples, say which column tells the two apart: "
            "columns.couple with columns.person or columns.role, or columns.id for ids such as 12a and 12b."
        )
    if alone and design(diary).doubled > 0.5 and design(diary).most_a_day == 2:
        said.append(
            "Most days have two entries of one writer: is a column that says who writes missing in the mapping?"
        )
    return said


def list_(as_json: Json = False) -> None:
    """List the diaries that come with pairbond."""
    from pairbond.cli._speak import emit_json
    from pairbond.diary import example_diaries

    names = [str(name) for name in example_diaries()]
    if as_json:
        emit_json({"examples": names})
        return
    for name in names:
        typer.echo(name)
