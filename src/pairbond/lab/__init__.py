"""A model for a browser: a WebAssembly module that serves every couple, its description, and a page that runs it."""

from pairbond.lab.module import LabModule, lab_module
from pairbond.lab.page import lab_page

__all__ = ["LabModule", "lab_module", "lab_page"]
