"""The minimal model of the theory: two variables that make the cycle, and a third that says when it is closed."""

from pairbond.minimal.model import MODEL, ROLES, couple_of_roles

__all__ = ["MODEL", "ROLES", "couple_of_roles"]
