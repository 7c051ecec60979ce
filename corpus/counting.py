"""How a language counts: the form that a noun takes beside a number."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.record import Language


@dataclass(frozen=True, slots=True)
class Forms:
    """A noun beside 1, beside 2 and beside 5, as Russian needs it. Kazakh has one form, English two."""

    one: str
    few: str
    many: str

    def of(self, count: int, language: Language) -> str:
        """Return the count with the noun beside it."""
        return f"{count} {self.beside(count, language)}"

    def beside(self, count: int, language: Language) -> str:
        """Return the form that the language puts beside a count."""
        if language != "ru":
            return self.one if count == 1 else self.many
        if count % 10 == 1 and count % 100 != 11:
            return self.one
        if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14:
            return self.few
        return self.many
