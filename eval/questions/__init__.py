"""Question sets: read from JSON lines, CSV and XLSX, checked, found in the articles, and added to."""

from eval.questions.draft import (
    BadChoice,
    Sentence,
    append_question,
    join_evidence,
    next_id,
    questions_in,
    sentences_of,
)
from eval.questions.errors import BadQuestionSet, Problem
from eval.questions.jsonl import read_jsonl, write_jsonl
from eval.questions.load import load_set, starter_set
from eval.questions.locate import Located, Place, locate
from eval.questions.question import KINDS, UNANSWERABLE, Kind, Question, QuestionSet
from eval.questions.records import CONVERSATIONS, holds_key, is_text
from eval.questions.tables import read_csv
from eval.questions.workbook import read_xlsx

__all__ = [
    "CONVERSATIONS",
    "KINDS",
    "UNANSWERABLE",
    "BadChoice",
    "BadQuestionSet",
    "Kind",
    "Located",
    "Place",
    "Problem",
    "Question",
    "QuestionSet",
    "Sentence",
    "append_question",
    "holds_key",
    "is_text",
    "join_evidence",
    "load_set",
    "locate",
    "next_id",
    "questions_in",
    "read_csv",
    "read_jsonl",
    "read_xlsx",
    "sentences_of",
    "starter_set",
    "write_jsonl",
]
