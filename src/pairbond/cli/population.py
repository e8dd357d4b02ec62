"""``pairbond population``: people over time; tables, a summary and a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbond.cli._options import Json
from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond.population import Protocol

EXAMPLES = """\b
Examples:
  pairbond population --people 2000
  pairbond population --people 2000 --set culture=1 --set transmission=no --out no-transmission
  pairbond population --list
"""


def add_to(app: typer.Typer) -> None:
    """Make it a command."""
    app.command(short_help="People over time: pairing, parting, children, help.", epilog=EXAMPLES)(population)


def population(
    people: Annotated[
        int, typer.Option("--people", metavar="N", help="Founders; their children come on top.")
    ] = 10_000,
    years: Annotated[float, typer.Option("--years", metavar="N", help="How long.")] = 60.0,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Same seed: same numbers.")] = 0,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A constant of the protocol (see --list).")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where tables and picture go.")] = Path(
        "population"
    ),
    list_: Annotated[bool, typer.Option("--list", help="List the constants of the protocol; then stop.")] = False,
    as_json: Json = False,
) -> None:
    """People over time: they meet, pair, part, pair again, have children, seek help and die.

    How two live together is the theory's, day by day; who meets whom is a protocol's. Writes into DIR: people.csv,
    relationships.csv, years.csv, summary.csv, protocol.csv, and the picture in words, numbers, SVG and PNG.
    10 000 people and 60 years take about a minute.
    """
    from pairbond.cli._speak import Progress, emit_json, print_table

    if list_:
        from pairbond.population import Protocol

        table = Protocol.table()
        if as_json:
            emit_json({"protocol": table})
        else:
            print_table(
                "", ["name", "value", "unit", "meaning"], table[["name", "value", "unit", "meaning"]].to_numpy()
            )
        return
    if out.exists() and not out.is_dir():
        raise PairbondError(f"{out} is a file; --out needs a folder.")
    with Progress() as progress:
        progress("loading the engine")
        answer = _run(people, years, seed, protocol_of(set_ or []), out, progress)
    if as_json:
        emit_json(answer)
        return
    rows = [[one["topic"], one["measure"], one["value"], one["unit"], one["of"]] for one in answer["summary"]]
    print_table("", ["", "measure", "value", "unit", "of"], rows)
    typer.echo(answer["says"])
    typer.echo(f"Written to {out}: {', '.join(path.name for path in answer['files'])}")


def protocol_of(given: list[str]) -> "Protocol":
    """The protocol with these NAME=VALUE other than it says."""
    from pairbond._choose import choose
    from pairbond.population import Protocol

    known = dict(zip(*Protocol.table()[["name", "value"]].to_numpy().T, strict=True))
    changes: dict[str, Any] = {}
    for one in given:
        name, sign, value = (x.strip() for x in one.partition("="))
        if not sign:
            raise PairbondError(f"--set {one} has no value; it looks like --set culture=1.")
        choose("constant of the protocol", name, known)
        changes[name] = _read(name, value, known[name])
    return Protocol(**changes)


def _read(name: str, value: str, like: Any) -> Any:
    if isinstance(like, bool):
        if value not in ("yes", "no"):
            raise PairbondError(f"{name} of the protocol is {value!r}; it is 'yes' or 'no'.")
        return value == "yes"
    try:
        number = float(value)
    except ValueError:
        raise PairbondError(f"{name} of the protocol is {value!r}; it has to be a number.") from None
    return int(number) if isinstance(like, int) and number == int(number) else number


def _run(people: int, years: float, seed: int, protocol: "Protocol", out: Path, progress: Any) -> dict[str, Any]:
    from pairbond._files import ready_to_write, write_files
    from pairbond.plots.population import population_drawing
    from pairbond.plots.simulation_files import pictures
    from pairbond.population import simulate_population

    ready_to_write(out, folder=True)
    found = simulate_population(people, years, seed, protocol, progress=progress)
    progress("drawing")
    made = population_drawing(found)
    files = write_files(out, {**found.files(), **pictures(made, "picture")}, private=False)
    return {
        "says": f"{made.title}.",
        "shows": made.alt,
        "people": len(found.people),
        "relationships": len(found.relationships),
        "seed": seed,
        "theory": found.theory.hash,
        "summary": found.summary().to_dict("records"),
        "files": files,
    }
