"""The command `derek questions`: check a question set against the library, add a question to one, convert one."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus import ArticleSummary, Home, Passage
    from eval.questions import Kind, Place, Question, Sentence
    from rag import Workspace

    Search = Callable[[str, Sequence[str]], list[Passage]]
    """A question and the turns before it into the passages nearest to it, best first."""

_MISSING_EVIDENCE = 1
_STOPPED = 1
_MALFORMED = 2
_INTERRUPTED = 130
_PASSAGES_SHOWN = 5
_NUMBERS = re.compile(r"\d+(?:\s*[-–]\s*\d+)?(?:[\s,;]+\d+(?:\s*[-–]\s*\d+)?)*")
_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Declare the commands and what they take."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="action", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text)

    check = command("check", "tell what is wrong in a question set, and where its evidence stands in the library")
    check.add_argument("file", type=Path, metavar="FILE", help="a set: JSON lines, CSV or XLSX")
    new = command("new", "write a question: search the library, pick the evidence, name the key facts")
    new.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl", help="the set that it is added to")
    new.add_argument("--model", default=argparse.SUPPRESS, metavar="NAME", help="an encoder, as for other commands")
    convert = command("convert", "write a set as JSON lines")
    convert.add_argument("file", type=Path, metavar="FILE", help="a set: JSON lines, CSV or XLSX")
    convert.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl", help="where the set goes")
    for each in (check, convert):
        # Without a default, so that the option may stand before the sub-command as well.
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Run one of the commands; return 0 when all is right, 1 when evidence is missing, 2 for a malformed file.

    Raises CorpusError or DerekIndexError when the library or its index can't be read, OSError when nothing can be
    written.
    """
    from eval.questions import BadQuestionSet
    from ui.terminal import complain

    actions: dict[str, Callable[[argparse.Namespace], int]] = {"check": _check, "new": _new, "convert": _convert}
    try:
        return actions[options.action](options)
    except BadQuestionSet as error:
        complain(str(error), as_json=_as_json(options))
        return _MALFORMED


def _as_json(options: argparse.Namespace) -> bool:
    return bool(getattr(options, "json", False))


def _malformed(text: str) -> int:
    sys.stderr.write(f"derek: {text}\n")
    return _MALFORMED


def _home() -> Home:
    from corpus import Home

    return Home.from_environment(os.environ)


def _check(options: argparse.Namespace) -> int:
    from corpus import Library
    from eval.questions import load_set, locate
    from ui.terminal import say, say_json

    questions = load_set(options.file)
    located = locate(Library.open(_home()), questions)
    problems = located.problems()
    pieces = [
        (question.id, piece, place)
        for question in questions.questions
        for piece, place in zip(question.evidence, located[question.id], strict=True)
    ]
    if _as_json(options):
        evidence = [{"id": id_, "evidence": piece, **_place_record(place)} for id_, piece, place in pieces]
        asked = len(questions.questions)
        say_json({"file": str(options.file), "questions": asked, "evidence": evidence, "problems": problems})
    else:
        for id_, _, place in pieces:
            if place is not None:
                say(f"{id_}  {_place_line(place)}")
        for problem in problems:
            say(f"missing: {problem}")
        found = len(pieces) - len(problems)
        say(f"{len(questions.questions)} questions are well formed; of {len(pieces)} pieces of evidence {found} found")
    return _MISSING_EVIDENCE if problems else 0


def _place_record(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"found": False}
    return {
        "found": True,
        "exact": place.exact,
        "article_id": place.article_id,
        "title": place.title,
        "language": place.language,
        "source_file": place.file_name,
        "section": place.section,
        "pages": list(place.pages),
        "physical_pages": list(place.physical_pages),
        "lines": [place.first_line, place.last_line],
        "span": [place.span.start, place.span.end],
    }


def _place_line(place: Place) -> str:
    parts = (place.title, place.section, _where(place), place.file_name)
    line = " · ".join(part for part in parts if part)
    return line if place.exact else f"{line} (but for some letters: over a page break, say)"


