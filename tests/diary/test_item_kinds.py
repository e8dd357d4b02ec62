"""A kind of item is one row: a copy of the package with one more reads, checks, describes and fits a diary with it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import pairbond
from pairbond.diary import Item
from pairbond.diary.item_kinds import KINDS, Kind

MAPPING = """
title = "Evenings apart and together"
[file]
layout = "long"
[columns]
couple = "couple"
person = "who"
time = "day"
[time]
unit = "days"
[[item]]
name = "quarrel"
label = "minutes of quarrel"
columns = "quarrel"
low = 0
high = 600
kind = "duration"
[[item]]
name = "closeness"
columns = "closeness"
low = 0
high = 10
"""

TRY = """
import sys
from pathlib import Path
import numpy as np
from pairbond.diary import DiaryError, read_diary
from pairbond.diary.item_kinds import KINDS

folder = Path(sys.argv[1])
rng = np.random.default_rng(5)
days, at = 40, []
close = {"Ana": 5.0, "Ben": 5.0}
for day in range(days):
    for who in close:
        close[who] = float(np.clip(5 + 0.6 * (close[who] - 5) + rng.normal(0, 1), 0, 10))
        at.append(f"c,{who},{day},{max(rng.normal(20, 25), 0):.1f},{close[who]:.1f}")
text = "couple,who,day,quarrel,closeness\\n" + "\\n".join(at) + "\\n"
(folder / "d.csv").write_text(text, encoding="utf-8")
(folder / "bad.csv").write_text(text.replace(at[4], "c,Ana,2,900,5"), encoding="utf-8")
diary = read_diary(folder / "d.csv", folder / "d.toml")
quarrel = diary.items[0]
assert quarrel.kind == "duration" and quarrel.form is KINDS["duration"] and quarrel.form.amount
assert diary.frame["quarrel"].gt(0).any() and (diary.frame["quarrel"] % 1).gt(0).any(), "no whole numbers needed"
try:
    read_diary(folder / "bad.csv", folder / "d.toml")
except DiaryError as error:
    assert "900 is outside the scale from 0 to 600" in str(error), error
else:
    raise AssertionError("900 minutes were read")
if "describe" in sys.argv:
    from pairbond import fit
    from pairbond.report import report

    page = report(diary, None, None, folder / "page.html").read_text("utf-8")
    assert "Minutes of quarrel (scale 0 to 600): Ana’s average was" in page
    assert fit(diary, draws=200).summary()["from"].str.contains("quarrel").any()
print("read and checked")
"""


def package_with_duration(folder: Path) -> list[str]:
    """The package in another folder, with a kind for how long something took; returns the files that differ."""
    there, here = Path(pairbond.__file__).parent, folder / "pairbond"
    changed = here / "diary" / "item_kinds.py"
    changed.parent.mkdir(parents=True)
    for old, new in ((there, here), (there / "diary", changed.parent)):
        for path in old.iterdir():
            if path.name != "__pycache__" and not (new / path.name).exists() and path.name != changed.name:
                (new / path.name).symlink_to(path)
    text = (there / "diary" / changed.name).read_text(encoding="utf-8")
    for old_text, new_text in (
        ('"binary", "count"]', '"binary", "count", "duration"]'),
        ('        "count":', '        "duration": ItemKind("minutes or hours", amount=True),\n        "count":'),
    ):
        assert text.count(old_text) == 1
        text = text.replace(old_text, new_text)
    changed.write_text(text, encoding="utf-8")
    return [str(x.relative_to(here)) for x in (*here.iterdir(), *changed.parent.iterdir()) if not x.is_symlink()]


@pytest.mark.parametrize("more", [(), pytest.param(("describe",), marks=pytest.mark.slow)])
def test_a_kind_of_item_touches_at_most_three_files(tmp_path: Path, more: tuple[str, ...]) -> None:
    assert package_with_duration(tmp_path) == ["diary", "diary/item_kinds.py"]
    (tmp_path / "d.toml").write_text(MAPPING, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", TRY, str(tmp_path), *more],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)}, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "read and checked"


def test_every_kind_has_a_row_and_says_what_holds_of_its_items() -> None:
    assert tuple(KINDS) == get_args(Kind)
    true = {name: {word for word in ("ends", "whole", "two", "amount", "act", "rating", "stepped", "scaled")
                   if getattr(one, word)} for name, one in KINDS.items()}  # fmt: skip
    assert true == {
        "continuous": {"rating"},
        "bounded": {"ends", "rating", "scaled"},
        "ordinal": {"ends", "whole", "rating", "stepped", "scaled"},
        "binary": {"ends", "two", "act", "stepped", "scaled"},
        "count": {"ends", "whole", "amount", "act"},
    }
    assert Item("x", kind="binary").form.two


def test_an_unknown_kind_is_answered_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("couple,who,day,quarrel,closeness\nc,Ana,0,1,2\n", encoding="utf-8")
    (tmp_path / "d.toml").write_text(MAPPING.replace("duration", "ordnal"), encoding="utf-8")
    with pytest.raises(pairbond.DiaryError, match="the nearest is ordinal"):
        pairbond.read_diary(tmp_path / "d.csv", tmp_path / "d.toml")
