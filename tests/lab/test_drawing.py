"""What is drawn is what the table and the CSV say, and what nobody sees is drawn later."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from pairbond.lab._scans import phase_scans
from pairbond.lab.page import STATIC
from pairbond.simulate.recording import default_theory

from ._browser import needs_browser, opened

pytestmark = [pytest.mark.slow, needs_browser]
LAB = "document.querySelector('#app').lab"
# per day: is there colour on the median, and between the 5 and 95 % lines; is there none a little outside of them
LOOK = """([index, low, high, days, rows]) => {
  const canvas = document.querySelectorAll('.chart canvas')[index], context = canvas.getContext('2d');
  const tall = canvas.height - 6 - (index === document.querySelectorAll('.chart canvas').length - 1 ? 24 : 6);
  const wide = canvas.width - 74, { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const x = (day) => 64 + wide * day / days, y = (value) => 6 + tall * (1 - (value - low) / (high - low));
  const ink = (at, up) => { // the least grey pixel of nine
    let most = 0;
    for (const i of [-1, 0, 1]) for (const j of [-1, 0, 1]) {
      const k = 4 * (Math.round(up + j) * canvas.width + Math.round(at + i)), [r, g, b, a] = data.slice(k, k + 4);
      most = Math.max(most, (Math.max(r, g, b) - Math.min(r, g, b)) * a / 255);
    }
    return most;
  };
  return rows.map((one) => ({ median: ink(x(one.day), y(one.median)), low: ink(x(one.day), y(one.q05)),
    above: ink(x(one.day), y(one.top) - 6), below: ink(x(one.day), y(one.bottom) + 6) }));
}"""


def numbers(page: Any) -> list[dict[str, str]]:
    with page.expect_download() as found:
        page.get_by_role("button", name="Numbers (CSV)").click()
    return list(csv.DictReader(io.StringIO(Path(found.value.path()).read_text(encoding="utf-8"))))


@pytest.mark.parametrize("days", [200, 2500])  # fewer and more than columns of pixels
def test_lines_and_bands_are_where_the_numbers_are(pages, days: int) -> None:
    with opened(
        pages("theory"), f"#view=couple&days={days}&draws=5", viewport={"width": 1200, "height": 1600}
    ) as found:
        page = found.page
        page.wait_for_timeout(800)
        rows = [
            {k: float(v) if k not in ("quantity", "partner") else v for k, v in one.items()} for one in numbers(page)
        ]
        shown = page.evaluate(f"{LAB}.page.show")
        ends = page.evaluate(f"{LAB}.model.shown.map((one) => [one.name, one.low, one.high])")
        for name, low, high in ends:
            if name not in shown or high is None:
                continue
            mine = [one for one in rows if one["quantity"] == name]
            for partner in "ab":
                looked = []
                for day in range(days // 20, days, days // 10):
                    near = [one for one in mine if abs(one["day"] - day) <= 2 + days // 300]
                    [one] = [one for one in near if one["day"] == day and one["partner"] == partner]
                    top = max(max(x["q95"], x["path"]) for x in near)
                    bottom = min(min(x["q05"], x["path"]) for x in near)
                    looked.append({**{k: one[k] for k in ("day", "median", "q05")}, "top": top, "bottom": bottom})
                seen = page.evaluate(LOOK, [shown.index(name), low, high, days, looked])
                on = sum(one["median"] > 60 for one in seen)  # b's line has gaps, and may lie over a's
                assert on >= 0.7 * len(seen), (name, partner, on)
                assert all(one["low"] > 3 for one in seen), (name, partner)
                room = (high - low) * 10 / 92
                for one, edges in zip(seen, looked, strict=True):
                    assert one["above"] < 3 or edges["top"] > high - room, (name, partner, edges)
                    assert one["below"] < 3 or edges["bottom"] < low + room, (name, partner, edges)
        assert found.complaints == []


def test_the_table_is_the_csv(pages) -> None:
    with opened(pages("theory"), "#view=couple&days=48&draws=5") as found:
        page = found.page
        page.wait_for_timeout(500)
        page.locator("details.twin > summary").click()
        page.wait_for_selector(".twin tbody tr")
        cells = "(row) => [...row.cells].map((cell) => cell.textContent)"
        table = page.evaluate(f"[...document.querySelectorAll('.twin tbody tr')].map({cells})")
        rows = numbers(page)
        for line in table:
            mine = [one for one in rows if one["day"] == line[0]]
            assert len(mine) == len(line) - 1
            for one, text in zip(mine, line[1:], strict=True):
                said = [float(x.strip("()").replace("−", "-")) for x in text.split() if x != "to"]
                assert said == pytest.approx([float(one[k]) for k in ("median", "q05", "q95")], abs=0.0051)


def test_a_picture_out_of_sight_is_drawn_a_moment_later(pages) -> None:
    with opened(pages("theory"), "#view=couple", viewport={"width": 390, "height": 600}) as found:
        page = found.page
        page.wait_for_timeout(1200)
        copy = "[...document.querySelectorAll('.chart canvas')].map((one) => one.toDataURL())"
        change = f"""async () => {{
          const before = {copy};
          await new Promise((done) => {{ {LAB}.on('result', () => setTimeout(done, 20)); {LAB}.set({{ seed: 5 }}); }});
          const soon = {copy};
          await new Promise((done) => setTimeout(done, 400));
          const later = {copy};
          return before.map((one, i) => [one !== soon[i], one !== later[i]]);
        }}"""
        drawn = page.evaluate(change)
        assert drawn[0] == [True, True]
        assert drawn[-1] == [False, True]
        assert all(later for _, later in drawn)


def test_every_operation_of_a_scan_is_known() -> None:
    scans = phase_scans(default_theory())
    assert scans is not None
    script = (STATIC / "runtime" / "scan.js").read_text(encoding="utf-8")
    used = {line[0] for name in ("forward", "backward", "couple") for line in scans[name]["lines"]}
    assert used
    assert all(json.dumps(name) in script for name in used)
