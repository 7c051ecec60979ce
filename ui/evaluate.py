"""The command `derek eval`: runs of question sets, comparisons of runs, and their reports."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import LANGUAGES

if TYPE_CHECKING:
    from eval.bench import Bench
    from eval.comparison import Comparison
    from eval.gate import GateLine
    from eval.runs import Run

_ACTIONS = ("run", "compare", "report", "list")
_EPILOG = (
    "SET is a file of questions about your library (.jsonl, .csv, .xlsx), a folder of public test data (KazQAD, "
    "XQuAD-R, BEIR), or `starter`, the shipped set of 150 questions about the starter articles. "
    "The first word may also be compare, report or list: see `derek eval compare --help`."
)


def with_action(arguments: Sequence[str]) -> list[str]:
    """`derek eval SET` is short for `derek eval run SET`."""
    words = list(arguments)
    if words[:1] == ["eval"] and words[1:2] != [] and words[1] not in (*_ACTIONS, "-h", "--help"):
        words.insert(1, "run")
    return words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions of `derek eval`."""
    parser.epilog = _EPILOG
    actions = parser.add_subparsers(title="actions", metavar="run|compare|report|list", required=True)

    def action(name: str, text: str) -> argparse.ArgumentParser:
        added = actions.add_parser(name, help=text, description=text, epilog=_EPILOG)
        # Said before the action or after it, they mean the same.
        added.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result as JSON")
        added.add_argument("--model", metavar="NAME", default=argparse.SUPPRESS, help="an encoder, as for `derek ask`")
        added.set_defaults(action=name)
        return added

    _add_run(action("run", "ask a question set and score the answers; `run` may be left out"))
    compare = action("compare", "compare runs, question by question")
    compare.add_argument(
        "runs", nargs="+", metavar="RUN", help="two or more runs: names or folders; the first is the base"
    )
    compare.add_argument("--out", type=Path, metavar="FOLDER", help="where the report of the comparison goes")
    _add_language(compare)
    report = action("report", "write the report of a run again, in another language say")
    report.add_argument("run", metavar="RUN")
    report.add_argument("--against", metavar="RUN", action="append", default=[], help="compare it with this run")
    report.add_argument("--out", type=Path, metavar="FOLDER", help="where it goes (default: the run's own folder)")
    _add_language(report)
    action("list", "list the runs that are kept")


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", nargs="?", metavar="SET")
    parser.add_argument("--only", nargs="+", default=[], metavar="FIELD=VALUE", help="lang=kk kind=number,list …")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N questions")
    parser.add_argument(
        "--variant", nargs="+", action="append", default=[], metavar="NAME:KEY=VALUE",
        help="run once more with other settings, say no-keywords:search.keyword_share=0; may be repeated",
    )  # fmt: skip
    parser.add_argument("--against", metavar="RUN", help="compare with an earlier run")
    parser.add_argument("--answers", type=Path, metavar="ANSWERS.jsonl", help="score these answers, ask nothing")
    parser.add_argument("--resume", type=Path, metavar="RUN", help="go on with a run that was interrupted")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="the run's folder (default: one under the home folder)"
    )
    parser.add_argument(
        "--gate", type=Path, metavar="GATE.toml", help="fail when a figure is on the wrong side of its bound"
    )
    parser.add_argument(
        "--baseline",
        action="store_true",
        help="of public test data: tell what plain BM25 reaches on the same documents",
    )
    _add_language(parser)


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the report (default: %(default)s)")


def run(options: argparse.Namespace) -> int:
    """Do one action; 0 when it is done, 1 when a gate fails, 2 for a request that can't be met as it stands."""
    from eval.given import BadAnswerFile
    from eval.questions import BadQuestionSet
    from eval.runs import RunError
    from ui.terminal import complain

    doers = {"run": _run, "compare": _compare, "report": _report, "list": _list}
    try:
        return doers[options.action](options)
    except (BadQuestionSet, BadAnswerFile, RunError) as error:
        complain(str(error), as_json=options.json)
        return 2


def _bench(options: argparse.Namespace) -> Bench:
    from corpus import Home
    from eval.bench import Bench
    from ui.terminal import TerminalReport

    return Bench(Home.from_environment(os.environ), TerminalReport(), model=options.model)


def _run(options: argparse.Namespace) -> int:
    from eval.gate import hold_against, read_gate
    from eval.runs import RunError

    if (options.set is None) == (options.resume is None):
        raise RunError("name a question set, or a run to go on with: `derek eval SET` or `derek eval --resume RUN`.")
    bench = _bench(options)
    bounds = read_gate(options.gate) if options.gate else []
    against = find_run(bench, options.against) if options.against else None
    baseline = _baseline(options)
    runs = _runs(bench, options)
    base = runs[0]
    verdicts = hold_against(bounds, base.summary)
    compared = [(against, each) for each in runs if against] + [(base, each) for each in runs[1:]]
    _tell(runs, compared, verdicts, baseline, options)
    return 0 if all(verdict.passed for verdict in verdicts) else 1


def _runs(bench: Bench, options: argparse.Namespace) -> list[Run]:
    """The run that is asked for, and one for each variant."""
    from eval.runs import RunError, Selection, parse_variant

    variants = [parse_variant(words) for words in options.variant]
    selection = Selection.parse(options.only, options.limit)
    if options.resume is not None:
        if variants or options.only or options.limit or options.answers:
            raise RunError(
                "--resume goes on with a run as it was begun: without --only, --limit, --variant, --answers."
            )
        return [bench.resume(_folder_of(bench, str(options.resume)))]
    subject = bench.open(options.set).select(selection)
    if options.answers is not None:
        return [bench.score_answers(subject, options.answers, options.out)]
    folders = [options.out / each.name if options.out else None for each in variants]
    base = bench.run(subject, folder=options.out / "base" if options.out and variants else options.out)
    return [base, *(bench.run(subject, each, folder=folder) for each, folder in zip(variants, folders, strict=True))]


