"""A planted bug turns the figure that was made for it red at the shipped gate, and only its kin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from corpus import Home
from eval.bench import STARTER, Bench, Subject
from eval.figures import BY_NAME, Family
from eval.gate import SHIPPED, hold_against, read_gate
from eval.runs import Run
from index import RankSettings
from rag import AnswerSettings, Workspace
from tests.eval.faults import NEVER_REFUSES, Faulty, FaultyWorkspace, Forgetful, KazakhInRussian, OffByOne
from tests.eval.small_set import Silent

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, real_model_dir: Path) -> Bench:
    return Bench(Home(tmp_path_factory.mktemp("faults"), real_model_dir.parent), Silent())


@pytest.fixture(scope="module")
def starter(bench: Bench) -> Subject:
    return bench.open(STARTER)


def run(bench: Bench, starter: Subject, fault: type[Faulty], settings: AnswerSettings | None = None) -> Run:
    # No bug is planted in the ranker, and without it five runs take a fifth of the time.
    settings = settings or AnswerSettings()
    settings = replace(settings, search=replace(settings.search, ranking=RankSettings("none")))
    workspace = cast(Workspace, FaultyWorkspace(starter.workspace, fault, settings))
    return bench.run(Subject(starter.questions, workspace, starter.library))


def red(found: Run) -> set[str]:
    return {verdict.figure for verdict in hold_against(read_gate(SHIPPED), found.summary) if not verdict.passed}


def test_without_a_bug_the_gate_is_passed(bench: Bench, starter: Subject) -> None:
    assert red(run(bench, starter, Faulty)) == set()


@pytest.mark.parametrize(
    ("fault", "settings", "made_for", "kin"),
    [
        pytest.param(
            OffByOne, None, {"locator", "citation_precision"}, "citations", id="each third citation off by one"
        ),
        pytest.param(Forgetful, None, {"gap_closed"}, "conversation", id="follow-ups ignored"),
        pytest.param(KazakhInRussian, None, {"answer_language"}, "answers", id="Kazakh answered in Russian"),
        pytest.param(Faulty, NEVER_REFUSES, {"false_answers"}, "refusals", id="refusal threshold at 0"),
    ],
)
def test_a_planted_bug_turns_its_own_figures_red(
    bench: Bench, starter: Subject, fault: type[Faulty], settings: Any, made_for: set[str], kin: Family
) -> None:
    found = red(run(bench, starter, fault, settings))
    assert made_for <= found
    assert {BY_NAME[name].family for name in found} == {kin}
