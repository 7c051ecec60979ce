"""What the command line shows while it works, and how it shows answers."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from corpus import ArticleSummary, UnreadableFile
from rag import Answer, Citation, plain
from rag.phrases import phrases_for
from ui.scope_text import scope_text
from ui.strings import strings_for

# A stage shorter than this shows no progress.
_QUIET_SECONDS = 1.0
# Before this share is done, the time left is anybody's guess: the longest texts come first.
_FORETELLING_SHARE = 0.1
_BETWEEN_LINES = 0.2
_BETWEEN_LINES_IN_FILES = 10.0


@dataclass(slots=True)
class TerminalReport:
    """Progress on standard error: one line that is written over on a terminal, a line now and then in a file."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    _stage: str = ""
    _began: float = 0.0
    _shown: float = 0.0
    _open: bool = False

    def stage(self, text: str) -> None:
        """Begin a stage; it is named at once, for what comes may take long."""
        self._end_line()
        self._stage, self._began, self._shown = text, time.monotonic(), 0.0
        if not text.startswith(("Reading", "Indexing")):
            self._write(f"{text} …", whole=True)

    def progress(self, done: int, total: int) -> None:
        """Show how much of the stage is done and about how long the rest takes."""
        now = time.monotonic()
        pause = _BETWEEN_LINES if self.stream.isatty() else _BETWEEN_LINES_IN_FILES
        if now - self._began < _QUIET_SECONDS or (now - self._shown < pause and done < total):
            return
        self._shown = now
        spent = now - self._began
        if done >= total:
            rest = f", {spent:.0f} s"
        elif done >= _FORETELLING_SHARE * total:
            rest = f", about {spent * (total - done) / done:.0f} s left"
        else:
            rest = ""
        self._write(f"{self._stage}: {done} of {total}{rest}", whole=not self.stream.isatty() or done >= total)

    def refused(self, error: UnreadableFile) -> None:
        """Name a file that was not taken in, and why."""
        self._end_line()
        self._write(f"not read: {error}", whole=True)

    def _write(self, text: str, *, whole: bool) -> None:
        start = "\r\x1b[K" if self._open else ""
        self.stream.write(f"{start}{text}" + ("\n" if whole else ""))
        self.stream.flush()
        self._open = not whole

    def _end_line(self) -> None:
        if self._open:
            self.stream.write("\n")
            self._open = False


def say(text: str) -> None:
    """Write a line of a command's result."""
    sys.stdout.write(f"{text}\n")


def say_json(value: Any) -> None:
    """Write a command's result as one JSON document."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def complain(text: str, *, as_json: bool = False) -> None:
    """Write why a command can't be done: for people, and first as JSON where that was asked for."""
    if as_json:
        say(json.dumps({"error": text}, ensure_ascii=False))
    sys.stderr.write(f"derek: {text}\n")


def answer_lines(answer: Answer, articles: Sequence[ArticleSummary] = ()) -> str:
    """An answer for a terminal: what part of the library was searched, the text, then the source of each mark.

    `articles` are those of the library, for their titles.
    """
    strings = strings_for(answer.language)
    restricted = scope_text(answer.scope, articles, strings)
    lead = f"{strings.scope_now.format(scope=restricted)}\n\n" if restricted else ""
    return lead + _answer_lines(answer)


def _answer_lines(answer: Answer) -> str:
    cited = answer.citations or answer.closest
    text = plain(answer.text)
    if not answer.citations:
        text = "\n".join([text, *(f"- {citation.quote} [{citation.number}]" for citation in cited)])
    sources = [f"[{citation.number}] {source_line(citation, answer)}" for citation in cited]
    return "\n".join([text, "", *sources]) if sources else text


def source_line(citation: Citation, answer: Answer) -> str:
    """Where a quote stands: authors, title, year, section, page or lines, file."""
    phrases = phrases_for(answer.language)
    if citation.pages:
        where = phrases.pages.format(pages=", ".join(citation.pages))
    elif citation.physical_pages:
        where = phrases.file_pages.format(pages=", ".join(map(str, citation.physical_pages)))
    else:
        lines = phrases.line if citation.first_line == citation.last_line else phrases.lines
        where = lines.format(first=citation.first_line, last=citation.last_line)
    parts = [", ".join(citation.authors), citation.title, str(citation.year or ""), citation.section]
    return " · ".join([*(part for part in parts if part), f"{citation.file_name}, {where}"])
