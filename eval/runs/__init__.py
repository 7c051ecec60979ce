"""Runs: what was asked, of what, how it was answered, and what that is worth."""

from eval.runs.errors import RunError
from eval.runs.folder import RunConfiguration, RunFolder
from eval.runs.run import Run
from eval.runs.selection import Selection
from eval.runs.variant import Variant, parse_variant

__all__ = ["Run", "RunConfiguration", "RunError", "RunFolder", "Selection", "Variant", "parse_variant"]
