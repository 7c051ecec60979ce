"""One question as a record of JSON values: what its fields may hold, and what they must hold together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from corpus import LANGUAGES
from eval.metrics import squeeze
from eval.questions.errors import Problem, shown
from eval.questions.question import KINDS, UNANSWERABLE, Question

NOTE = "note"
"""The one field that a file may hold and a question does not: the author's own remark."""
FIELDS: tuple[str, ...] = (*(field.name for field in fields(Question)), NOTE)
SHORTEST_EVIDENCE = 30
"""In letters and digits: anything shorter may stand in many places."""
_REQUIRED = ("id", "lang", "kind", "turns", "answerable")
_GOLD = ("doc", "article", "evidence", "answer", "keys")
CONVERSATIONS = ("conversation", "topic_change")
"""Kinds whose question comes after others."""
_TEXT = "a text that is not empty"
_TEXTS = "a list of one or more texts, none of them empty"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one field; `found` is the value, or `NOTHING`."""

    field: str
    expected: str
    found: Any

    def problem(self, place: str, name: str | None = None) -> Problem:
        """Return the flaw as a problem at a place in a file, which may have a name of its own for the field."""
        found = "nothing" if self.found is NOTHING else shown(self.found)
        return Problem(place, name or self.field, self.expected, found)


NOTHING = object()
"""What is found where a field is missing."""


def is_text(value: Any) -> bool:
    """True for a text with something in it that can be written as UTF-8: half of a surrogate pair can't be."""
    return isinstance(value, str) and bool(value.strip()) and not any("\ud800" <= char <= "\udfff" for char in value)


def is_texts(value: Any) -> bool:
    """True for a list of one or more such texts."""
    return isinstance(value, list) and bool(value) and all(is_text(each) for each in value)


def _is_keys(value: Any) -> bool:
    alternatives_listed = isinstance(value, list) and bool(value) and all(is_texts(each) for each in value)
    return alternatives_listed and all(squeeze(text) for alternatives in value for text in alternatives)


def _is_grades(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(is_text(name) for name in value)
        and all(isinstance(grade, int) and not isinstance(grade, bool) and grade > 0 for grade in value.values())
    )


_SHAPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "id": (is_text, _TEXT),
    "lang": (lambda value: value in LANGUAGES, f"one of {', '.join(LANGUAGES)}"),
    "kind": (lambda value: value in KINDS, f"one of {', '.join(KINDS)}"),
    "turns": (is_texts, _TEXTS),
    "answerable": (
        lambda value: isinstance(value, bool),
        "true or false (in a table: yes, no, да, нет, иә, жоқ, 1, 0)",
    ),
    "doc": (is_text, _TEXT),
    "article": (is_text, _TEXT),
    "evidence": (is_texts, _TEXTS),
    "answer": (is_text, _TEXT),
    "keys": (_is_keys, "a list of key facts, each a list of alternatives with letters or digits in them"),
    "standalone": (is_text, _TEXT),
    "relevant": (
        _is_grades,
        "an object of file names, each with a whole number above 0 (in a table: a line each, NAME | NUMBER)",
    ),
    "spans": (is_texts, _TEXTS),
    NOTE: (lambda value: isinstance(value, str), "a text"),
}


def find_flaws(record: Mapping[str, Any]) -> list[Flaw]:
    """Find all that keeps a record from being a question. What leans on a field that is wrong itself is not checked."""
    unknown = [name for name in record if name not in _SHAPES]
    found = [Flaw(name, f"no such field; the fields are {', '.join(FIELDS)}", record[name]) for name in unknown]
    found += [Flaw(name, _SHAPES[name][1], NOTHING) for name in _REQUIRED if name not in record]
    wrong = {name for name, value in record.items() if name in _SHAPES and not _SHAPES[name][0](value)}
    found += [Flaw(name, _SHAPES[name][1], record[name]) for name in _SHAPES if name in wrong]
    missing_or_wrong = wrong | (set(_REQUIRED) - set(record))
    for needed, check in _CHECKS:
        if not missing_or_wrong & set(needed):
            found += check(record)
    return found


