"""The command `derek`."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import cite, collect, edit, evaluate, model, questions, scope_options

if TYPE_CHECKING:
    from corpus import ArticleSummary
    from rag import AnswerSettings, Workspace

_EPILOG = "Everything is stored under one folder: DEREK_HOME if it is set, else the platform's folder for user data."
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when it is done, 1 after a clear failure, 2 after wrong usage."""
    options = _parser().parse_args(evaluate.with_action(sys.argv[1:] if arguments is None else arguments))
    # Nothing is fetched unless a model is named that isn't here; and the tokenizers of a forked server stay quiet.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        return _run(options)
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted; what was finished is kept.\n")
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return 1


def _run(options: argparse.Namespace) -> int:
    from corpus import CorpusError
    from index import DerekIndexError
    from ui.app import CannotServeError
    from ui.batch import BadQuestionFileError

    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except (CorpusError, DerekIndexError, CannotServeError, BadQuestionFileError) as error:
        from ui.terminal import complain

        complain(str(error), as_json=options.json)
        return 1
    except BrokenPipeError:
        raise  # whoever read the output has had enough
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        sys.stderr.write(f"derek: {error.strerror or error}{named}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="derek",
        description="Ask academic articles in Russian, Kazakh or English; every answer cites its source.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"derek {importlib.metadata.version('derek')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text, epilog=_EPILOG)
        added.add_argument("--json", action="store_true", help="print the result as JSON")
        added.add_argument(
            "--model",
            metavar="NAME",
            help="an encoder: a sentence-transformers hub id or folder (default: that of the index)",
        )
        added.set_defaults(command=run)
        return added

    _add_chat_arguments(command("chat", _chat, "open the chat in a browser"))

    ask = command("ask", _ask, "answer one question, or a file of questions")
    ask.add_argument("question", nargs="?", help="the question, in Russian, Kazakh or English")
    ask.add_argument("--batch", type=Path, metavar="QUESTIONS.jsonl", help="answer each line of a question file")
    ask.add_argument("--out", type=Path, metavar="ANSWERS.jsonl", help="where the answers of --batch go")
    _add_ranker(ask)
    scope_options.add_arguments(ask)

    add = command("add", _add, "add files, or all files in folders, to the library")
    add.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files, folders or ZIP archives: PDF, DOCX, ODT, EPUB, HTML, Markdown, text",
    )
    add.add_argument("--starter", action="store_true", help="add the starter library that comes with Derek")
    add.add_argument("--collection", metavar="NAME", help="put all articles of these files into a collection")

    remove = command("remove", _remove, "remove an article from the library")
    remove.add_argument("id", help="the article's id, as `derek articles` shows it")

    cite.add_arguments(command("cite", cite.run, "find an article by what is known of it, and give its reference"))
    edit.add_arguments(command("edit", edit.run, "correct what is known of an article: title, authors, year …"))

    evaluate.add_arguments(command("eval", evaluate.run, "measure answers on a question set, and compare runs"))
    questions.add_commands(command("questions", questions.run, "check, write and convert question sets"))

    model.add_arguments(command("model", model.run, "list the encoders, tell about one, or go over to another"))

    collect.add_commands(command("collections", collect.run, "list collections of articles, and change them"))
    command("articles", _articles, "list the articles in the library")
    command("status", _status, "tell what is stored, and whether the index is up to date")
    command("index", _index, "bring the index in step with the library, or make it anew for another model")
    return parser


def _add_ranker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ranker",
        metavar="NAME",
        help="what judges the first passages again: own (beside the bundled encoder the default), none, or a "
        "cross-encoder's hub id or folder",
    )


def _add_chat_arguments(chat: argparse.ArgumentParser) -> None:
    chat.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this computer only)"
    )
    chat.add_argument("--port", type=_port, help="port to listen on (default: the first free one from 7860 on)")
    chat.add_argument("--browser", action="store_true", help="open the browser as well")
    chat.add_argument(
        "--starter", action="store_true", help="add the starter library first if there are no articles yet"
    )
    _add_ranker(chat)


def _port(text: str) -> int:
    port = int(text) if text.isdigit() else -1
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return port


def _usage(text: str) -> int:
    sys.stderr.write(f"derek: {text}\n")
    return 2


def _workspace(options: argparse.Namespace) -> Workspace:
    from corpus import Home
    from rag import Workspace
    from ui.terminal import TerminalReport

    return Workspace(
        Home.from_environment(os.environ), TerminalReport(), model=options.model, settings=_settings(options)
    )


def _settings(options: argparse.Namespace) -> AnswerSettings | None:
    """The settings with the ranker that was named; None for the default ones."""
    from rag import AnswerSettings

    name = getattr(options, "ranker", None)
    if name is None:
        return None
    search = AnswerSettings().search
    return AnswerSettings(search=replace(search, ranking=replace(search.ranking, model=name)))


def _chat(options: argparse.Namespace) -> int:
    from eval.bench import Bench
    from ui.app import launch
    from ui.bench_evaluator import BenchEvaluator
    from ui.terminal import TerminalReport, say, say_json

    workspace = _workspace(options)
    if options.starter and not workspace.library.articles():
        _add_files(workspace, [], starter=True)
    assistant = workspace.assistant()
    # One encoder serves the chat and the evaluation.
    bench = Bench(workspace.home, TerminalReport(), model=options.model, vectorizer=workspace.vectorizer)
    served = launch(
        assistant, BenchEvaluator(bench), host=options.host, port=options.port, open_browser=options.browser
    )
    if options.json:
        say_json({"address": served.address})
    else:
        say(f"Derek is open at {served.address}\nPress Ctrl-C to stop.")
    sys.stdout.flush()
    try:
        served.wait()
    finally:
        served.close()
    return 0


