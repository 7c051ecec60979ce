"""What part of a library a question is asked of."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from corpus.record import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Scope:
    """A restriction of what is searched: "or" within a field, "and" between fields; an empty field restricts nothing.

    `articles` are ids, `authors` names in any script and order ("Байзакова", "Baizakova K."), `collections` names.
    `first_year` and `last_year` belong to the range; an article of an unknown year lies in none. `languages` are those
    of the passages: an article in Russian with an abstract in English has passages in both.

    Raises ValueError for a language that is none of the three, and for a first year after the last.
    """

    articles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    languages: tuple[Language, ...] = ()
    collections: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = [language for language in self.languages if language not in LANGUAGES]
        if unknown:
            raise ValueError(f"the languages are {', '.join(LANGUAGES)}, not {', '.join(map(str, unknown))}")
        if self.first_year is not None and self.last_year is not None and self.first_year > self.last_year:
            raise ValueError(f"the first year, {self.first_year}, lies after the last, {self.last_year}")

    @property
    def is_empty(self) -> bool:
        """True if everything is searched."""
        return self == Scope()

    @property
    def restricts_articles(self) -> bool:
        """True if anything but the language of passages is restricted."""
        return not replace(self, languages=()).is_empty

    def narrowed(self, other: Scope) -> Scope:
        """Return this scope with the fields that another one restricts taken from there; both years are one field."""
        told = {field.name: value for field in fields(self) if (value := getattr(other, field.name))}
        if other.first_year or other.last_year:
            told |= {"first_year": other.first_year, "last_year": other.last_year}
        return replace(self, **told)
