"""Which collection a folder holds, told by its files."""

from __future__ import annotations

from pathlib import Path

from eval.collections.beir import read_beir
from eval.collections.collection import Collection
from eval.collections.errors import BadCollection
from eval.collections.kazqad import read_kazqad
from eval.collections.rows import parse_rows, refuse
from eval.collections.xquad_r import read_xquad_r
from eval.questions import Problem

_EXPECTED = (
    "corpus.jsonl, queries.jsonl and qrels/*.tsv (BEIR), or passages.jsonl and questions.jsonl "
    "(KazQAD, whose questions have `gold`; XQuAD-R, whose questions have `gold_par`)"
)


def read_collection(folder: Path) -> Collection:
    """Read the collection in a folder, of whatever kind it is.

    Raises BadCollection, which tells what was looked for when it is of no known kind.
    """
    if (folder / "corpus.jsonl").is_file() and (folder / "queries.jsonl").is_file():
        return read_beir(folder)
    if not (folder / "passages.jsonl").is_file() or not (folder / "questions.jsonl").is_file():
        raise BadCollection(str(folder), [Problem("", "", _EXPECTED, _files(folder))])
    rows, problems = parse_rows(folder / "questions.jsonl")
    refuse(folder / "questions.jsonl", problems)
    if "gold_par" in rows[0]:
        return read_xquad_r(folder)
    if "gold" in rows[0]:
        return read_kazqad(folder)
    found = ", ".join(rows[0].fields) or "no field"
    raise BadCollection(str(folder / "questions.jsonl"), [Problem(f"line {rows[0].line}", "", _EXPECTED, found)])


def _files(folder: Path) -> str:
    if not folder.is_dir():
        return "no folder"
    return ", ".join(sorted(path.name for path in folder.iterdir())) or "an empty folder"
