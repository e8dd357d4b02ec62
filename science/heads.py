"""What the tables under results/ say of how they were made: ``python -m science.heads`` writes results/README.md anew.

``--stale`` prints the tables that were made with another theory than the present one, or do not say with which, and
those of a published or the minimal model whose equations or numbers are others by now.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from pairbond._files import write_file
from pairbond.rivals import RIVALS
from pairbond.theory import Theory
from science._model_recovery import on_wide_scales
from science._results import FOLDER

# Fingerprints that differ in names alone, the older first: every trajectory of the named couples was equal to the last
# bit before and after the names changed, so tables made with the one hold for the other.
SAME = {
    "41051a7dd9dfd22b64650452b9e49d600c557a3b9042497207ddc974346c10a9": (
        "6b1b0749a68536d3fe37c3a06e3ca95c9be661d717f4e5b8a514e00816f6c018"
    ),
}
FINGERPRINT = re.compile(r"[0-9a-f]{64}")
TOP = """\
# Results

Small tables made by the science checks (`make science`, or one by one as each table's first line says); lines that
begin with `#` hold command, date, commit, theory (its fingerprint), versions and the numbers a check asserts. Nothing
here is edited by hand, but for `findings.md`, which says what each check asked and found. This page is made from the
heads of the tables by `python -m science.heads`; `python -m science.heads --stale` prints the tables that were made
with another theory than the present one, and those of a published or the minimal model whose fingerprint (`model:`) is
another by now. {same}

| table | rows | made by | on | commit | theory |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Head:
    """A table's name, how many rows it has, and what the lines before them say."""

    name: str
    rows: int
    said: dict[str, str]

    def __getitem__(self, key: str) -> str:
        """What is said under a name; "" if nothing is."""
        return self.said.get(key, "")


def heads(folder: Path = FOLDER) -> list[Head]:
    """Every table of a folder, by name."""
    return [head(path) for path in sorted(folder.glob("*.csv"))]


def head(path: Path) -> Head:
    """What one table says of itself."""
    lines = path.read_text(encoding="utf-8").splitlines()
    above = [line[2:] for line in lines if line.startswith("# ")]
    said = dict(line.split(": ", 1) for line in above if ": " in line)
    return Head(path.stem, len(lines) - len(above) - 1, said)


def newest_name(theory: str, same: Mapping[str, str] = SAME) -> str:
    """The fingerprint under which a theory is known now, followed through all changes of names."""
    seen = {theory}
    while (later := same.get(theory)) is not None and later not in seen:
        theory = later
        seen.add(theory)
    return theory


def present_models() -> set[str]:
    """Fingerprints of the published models and the minimal one, as they are and on the scales of their recovery."""
    return {one.hash for model in RIVALS.values() for one in (model, on_wide_scales(model))}


def stale(found: list[Head], theory: str, models: Set[str] | None = None) -> list[Head]:
    """Those that were made with another theory, or do not say with which, or with a model that is none of ``models``.

    By default these are :func:`present_models`; a model without a fingerprint, such as ``var``, is not asked.
    """
    present = present_models() if models is None else models

    def current(one: Head) -> bool:
        model = one["model"]
        return newest_name(one["theory"]) == theory and (not FINGERPRINT.fullmatch(model) or model in present)

    return [one for one in found if not current(one)]


def page(found: list[Head]) -> str:
    """The text of results/README.md."""
    same = " ".join(f"Theory {old[:12]} is {new[:12]} under earlier names." for old, new in SAME.items())
    return TOP.format(same=same) + "".join(
        f"| `{one.name}.csv` | {one.rows} | `{one['command']}` | {one['date'][:10]} "
        f"| {one['commit'][:10] or 'not written down'} | {one['theory'][:12] or 'not written down'} |\n"
        for one in found
    )


if __name__ == "__main__":
    if "--stale" in sys.argv[1:]:
        present = Theory().hash
        for one in stale(heads(), present):
            with_model = f", model {one['model'][:12]}" if FINGERPRINT.fullmatch(one["model"]) else ""
            print(f"{one.name}: {one['theory'][:12] or 'theory not written down'}{with_model}")
        print(f"The present theory is {present[:12]}.")
    else:
        print(write_file(FOLDER / "README.md", page(heads()), private=False))
