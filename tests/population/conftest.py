"""One small population that several tests look at."""

from __future__ import annotations

import pytest

from pairbond.population import Population, Protocol, simulate_population

SMALL = Protocol(entry_years=2, help_from=0.3, births=0.6)


@pytest.fixture(scope="session")
def small() -> Population:
    """Eighty founders for thirty years, with children early and help often."""
    return simulate_population(people=80, years=30, seed=3, protocol=SMALL)
