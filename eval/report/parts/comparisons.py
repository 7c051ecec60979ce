"""Runs side by side: differences with their intervals, and the questions that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.comparison import Change, Comparison, Difference
from eval.report import names, numbers
from eval.report.blocks import (
    Block,
    Cell,
    Column,
    Entry,
    Fold,
    Item,
    Labelled,
    Line,
    Paragraph,
    Plot,
    Points,
    Prose,
    Section,
    Table,
)
from eval.report.content import Compared, SideBySide
from eval.report.plots import forest_svg
from eval.report.strings import Strings


def comparisons_section(
    comparisons: Sequence[Compared], entries: Mapping[str, str], strings: Strings
) -> Section | None:
    """Return a part for each comparison. `entries` are the ids of this report's entries by the question's id."""
    if not comparisons:
        return None
    parts = (_comparison(each, number, entries, strings) for number, each in enumerate(comparisons, 1))
    return Section("comparisons", strings.comparisons, (Paragraph(strings.comparisons_note, quiet=True), *parts))


def _comparison(compared: Compared, number: int, entries: Mapping[str, str], strings: Strings) -> Section:
    comparison = compared.comparison
    shared = numbers.counted(len(comparison.questions), strings.questions, strings)
    blocks: list[Block] = [Paragraph(strings.shared_questions.format(questions=shared))]
    if comparison.differences:
        blocks += [Plot(forest_svg(comparison, number, strings), strings.forest), _table(comparison, strings)]
    else:
        blocks.append(Paragraph(strings.no_differences))
    if comparison.changes:
        blocks.append(Fold(strings.changes, _changes(comparison.changes, entries, strings)))
    if compared.sides:
        entered = (_side(each, (number, place), comparison, strings) for place, each in enumerate(compared.sides, 1))
        blocks.append(Fold(strings.side_by_side, tuple(entered)))
    title = strings.versus.format(first=comparison.first, second=comparison.second)
    return Section(f"comparison-{number}", title, tuple(blocks))


def _table(comparison: Comparison, strings: Strings) -> Table:
    columns = (
        Column(strings.figure),
        Column(comparison.first, number=True),
        Column(comparison.second, number=True),
        Column(strings.difference, number=True),
        Column(strings.p_value, number=True),
        Column(strings.p_holm, number=True),
        Column(strings.tally, number=True),
    )
    caption = strings.differences_table.format(first=comparison.first, second=comparison.second)
    return Table(caption, columns, tuple(_line(each, strings) for each in comparison.differences))


def _line(each: Difference, strings: Strings) -> Line:
    tally = (each.wins, each.ties, each.losses)
    counts = " / ".join(numbers.whole(count, strings) for count in tally) if any(tally) else numbers.NOTHING
    return Line(
        (
            Cell(names.figure_name(each.figure, strings), names.direction(each.figure, strings)),
            Cell(numbers.decimal(each.first, strings)),
            Cell(numbers.decimal(each.second, strings)),
            Cell(
                numbers.signed(each.difference, strings),
                numbers.interval(each.low, each.high, strings),
                strong=each.is_significant,
            ),
            Cell(numbers.probability(each.p, strings)),
            Cell(
                numbers.probability(each.p_holm, strings),
                strings.significant if each.is_significant else "",
                strong=each.is_significant,
            ),
            Cell(counts),
        )
    )


def _changes(changes: Sequence[Change], entries: Mapping[str, str], strings: Strings) -> tuple[Block, ...]:
    """The changes of each figure, the gains apart from the losses."""
    figures = dict.fromkeys(change.figure for change in changes)
    return tuple(
        Labelled(
            names.figure_name(figure, strings),
            _gains_and_losses([change for change in changes if change.figure == figure], entries, strings),
        )
        for figure in figures
    )


def _gains_and_losses(changes: Sequence[Change], entries: Mapping[str, str], strings: Strings) -> tuple[Block, ...]:
    better = [change for change in changes if _is_gain(change)]
    worse = [change for change in changes if not _is_gain(change)]
    return tuple(
        Points(
            tuple(_item(change, entries, strings) for change in some),
            label.format(questions=numbers.counted(len(some), strings.questions, strings)),
            short=True,
        )
        for label, some in ((strings.improved, better), (strings.worsened, worse))
        if some
    )


def _is_gain(change: Change) -> bool:
    return (change.second > change.first) == names.higher_is_better(change.figure)


def _item(change: Change, entries: Mapping[str, str], strings: Strings) -> Item:
    values = strings.change.format(
        first=numbers.decimal(change.first, strings), second=numbers.decimal(change.second, strings)
    )
    return Item(change.question, values, entries.get(change.question, ""))


def _side(each: SideBySide, place: tuple[int, int], comparison: Comparison, strings: Strings) -> Entry:
    """One question with both answers; `place` counts the comparison, and the question in it."""
    changes = tuple(
        f"{names.figure_name(change.figure, strings)} "
        + strings.change.format(
            first=numbers.decimal(change.first, strings), second=numbers.decimal(change.second, strings)
        )
        for change in comparison.changes
        if change.question == each.question
    )
    answers = tuple(
        Labelled(name, (Prose(text) if text.strip() else Paragraph(strings.given_nothing),))
        for name, text in ((comparison.first, each.first), (comparison.second, each.second))
    )
    id_ = f"comparison-{place[0]}-question-{place[1]}"
    return Entry(id_, place[1], each.asked, each.lang, each.question, changes, answers)
