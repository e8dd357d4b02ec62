"""Sizes and times of the lab's page in chromium: ``python -m benchmarks.lab_page`` (about two minutes).

Writes ``results/lab_page.csv``. Times are of this machine and of what runs beside it. *Slider to picture* begins when a
slider moves and ends when the pictures in sight have been drawn and the browser has painted; *throttled* slows the
processor of the page, not of its worker, down by the factor in the column, as the browser's developer tools do. *Block*
is the longest task of the main thread while a slider is moved 40 times.

``--against OLD.html`` instead compares the page with one made earlier: both are moved in turn, so that what else the
machine does weighs on both. It prints the ratio of medians, new to old, and writes nothing.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import shutil
import statistics
import tempfile
from pathlib import Path

import pandas as pd
from playwright.sync_api import sync_playwright
from science._results import record

from pairbond.lab import lab_page
from pairbond.lab.models import model_named

MOVES = 40
RUNS = [(730, 8, 1), (1826, 8, 1), (730, 8, 4)]  # days, draws, throttled by
MOVE = """async (share) => {
  const lab = document.querySelector('#app').lab, slider = document.querySelector('.person-0 input');
  const began = performance.now();
  const painted = (done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  });
  const drawn = new Promise((done) => { const off = lab.on('result', () => { off(); painted(done); }); });
  slider.value = Number(slider.min) + share * (slider.max - slider.min);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  return (await drawn) - began;
}"""
WATCH = """() => { window.longest = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration);
}).observe({ type: 'longtask' }); }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, metavar="OLD.html", help="compare with a page made earlier")
    against = parser.parse_args().against
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("There is no chromium on this machine, so there is nothing to measure.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file = Path(folder) / "lab.html"
        text = lab_page(model_named("theory"))
        file.write_text(text, encoding="utf-8")
        rows = [
            row("file, KiB", len(text.encode()) / 1024),
            row("file, gzipped, KiB", len(gzip.compress(text.encode())) / 1024),
        ]
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if against:
            for days, draws, slower in RUNS:
                print(compared(browser, file, against, days, draws, slower), flush=True)
            return
        firsts = []
        for _ in range(5):
            page = browser.new_page()
            page.goto(f"{file.as_uri()}#view=couple")
            page.wait_for_selector(".chart canvas")
            firsts.append(page.evaluate("performance.now()"))
            page.close()
        rows.append(row("first picture, ms, median of 5", statistics.median(firsts)))
        for days, draws, slower in RUNS:
            rows += measured(browser, file, days, draws, slower)
        browser.close()
    write(pd.DataFrame(rows))


def row(
    what: str, value: float, days: int | None = None, draws: int | None = None, slower: int | None = None
) -> dict[str, object]:
    return {"what": what, "days": days, "draws": draws, "throttled": slower, "value": round(value, 1)}


def opened(browser, file: Path, days: int, draws: int, slower: int):
    page = browser.new_page()
    page.goto(f"{file.resolve().as_uri()}#view=couple&days={days}&draws={draws}")
    page.wait_for_selector(".chart canvas")
    page.wait_for_timeout(500)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def compared(browser, new: Path, old: Path, days: int, draws: int, slower: int, rounds: int = 8) -> str:
    """Medians of two pages that are moved in turn, ten times each, and their ratio."""
    pages = [opened(browser, file, days, draws, slower) for file in (new, old)]
    times: list[list[float]] = [[], []]
    for i in range(rounds + 1):  # the first is to warm up
        for which in (0, 1) if i % 2 else (1, 0):
            pages[which].bring_to_front()
            found = [pages[which].evaluate(MOVE, ((10 * i + k) * 0.37) % 1) for k in range(10)]
            times[which] += found if i else []
    for page in pages:
        page.close()
    now, before = (statistics.median(one) for one in times)
    about = f"{days} days, {draws} runs, throttled {slower}"
    return f"{about}: {now:.0f} ms, before {before:.0f} ms, ratio {now / before:.2f}"


def measured(browser, file: Path, days: int, draws: int, slower: int) -> list[dict]:
    page = opened(browser, file, days, draws, slower)
    page.evaluate(WATCH)
    for i in range(5):
        page.evaluate(MOVE, i / 5)
    page.evaluate("window.longest = 0")
    times = sorted(page.evaluate(MOVE, (i * 0.37) % 1) for i in range(MOVES))
    page.wait_for_timeout(300)
    block = page.evaluate("window.longest")  # 0: no task was as long as 50 ms
    inside = page.evaluate("document.querySelector('#app').lab.result.milliseconds")
    page.close()
    about = (days, draws, slower)
    return [
        row("slider to picture, ms, median", statistics.median(times), *about),
        row("slider to picture, ms, 95 %", times[int(0.95 * MOVES) - 1], *about),
        row("of which in the worker, ms, last run", inside, *about),
        row("longest block of the main thread, ms (0: below 50)", block, *about),
    ]


def write(table: pd.DataFrame) -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    path = record("lab_page", table, command="python -m benchmarks.lab_page", machine=machine)
    print(table.to_string(index=False))
    print(path)


if __name__ == "__main__":
    main()
