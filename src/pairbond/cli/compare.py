"""``pairbond compare``: which model predicts the held-out days best?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbond.cli._options import DiaryFile, Example, Holdout, Json, MappingFile, Pseudo, Readings, Seed

if TYPE_CHECKING:
    from pairbond.predict import Comparison

EXAMPLES = """\b
Examples:
  pairbond compare our-diary.csv
  pairbond compare our-diary.csv --holdout 7 --models own-mean,ar1,ct-var --json
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="Which model predicts held-out days best?", epilog=EXAMPLES)(compare)


def compare(
    diary: DiaryFile = None,
    mapping: MappingFile = None,
    example: Example = None,
    models: Annotated[str, typer.Option("--models", metavar="A,B", help="With commas.")] = "own-mean,ar1,var,ct-var",
    readings: Readings = None,
    holdout: Holdout = 7,
    pseudo: Pseudo = 20,
    seed: Seed = 0,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="DIR", help="Write every table as CSV here.")] = None,
    as_json: Json = False,
) -> None:
    """Compare models by how well they predict days they have not seen, one step ahead.

    The baselines are each person's own mean and yesterday (ar1); pseudo-couples are partners of different couples.
    """
    from pairbond._files import ready_to_write
    from pairbond._spreadsheet import write_tables
    from pairbond.cli._help_line import help_line, print_help_line
    from pairbond.cli._input import check_holdout, load, parse_readings, require
    from pairbond.cli._speak import Progress, emit_json

    check_holdout(holdout)
    if csv is not None:
        ready_to_write(csv, folder=True)
    observed = parse_readings(readings)
    names = tuple(name.strip() for name in models.split(",") if name.strip())
    with Progress() as progress:
        read = load(diary, mapping, example, progress)
        note = require(read, "compare", holdout)
        progress("loading the engine")
        from pairbond.predict import compare as run

        progress("comparing predictions")
        comparison = run(
            read, models=names, readings=observed, holdout=holdout, pseudo=pseudo, seed=seed, progress=progress
        )
        if csv is not None:
            write_tables(comparison.tables(), csv)
    if as_json:
        emit_json(
            {
                "diary": read.title,
                "holdout": holdout,
                "scores": comparison.scores,
                "paired": comparison.paired,
                "pseudo": comparison.pseudo,
                "settings": comparison.settings,
                "timing": comparison.timing,
                "note": note,
                "help": help_line(read),
                "csv": csv,
            }
        )
        return
    print_help_line(read)
    _print(comparison)
    if note:
        typer.echo(note)
    if csv is not None:
        typer.echo(f"Written: {csv}")


def _print(comparison: "Comparison") -> None:
    from pairbond.cli._speak import print_table

    for model, why in comparison.settings.get("left_out", {}).items():
        typer.echo(f"{model} is left out: {why}")
    print_table(
        "Held-out days, one step ahead (mean log score: higher is better)",
        ("model", "ratings", "mean log score", "rmse"),
        [[s.label, int(s.cells), float(s.mean_logscore), float(s.rmse)] for s in comparison.scores.itertuples()],
    )
    over = {"couples": "couples", "days": "blocks of days"}[comparison.settings["drawn"]]
    print_table(
        f"Differences per rating (90 % interval over {over})",
        ("model", "against", "difference", "90 %"),
        [
            [p.model, p.against, float(p.difference), f"{p.q05:.3f} to {p.q95:.3f}"]
            for p in comparison.paired.itertuples()
        ],
    )
    if comparison.pseudo is not None and len(comparison.pseudo):
        scores = comparison.pseudo["mean_logscore"]
        typer.echo(
            f"With partners of different couples ({len(scores)} re-pairings) the score is "
            f"{scores.min():.3f} to {scores.max():.3f}."
        )
