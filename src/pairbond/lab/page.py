"""The page of the lab: one HTML file that runs a model in a browser, opened from disk and never connected."""

from __future__ import annotations

import base64
import html
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pairbond.errors import PairbondError
from pairbond.help import GENERIC, help_on_page
from pairbond.lab._controls import LIMITS, shown, traits
from pairbond.lab._csp import policy
from pairbond.lab._inliner import data_block, inlined
from pairbond.lab._scans import phase_scans
from pairbond.lab._scenario import entries, scenarios
from pairbond.lab.module import LabModule, lab_module
from pairbond.lab.views import keys, recorded, views_data
from pairbond.model import Model
from pairbond.scenario import Scenario
from pairbond.theory import Theory

HERE = Path(__file__).parent
STATIC, TEXTS = HERE / "page", HERE / "texts"
STYLES = ("vendor/uPlot.min.css", "style.css", "views/views.css", "map/map.css", "debates/debates.css")
PACKED_FROM = 50_000  # bytes of a view's data
BUILDS = {"single": True, "scalar": False}  # with vectors? the second is for browsers that have none


def lab_page(
    model: Model, *, scenario: Scenario | None = None, texts: Mapping[str, Any] | None = None, source: str = ""
) -> str:
    """The page of a model as one HTML text.

    Parameters
    ----------
    model : the theory, a published model or one's own.
    scenario : what the page begins with, of the theory only.
    texts : all words of the page, in place of ``texts/en.json``.
    source : file that the model is from, for the script that makes the numbers again; by default its name.

    Returns
    -------
    HTML with everything in it. Its policy lets nothing be loaded, sent or framed; only its own script and style run.

    Raises
    ------
    PairbondError : a scenario that a page cannot run, or of another model.

    Examples
    --------
    >>> from pairbond.rivals import RIVALS
    >>> lab_page(RIVALS["rinaldi"])[:15]
    '<!doctype html>'
    """
    record, parts = recorded(model), isinstance(model, Theory)
    made = {build: lab_module(model, build, record, shares=parts and not simd) for build, simd in BUILDS.items()}
    said = english() if texts is None else texts
    script, style = inlined(STATIC, "main.js"), _style()
    blocks = {
        "model": made["single"].description,
        "page": _page(made["scalar"], scenario, source),
        "builds": [_build(one, BUILDS[build]) for build, one in made.items()],
        "texts": said,
        "worker": inlined(STATIC, "runtime/worker.js"),
    }
    return _filled(
        (STATIC / "shell.html").read_text(encoding="utf-8"),
        lang=html.escape(said["language"]),
        policy=policy(script, style),
        title=html.escape(said["shell"]["name"]),
        style=style,
        no_script=html.escape(said["shell"]["no_script"]),
        blocks="\n".join(data_block(name, value) for name, value in blocks.items()),
        script=script,
    )


@cache
def english() -> Mapping[str, Any]:
    """All words of the page."""
    return json.loads((TEXTS / "en.json").read_text(encoding="utf-8"))


def _style() -> str:
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES)


def _filled(template: str, **parts: str) -> str:
    """The template with ``{name}`` filled in, once: what is filled in is not read again."""
    found: list[str] = []
    for piece in template.split("{"):
        name, closed, rest = piece.partition("}")
        found.append(parts[name] + rest if closed and name in parts else piece)
    return "".join(found)


def _build(made: LabModule, simd: bool) -> dict[str, Any]:
    shape = made.wasm.shape
    return {
        "simd": simd,
        "lanes": shape.lanes,
        "bytes": shape.bits // 8,
        "length": len(made.binary),
        "binary": _deflated(made.binary),
    }


def _deflated(content: bytes) -> str:
    small = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)  # without a header, as page/runtime/inflate.js reads it
    return base64.b64encode(small.compress(content) + small.flush()).decode()


def _packed(value: Any) -> Any:
    """A view's data as it is, or deflated where there is a lot of it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return value if len(text) <= PACKED_FROM else {"packed": _deflated(text), "length": len(text)}


def _page(made: LabModule, scenario: Scenario | None, source: str) -> dict[str, Any]:
    model, views = made.program.model, views_data(made)
    if scenario is not None and model.name != "theory":
        raise PairbondError(f"a scenario is of the theory, and {model.label} is another model; leave one of them out.")
    return {
        "traits": traits(made),
        "show": shown(made),
        "limits": LIMITS,
        "help": asdict(help_on_page(kind="couple", first=False, couples=0, contacts=GENERIC)),
        "phases": phase_scans(model),
        "scenario": scenarios(model),
        "python": {"model": source or model.name, "stem": "couple"},
        "initial": None if scenario is None else entries(scenario),
        "keys": keys(views),
        "views": {name: _packed(value) for name, value in views.items()},
    }
