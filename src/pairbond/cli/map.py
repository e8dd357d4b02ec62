"""``pairbond map``: propose what each column of a diary means."""

from pathlib import Path
from typing import Annotated

import typer

from pairbond.cli._options import Json
from pairbond.errors import PairbondError

EXAMPLES = """\b
Examples:
  pairbond map our-diary.csv
  pairbond map our-diary.csv --out our-diary.toml
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command("map", short_help="Propose what each column of a diary means.", epilog=EXAMPLES)(map_)


def map_(
    diary: Annotated[Path, typer.Argument(metavar="DIARY", help="The diary: a CSV, SPSS, SAS, Stata or R file.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the proposal here instead of printing it.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    as_json: Json = False,
) -> None:
    """Propose a mapping, to be edited: which column is the couple, the person, the time, an answer.

    The proposal is a guess from names and values. Read every line of it: above all `higher` and the scale.
    """
    from pairbond._files import ready_to_write, write_file
    from pairbond.cli._speak import emit_json

    if out is not None:
        ready_to_write(out)
        if out.exists() and not force:
            raise PairbondError(f"{out} is already there; give another --out, or --force to replace it.")
    from pairbond.diary import propose_mapping

    text = propose_mapping(diary)
    if out is not None:
        write_file(out, text, private=True)
    if as_json:
        from pairbond._toml import toml_tables

        emit_json({"out": out, "mapping": toml_tables(text)})
    elif out is None:
        typer.echo(text)
    else:
        typer.echo(f"{out}\nRead and mend every line, then: pairbond diary check {diary} --mapping {out}")