def _ask(options: argparse.Namespace) -> int:
    if options.batch is not None:
        if options.question or options.out is None:
            return _usage("--batch QUESTIONS.jsonl needs --out ANSWERS.jsonl and no question beside it")
        return _ask_batch(options)
    if not options.question or options.out is not None:
        return _usage('ask needs a question: derek ask "…" (or --batch QUESTIONS.jsonl --out ANSWERS.jsonl)')
    from rag.records import answer_record
    from ui.terminal import answer_lines, say, say_json

    workspace = _workspace(options)
    answer = workspace.assistant().ask(options.question, (), scope_options.scope_of(options, workspace))
    if options.json:
        say_json(answer_record(answer, _articles_by_id(workspace)))
    else:
        say(answer_lines(answer, workspace.library.articles()))
    return 0


def _articles_by_id(workspace: Workspace) -> dict[str, ArticleSummary]:
    return {article.id: article for article in workspace.library.articles()}


def _ask_batch(options: argparse.Namespace) -> int:
    from rag.records import answer_record
    from ui.batch import read_questions
    from ui.terminal import TerminalReport, say, say_json

    questions = read_questions(options.batch)
    workspace = _workspace(options)
    assistant = workspace.assistant()
    scope = scope_options.scope_of(options, workspace)
    report = TerminalReport()
    report.stage("Answering")
    articles = _articles_by_id(workspace)
    records: list[dict[str, Any]] = []
    for number, question in enumerate(questions, 1):
        within = scope
        for turn in question.turns[:-1]:
            within = assistant.scope_after(turn, within)
        answer = assistant.ask(question.turns[-1], question.history, within)
        records.append(answer_record(answer, articles, question.id))
        report.progress(number, len(questions))
    partial = options.out.with_name(f"{options.out.name}.partial")
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    partial.write_text("".join(lines), encoding="utf-8")
    partial.replace(options.out)
    if options.json:
        say_json({"questions": len(questions), "out": str(options.out)})
    else:
        say(f"{len(questions)} answers written to {options.out}")
    return 0


def _add(options: argparse.Namespace) -> int:
    if not options.paths and not options.starter:
        return _usage("add needs files or folders, or --starter")
    workspace = _workspace(options)
    return _add_files(
        workspace, options.paths, starter=options.starter, collection=options.collection, as_json=options.json
    )


def _add_files(
    workspace: Workspace, paths: list[Path], *, starter: bool, collection: str | None = None, as_json: bool = False
) -> int:
    from corpus import readable_files
    from corpus import starter as starter_library
    from ui.terminal import say, say_json

    files = readable_files(paths) + (starter_library.files() if starter else [])
    if not files:
        sys.stderr.write("derek: no file there that can be read: PDF, DOCX, ODT, EPUB, HTML, Markdown, text or ZIP\n")
        return 1
    result = workspace.add(files, collection)
    if as_json:
        refused = [{"file": error.file_name, "reason": error.reason} for error in result.refused]
        counts = {
            "files": result.files,
            "added": result.added,
            "known": result.known,
            "updated": result.updated,
            "replaced": result.replaced,
            "collected": result.collected,
        }
        say_json(counts | {"refused": refused, "encodings": result.encodings})
    else:
        for name, encoding in result.encodings.items():
            if encoding not in ("utf-8", ""):
                say(f"read as {encoding}: {name}")
        known = f"; {result.known} were there already" if result.known else ""
        known += f" ({result.updated} with another record now)" if result.updated else ""
        gone = f"; {result.replaced} of an earlier version removed" if result.replaced else ""
        put = f"; {result.collected} put into {collection}" if collection else ""
        say(f"{len(result.added)} articles added from {result.files} files{known}{gone}{put}")
    return 1 if result.refused and not result.files else 0


def _remove(options: argparse.Namespace) -> int:
    from ui.terminal import say, say_json

    removed = _workspace(options).remove(options.id)
    if options.json:
        say_json({"removed": removed.id, "title": removed.title})
    else:
        say(f"removed: {removed.title}")
    return 0


def _articles(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from ui.terminal import say, say_json

    articles = _workspace(options).library.articles()
    if options.json:
        say_json([asdict(article) for article in articles])
        return 0
    for article in articles:
        about = ", ".join([*article.authors, *([str(article.year)] if article.year else [])])
        say(f"{article.id}  {article.language}  {article.title}{f' ({about})' if about else ''}  [{article.file_name}]")
    if not articles:
        say("No articles yet; add some with `derek add FOLDER`, or the starter library with `derek add --starter`.")
    return 0


def _status(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from ui.terminal import say, say_json

    status = _workspace(options).status()
    if options.json:
        say_json(asdict(status) | {"home": str(status.home)})
    else:
        say(f"home      {status.home}\narticles  {status.articles}\npassages  {status.passages}")
        say(f"indexed   {status.indexed}\nmodel     {status.model}")
        if status.problem:
            say(f"problem   {status.problem}")
    return 0


def _index(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from ui.terminal import say, say_json

    result = _workspace(options).index()
    if options.json:
        say_json(asdict(result))
    else:
        say(f"{result.total} passages indexed ({result.added} new, {result.removed} gone)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