def _kind_flaws(record: Mapping[str, Any]) -> list[Flaw]:
    unanswerable = record["kind"] in UNANSWERABLE
    if record["answerable"] != unanswerable:
        return []
    expected = f"{str(not unanswerable).lower()}, for the kind is {record['kind']}"
    return [Flaw("answerable", expected, record["answerable"])]


def _turn_flaws(record: Mapping[str, Any]) -> list[Flaw]:
    if record["kind"] not in CONVERSATIONS or len(record["turns"]) > 1:
        return []
    return [Flaw("turns", f"two turns or more, for the kind is {record['kind']}", record["turns"])]


def _gold_flaws(record: Mapping[str, Any]) -> list[Flaw]:
    """An answerable question needs its gold, whatever else is wrong with it; any other question can have none."""
    if not record["answerable"]:
        held = [name for name in ("evidence", "keys", "relevant", "spans") if name in record]
        return [Flaw(name, "no such field, for the question is not answerable", record[name]) for name in held]
    if "relevant" in record:
        return []
    missing = [name for name in _GOLD if name not in record]
    if len(missing) == len(_GOLD):
        return [Flaw("evidence", f"{', '.join(_GOLD)} (or `relevant`), for the question is answerable", NOTHING)]
    return [Flaw(name, f"{_SHAPES[name][1]}, for the question is answerable", NOTHING) for name in missing]


def _evidence_flaws(record: Mapping[str, Any]) -> list[Flaw]:
    short = [piece for piece in record.get("evidence", []) if len(squeeze(piece)) < SHORTEST_EVIDENCE]
    return [Flaw("evidence", f"pieces of at least {SHORTEST_EVIDENCE} letters and digits", piece) for piece in short]


def _key_flaws(record: Mapping[str, Any]) -> list[Flaw]:
    if "evidence" not in record:
        return []
    lost = [each for each in record.get("keys", []) if not holds_key(record["evidence"], each)]
    return [Flaw("keys", "for each key fact an alternative that stands in the evidence", each) for each in lost]


def holds_key(evidence: Iterable[str], alternatives: Iterable[str]) -> bool:
    """True if one of a key fact's alternatives stands in the evidence, letters and digits only."""
    text = squeeze(" ".join(evidence))
    return any(squeeze(alternative) in text for alternative in alternatives)


_CHECKS: tuple[tuple[tuple[str, ...], Callable[[Mapping[str, Any]], list[Flaw]]], ...] = (
    (("kind", "answerable"), _kind_flaws),
    (("kind", "turns"), _turn_flaws),
    (("answerable",), _gold_flaws),
    (("evidence",), _evidence_flaws),
    (("evidence", "keys"), _key_flaws),
)


def question_of(record: Mapping[str, Any]) -> Question:
    """Make the question of a record in which `find_flaws` finds nothing."""
    return Question(
        id=record["id"],
        lang=record["lang"],
        kind=record["kind"],
        turns=tuple(record["turns"]),
        answerable=record["answerable"],
        doc=record.get("doc", ""),
        article=record.get("article", ""),
        evidence=tuple(record.get("evidence", ())),
        answer=record.get("answer", ""),
        keys=tuple(tuple(alternatives) for alternatives in record.get("keys", ())),
        standalone=record.get("standalone", ""),
        relevant=dict(record.get("relevant", {})),
        spans=tuple(record.get("spans", ())),
    )


def record_of(question: Question) -> dict[str, Any]:
    """Return a question as JSON values; fields that are empty are left out."""
    record: dict[str, Any] = {name: getattr(question, name) for name in FIELDS if name != NOTE}
    record["keys"] = [list(alternatives) for alternatives in question.keys]
    record["relevant"] = dict(question.relevant)
    lists = {name: list(value) for name, value in record.items() if isinstance(value, tuple)}
    return {name: value for name, value in (record | lists).items() if value or name in _REQUIRED}
