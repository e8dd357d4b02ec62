"""``pairbond simulate``: follow a couple of the theory day by day; data, how they were made, and a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbond.cli._options import Json, Without
from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond.cli._speak import Progress
    from pairbond.scenario import Scenario

EXAMPLES = """\b
Examples:
  pairbond simulate --couple closed-circuit
  pairbond simulate --couple closed-circuit --days 1095 --draws 1 --no-noise --without splitting
  pairbond simulate no-contact.toml --draws 100 --out no-contact
  pairbond simulate --list
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="Follow a couple of the theory day by day: data and a picture.", epilog=EXAMPLES)(simulate)


def simulate(
    scenario: Annotated[
        Path | None, typer.Argument(metavar="SCENARIO", help="Who, for how long, what is done (TOML; see --schema).")
    ] = None,
    couple: Annotated[
        str | None, typer.Option("--couple", metavar="NAME", help="A named couple instead (--list names them).")
    ] = None,
    days: Annotated[int | None, typer.Option("--days", metavar="N", help="How many days. Default: 730.")] = None,
    draws: Annotated[
        int | None, typer.Option("--draws", metavar="N", help="How often the couple is followed. Default: 20.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="N", help="Same seed: same numbers.")] = None,
    no_noise: Annotated[
        bool, typer.Option("--no-noise", help="Nothing happens by chance, no leaving either; one run unless --draws.")
    ] = False,
    without: Without = None,
    show: Annotated[
        str | None, typer.Option("--show", metavar="A,B", help="Quantities in the picture, with commas.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Default: NAME-simulation in this folder.")
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Name the couples, persons, interventions, mechanisms; then stop.")
    ] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a scenario; then stop.")] = False,
    as_json: Json = False,
) -> None:
    """Follow a couple of the theory day by day; options go before what the scenario says.

    Writes into DIR: simulation.nc (everything, day by day: netCDF, for R, Python, Matlab), picture.png and .svg (wide
    and narrow), what the picture shows in words and numbers, scenario.toml (to run again), provenance.json.
    """
    from pairbond.cli._input import names_in
    from pairbond.cli._speak import Progress, emit_json

    if list_ or schema:
        _tell(list_, as_json)
        return
    changes = {
        "days": days, "draws": 1 if no_noise and draws is None else draws, "seed": seed,
        "noise": False if no_noise else None, "show": names_in(show, "--show") or None,
    }  # fmt: skip
    given = {key: value for key, value in changes.items() if value is not None}
    with Progress() as progress:
        progress("loading the engine")
        read, folder = _read(scenario, couple, given, names_in(without, "--without"), out)
        answer = _run(read, folder, progress)
    if as_json:
        emit_json(answer)
        return
    typer.echo(answer["says"])
    typer.echo(f"Written to {folder}: {', '.join(Path(name).name for name in answer['files'])}")


def _read(
    file: Path | None, couple: str | None, given: dict[str, Any], without: list[str], out: Path | None
) -> "tuple[Scenario, Path]":
    """The scenario that was asked for, and the folder to write to; refused before the long work."""
    from pairbond._choose import choose
    from pairbond._files import ready_to_write
    from pairbond.scenario import parse_scenario
    from pairbond.scenario.read import scenario_tables, scenario_text
    from pairbond.theory import COUPLES, Theory

    if (file is None) == (couple is None):
        raise PairbondError("Give either a scenario file or --couple NAME (`pairbond simulate --list` names them).")
    if file is not None:
        text = scenario_text(file)
        tables, name, stem = scenario_tables(file.name, text), file.name, file.stem
    else:
        assert couple is not None
        choose("couple", couple, COUPLES)
        text, tables, name, stem = "", {"couple": couple}, "the command", couple
    for one in without:
        choose("mechanism", one, Theory().mechanisms)
    if without:
        also = tables.get("without", [])
        tables["without"] = [*(also if isinstance(also, list) else []), *without]
    read = parse_scenario({**tables, **given}, name, text, given)
    folder = out if out is not None else Path(f"{stem}-simulation")
    if folder.exists() and not folder.is_dir():
        raise PairbondError(f"{folder} is a file; --out needs a folder.")
    return read, ready_to_write(folder, folder=True)


def _run(read: "Scenario", folder: Path, progress: "Progress") -> dict[str, Any]:
    from pairbond.cli._simulated import write_simulation

    progress(f"simulating {read.draws} × {read.days} days")
    found = read.simulate()
    progress("drawing")
    return write_simulation(read, found, folder)


def _tell(list_: bool, as_json: bool) -> None:
    from pairbond.cli._simulated import known, print_known
    from pairbond.cli._speak import emit_json

    if not list_:
        from pairbond.scenario import scenario_json_schema

        emit_json(scenario_json_schema())
    elif as_json:
        emit_json(known())
    else:
        print_known()
