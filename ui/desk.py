"""What one reader has before them while measuring, by value: it lives in the browser tab's session and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from ui.evaluator import QuestionFile, UnusableFile
from ui.runner import Situation


@dataclass(frozen=True, slots=True)
class Desk:
    """The file that was brought, the run that was followed, and the report that is open."""

    file: QuestionFile | UnusableFile | None = None
    situation: Situation | None = None
    shown: str = ""
    """Name of the run whose report is open; empty while none is."""
