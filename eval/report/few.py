"""When a figure rests on too few questions to conclude anything from it."""

from __future__ import annotations

FEWEST = 5
"""From fewer questions than these nothing is concluded."""
MARK = "†"
"""Stands beside the number of questions where there are fewer."""


def is_few(questions: int) -> bool:
    """True if nothing is concluded from so many questions."""
    return questions < FEWEST
