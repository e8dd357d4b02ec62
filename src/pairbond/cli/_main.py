"""Puts the commands together and turns errors into one sentence and an exit code."""

import json
import sys

import typer

from pairbond.cli import compare, diary, doctor, fit, map, report
from pairbond.errors import PairbondError

app = typer.Typer(
    name="pairbond",
    help="A couple's diary goes in, a readable and honest answer comes out.",
    epilog="Start with: pairbond diary new our-diary",
    no_args_is_help=True,
    add_completion=False,
    # Rich's help and tracebacks alone cost .3 s of the half second that --help may take
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for part in (report, fit, compare, map, diary, doctor):
    part.add_to(app)


def _print_version(wanted: bool) -> bool:
    if wanted:
        import pairbond

        typer.echo(f"pairbond {pairbond.__version__}")
        raise typer.Exit
    return wanted


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", help="Print the version and stop.", callback=_print_version, is_eager=True
    ),
) -> None:
    pass


def main() -> None:
    """Run the command line; ends with 0, 1 (something is broken), 2 (bad input) or 130 (stopped)."""
    try:
        app()
    except PairbondError as error:
        _tell(str(error))
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:  # `pairbond ... | head`: the reader has had enough
        sys.stderr.close()
        raise SystemExit(0) from None


def _tell(message: str) -> None:
    print(message, file=sys.stderr)
    if "--json" in sys.argv:
        print(json.dumps({"error": message.splitlines()}, ensure_ascii=False))
