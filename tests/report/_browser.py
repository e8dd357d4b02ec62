"""A real browser, spoken to through its own pipe; without one, the tests that need it are skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


class Tab:
    """One page in the browser."""

    def __init__(self, ask: int, answers: int) -> None:
        self._ask, self._answers, self._rest, self._number, self._session = ask, answers, b"", 0, ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.events: list[dict[str, Any]] = []
        for part in ("Page", "Log", "Runtime"):
            self._call(f"{part}.enable")

    def open(self, address: str) -> None:
        self._call("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def see(self, expression: str) -> Any:
        """The value of an expression in the page; the page's security policy does not stop it."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    def until(self, expression: str) -> None:
        for _ in range(100):
            if self.see(expression) is True:
                return
            time.sleep(0.05)
        raise AssertionError(f"never came true: {expression}")

    def press(self, key: str, times: int = 1) -> None:
        codes = {"Shift": 16, "Tab": 9, "a": 65}
        for _ in range(times):
            for kind in ("rawKeyDown", "keyUp"):
                self._call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key])

    def complaints(self) -> list[str]:
        """What the browser wrote to its console: refused scripts and styles, errors."""
        logged = [e["params"]["entry"]["text"] for e in self.events if e["method"] == "Log.entryAdded"]
        return logged + [str(e["params"]) for e in self.events if e["method"] == "Runtime.exceptionThrown"]

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._ask, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self._rest:
                self._rest += os.read(self._answers, 1 << 16)
            text, self._rest = self._rest.split(b"\0", 1)
            found = json.loads(text)
            if found.get("id") == self._number:
                assert "error" not in found, found
                return found["result"]
            if "method" in found and hasattr(self, "events"):
                self.events.append(found)


@contextmanager
def tab() -> Iterator[Tab]:
    """A browser with one empty tab, its profile thrown away afterwards."""
    assert PROGRAM is not None
    commands, ask = os.pipe()
    answers, reply = os.pipe()

    def wire() -> None:  # the browser reads commands on 3 and answers on 4
        low, high = os.dup(commands), os.dup(reply)
        os.dup2(low, 3)
        os.dup2(high, 4)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [PROGRAM, *_FLAGS, f"--user-data-dir={Path(profile)}", "--remote-debugging-pipe"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, preexec_fn=wire, pass_fds=(3, 4), **quiet) as browser:  # type: ignore[call-overload]
            try:
                yield Tab(ask, answers)
            finally:
                browser.kill()
                browser.wait()
                for end in (commands, ask, answers, reply):
                    os.close(end)
