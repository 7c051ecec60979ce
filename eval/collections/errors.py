"""What is wrong with public test data, worded like the faults of question sets."""

from __future__ import annotations

from eval.questions import BadQuestionSet


class BadCollection(BadQuestionSet):
    """A folder that holds no collection, or a faulty one; the message names the file, the line and the field."""
