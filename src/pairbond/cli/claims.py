"""``pairbond claims``: what the theory says must follow, asked by experiment."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbond.cli._input import theory_without
from pairbond.cli._options import Json, Without
from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond._files import Content
    from pairbond.experiments import Result

EXAMPLES = """\b
Examples:
  pairbond claims                        what is claimed, nothing is run
  pairbond claims G1                     one claim, in plain words
  pairbond claims L3                     where the essays disagree
  pairbond claims E3 --out e3.svg        with a picture
  pairbond claims --all --csv claims.csv
  pairbond claims E1 --draws 50          also in 50 parameter draws around the defaults
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="What the theory says must follow, asked by experiment.", epilog=EXAMPLES)(claims)


def claims(
    claim: Annotated[str | None, typer.Argument(metavar="ID", help="A claim, for instance G1.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every claim, as a table.")] = False,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", metavar="N", help="Test in N parameter draws around the defaults too (all at once ±20 %)."
        ),
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the draws.")] = 0,
    without: Without = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table there.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A picture of one claim: picture.svg or picture.png.")
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Run again what was run before.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a record; then stop.")] = False,
    as_json: Json = False,
) -> None:
    """What the theory says must follow: prediction, experiment, verdict, knock-out.

    Each prediction was written down before its experiment was run (pairbond/experiments/records/claims). A verdict is
    about the theory, never about people.
    """
    from pairbond.cli._speak import Progress, emit_json

    if schema:
        from pairbond.experiments import schema as published

        emit_json(published())
        return
    if claim is not None and all_:
        raise PairbondError("Give either one claim or --all.")
    if claim is None and not all_:
        if out or csv or draws:
            raise PairbondError("Give a claim (`pairbond claims G1`) or --all.")
        _listed(as_json)
        return
    if all_ and out:
        raise PairbondError("--out draws one claim; for all of them there is --csv.")
    _can_be_written(csv, out)
    with Progress() as progress:
        progress("loading the engine")
        from pairbond.experiments import explained, records, run

        theory = theory_without(without)
        asked = [*records("claim"), *records("dispute")] if claim is None else [_id_of(claim, out)]
        found = run(asked, theory, draws, seed, keep=not no_cache, progress=progress)
    written = _written(found, csv, out)
    if as_json:
        emit_json({"theory": theory.hash, "claims": [_plain(one) for one in found], "files": written})
        return
    if all_:
        _print_claims([one for one in found if one.id in records("claim")], theory.hash)
        _disputes([one for one in found if one.id in records("dispute")])
    else:
        typer.echo(explained(found[0]))
    for name in written:
        typer.echo(f"Written to {name}")


def _id_of(claim: str, out: Path | None) -> str:
    """The id of a claim or a dispute as its file has it."""
    from pairbond.experiments.run import chosen

    [asked] = chosen(claim)
    if asked.kind == "fact":
        raise PairbondError(f"{asked.id} is a published fact, no claim; ask `pairbond evidence {asked.id}`.")
    if asked.kind == "dispute" and out is not None:
        raise PairbondError(f"--out draws a claim; {asked.id} is a dispute.")
    return asked.id


def _can_be_written(csv: Path | None, out: Path | None) -> None:
    """Refused before the long work."""
    from pairbond._files import ready_to_write

    if out is not None:
        from pairbond.plots.claims import checked_kind

        ready_to_write(checked_kind(out))
    if csv is not None:
        ready_to_write(csv)


def _plain(found: "Result") -> dict[str, Any]:
    from pairbond.experiments import records

    asked = records()[found.id]
    plain = found.plain()
    if asked.kind == "claim":
        plain |= {"knocked_out": found.knocked_out, "carried_by_all_three": found.carried}
    return {**plain, "prediction": asked.model_dump(by_alias=True, exclude_none=True)}


def _written(found: "Sequence[Result]", csv: Path | None, out: Path | None) -> list[str]:
    from pairbond._files import write_set

    files: dict[Path, Content] = {}
    if csv is not None:
        from pairbond._spreadsheet import csv_text
        from pairbond.experiments import table

        files[csv] = csv_text(table(found), digits=6)
    if out is not None:
        from pairbond.experiments import records
        from pairbond.plots.claims import claim as drawing
        from pairbond.plots.simulation_files import picture

        files[out] = picture(drawing(records("claim")[found[0].id], found[0]), out.name)
    return [str(path) for path in write_set(files, private=False)]


def _listed(as_json: bool) -> None:
    from collections import Counter

    from pairbond.cli._speak import emit_json, print_table
    from pairbond.experiments import CLASSES, records

    asked = list(records("claim").values())
    if as_json:
        emit_json({"claims": [one.model_dump(by_alias=True, exclude_none=True) for one in asked]})
        return
    rows = [[x.id, x.strength, x.count.class_, x.sentence] for x in asked]
    print_table("What the theory claims", ["claim", "basis", "count", "sentence"], rows)
    number = Counter(x.count.class_ for x in asked)
    typer.echo("; ".join(f"{number[name]} {words}" for name, words in CLASSES.items()) + ".")
    typer.echo("Ask one: pairbond claims G1. All: pairbond claims --all")


def _print_claims(found: "Sequence[Result]", theory: str) -> None:
    from collections import Counter

    from pairbond.cli._speak import print_table
    from pairbond.experiments import counts, records, table

    drawn = any(one.held is not None for one in found)
    rows = []
    for one in found:
        count = records("claim")[one.id].count.class_
        row: list[Any] = [one.id, count, one.verdict, one.knocked_out if one.numbers else ""]
        row += ["" if one.held is None else f"{one.held:.0%}"] if drawn else []
        rows.append([*row, records()[one.id].sentence])
    columns = ["claim", "count", "verdict", "knock-out", *(["draws"] if drawn else []), "sentence"]
    print_table(f"What the theory carries of its claims (theory {theory[:12]})", columns, rows)
    three = counts(table(found))
    for i, words in enumerate(three["count"]):
        tail = f", {three['all_three'][i]} also in the draws and with their knock-out" if drawn else ""
        typer.echo(f"{words.capitalize()}: {three['carried'][i]} of {three['tested'][i]} carried{tail}.")
    said = Counter(one.verdict for one in found)
    typer.echo(", ".join(f"{n} {name}" for name, n in said.most_common()) + f"; of {len(found)}.")
    outs = Counter(one.knocked_out for one in found if one.numbers)
    typer.echo("Knock-outs: " + ", ".join(f"{n} {name}" for name, n in outs.most_common()) + ".")
    if drawn:
        typer.echo(f"By defaults, draws and knock-out alike: {sum(one.carried is True for one in found)}.")


def _disputes(found: "Sequence[Result]") -> None:
    from pairbond.cli._speak import print_table
    from pairbond.experiments import records

    sides = records("dispute")
    rows = [[one.id, one.verdict, sides[one.id].sentence, sides[one.id].rival.sentence] for one in found]
    print_table("Where the essays disagree", ["dispute", "verdict", "first side", "second side"], rows)
