"""A fit of a model of a few equations, as tables."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pairbond.cli._help_line import help_line, print_help_line
from pairbond.cli._speak import emit_json, print_table

if TYPE_CHECKING:
    from pairbond.inference.filtered import FilteredFit


def show(fitted: "FilteredFit", *, note: str, csv: Path | None, as_json: bool) -> None:
    """Print the parameters, what the model says, and what the search says of itself."""
    table, found = fitted.summary(), fitted.diagnostics
    if as_json:
        emit_json(
            {
                "diary": fitted.diary.title,
                "model": fitted.model.name,
                "says": fitted.model.says,
                "source": fitted.model.source,
                "couple": fitted.couple,
                "parameters": fitted.parameters,
                "optima": fitted.optima,
                "problem": fitted.problem,
                "diagnostics": found,
                "timing": fitted.timing,
                "note": note,
                "help": help_line(fitted.diary),
                "csv": csv,
            }
        )
        return
    print_help_line(fitted.diary)
    typer.echo(fitted.model.says)
    print_table(
        "Parameters (90 % interval; narrowed: how much of the prior's variance the diary takes away)",
        ("parameter", "partner", "median", "interval", "unit", "narrowed"),
        [
            (r.parameter, r.partner, f"{r.median:.2f}", f"{r.low:.2f} to {r.high:.2f}", "" if r.unit == "1" else r.unit,
             f"{max(r.contraction, 0):.0%}")
            for r in table.itertuples(index=False)
        ],
    )  # fmt: skip
    typer.echo(f"{found['starts_agree']} of {found['starts']} searches agree.")
    if fitted.problem:
        typer.echo(f"Not a result: {fitted.problem}")
    typer.echo(f"Source of the model: {fitted.model.source}.")
    if note:
        typer.echo(note)
    if csv is not None:
        typer.echo(f"Written: {csv}")
