"""Runs a WebAssembly module in V8: a page of a few lines, opened by a browser without a window."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.wasmtime_host import PAGE, Host, addresses
from pairbond.engine.task import Task

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom")
SCRIPT = """
const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const text = (array) => {
  let found = "";
  for (let i = 0; i < array.length; i += 8192) found += String.fromCharCode(...array.subarray(i, i + 8192));
  return btoa(found);
};
try {
  const began = performance.now();
  const module = new WebAssembly.Module(bytes(input.binary));
  const compiled = performance.now();
  const memory = new WebAssembly.Memory({ initial: input.pages });
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const at = input.at, n = input.counts.map(BigInt), seconds = [];
  for (let i = 0; i < input.times; i++) {
    input.arrays.forEach((one, k) => new Uint8Array(memory.buffer).set(bytes(one), at[k]));
    const start = performance.now();
    run(...at, n[0], Number(n[1]), n[2], n[3], n[4]);
    seconds.push((performance.now() - start) / 1000);
  }
  const shown = new Uint8Array(memory.buffer, at[3], input.shown);
  const carry = new Uint8Array(memory.buffer, at[0], input.carry);
  const found = { shown: text(shown), carry: text(carry), seconds, compile: (compiled - began) / 1000 };
  document.getElementById("out").textContent = JSON.stringify(found);
} catch (error) {
  document.getElementById("out").textContent = JSON.stringify({ error: String(error) });
}
"""


@dataclass(frozen=True)
class InBrowser:
    """Bytes that ``run`` left, and how long everything took."""

    carry: bytes
    shown: bytes
    compile_seconds: float
    run_seconds: tuple[float, ...]


def browser() -> str | None:
    """Where a browser with V8 is, if there is one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def run(host: Host, task: Task, times: int = 1) -> InBrowser:
    """What ``host.bytes`` does, in V8 instead of wasmtime; ``times`` over, from the same beginning."""
    blocks = host.blocks(task)
    at, end = addresses(blocks)
    given = {
        "binary": base64.b64encode(host.made.binary).decode(),
        "pages": -(-end // PAGE),
        "at": at,
        "arrays": [base64.b64encode(np.ascontiguousarray(one).tobytes()).decode() for one in blocks[:3]],
        "counts": blocks.counts(task),
        "shown": blocks.shown.nbytes,
        "carry": blocks.carry.nbytes,
        "times": times,
    }
    page = f"<!doctype html><pre id=out></pre><script>const input = {json.dumps(given)};{SCRIPT}</script>"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        where = browser()
        assert where
        command = [where, *FLAGS, f"--user-data-dir={folder}/profile", path.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    match = re.search(r"<pre id=\"out\">(\{.*?\})</pre>", done.stdout, re.S)
    assert match, f"the browser showed no result: {done.stdout[-400:]} {done.stderr[-400:]}"
    found = json.loads(match[1])
    assert "error" not in found, found["error"]
    carry, shown = (base64.b64decode(found[name]) for name in ("carry", "shown"))
    return InBrowser(carry, shown, found["compile"], tuple(found["seconds"]))
