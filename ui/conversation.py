"""One reader's conversation, by value: it lives in the browser tab's session and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from corpus import Scope
from rag import Abstention, Answer, Citation, Turn


class Progress(StrEnum):
    """How far the answer to one question has come."""

    RUNNING = "running"
    WHOLE = "whole"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the reader typed, and the answer as far as it has come."""

    typed: str
    answer: Answer | None = None
    progress: Progress = Progress.RUNNING
    trouble: str = ""
    """Of a failed answer: the reason, where it is worded for the reader."""

    @property
    def cards(self) -> tuple[Citation, ...]:
        """The citations to show: those of the answer, or for an abstention the closest passages."""
        if self.answer is None:
            return ()
        return self.answer.closest if self.answer.abstention else self.answer.citations


@dataclass(frozen=True, slots=True)
class Conversation:
    """Exchanges in order, and which of them has its sources open: `shown` counts from 1, and 0 is none.

    `scope` is what the next question is asked of.
    """

    exchanges: tuple[Exchange, ...] = ()
    shown: int = 0
    scope: Scope = field(default_factory=Scope)

    @property
    def history(self) -> tuple[Turn, ...]:
        """The answered exchanges, as the assistant takes them."""
        return tuple(Turn(each.typed, each.answer.text) for each in self.exchanges if each.answer is not None)

    @property
    def shown_exchange(self) -> Exchange | None:
        """The exchange whose sources are open."""
        return self.exchanges[self.shown - 1] if self.shown else None

    def asked(self, question: str) -> Conversation:
        """Return the conversation with a new question at its end, its sources to be shown."""
        return replace(self, exchanges=(*self.exchanges, Exchange(question)), shown=len(self.exchanges) + 1)

    def answered(self, answer: Answer | None, progress: Progress, trouble: str = "") -> Conversation:
        """Return the conversation with the last answer replaced.

        What the question's words restricted is kept for the next one, unless nothing was left to search.
        """
        last = replace(self.exchanges[-1], answer=answer, progress=progress, trouble=trouble)
        searched = answer is not None and answer.abstention is not Abstention.NOTHING_IN_SCOPE
        scope = answer.scope if answer is not None and searched else self.scope
        return replace(self, exchanges=(*self.exchanges[:-1], last), scope=scope)

    def within(self, scope: Scope) -> Conversation:
        """Return the conversation with another scope for what is asked next."""
        return replace(self, scope=scope)

    def stopped(self) -> Conversation:
        """Return the conversation with an unfinished answer ended where it is."""
        if not self.exchanges or self.exchanges[-1].progress is not Progress.RUNNING:
            return self
        return self.answered(self.exchanges[-1].answer, Progress.STOPPED)

    def showing(self, turn: int) -> Conversation:
        """Return the conversation with the sources of one turn open; an unknown turn changes nothing."""
        return replace(self, shown=turn) if 1 <= turn <= len(self.exchanges) else self


@dataclass(frozen=True, slots=True)
class SourceRef:
    """What a citation link points at: a turn, and one of its cards, counted from 1; 0 is all of them."""

    turn: int
    number: int = 0

    def __str__(self) -> str:
        return f"src-m{self.turn}-{self.number}" if self.number else f"src-m{self.turn}"

    @classmethod
    def parse(cls, text: str) -> SourceRef | None:
        """Read what `str` wrote; None for anything else, since the text comes back from the browser."""
        prefix, _, rest = text.partition("-m")
        turn, _, number = rest.partition("-")
        digits = f"{turn}{number or 0}"
        if prefix != "src" or not digits.isascii() or not turn.isdigit() or not digits.isdigit():
            return None
        return cls(int(turn), int(number or 0))
