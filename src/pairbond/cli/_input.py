"""From what was typed to a diary, or one sentence on why not."""

import math
from pathlib import Path
from typing import TYPE_CHECKING

from pairbond._choose import choose, choose_all
from pairbond.errors import PairbondError

if TYPE_CHECKING:
    from pairbond.cli._speak import Progress
    from pairbond.diary import Diary
    from pairbond.theory import Theory


def load(diary: Path | None, mapping: Path | None, example: str | None, progress: "Progress") -> "Diary":
    """The diary that was asked for, read and checked."""
    if (diary is None) == (example is None):
        raise PairbondError("Give either a diary file or --example NAME (`pairbond diary list` shows the names).")
    from pairbond.diary import example_diaries, example_diary, read_diary

    if example is not None:
        if mapping is not None:
            raise PairbondError("--mapping goes with a diary file; a bundled example has its own.")
        choose("example", example, [str(name) for name in example_diaries()])
        progress(f"reading the example {example}")
        return example_diary(example)
    assert diary is not None
    progress(f"reading {diary.name}")
    return read_diary(diary, mapping)


def require(diary: "Diary", verb: str, holdout: float | None = None) -> str:
    """Refuse a diary that is too short for ``verb``; else what is to be said beside the answer, or ""."""
    from pairbond.diary import allowed
    from pairbond.diary.minimum import HOLDOUT_DAYS

    days = HOLDOUT_DAYS if holdout is None else min(math.ceil(holdout), HOLDOUT_DAYS)
    yes, sentence = allowed(diary, verb, holdout=days)
    if not yes:
        raise PairbondError(sentence)
    return sentence


def choose_items(diary: "Diary", items: str | None) -> list[str] | None:
    """The items named in ``--items a,b``, each checked; None if not given."""
    if items is None:
        return None
    return choose_all("item", names_in(items, "--items"), (item.name for item in diary.available))


def names_in(given: str | None, option: str) -> list[str]:
    """The names of ``--option a,b``; none if it was not given."""
    names = [name.strip() for name in (given or "").split(",") if name.strip()]
    if given is not None and not names:
        raise PairbondError(f"{option} needs at least one name.")
    return names


def theory_without(given: str | None) -> "Theory":
    """The theory without the mechanisms of ``--without a,b``."""
    from pairbond.theory import Theory

    return Theory().without(*names_in(given, "--without"))


def check_holdout(holdout: float) -> None:
    """Said before a diary is read, not after it."""
    if not holdout > 0:
        raise PairbondError(f"--holdout must be above 0, not {holdout:g}.")


def parse_readings(text: str | None) -> dict[str, str] | None:
    """``item=readout,item=readout`` as a mapping."""
    if text is None:
        return None
    found: dict[str, str] = {}
    for part in text.split(","):
        item, equals, readout = (word.strip() for word in part.partition("="))
        if not (item and equals and readout):
            raise PairbondError(f"--readings has {part.strip()!r}; it takes ITEM=NAME, like closeness=feeling.")
        found[item] = readout
    return found
