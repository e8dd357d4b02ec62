"""The policy of a page: nothing is loaded, sent or framed, and only the scripts and styles that it came with run."""

from __future__ import annotations

import base64
import hashlib


def hashed(text: str) -> str:
    """A text as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(script: str, style: str) -> str:
    """What a page may do that has one script and one style.

    The engine is compiled from bytes in the page (``wasm-unsafe-eval``) and runs in a worker that is made from a text
    in it (``blob:``); pictures that are saved are drawn from data.
    """
    rules = {
        "default-src": "'none'",
        "connect-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "worker-src": "blob:",
        "script-src": f"{hashed(script)} 'wasm-unsafe-eval' blob:",
        "style-src": hashed(style),
        "img-src": "data: blob:",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
