"""Scenarios: a TOML file that says who, for how long, and what is done; read, checked, and made ready to simulate.

>>> from pairbond.scenario import parse_scenario
>>> parse_scenario({"couple": "secure", "days": 30, "draws": 2}).simulate().sizes["day"]
31
"""

from pairbond.scenario._condition import Condition
from pairbond.scenario.file import ScenarioFile, scenario_json_schema
from pairbond.scenario.read import ScenarioError, parse_scenario, read_scenario
from pairbond.scenario.scenario import Scenario

__all__ = [
    "Condition",
    "Scenario",
    "ScenarioError",
    "ScenarioFile",
    "parse_scenario",
    "read_scenario",
    "scenario_json_schema",
]
