"""Puts the commands together and turns errors into one sentence and an exit code."""

import json
import sys
from typing import NoReturn

import typer

from pairbond.cli import (
    claims,
    compare,
    diary,
    doctor,
    evidence,
    fit,
    map,
    population,
    report,
    simulate,
    theory,
    what_if,
)  # fmt: skip
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
for part in (
    *(report, fit, compare, map, diary, simulate, population, theory),
    *(claims, evidence, what_if, doctor),
):
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
        code = app(standalone_mode=False)
    except PairbondError as error:
        _refuse(str(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        print("Stopped.", file=sys.stderr)
        raise SystemExit(130) from None
    except Exception as error:
        sentence = _usage_sentence(error)
        if sentence is None:
            raise
        _refuse(sentence, 2)
    else:
        raise SystemExit(code if isinstance(code, int) else 0)


def _usage_sentence(error: Exception) -> str | None:
    """What was typed wrongly, if that is what happened.

    Told by its methods, not its class: newer releases of typer carry their own copy of click, so the
    class has two homes.
    """
    message = getattr(error, "format_message", None)
    if not callable(message):
        return None
    context = getattr(error, "ctx", None)
    said = str(message()).strip()
    if not said or "\n" in said:  # the help itself, when nothing was typed
        return said or (context.get_help() if context is not None else None)
    path = context.command_path if context is not None else "pairbond"
    return f"{said}{'' if said[-1] in '.?!' else '.'} See: {path} --help"


def _refuse(sentence: str, code: int) -> NoReturn:
    print(sentence, file=sys.stderr)
    if "--json" in sys.argv:
        print(json.dumps({"error": sentence.splitlines()}, ensure_ascii=False))
    raise SystemExit(code)