def _tell(
    runs: Sequence[Run],
    compared: Sequence[tuple[Run, Run]],
    verdicts: Sequence[GateLine],
    baseline: float | None,
    options: argparse.Namespace,
) -> None:
    """Write the reports and say what came out."""
    from eval.bench import SEED
    from eval.compare import compare
    from eval.contents import report_content
    from eval.report import write_report
    from eval.table import figures_table, gate_table, groups_table, latency_table
    from ui.terminal import say, say_json

    comparisons = [compare((a.name, a.rows), (b.name, b.rows), seed=SEED) for a, b in compared]
    for run in runs:
        own = [each for each in comparisons if run.name in (each.first, each.second)]
        others = [each for pair in compared for each in pair]
        content = report_content(run, own, verdicts if run is runs[0] else (), others)
        write_report(content, run.folder.path, options.lang)
    if options.json:
        say_json(
            {
                "runs": [_record(run) for run in runs],
                "comparisons": [asdict(each) for each in comparisons],
                "gate": [asdict(each) for each in verdicts],
                "baseline": baseline,
            }
        )
        return
    for run in runs:
        say(f"{run.name}: {run.summary.questions} questions\n")
        if run.unfounded:
            say(f"{run.unfounded} have evidence that stands nowhere in the library: see `derek questions check`\n")
        say(f"{figures_table(run.summary)}\n")
        say(f"{groups_table(run.summary)}\n")
        if run.summary.latencies:
            say(f"{latency_table(run.summary)}\nmemory: {run.summary.memory_mb} MB at most\n")
    _tell_comparisons(comparisons)
    if baseline is not None:
        say(f"BM25 on whole words without stems reaches nDCG@10 {baseline:.3f} on the same documents\n")
    if verdicts:
        say(f"{gate_table(verdicts)}\n")
    say("\n".join(f"report: {run.folder.path / 'report.html'}" for run in runs))


def _baseline(options: argparse.Namespace) -> float | None:
    """What plain BM25 reaches on a folder of public test data, if that was asked for."""
    if not options.baseline:
        return None
    from eval.collections import baseline, read_collection
    from eval.runs import RunError

    if options.set is None or not Path(options.set).is_dir():
        raise RunError(
            "--baseline goes with a folder of public test data, which says of each document if it is relevant."
        )
    return baseline(read_collection(Path(options.set)))


def _record(run: Run) -> dict[str, Any]:
    summary = asdict(run.summary)
    return {"name": run.name, "folder": str(run.folder.path), **summary}


def _compare(options: argparse.Namespace) -> int:
    from eval.bench import SEED
    from eval.compare import compare
    from eval.contents import report_content
    from eval.report import write_report
    from eval.runs import RunError
    from ui.terminal import say_json

    if len(options.runs) < 2:
        raise RunError("a comparison needs two runs or more: `derek eval compare A B`.")
    bench = _bench(options)
    base, *others = [find_run(bench, named) for named in options.runs]
    comparisons = [compare((base.name, base.rows), (each.name, each.rows), seed=SEED) for each in others]
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        write_report(report_content(base, comparisons, others=others), options.out, options.lang)
    if options.json:
        say_json([asdict(each) for each in comparisons])
        return 0
    _tell_comparisons(comparisons)
    return 0


def _tell_comparisons(comparisons: Sequence[Comparison]) -> None:
    from eval.table import changes_table, comparison_table
    from ui.terminal import say

    for each in comparisons:
        say(f"{each.first} → {each.second}, {len(each.questions)} questions\n\n{comparison_table(each)}\n")
        if each.changes:
            say(f"{changes_table(each)}\n")


def _report(options: argparse.Namespace) -> int:
    from eval.bench import SEED
    from eval.compare import compare
    from eval.contents import report_content
    from eval.report import write_report
    from ui.terminal import say, say_json

    bench = _bench(options)
    run = find_run(bench, options.run)
    others = [find_run(bench, named) for named in options.against]
    comparisons = [compare((other.name, other.rows), (run.name, run.rows), seed=SEED) for other in others]
    folder = options.out or run.folder.path
    folder.mkdir(parents=True, exist_ok=True)
    page, text = write_report(report_content(run, comparisons, others=others), folder, options.lang)
    if options.json:
        say_json({"html": str(page), "markdown": str(text)})
    else:
        say(f"report: {page}")
    return 0


def _list(options: argparse.Namespace) -> int:
    from ui.terminal import say, say_json

    found = _bench(options).kept()
    if options.json:
        say_json([asdict(each) for each in found])
        return 0
    for each in found:
        state = "" if each.finished else "  (not finished)"
        say(f"{each.name}  {each.started[:16]}  {each.questions} questions{state}")
    if not found:
        say("No runs yet; make one with `derek eval starter`.")
    return 0


def find_run(bench: Bench, named: str) -> Run:
    """A run by its folder, or by its name under the home folder. Raises RunError."""
    from eval.runs import Run

    return Run.load(_folder_of(bench, named))


def _folder_of(bench: Bench, named: str) -> Path:
    path = Path(named)
    return path if path.is_dir() else bench.runs / named
