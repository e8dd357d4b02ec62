"""Pages, each made once."""

from pathlib import Path

import pytest

from pairbond.lab import lab_page
from pairbond.lab.models import model_named

OWN = """
from pairbond.model import CoupleModel, Parameter, State

mine = CoupleModel(
    "</script><script>alert(1)</script>", "two <b>feelings</b>", "Each feeling drifts towards the other's.", "", "flow",
    (State("feeling", "feeling", noise="noise"),),
    (Parameter("pull", "pull towards the other", 0, 1, 0.2, "1/d"), Parameter("noise", "noise", 0, 1, 0.1)),
    lambda m, x, u, p: {"feeling": p.pull * (m.swap(x.feeling) - x.feeling)},
)
"""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory):
    """A function from the name of a model ("own": a file of somebody) to the file of its page."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "own.py").write_text(OWN, encoding="utf-8")

    def page(name: str) -> Path:
        file = folder / f"{name}.html"
        if not file.exists():
            model = model_named(str(folder / "own.py") if name == "own" else name)
            file.write_text(lab_page(model, source="own.py" if name == "own" else ""), encoding="utf-8")
        return file

    return page
