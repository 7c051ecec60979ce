"""What a report says: one field for each string, and how a language counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus import Language
from corpus.counting import Forms
from eval.figures import Family
from eval.questions.question import Kind
from eval.report.content import Why


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure's name as papers print it, and one sentence on what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Strings:
    """Every string of the report in one language. Names in braces are filled in when the string is shown."""

    language: Language

    # How the language writes numbers, dates and names
    decimal_mark: str
    thousands_mark: str
    thousands_from: int
    """Smallest number whose thousands are set apart."""
    interval: str
    date: str
    months: tuple[str, ...]
    languages: Mapping[Language, str]
    """Names as they stand alone in a table."""
    cell: str
    """A language cell: the question's language, then its article's."""
    questions: Forms
    articles: Forms
    passages: Forms

    # What comes first
    kicker: str
    contents: str
    set_label: str
    model_label: str
    library_label: str
    run_label: str
    gate_passed: str
    gate_failed: str
    headline: str
    bar_note: str
    """Said where the bars are drawn."""
    headline_note: str
    refusals_and_answers: str
    tiles: Mapping[str, str]
    """What the headline figures say, in a few words."""
    weak_spots: str
    asked_in: Mapping[Language, str]
    about_articles_in: Mapping[Language, str]
    weakest_cell: str
    weakest_kind: str
    most_frequent_reason: str

    # What tables share
    figure: str
    value: str
    interval_short: str
    value_and_interval: str
    no_interval: str
    question_count: str
    lower_is_better: str
    few_note: str
    missing_note: str

    gate: str
    gate_note: str
    gate_table: str
    bound: str
    outcome: str
    passed: str
    failed: str

    all_figures: str
    all_figures_note: str
    families: Mapping[Family, str]
    figures: Mapping[str, FigureText]

    by_language: str
    by_language_note: str
    matrix: str
    matrix_alt: str
    question_language: str
    article_language: str
    by_cell: str
    cell_label: str
    by_crossing: str
    by_question_language: str
    crossing_label: str
    crossing: Mapping[str, str]
    by_kind: str
    kind_table: str
    kind_label: str
    kinds: Mapping[Kind, str]

    confidence: str
    confidence_note: str
    curve: str
    curve_note: str
    curve_alt: str
    coverage: str
    risk: str
    curve_area: str
    curve_flat: str
    curve_table: str

    comparisons: str
    comparisons_note: str
    versus: str
    shared_questions: str
    no_differences: str
    difference: str
    p_value: str
    p_holm: str
    tally: str
    significant: str
    """Said beside a difference that is, as a screen reader or a grey print tells it."""
    forest: str
    forest_alt: str
    forest_better: str
    forest_worse: str
    forest_open: str
    differences_table: str
    changes: str
    improved: str
    worsened: str
    change: str
    side_by_side: str

    worst: str
    worst_note: str
    reasons_counted: str
    reasons: Mapping[Why, str]
    reasons_told: Mapping[Why, str]
    score: str
    turns_before: str
    expected: str
    expected_in: str
    expected_nothing: str
    expected_documents: str
    """Said where a set judges whole documents, and so names no piece of any."""
    reference: str
    given: str
    given_nothing: str
    retrieved: str
    retrieved_nothing: str
    holds_evidence: str

    speed: str
    speed_note: str
    latency: str
    latency_alt: str
    stage: str
    stages: Mapping[str, str]
    median: str
    percentile: str
    milliseconds: str
    memory: str

    method: str
    figures_lead: str
    how_figures: str
    intervals_lead: str
    how_intervals: str
    how_comparisons: str
    repeated_lead: str
    how_repeated: str
    settings: str
    versions: str
    machine: str
    name_column: str
    value_column: str
    made_by: str
