"""What the figure style does to matplotlib's SVG."""

from __future__ import annotations

from xml.etree import ElementTree

from pairbond.plots.style import _svg, _tidy, page


def test_a_picture_with_an_empty_group_is_well_formed() -> None:
    surface = page(200, 100)
    axes = surface.sheet.add_axes((0.1, 0.1, 0.8, 0.8))
    axes.plot([], [], gid="nothing")
    ElementTree.fromstring(_svg(surface, "one"))
    assert _tidy('<g id="nothing"/>', "one") == ""
    assert _tidy('<g id="axes_1">', "one") == "<g>"