def _where(place: Place | Passage) -> str:
    """The page, as printed or as counted, and the lines."""
    page = ""
    if place.pages:
        page = f"page {', '.join(place.pages)}, "
    elif place.physical_pages:
        page = f"page {', '.join(map(str, place.physical_pages))} of the file, "
    if place.first_line == place.last_line:
        return f"{page}line {place.first_line}"
    return f"{page}lines {place.first_line}–{place.last_line}"


def _convert(options: argparse.Namespace) -> int:
    from eval.questions import load_set, write_jsonl
    from ui.terminal import say, say_json

    if (refusal := _wrong_ending(options.out)) is not None:
        return refusal
    questions = load_set(options.file)
    write_jsonl(options.out, questions)
    if _as_json(options):
        say_json({"questions": len(questions.questions), "out": str(options.out)})
    else:
        say(f"{len(questions.questions)} questions written to {options.out}")
    return 0


def _wrong_ending(out: Path) -> int | None:
    if out.suffix.lower() == ".jsonl":
        return None
    return _malformed(f"--out must name a file that ends in .jsonl, not {out.name!r}")


def _new(options: argparse.Namespace) -> int:
    from eval.questions import append_question, questions_in
    from rag import Workspace
    from ui.terminal import TerminalReport, say

    if (refusal := _wrong_ending(options.out)) is not None:
        return refusal
    questions_in(options.out)  # a file that can't be added to is refused before anything is typed
    workspace = Workspace(_home(), TerminalReport(), model=getattr(options, "model", None))
    articles = {article.id: article for article in workspace.library.articles()}
    if not articles:
        sys.stderr.write("derek: the library holds no articles; add some with `derek add FOLDER`\n")
        return _MISSING_EVIDENCE
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401  # lines can be edited while they are typed

    try:
        question = Interview(articles, _searching(workspace)).question()
    except KeyboardInterrupt:
        sys.stderr.write(f"\nInterrupted; {options.out} is as it was.\n")
        return _INTERRUPTED
    except EOFError:
        sys.stderr.write(f"\nderek: the input ended before the question was whole; {options.out} is as it was\n")
        return _STOPPED
    say(f"{append_question(options.out, question).id} written to {options.out}")
    return 0


def _searching(workspace: Workspace) -> Search:
    """Search with the assistant, which is made when it is first needed."""
    from functools import cache

    from rag import Turn

    assistant = cache(workspace.assistant)

    def search(text: str, before: Sequence[str]) -> list[Passage]:
        return [hit.passage for hit in assistant().ask(text, [Turn(turn) for turn in before]).hits]

    return search


class Interview:
    """Asks on the terminal for all that makes a question; what can't be used is asked for again.

    Raises EOFError when the input ends.
    """

    def __init__(self, articles: dict[str, ArticleSummary], search: Search) -> None:
        self._articles = articles
        self._search = search

    def question(self) -> Question:
        """Ask for a whole question. It has no id yet."""
        from corpus import LANGUAGES, detect_language
        from eval.questions import CONVERSATIONS, KINDS, UNANSWERABLE, Question

        turns = [_text("Question: ")]
        lang = _choice("Its language", LANGUAGES, detect_language(turns[0]))
        kind: Kind = _choice(f"Its kind ({', '.join(KINDS)})", KINDS)
        turns += _further_turns(needed=kind in CONVERSATIONS)
        standalone = ""
        if kind in CONVERSATIONS:
            standalone = _line("The last turn worded so that it stands alone (Enter: leave it out): ")
        if kind in UNANSWERABLE:
            return Question("", lang, kind, tuple(turns), answerable=False, standalone=standalone)
        chosen, evidence = self._evidence(standalone or turns[-1], [] if standalone else turns[:-1])
        article = self._articles[chosen[0].passage.article_id]
        return Question(
            id="",
            lang=lang,
            kind=kind,
            turns=tuple(turns),
            answerable=True,
            doc=article.file_name,
            article=article.title,
            evidence=evidence,
            answer=_text(f"A short answer, in the question's language ({lang}): "),
            keys=_keys(evidence),
            standalone=standalone,
        )

    def _evidence(self, text: str, before: Sequence[str]) -> tuple[list[Sentence], tuple[str, ...]]:
        """Show what is found and let the author pick from it, or search again with other words."""
        from eval.questions import BadChoice, join_evidence

        sentences = self._found(text, before)
        while True:
            typed = _text("Evidence by numbers (3, or 3 5, or 3-5), or other words to search for: ")
            numbers = _numbers(typed)
            if numbers is None:
                sentences = self._found(typed, [])
                continue
            try:
                chosen = _picked(sentences, numbers)
                return chosen, join_evidence(chosen)
            except BadChoice as error:
                _say(str(error))

    def _found(self, text: str, before: Sequence[str]) -> list[Sentence]:
        """Search, and show the sentences of the best passages."""
        from eval.questions import sentences_of

        passages = [passage for passage in self._search(text, before) if passage.article_id in self._articles]
        sentences = sentences_of(passages[:_PASSAGES_SHOWN])
        self._show(sentences)
        return sentences

    def _show(self, sentences: Sequence[Sentence]) -> None:
        if not sentences:
            _say("Nothing is found.")
        shown = None
        for number, sentence in enumerate(sentences, 1):
            passage = sentence.passage
            if passage.id != shown:
                article = self._articles[passage.article_id]
                parts = (article.title, passage.section, _where(passage), article.file_name)
                _say("\n" + " · ".join(part for part in parts if part))
                shown = passage.id
            _say(f"{number:4}. {sentence.text}")
        _say("")


