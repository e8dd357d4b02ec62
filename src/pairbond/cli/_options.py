"""Arguments and options that several commands share, each described once."""

from pathlib import Path
from typing import Annotated

import typer

DiaryFile = Annotated[
    Path | None, typer.Argument(metavar="DIARY", help="The diary: a CSV, SPSS, SAS, Stata or R file.")
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        help="What each column means (TOML, see `pairbond map`). Default: the file beside DIARY with the same name.",
    ),
]
Example = Annotated[
    str | None,
    typer.Option("--example", metavar="NAME", help="A bundled diary instead (`pairbond diary list` names them)."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
Model = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="NAME",
        help="auto (by the diary's design), var (entry to entry), ct-var (continuous time), or for "
        "one couple theory or a published model (`pairbond theory rivals` lists them).",
    ),
]
Readings = Annotated[
    str | None,
    typer.Option(
        "--readings",
        metavar="ITEM=NAME,…",
        help="Which readout of the theory or a model of one couple an item observes, like closeness=feeling.",
    ),
]
Method = Annotated[
    str, typer.Option("--method", metavar="NAME", help="quick (seconds to minutes) or full (sampling, much longer).")
]
Items = Annotated[
    str | None, typer.Option("--items", metavar="A,B", help="Which items to use, with commas. Default: the mapping's.")
]
Without = Annotated[
    str | None,
    typer.Option(
        "--without",
        metavar="A,B",
        help="Mechanisms to take out of the theory, with commas; for two adults the same as a gain of 0.",
    ),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Same seed, same diary: same numbers.")]
Holdout = Annotated[
    float, typer.Option("--holdout", metavar="DAYS", help="Last days to predict; below 1: a share of the diary.")
]
Pseudo = Annotated[
    int, typer.Option("--pseudo", metavar="N", help="Re-pairings of strangers to compare with; 0: none.")
]
