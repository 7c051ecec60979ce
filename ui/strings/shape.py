"""What the interface says: one field for each string, and how a language counts."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Language
from corpus.counting import Forms


@dataclass(frozen=True, slots=True)
class ByLanguage:
    """The same thing said about each of the three languages."""

    ru: str
    kk: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return {"ru": self.ru, "kk": self.kk, "en": self.en}[language]


@dataclass(frozen=True, slots=True)
class Strings:
    """Every string of the page in one language. Names in braces are filled in when the string is shown."""

    language: Language
    own_name: str
    name: str
    page_title: str
    tagline: str
    language_switch: str

    conversation: str
    """Name of the list of messages, for screen readers."""
    your_question: str
    the_answer: str
    question_label: str
    question_placeholder: str
    ask: str
    stop: str
    new_conversation: str
    enter_hint: str
    searching: str
    stopped: str
    failed: str
    failed_because: str
    too_long: str
    searched_for: str
    milliseconds: str
    seconds: str
    decimal_mark: str
    quoted: str
    not_in_articles: str
    """Said for an abstention that comes without a text; so are the next three."""
    nothing_to_search: str
    nothing_asked: str
    nothing_in_scope: str

    scope: str
    """Name of the part of the page where a search is restricted."""
    scope_now: str
    """The line that tells the restriction in force; `scope` is its parts, joined."""
    scope_article: str
    """One part of it, with `{title}`; and so on for the next ones."""
    scope_author: str
    scope_years: str
    """`years` are one, or a first and a last."""
    scope_from: str
    scope_until: str
    scope_language: str
    """`language` is one of `written_in`."""
    scope_collection: str
    either: str
    """Joins the last two of several."""
    clear_scope: str
    scope_articles: str
    """Name of a field; and so on for the next ones."""
    scope_authors: str
    first_year: str
    last_year: str
    any_year: str
    scope_languages: str
    scope_collections: str
    gone_article: str
    """Stands for the title of an article that has left the library."""

    ask_about: str
    try_asking: str
    in_library: str
    articles: Forms
    articles_in: ByLanguage
    list_articles: str
    more_articles: str
    empty_library: str
    how_to_add: str
    add_command: str

    sources: str
    sources_counted: Forms
    closest: str
    closest_note: str
    to_question: str
    source: str
    written_in: ByLanguage
    and_others: str
    page: str
    pages: str
    file_page: str
    """Of a page that shows no number: its place in the file."""
    file_pages: str
    works_cited: str
    also_in: str
    """Where else the cited text stands: `where` is a list of articles."""
    """Name of the list of works that a passage points to."""
    line: str
    lines: str
    printed_as: str
    in_article: str
    opening_article: str
    article_unavailable: str
    around_quote: str
    copy_quote: str
    copy_answer: str
    copied: str
    copy_refused: str
    back_to_answer: str

    connection_lost: str
    """Shown while the page cannot reach the program."""
    problem: str
    close: str

    chat_tab: str
    """Beside `evaluation_tab`: names of the page's two parts."""
    evaluation_tab: str
    evaluation_about: str
    question_set: str
    starter_set: str
    own_set: str
    starter_note: str
    own_note: str
    questions: Forms
    choose_file: str
    choose_another: str
    file_refused: str
    problems: Forms
    more_problems: str
    file_too_large: str
    no_file_yet: str
    questions_language: str
    any_language: str
    language_names: ByLanguage
    """Alone on a button, not within a sentence."""
    most_questions: str
    all_questions: str
    """Stands in the empty field for their number."""
    bad_limit: str
    no_such_questions: str
    """`language` is one of `written_in`."""
    compare_with: str
    no_comparison: str

    run: str
    """On the button that starts a run."""
    run_progress: str
    """Name of the progress bar, for screen readers."""
    preparing: str
    answered: str
    time_left: str
    minutes: str
    scoring: str
    stopping: str
    run_finished: str
    run_stopped: str
    run_failed: str
    run_failed_because: str
    kept_for_later: str
    other_run_going: str

    earlier_runs: str
    no_runs_yet: str
    open_report: str
    not_finished: str
    report_of: str
    opening_report: str
    report_failed: str
    report_failed_because: str
    not_compared: str
    download_html: str
    download_markdown: str
    download_scores: str
