"""How the documentation is built; pages with code are run, so that what they show is what comes out."""

import os
import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import _api
import _lab

project = "pairbond"
author = "pairbond contributors"
copyright = "pairbond contributors"
release = version = installed_version("pairbond")

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinx-mathjax-offline",  # equations without another host
]
exclude_patterns = ["_build"]
source_suffix = {".md": "myst-nb"}

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
# always anew: a cache would show what an older pairbond answered
nb_execution_mode = "force"
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_render_markdown_format = "myst"
nb_execution_show_tb = True
# printed tables as wide as the column of text
os.environ.setdefault("COLUMNS", "88")

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
# two packages have a class of one name (Course); annotations give the name alone
suppress_warnings = ["ref.python"]
napoleon_google_docstring = False
napoleon_use_ivar = True

html_theme = "pydata_sphinx_theme"
html_title = "pairbond"
html_static_path = ["_static"]
html_css_files = ["pairbond.css"]
html_show_sourcelink = False
# the bar on top has the four kinds of pages; beside a page stand the others of its kind
html_sidebars = {"index": []}
html_theme_options = {
    "header_links_before_dropdown": 7,
    "show_toc_level": 2,
    "navigation_with_keys": False,
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
    "navbar_end": ["theme-switcher"],
    "footer_start": ["copyright"],
    "footer_end": [],
}


def setup(app):
    """The API reference is made from the packages' lists of public names, and the lab's page from the theory."""
    app.connect("source-read", _api.fill)
    app.connect("build-finished", _lab.write)
