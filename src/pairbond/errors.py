"""The one family of errors that pairbond raises on purpose."""

from __future__ import annotations


class PairbondError(Exception):
    """Something pairbond refuses to do, said in plain sentences.

    ``str(error)`` is meant to be shown to a person as it stands: no traceback
    is needed to understand it. The command line prints it and ends with
    ``exit_code``.
    """

    exit_code: int = 2
