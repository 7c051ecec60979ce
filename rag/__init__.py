"""Questions into cited answers."""

from rag.answer import Abstention, Answer, ArticleSummary, Citation, Elsewhere, Surroundings, Timings, Turn
from rag.assistant import Assistant, plain
from rag.settings import AnswerSettings
from rag.workspace import AddReport, ModelSwitch, Report, Status, Workspace

__all__ = [
    "Abstention",
    "AddReport",
    "Answer",
    "AnswerSettings",
    "ArticleSummary",
    "Assistant",
    "Citation",
    "Elsewhere",
    "ModelSwitch",
    "Report",
    "Status",
    "Surroundings",
    "Timings",
    "Turn",
    "Workspace",
    "plain",
]
