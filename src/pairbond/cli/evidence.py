"""``pairbond evidence``: published facts beside what the theory does."""

import math
from pathlib import Path
from typing import Annotated

import typer

from pairbond.cli._options import Json
from pairbond.errors import PairbondError

EXAMPLES = """\b
Examples:
  pairbond evidence                        which facts there are, nothing is run
  pairbond evidence linkage_is_distress    one fact, in plain words
  pairbond evidence --all --csv evidence.csv
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="Published facts beside what the theory does.", epilog=EXAMPLES)(evidence)


def evidence(
    fact: Annotated[
        str | None, typer.Argument(metavar="FACT", help="A fact, for instance linkage_is_distress.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every fact, as a table; half a minute.")] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of samples and of chance.")] = 0,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table there.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Run again what was run before.")] = False,
    as_json: Json = False,
) -> None:
    """Published facts, each simulated under a mapping that was written down before: it agrees, differs, contradicts.

    Facts against the popular theory come first. Numbers from memory are never given as published.
    """
    from pairbond.cli._speak import Progress, emit_json, print_table
    from pairbond.experiments import records

    if fact is not None and all_:
        raise PairbondError("Give either one fact or --all.")
    facts = records("fact")
    if fact is None and not all_:
        if csv is not None:
            raise PairbondError("Give a fact (`pairbond evidence inertia`) or --all.")
        if as_json:
            emit_json({"facts": [one.model_dump(by_alias=True, exclude_none=True) for one in facts.values()]})
            return
        rows = [[one.id, one.stands, one.published, one.strength, one.sentence] for one in facts.values()]
        print_table("What was found", ["fact", "popular theory", "published", "mark", "finding"], rows)
        return
    if csv is not None:
        from pairbond._files import ready_to_write

        ready_to_write(csv)
    with Progress() as progress:
        progress("loading the engine")
        from pairbond.experiments import explained, run, table
        from pairbond.theory import Theory

        theory = Theory()
        found = run(
            list(facts) if fact is None else _id_of(fact), theory, seed=seed, keep=not no_cache, progress=progress
        )
    if csv is not None:
        from pairbond._files import write_file
        from pairbond._spreadsheet import csv_text

        write_file(csv, csv_text(table(found), digits=6), private=False)
    if as_json:
        emit_json({"theory": theory.hash, "facts": [one.plain() for one in found]})
    elif all_:
        summary = table(found)
        simulated = ["none" if math.isnan(x) else f"{x:.3g}" for x in summary["effect"]]
        rows = list(
            zip(summary["id"], summary["published"], simulated, summary["verdict"], summary["sentence"], strict=True)
        )
        title = f"Published summary beside the theory ({theory.hash[:12]})"
        print_table(title, ["fact", "published", "simulated", "verdict", "finding"], rows)
        counts = summary["verdict"].value_counts(sort=False)
        typer.echo(", ".join(f"{n} {name}" for name, n in counts.items()) + f"; of {len(found)}.")
    else:
        typer.echo(explained(found[0]))
    if csv is not None:
        typer.echo(f"Written to {csv}")


def _id_of(fact: str) -> str:
    """The id of a fact as its file has it."""
    from pairbond.experiments.run import chosen

    [asked] = chosen(fact)
    if asked.kind != "fact":
        raise PairbondError(f"{asked.id} is a {asked.kind}, no published fact; ask `pairbond claims {asked.id}`.")
    return asked.id
