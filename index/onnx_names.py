"""What the export and the use of a graph agree on; needs no library."""

from __future__ import annotations

from typing import Literal

Pooling = Literal["mean", "cls"]
DATA_SUFFIX = ".data"
"""The weights of a graph lie beside it, under its own name and this."""
