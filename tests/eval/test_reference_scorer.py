"""The figures against an independent scorer's, on answers that are right, half right and wrong in many ways."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from corpus import Home, Passage
from eval.bench import Bench, Subject
from eval.lookup import library_of
from eval.questions import Question, load_set
from eval.summary import Summary
from rag import Workspace
from tests.eval.small_set import Silent

pytestmark = pytest.mark.articles

SHARED: dict[str, str] = {
    "ev@2000": "evidence@2000", "ev@4000": "evidence@4000", "ev@8000": "evidence@8000", "mrr10": "mrr@10",
    "art1": "article@1", "keys": "key_facts", "cit_art": "cited_article", "cit_ev": "cited_evidence",
    "quote_fidelity": "quote_fidelity",
}  # fmt: skip
"""The scorer's figures, and what ours are called."""
COMPLEMENTS = {"answered_rate": "false_refusals", "abstain_rate_unans": "false_answers"}


@pytest.fixture(scope="module")
def scorer(articles_folder: Path) -> Path:
    path = articles_folder.parent / "tools" / "score.py"
    if not path.is_file():
        pytest.skip(f"there is no scorer at {path}")
    return path


def made_up_answer(question: Question, passages: list[Passage], chance: random.Random) -> dict[str, Any]:
    """An answer whose every part is right with some chance."""
    some = chance.sample(passages, 12)
    retrieved = [{"title": f"title {n}", "passage": passage.text} for n, passage in enumerate(some)]
    for piece in question.evidence:
        if chance.random() < 0.7:
            cut = piece[: int(len(piece) * chance.choice([0.5, 0.8, 1]))]
            at = chance.randrange(12)
            retrieved[at] = {"title": question.article, "passage": f"{some[at].text[:300]} {cut}"}
    quotes = [passage.sentence_texts()[0] for passage in chance.sample(passages, 2)]
    if chance.random() < 0.5:
        quotes.append("No article holds these words, whatever is done to find them")
    keys = [chance.choice(alternatives) for alternatives in question.keys if chance.random() < 0.6]
    citations = [{"title": chance.choice([question.article, "another"]), "quote": quote} for quote in quotes]
    citations += [{"article_title": "x", "quote": quotes[0], "passage": piece} for piece in question.evidence[:1]]
    abstained = chance.random() < 0.2
    return {
        "id": question.id,
        "answer": f"{'x' * chance.choice([0, 895])} {' '.join(keys)}",
        "abstained": abstained,
        "citations": [] if abstained else citations,
        "retrieved": retrieved,
    }


def differences(theirs: Mapping[str, Any], ours: Mapping[str, float | None]) -> list[str]:
    """Shared figures that are not equal to three decimals."""
    found = {name: ours.get(mine) for name, mine in SHARED.items()}
    found |= {name: None if ours.get(mine) is None else 1 - (ours[mine] or 0) for name, mine in COMPLEMENTS.items()}
    return [
        f"{name}: {theirs[name]} and {value}"
        for name, value in found.items()
        if (None if value is None else round(value, 3)) != theirs[name]
    ]


def test_every_shared_figure_is_equal_to_three_decimals(scorer: Path, articles_folder: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    library = library_of(articles_folder, home)
    questions = load_set(articles_folder.parent / "questions" / "dev.jsonl")
    chance = random.Random(0)
    passages = list(library.passages(library.passage_ids()).values())
    records = [made_up_answer(question, passages, chance) for question in questions.questions[:-3]]
    answers = tmp_path / "answers.jsonl"
    answers.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8")
    run = Bench(home, Silent()).score_answers(Subject(questions, Workspace(home, Silent())), answers)
    theirs = reference(scorer, articles_folder, answers)
    ours = run.summary
    assert differences(theirs["all"], {name: one.value for name, one in ours.figures.items()}) == []
    assert 0.1 < ours.figures["evidence@4000"].value < 0.9
    assert 0.1 < ours.figures["quote_fidelity"].value < 0.9
    for grouping, groups in (("lang", theirs["lang"]), ("kind", theirs["kind"])):
        for name, figures in groups.items():
            assert differences(figures, group(ours, grouping, name)) == []
    assert differences(theirs["xling"]["same"], group(ours, "crossing", "same")) == []
    assert differences(theirs["xling"]["cross"], group(ours, "crossing", "other")) == []


def reference(scorer: Path, articles: Path, answers: Path) -> dict[str, Any]:
    questions = articles.parent / "questions" / "dev.jsonl"
    command = [sys.executable, str(scorer), str(questions), str(answers), "--articles", str(articles), "--json"]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def group(summary: Summary, grouping: str, name: str) -> Mapping[str, float | None]:
    return next(each.figures for each in summary.groups[grouping] if each.name == name)
