"""``pairbond theory knockouts | sufficient | onset | interventions``: what holds a couple's cycle."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbond.cli._options import Json

if TYPE_CHECKING:
    import pandas as pd

    from pairbond.theory import Couple

Named = Annotated[str, typer.Argument(metavar="COUPLE", help="A named couple (`pairbond simulate --list`).")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table there.")]
Picture = Annotated[
    Path | None, typer.Option("--figure", metavar="FILE", help="A picture: picture.svg or picture.png.")
]
KNOCK_OUTS = ("without", "cycles", "period", "swing_a", "swing_b", "arousal_a", "arousal_b", "load_b", "hostility_a")


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    for one, words in (
        (knockouts, "What becomes of a couple without each mechanism, one at a time."),
        (sufficient, "The mechanisms with which the cycle goes on when all others are out."),
        (onset, "Where the cycle begins, along wound and coping of one partner."),
        (interventions, "What courses of action change, for whom, and what they cost."),
    ):
        example = f"\b\nExample:\n  pairbond theory {one.__name__} closed-circuit"
        app.command(short_help=words, epilog=example)(one)


def knockouts(couple: Named, csv: Csv = None, figure: Picture = None, as_json: Json = False) -> None:
    """What becomes of a couple without each mechanism, one at a time; those that change its image most come first."""
    from pairbond.analyse import knock_outs
    from pairbond.plots import analyse as plots

    found = _asked(couple, csv, figure)
    table = knock_outs(found)
    drawn = {} if figure is None else {figure: plots.rendered(plots.knock_outs(table, couple), figure)}
    _show(table, couple, csv, as_json, "Without one mechanism", KNOCK_OUTS, drawn)


def sufficient(
    couple: Named,
    order: Annotated[
        int, typer.Option("--order", metavar="N", help="Another order in which mechanisms are tried.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """A smallest set of mechanisms with which the cycle goes on: none can be spared. Other orders may end elsewhere."""
    from pairbond.analyse import sufficient as ask
    from pairbond.cli._speak import emit_json

    found = ask(_asked(couple, None, None), seed=order)
    if as_json:
        emit_json({"couple": couple, "sufficient": list(found)})
    elif found:
        typer.echo(f"The cycle of {couple} goes on with {len(found)} mechanisms: " + ", ".join(found) + ".")
        typer.echo("With any of them gone as well it ends. Other orders (--order) may end in other sets.")
    else:
        typer.echo(f"{couple} does not cycle.")


def onset(
    couple: Named,
    who: Annotated[str, typer.Option("--partner", metavar="A|B", help="Along whose wound and coping: a or b.")] = "a",
    csv: Csv = None,
    figure: Picture = None,
    as_json: Json = False,
) -> None:
    """Where the cycle begins, along inner worth and strength of coping of one partner."""
    from pairbond._choose import choose
    from pairbond.analyse import onset as ask
    from pairbond.model import PARTNERS
    from pairbond.plots import analyse as plots

    choose("partner", who, PARTNERS)
    table = ask(_asked(couple, csv, figure), who)
    drawn = {} if figure is None else {figure: plots.rendered(plots.onset(table, couple, who), figure)}
    _show(table, couple, csv, as_json, f"Along wound and coping of {who}", tuple(table.columns), drawn)


def interventions(couple: Named, csv: Csv = None, as_json: Json = False) -> None:
    """What courses of action change after one and five years, for whom, and what they cost. They are not ranked."""
    from pairbond.analyse import interventions_compared

    table = interventions_compared(_asked(couple, csv, None))
    _show(
        table, couple, csv, as_json, "Courses of action", ("programme", "years", "partner", "cycles", "better", "worse")
    )


def _asked(couple: str, csv: Path | None, figure: Path | None) -> "Couple":
    from pairbond._choose import choose
    from pairbond._files import ready_to_write
    from pairbond.theory import COUPLES

    choose("couple", couple, COUPLES)
    for path in (csv, figure):
        if path is not None:
            ready_to_write(path)
    if figure is not None:
        from pairbond.plots.claims import checked_kind

        checked_kind(figure)
    return COUPLES[couple]


def _show(
    table: "pd.DataFrame",
    couple: str,
    csv: Path | None,
    as_json: bool,
    title: str,
    shown: tuple[str, ...],
    drawn: dict[Path, bytes] | None = None,
) -> None:
    from pairbond._files import write_set
    from pairbond._spreadsheet import csv_text
    from pairbond.cli._speak import emit_json, print_table

    files = {**({} if csv is None else {csv: csv_text(table, digits=6)}), **(drawn or {})}
    write_set(files, private=False)
    if as_json:
        emit_json({"couple": couple, "rows": table.to_dict("records")})
        return
    rows: list[list[Any]] = [
        [f"{x:.2f}" if isinstance(x, float) else x for x in (row[name] for name in shown)]
        for row in table.to_dict("records")
    ]
    print_table(f"{title}: {couple}", list(shown), rows)
    for path in files:
        typer.echo(f"Written to {path}")
