"""What ``pairbond simulate`` writes and lists."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xarray as xr

    from pairbond.scenario import Scenario

TRAITS = ("inner_worth", "integration", "coping", "anxiety", "avoidance", "outside_life", "domain")
PACKAGES = ("numpy", "xarray", "llvmlite", "matplotlib")


def write_simulation(read: Scenario, found: xr.Dataset, folder: Path) -> dict[str, Any]:
    """Write data, pictures, scenario and provenance; what ``--json`` answers."""
    from pairbond._files import write_files
    from pairbond.plots.simulation import drawing
    from pairbond.plots.simulation_files import pictures
    from pairbond.plots.simulation_marks import marks
    from pairbond.scenario.write import scenario_toml

    made = drawing(found, names=read.names, interventions=marks(read.interventions), show=read.show)
    about = provenance(read, found)
    contents = {
        # scipy writes netCDF 3 without a further dependency, and everything reads it
        "simulation.nc": lambda path: found.to_netcdf(path, engine="scipy", format="NETCDF3_64BIT"),
        **pictures(made, "picture"),
        "scenario.toml": scenario_toml(read),
        "provenance.json": json.dumps(about, ensure_ascii=False, indent=2) + "\n",
    }
    return {
        "says": f"{made.title}.",
        "shows": made.alt,
        "files": write_files(folder, contents, private=False),
        "days": read.days,
        "draws": read.draws,
        "broke_off": int(found.failed_day.notnull().sum()),
        "provenance": about,
    }


def provenance(read: Scenario, found: xr.Dataset) -> dict[str, Any]:
    """Everything the numbers depend on."""
    kept = ("made_by", "theory", "seed", "dt_days", "noise", "numbers", "couples", "interventions", "failures")
    return {
        **{name: _plain(found.attrs[name]) for name in kept if name in found.attrs},
        "days": read.days,
        "draws": read.draws,
        "scenario": json.loads(read.file.model_dump_json(exclude_none=True, exclude_defaults=True)),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": {name: version(name) for name in PACKAGES},
        "again": "pairbond simulate scenario.toml",
    }


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def known() -> dict[str, Any]:
    """Names that a scenario can use."""
    from pairbond.scenario.build import kind_of
    from pairbond.theory import COUPLES, INTERVENTIONS, PEOPLE, Theory

    return {
        "couples": [{"name": name, "a": kind_of(one.a), "b": kind_of(one.b)} for name, one in COUPLES.items()],
        "persons": [{"name": name, **{k: getattr(one, k) for k in TRAITS}} for name, one in PEOPLE.items()],
        "interventions": [{"name": one.name, "says": one.says} for one in INTERVENTIONS],
        "mechanisms": [{"name": one.name, "says": one.says} for one in Theory().mechanisms.values()],
    }


def print_known() -> None:
    """The same as tables."""
    from pairbond.cli._speak import print_table

    for title, rows in known().items():
        print_table(title.capitalize(), list(rows[0]), [list(row.values()) for row in rows])