def _say(text: str) -> None:
    from ui.terminal import say

    say(text)


def _line(prompt: str) -> str:
    """One line as typed, which may be empty; a line that is no text (bytes of another encoding) is asked for again."""
    from eval.questions import is_text

    while (typed := input(prompt).strip()) and not is_text(typed):
        _say("That can't be read as UTF-8 text.")
    return typed


def _text(prompt: str) -> str:
    while not (typed := _line(prompt)):
        pass
    return typed


def _choice(prompt: str, choices: Sequence[Any], default: str | None = None) -> Any:
    """One of the choices; Enter takes the default, if there is one."""
    asked = f"{prompt} [{default}]: " if default else f"{prompt}: "
    while (typed := _line(asked).casefold() or default) not in choices:
        _say(f"One of {', '.join(choices)}, please{f', not {typed!r}' if typed else ''}.")
    return typed


def _further_turns(*, needed: bool) -> list[str]:
    """The turns after the first; the last of them is what is to be answered."""
    turns = [_text("The turn after it: ")] if needed else []
    while typed := _line("A further turn (Enter: none): "):
        turns.append(typed)
    return turns


def _numbers(typed: str) -> list[int] | None:
    """The numbers typed, those of ranges too; None for anything but numbers."""
    if not _NUMBERS.fullmatch(typed):
        return None
    ranges = ((int(first), int(last or first)) for first, last in _RANGE.findall(typed))
    # Of a range without end only so many numbers are of interest as make clear that there are no such sentences.
    return [number for first, last in ranges for number in range(first, min(last, first + 1000) + 1)]


def _picked(sentences: Sequence[Sentence], numbers: Sequence[int]) -> list[Sentence]:
    """The sentences of these numbers, each once. Raises BadChoice for a number that was not shown."""
    from eval.questions import BadChoice

    unknown = [number for number in numbers if not 0 < number <= len(sentences)]
    if unknown:
        raise BadChoice(f"There is no sentence {unknown[0]}: they are numbered from 1 to {len(sentences)}.")
    return [sentences[number - 1] for number in dict.fromkeys(numbers)]


def _keys(evidence: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The key facts, one or more, each with an alternative that stands in the evidence."""
    from eval.questions import holds_key

    keys: list[tuple[str, ...]] = []
    while True:
        end = " (Enter: no more)" if keys else ", in the article's words; alternatives are parted by |"
        typed = _line(f"Key fact {len(keys) + 1}{end}: ")
        alternatives = tuple(part for each in typed.split("|") if (part := each.strip()))
        if not typed and keys:
            return tuple(keys)
        if any(not re.search(r"[^\W_]", each) for each in alternatives) or not holds_key(evidence, alternatives):
            _say("A key fact must stand in the evidence word for word: a number, a name, a few words of it.")
        else:
            keys.append(alternatives)
