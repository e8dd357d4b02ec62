"""What the pages show of ``results/``."""

from pathlib import Path

import pandas as pd
from IPython.display import Markdown


def result(name, **reading):
    """A table of results, and what its head says of how it was made."""
    path = Path("../results") / f"{name}.csv"
    head = [line[2:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    return pd.read_csv(path, comment="#", **reading), dict(line.split(": ", 1) for line in head)


def shown(table, number="{:g}"):
    """A table in Markdown; numbers with a point in the form ``number``, nothing where there is none."""
    head = ["| " + " | ".join(table.columns) + " |", "|" + "---|" * table.shape[1]]
    cells = ([_cell(x, number) for x in row] for row in table.astype(object).to_numpy())
    return Markdown("\n".join([*head, *("| " + " | ".join(row) + " |" for row in cells)]))


def _cell(x, number):
    if pd.isna(x):
        return ""
    if not isinstance(x, float):
        return str(x).replace("|", "/")
    text = number.format(x)
    return text.lstrip("-") if float(text) == 0 else text
