"""``pairbond what-if``: what would change things, in the theory fitted to a diary."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbond.cli._options import DiaryFile, Example, Json, MappingFile, Seed

if TYPE_CHECKING:
    from pairbond.assess import Assessment
    from pairbond.counterfactual import WhatIf

EXAMPLES = """\b
Examples:
  pairbond what-if our-diary.csv
  pairbond what-if our-diary.csv --course limits --course support-network --days 90 --json
"""
PREFACE = (
    "This is a result of the model: the theory, fitted to the diary, is compared with itself. It is no forecast, "
    "promises nothing about the other person, and does not weigh staying against leaving."
)
DANGER = (
    "If anyone is afraid, or is hurt, threatened or controlled, people who help come first; separating can raise "
    "danger, and they know how to plan for it."
)


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command("what-if", short_help="What would change things, in the theory.", epilog=EXAMPLES)(what_if)


def what_if(
    diary: DiaryFile = None,
    mapping: MappingFile = None,
    example: Example = None,
    couple: Annotated[
        str | None, typer.Option("--couple", metavar="NAME", help="Which couple, if there are several.")
    ] = None,
    days: Annotated[
        int, typer.Option("--days", metavar="N", help="How many days ahead; compared at 30, 90, 180 and N.")
    ] = 730,
    course: Annotated[
        list[str] | None,
        typer.Option("--course", metavar="NAME", help="Only this course; may be given several times. Default: all."),
    ] = None,
    seed: Seed = 0,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="DIR", help="Write every table as CSV here.")] = None,
    as_json: Json = False,
) -> None:
    """Fit the theory to one couple's diary, and compare courses of action with going on as before.

    Only if the diary says enough; otherwise says why it does not, and what would help.
    Prints, for those who act, how far each outcome would differ from going on as before, in points of 100.
    """
    from pairbond._choose import choose
    from pairbond._files import ready_to_write
    from pairbond._spreadsheet import write_tables
    from pairbond.cli._help_line import help_line, print_help_line
    from pairbond.cli._input import load, require
    from pairbond.cli._speak import Progress, emit_json

    if csv is not None:
        ready_to_write(csv, folder=True)
    with Progress() as progress:
        read = load(diary, mapping, example, progress)
        if couple is not None:
            read = read.select([choose("couple", couple, read.couples)])
        note = require(read, "what-if")
        progress("loading the engine")
        from pairbond.assess import assess
        from pairbond.counterfactual import COURSES, check_settings
        from pairbond.counterfactual import what_if as run

        check_settings(days, seed=seed)  # refused now rather than after the fit
        for name in course or ():
            choose("course", name, COURSES)
        asked = assess(read, seed=seed, progress=progress)
        shut = _shut(asked)
        found = None
        if not shut and asked.fit is not None:
            found = run(asked.fit, course or None, days=days, seed=seed, two_readers=True, progress=progress).only_of(
                asked.courses_of
            )
        if found is not None and csv is not None:
            write_tables({"what_if": found.table, "what_if_reference": found.reference}, csv)
    if found is None:
        if as_json:
            emit_json(
                {
                    "diary": read.title,
                    "couple": asked.couple,
                    "about": PREFACE,
                    "cannot_tell": shut,
                    "note": note,
                    "help": help_line(read),
                }
            )
        else:
            print_help_line(read)
            typer.echo(f"{PREFACE}\n{shut}")
        return
    if as_json:
        emit_json(
            {
                "diary": read.title,
                "couple": found.provenance["couple"],
                "about": PREFACE,
                "differences": found.table,
                "sentences": [one.text for one in found.sentences],
                "voices": _voices(found),
                "left_out": found.left_out,
                "described": [found.names[p] for p in found.described],
                "diagnostics": asked.fit.diagnostics if asked.fit is not None else {},
                "provenance": found.provenance,
                "note": note,
                "help": help_line(read),
                "csv": csv,
            }
        )
        return
    print_help_line(read)
    typer.echo(f"{PREFACE}\n{DANGER}")
    _print(found)
    if note:
        typer.echo(note)
    if csv is not None:
        typer.echo(f"Written: {csv}")


def _shut(asked: "Assessment") -> str:
    """Why nothing may be said of courses of action; "" if it may."""
    if asked.courses_open:
        return ""
    kind, partner = asked.courses_lack
    rows = asked.gate[(asked.gate["kind"] == kind) & ~asked.gate["allowed"]]
    row = (rows if partner is None else rows[rows["partner"] == partner]).iloc[0]
    because = f"because {row['why']}; what would help: {row['helps']}"
    return f"From these entries we cannot say what would change things, {because}."


def _print(found: "WhatIf") -> None:
    from pairbond.cli._speak import print_table
    from pairbond.model import BOTH

    for one in _voices(found):
        said = (
            [one["essays"], one["studies"]]
            if one["essays"]
            else ["We looked for no essay and no study on this course of action."]
        )
        typer.echo("\n".join([f"{one['label']}", *(f"    {line}" for line in (*said, one["model"]))]))
    who = {**found.names, BOTH: BOTH}
    for day in found.text_horizons:
        rows = [
            [
                x.label,
                who[x.actor],
                "the couple" if x.partner == BOTH else who[x.partner],
                x.thing,
                x.interval,
                x.direction,
            ]
            for x in found.sentences
            if x.day == day
        ]
        if rows:
            print_table(
                f"Day {day} against going on as before (90 % interval, points of 100; falls are counted)",
                ("course", "who acts", "of", "outcome", "difference", "in the model"),
                rows,
            )
    _print_left_out(found.left_out)
    for partner in found.writers:
        if partner not in found.described:
            typer.echo(f"Courses of action for {found.names[partner]}: these entries say too little about them.")


def _voices(found: "WhatIf") -> list[dict[str, str]]:
    """The three voices beside each kind of course."""
    kinds = {one.name: one for one in found.courses}
    return [
        {
            "course": name,
            "label": one.label,
            "essays": one.voices.essays_say if one.voices else "",
            "studies": one.voices.studies_found if one.voices else "",
            "model": found.model_would(name),
        }
        for name, one in kinds.items()
    ]


def _print_left_out(left_out: Mapping[str, str]) -> None:
    reasons: dict[str, list[str]] = {}
    for name, why in left_out.items():
        reasons.setdefault(why, []).append(name)
    for why, names in reasons.items():
        typer.echo(f"Left out, {', '.join(names)}: {why}.")
