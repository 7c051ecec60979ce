"""What can be set about the page."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class PageSettings:
    """Limits of the page, and the language for a reader whose browser asks for none of the three."""

    fallback_language: Language = "ru"
    longest_question: int = 2_000
    """In characters."""
    answers_at_once: int = 4
    """Questions answered at the same time; the others wait their turn."""
    largest_set: int = 5
    """Of a file of questions that is uploaded, in MB."""

    def __post_init__(self) -> None:
        if self.fallback_language not in LANGUAGES:
            raise ValueError(f"fallback_language must be one of {', '.join(LANGUAGES)}, not {self.fallback_language!r}")
        if self.longest_question < 1 or self.answers_at_once < 1:
            raise ValueError(
                "longest_question and answers_at_once must be at least 1, "
                f"not {self.longest_question} and {self.answers_at_once}"
            )
        if self.largest_set < 1:
            raise ValueError(f"largest_set must be at least 1 MB, not {self.largest_set}")


def choose_language(asked: str | None, accepted: str | None, fallback: Language) -> Language:
    """Choose the interface language: the one in the address, else the browser's favourite of the three.

    `accepted` is an Accept-Language header. Quality values are obeyed, and among equals the first one wins.
    """
    named = _language_of(asked or "")
    if named:
        return named
    ranked = sorted(_accepted(accepted or ""), key=lambda pair: -pair[1])
    return next((found for tag, quality in ranked if quality > 0 and (found := _language_of(tag))), fallback)


def _language_of(tag: str) -> Language | None:
    primary = tag.strip().lower().replace("_", "-").partition("-")[0]
    return next((language for language in LANGUAGES if language == primary), None)


def _accepted(header: str) -> list[tuple[str, float]]:
    pairs = []
    for item in header.split(","):
        tag, _, parameter = item.partition(";")
        name, _, value = parameter.strip().partition("=")
        try:
            quality = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            quality = 0.0
        pairs.append((tag, quality))
    return pairs
