"""Running the command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def environment(home: Path) -> dict[str, str]:
    """The environment of a command that keeps everything under `home`."""
    return {**os.environ, "DEREK_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}


def derek(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *arguments],
        capture_output=True, text=True, check=False, env=environment(home), timeout=120,
    )  # fmt: skip
