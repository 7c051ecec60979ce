"""What can be wrong with a run; every message says what to do."""

from __future__ import annotations


class RunError(ValueError):
    """A run that can't be made, gone on with, read or compared; the message is for the reader."""
