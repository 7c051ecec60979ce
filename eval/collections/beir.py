"""Collections in the layout of BEIR (Thakur et al., 2021): corpus, queries, and judgements of the pairs of both."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path

from corpus import Language, detect_language
from eval.collections.collection import Collection, Document, Judged
from eval.collections.errors import BadCollection
from eval.collections.rows import ANY_TEXT, TEXT, Row, read_json_rows, read_lines, refuse
from eval.questions import Problem
from eval.questions.errors import shown

CORPUS_FIELDS = {"_id": TEXT, "text": ANY_TEXT}
QUERY_FIELDS = {"_id": TEXT, "text": TEXT}
_TITLED = {"title": ANY_TEXT}
_COLUMNS = ("query-id", "corpus-id", "score")
_USUAL_SPLIT = "test"

Judgements = dict[str, dict[str, int]]
"""By query, the grades above 0 of documents."""


def read_beir(folder: Path, *, split: str | None = None, language: Language | None = None) -> Collection:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/<split>.tsv`; queries without a relevant document are left out.

    Without `split`, "test" is read or, where there is no such file, the only one there is. Languages are told from the
    texts unless one is given for all. Where a document is nothing but a title, that is its text. Raises BadCollection.
    """
    rows = read_json_rows(folder / "corpus.jsonl", CORPUS_FIELDS, "_id", optional=_TITLED)
    empty = [row.problem("text", "a text, or a title instead", row["text"]) for row in rows if not _text(row)]
    refuse(folder / "corpus.jsonl", empty)
    queries = read_json_rows(folder / "queries.jsonl", QUERY_FIELDS, "_id")
    path = _qrels(folder, split)
    judged = read_judgements(path, {row["_id"] for row in queries}, {row["_id"] for row in rows})
    return Collection.of(
        f"{folder.name}-{path.stem}",
        [
            Document(row["_id"], language or detect_language(_text(row)), row.fields.get("title", ""), _text(row))
            for row in rows
        ],
        [
            Judged(row["_id"], language or detect_language(row["text"]), row["text"], judged[row["_id"]])
            for row in queries
            if row["_id"] in judged
        ],
    )


def _text(row: Row) -> str:
    return str(row["text"].strip() or row.fields.get("title", "").strip())


def _qrels(folder: Path, split: str | None) -> Path:
    """The file of judgements to read."""
    there = {path.stem: path for path in sorted((folder / "qrels").glob("*.tsv"))}
    wanted = split or (_USUAL_SPLIT if _USUAL_SPLIT in there or len(there) != 1 else next(iter(there)))
    if wanted not in there:
        found = ", ".join(path.name for path in there.values()) or "no .tsv file"
        raise BadCollection(str(folder / "qrels"), [Problem("", "", f"judgements in {wanted}.tsv", found)])
    return there[wanted]


def read_judgements(path: Path, queries: Container[str], documents: Container[str]) -> Judgements:
    """Read the grades above 0 of a file of judgements: a head, then query, document and score parted by tabs.

    Raises BadCollection with all that is wrong in it: ids that are not among these too, and pairs judged twice.
    """
    lines = [line.rstrip("\r") for line in read_lines(path)]
    problems: list[Problem] = []
    if tuple(lines[0].split("\t")) != _COLUMNS:
        problems.append(Problem("line 1", "", f"the head {' '.join(_COLUMNS)}, parted by tabs", shown(lines[0])))
    judged: Judgements = {}
    pairs: set[tuple[str, str]] = set()
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.split("\t")
        problem = _problem(cells, queries, documents)
        if problem is None and (cells[0], cells[1]) in pairs:
            problem = ("", "each pair once", shown(line))
        if problem is not None:
            problems.append(Problem(f"line {number}", *problem))
            continue
        pairs.add((cells[0], cells[1]))
        if int(cells[2]) > 0:
            judged.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    if not judged and not problems:
        problems.append(Problem("", "score", "one score above 0 or more", "none"))
    refuse(path, problems)
    return judged


def _problem(cells: Sequence[str], queries: Container[str], documents: Container[str]) -> tuple[str, str, str] | None:
    """What is wrong with one judgement: the column, what was expected, what was found."""
    if len(cells) != len(_COLUMNS):
        return "", f"{len(_COLUMNS)} cells parted by tabs", shown("\t".join(cells))
    query, document, score = cells
    if query not in queries:
        return _COLUMNS[0], "the `_id` of a query", shown(query)
    if document not in documents:
        return _COLUMNS[1], "the `_id` of a document", shown(document)
    if not score.removeprefix("-").isdecimal():
        return _COLUMNS[2], "a whole number", shown(score)
    return None
