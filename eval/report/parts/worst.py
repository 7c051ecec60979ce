"""The questions that went worst, each with all that is needed to see why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from eval.questions.question import UNANSWERABLE
from eval.report import names, numbers
from eval.report.blocks import (
    Block,
    Entry,
    Item,
    Labelled,
    Paragraph,
    Passage,
    Passages,
    Points,
    Prose,
    Section,
)
from eval.report.content import WHYS, RetrievedPassage, Why, WorstQuestion
from eval.report.strings import Strings

MOST = 20
"""So many are shown."""


def entry_ids(worst: Sequence[WorstQuestion]) -> Mapping[str, str]:
    """The id of each shown question's entry in the report, by the question's own id."""
    return {question.id: f"question-{number}" for number, question in enumerate(worst[:MOST], 1)}


def reasons_counted(worst: Sequence[WorstQuestion]) -> list[tuple[Why, int]]:
    """How many of the shown questions failed for each reason, the most frequent first; ties by the earlier stage."""
    counts = Counter(question.why for question in worst[:MOST])
    return sorted(counts.items(), key=lambda pair: (-pair[1], WHYS.index(pair[0])))


def worst_section(worst: Sequence[WorstQuestion], strings: Strings) -> Section | None:
    """Return the first questions as folded entries, with a count of why they failed."""
    shown = worst[:MOST]
    if not shown:
        return None
    reasons = tuple(Item(strings.reasons[why], numbers.whole(count, strings)) for why, count in reasons_counted(worst))
    entries = (_entry(question, number, strings) for number, question in enumerate(shown, 1))
    note = Paragraph(strings.worst_note, quiet=True)
    return Section("worst", strings.worst, (note, Points(reasons, strings.reasons_counted, short=True), *entries))


def _entry(question: WorstQuestion, number: int, strings: Strings) -> Entry:
    facts = (
        question.id,
        names.named(strings.kinds, question.kind),
        strings.score.format(value=numbers.decimal(question.score, strings)),
    )
    blocks: tuple[Block, ...] = (
        Paragraph(strings.reasons_told[question.why]),
        *_turns(question, strings),
        *_expected(question, strings),
        Labelled(strings.given, (_given(question, strings),)),
        Labelled(strings.retrieved, (_retrieved(question, strings),)),
    )
    return Entry(
        f"question-{number}",
        number,
        question.turns[-1],
        question.lang,
        strings.reasons[question.why],
        facts,
        blocks,
    )


def _turns(question: WorstQuestion, strings: Strings) -> tuple[Block, ...]:
    """What was said before the question; nothing for one that stands alone."""
    before = tuple(Prose(turn, question.lang) for turn in question.turns[:-1])
    return (Labelled(strings.turns_before, before),) if before else ()


def _expected(question: WorstQuestion, strings: Strings) -> tuple[Block, ...]:
    reference = Labelled(strings.reference, (Prose(question.answer, question.lang),))
    after = (reference,) if question.answer.strip() else ()
    if question.kind in UNANSWERABLE:
        return Labelled(strings.expected, (Paragraph(strings.expected_nothing),)), *after
    if not question.expected:
        return Labelled(strings.expected, (Paragraph(strings.expected_documents),)), *after
    where = (Paragraph(_where(question, strings), quiet=True),) if question.article else ()
    pieces = (Prose(piece, question.article_language, quoted=True) for piece in question.expected)
    return Labelled(strings.expected, (*where, *pieces)), *after


def _where(question: WorstQuestion, strings: Strings) -> str:
    if question.article_language is None:
        return question.article
    language = strings.languages[question.article_language]
    return strings.expected_in.format(article=question.article, language=language)


def _given(question: WorstQuestion, strings: Strings) -> Block:
    return Prose(question.given) if question.given.strip() else Paragraph(strings.given_nothing)


def _retrieved(question: WorstQuestion, strings: Strings) -> Block:
    if not question.retrieved:
        return Paragraph(strings.retrieved_nothing)
    return Passages(tuple(_passage(each, question, strings) for each in question.retrieved))


def _passage(each: RetrievedPassage, question: WorstQuestion, strings: Strings) -> Passage:
    return Passage(
        each.rank,
        each.title,
        each.language,
        strings.languages[each.language] if each.language else "",
        each.text,
        strings.holds_evidence if each.holds_evidence else "",
        question.expected if each.holds_evidence else (),
    )
