"""A model for a browser: a WebAssembly module that serves every couple, and a description of all that it takes in."""

from pairbond.lab.module import LabModule, lab_module

__all__ = ["LabModule", "lab_module"]
