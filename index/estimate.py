"""Estimates the alignment of the bundled encoder anew and stores it where it is shipped: `python -m index.estimate`.

To be run after any change of the parallel texts or of how an alignment is estimated.
"""

from __future__ import annotations

import os
import sys

from corpus import Home
from index.alignment import SHIPPED, Alignment
from index.models import load_encoder
from index.parallel import shipped_parallel_set


def main() -> None:
    """Write `alignments/alignment-FINGERPRINT.npz`, and remove those of earlier encoders."""
    encoder = load_encoder(None, Home.from_environment(os.environ).models)
    alignment = Alignment.estimate(encoder, shipped_parallel_set())
    for old in SHIPPED.glob("*.npz"):
        old.unlink()
    path = SHIPPED / f"alignment-{encoder.fingerprint}.npz"
    alignment.save(path)
    sys.stdout.write(f"{path}\nparity:\n{alignment.parity.round(3)}\n")


if __name__ == "__main__":
    main()
