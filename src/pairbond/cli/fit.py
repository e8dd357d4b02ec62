"""``pairbond fit``: a model of a diary, as tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from pairbond.cli._options import DiaryFile, Example, Items, Json, MappingFile, Method, Model, Readings, Seed
from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond._files import Content
    from pairbond.inference import Fit

EXAMPLES = """\b
Examples:
  pairbond fit our-diary.csv
  pairbond fit our-diary.csv --items warmth,closeness --csv tables --json
  pairbond fit our-diary.csv --model theory
  pairbond fit our-diary.csv --couple 7 --model rinaldi --readings closeness=feeling
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="Fit the linear model; tables of effects with intervals.", epilog=EXAMPLES)(fit)


def fit(
    diary: DiaryFile = None,
    mapping: MappingFile = None,
    example: Example = None,
    couple: Annotated[str | None, typer.Option("--couple", metavar="ID", help="Only this couple.")] = None,
    model: Model = "auto",
    method: Method = "quick",
    readings: Readings = None,
    items: Items = None,
    order: Annotated[int, typer.Option("--order", metavar="1|2", help="1: drifts back; 2: can swing.")] = 1,
    starts: Annotated[
        int | None,
        typer.Option("--starts", metavar="N", help="How many starting points to try. Default: 4; 2 for large diaries."),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Draws behind every interval.")] = 400,
    seed: Seed = 0,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Keep the fit; load() of its class reads it (Fit, TheoryFit, FilteredFit)."
        ),
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="DIR", help="Write every table as CSV here.")] = None,
    as_json: Json = False,
) -> None:
    """Fit the linear model: how each partner's days carry over to their own and the other's next days.

    Prints standardised effects over the intervals of the study with 90 % intervals. With --model theory: the theory of
    one couple, its traits and phases before the evidence check; `pairbond report` shows only what passes it.
    """
    from pairbond._choose import choose
    from pairbond._files import ready_to_write, write_set
    from pairbond._spreadsheet import table_files
    from pairbond.cli._help_line import help_line, print_help_line
    from pairbond.cli._input import choose_items, load, parse_readings, require
    from pairbond.cli._speak import Progress, emit_json
    from pairbond.cli._theory_fit import tables as theory_tables

    if csv is not None:
        ready_to_write(csv, folder=True)
    observed = parse_readings(readings)
    if out is not None:
        ready_to_write(out)
    with Progress() as progress:
        read = load(diary, mapping, example, progress)
        if couple is not None:
            read = read.select([choose("couple", couple, read.couples)])
        chosen = choose_items(read, items)
        note = require(read if chosen is None else read.with_items(chosen), "fit")
        progress("loading the engine")
        from pairbond.inference import LINEAR_MODELS, LinearModel
        from pairbond.inference import fit as run

        linear = model in LINEAR_MODELS
        if not linear and (chosen is not None or order != 1):
            raise PairbondError(
                f"--{'order' if chosen is None else 'items'} is for the linear models, not for {model}."
            )

        progress("fitting the linear model" if linear else f"fitting {model}")
        fitted = run(
            read if chosen is None else read.with_items(chosen),
            # names and numbers that are checked there
            cast("Any", LinearModel(cast("Any", model), order=cast("Any", order)) if linear else model),
            method=method,
            readings=observed,
            starts=starts,
            draws=draws,
            seed=seed,
            progress=progress,
        )
        files: dict[Path, Content] = {}
        if csv is not None:
            files |= table_files(theory_tables(fitted) if model == "theory" else fitted.tables(), csv)
        if out is not None:
            files[out] = fitted.to_bytes()
        write_set(files, private=True)
    if model == "theory":
        from pairbond.cli._theory_fit import show

        show(fitted, note=note, csv=csv, as_json=as_json)
    elif not linear:
        from pairbond.cli._filtered_fit import show as show_filtered

        show_filtered(fitted, note=note, csv=csv, as_json=as_json)
    if not linear:
        if out is not None and not as_json:
            typer.echo(f"Written: {out}")
        return
    if as_json:
        emit_json(
            {
                "diary": read.title,
                "model": fitted.spec.model.kind,
                "reason": fitted.spec.reason,
                "problem": fitted.problem,
                "method": method,
                "couples": len(read.couples),
                "effects": fitted.effects,
                "shared": fitted.shared,
                "set_aside": fitted.set_aside,
                "parameters": fitted.parameters,
                "optima": fitted.optima,
                "diagnostics": fitted.diagnostics,
                "timing": fitted.timing,
                "out": out,
                "note": note,
                "help": help_line(read),
                "csv": csv,
            }
        )
        return
    print_help_line(read)
    print_fit(fitted)
    if note:
        typer.echo(note)
    for path in (out, csv):
        if path is not None:
            typer.echo(f"Written: {path}")


def print_fit(fitted: "Fit") -> None:
    """Effects, what the model is, and whose answers it could not use."""
    from pairbond.cli._speak import count, print_table
    from pairbond.cli.diary import unvarying_people

    diary = fitted.diary

    def place(partner: str, item: str) -> str:
        who = partner if len(diary.partners) > 1 or diary.distinguishable else "own"
        return f"{who} {item}"

    spans = fitted.lags
    ways: dict[tuple[str, str, str], dict[float, str]] = {}
    for e in fitted.effects.itertuples():
        way = (place(e.cause_partner, e.cause_item), place(e.effect_partner, e.effect_item), e.kind)
        ways.setdefault(way, {})[float(e.days)] = f"{e.q50:5.2f} [{e.q05:5.2f}, {e.q95:5.2f}]"
    print_table(
        "Effects, in standard deviations of days within a person (90 % interval)",
        ("from", "to", "kind", *(f"after {_span(days)}" for days in spans)),
        [[*way, *(found.get(days, "") for days in spans)] for way, found in ways.items()],
    )
    timing = ", ".join(f"{k} {v:.1f} s" for k, v in fitted.timing.items() if isinstance(v, int | float))
    typer.echo(f"{diary.title}: {count(len(diary.couples), 'couple')}. Time: {timing}")
    typer.echo(fitted.spec.reason)
    for sentence in unvarying_people(diary):
        typer.echo(sentence)
    if fitted.problem:
        typer.echo(f"Not a result: {fitted.problem}")
    typer.echo("Nothing here is a cause: an effect says what tends to follow what.")


def _span(days: float) -> str:
    return f"{days:g} day{'' if days == 1 else 's'}" if days >= 0.5 else f"{days * 24:.2g} h"
