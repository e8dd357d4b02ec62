"""A scenario back to TOML, so that what was run can be run again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pairbond.scenario.scenario import Scenario


def scenario_toml(scenario: Scenario) -> str:
    """The scenario as a file would say it, numbers that were left out included.

    Examples
    --------
    >>> from pairbond.scenario import parse_scenario
    >>> print(scenario_toml(parse_scenario({"couple": "secure", "days": 30})).splitlines()[0])
    couple = "secure"
    """
    said = scenario.file.model_dump(exclude_none=True, exclude_defaults=True)
    for name in ("days", "draws", "seed", "noise", "dt", "show"):
        said[name] = getattr(scenario, name)
    return "\n".join(_table(said, ())).strip() + "\n"


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    inner = {k: v for k, v in table.items() if isinstance(v, Mapping)}
    many = {k: v for k, v in table.items() if isinstance(v, list | tuple) and v and isinstance(v[0], Mapping)}
    for key, value in table.items():
        if key not in inner and key not in many:
            yield f"{key} = {_value(value)}"
    for key, value in inner.items():
        yield from ("", f"[{'.'.join((*path, key))}]", *_table(value, (*path, key)))
    for key, values in many.items():
        for value in values:
            yield from ("", f"[[{'.'.join((*path, key))}]]", *_table(value, (*path, key)))


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, float) and not isinstance(value, bool):
        return repr(value)  # inf and nan are TOML too
    return json.dumps(value, ensure_ascii=False)  # text, whole numbers, true and false are written alike
