"""What references say in each language: their fixed words, and how names, pages and editions are put."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.languages import DATA, detect_language
from corpus.names import Name
from corpus.record import Language, Record

# What stands between these two is set in italics; both are private characters that no text holds.
ITALIC_ON, ITALIC_OFF = "\ue000", "\ue001"
_PAGE_LABEL = re.compile(r"^(?:стр|pages?|pp?|бет|[сСcCбБрР]{1,2})\b\.?\s*|\s*-?\s?(?:бб|бет|б|с|p)\.?$", re.IGNORECASE)
_NUMBER_LABEL = re.compile(r"^(?:№|N\b|No\b|Вып\b|Iss\b|Т\b|Том\b|Vol\b)\.?\s*(?=\d)", re.IGNORECASE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ENDING_STOP = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Words:
    """The words that references use in one language."""

    and_: str
    others: str
    quotes: tuple[str, str]
    pages: str
    """Before a range of pages in GOST."""
    extent: str
    """After the number of pages of a book."""
    volume: str
    issue: str
    within: str
    """Before the title of the volume that a chapter stands in."""
    editor: str
    editors: str
    edited_by: str
    """Before the editors of a volume, in GOST; `edited_in_full` elsewhere."""
    edited_in_full: str
    electronic: str
    accessed: str
    no_date: str
    text: str
    printed: str
    online: str
    thesis: str


WORDS: dict[Language, Words] = {
    "ru": Words(
        and_="и", others="и др.", quotes=("«", "»"), pages="С.", extent="с.", volume="Т.", issue="№", within="В кн.:",
        editor="ред.", editors="ред.", edited_by="ред.", edited_in_full="ред.", electronic="[Электронный ресурс]",
        accessed="дата обращения", no_date="б. г.", text="Текст",
        printed="непосредственный", online="электронный", thesis="диссертация",
    ),
    "kk": Words(
        and_="және", others="және т.б.", quotes=("«", "»"), pages="Б.", extent="б.", volume="Т.", issue="№",
        within="Кітапта:", editor="ред.", editors="ред.", edited_by="ред.", edited_in_full="ред.",
        electronic="[Электрондық ресурс]", accessed="қаралған күні", no_date="жылы көрсетілмеген", text="Мәтін",
        printed="тікелей",
        online="электрондық", thesis="диссертация",
    ),
    "en": Words(
        and_="and", others="et al.", quotes=("“", "”"), pages="P.", extent="p.", volume="Vol.", issue="No.",
        within="In", editor="Ed.", editors="Eds.", edited_by="ed. by", edited_in_full="edited by",
        electronic="[Electronic resource]", accessed="accessed", no_date="n.d.", text="Text",
        printed="unmediated", online="electronic",
        thesis="thesis",
    ),
}  # fmt: skip


def language_of(record: Record) -> Language:
    """The language that a record's work is written in: as told, or as its title shows."""
    return record.language or detect_language(record.title or record.container or "")


def in_language(record: Record, language: Language) -> Record:
    """The record with its title and authors as they are printed in another language, where they are known in it.

    Authors change together with the title: a reference never mixes a title in one language with names in another.
    """
    title = record.titles.get(language)
    if title is None or language == language_of(record):
        return record
    forms = [*record.author_forms, *[()] * len(record.authors)]
    authors = (_form_in((own, *others), language) for own, others in zip(record.authors, forms, strict=False))
    return replace(record, title=title, authors=tuple(authors))


def _form_in(forms: tuple[str, ...], language: Language) -> str:
    """The printed form of a name that fits a language best; the first one where none does."""
    own = DATA["kk"].own_letters

    def misfit(form: str) -> int:
        letters = [char for char in form.casefold() if char.isalpha()]
        cyrillic = any("Ѐ" <= char <= "ӿ" for char in letters)
        if cyrillic == (language == "en"):
            return 2
        return int(cyrillic and (language == "kk") != any(char in own for char in letters))

    return min(forms, key=misfit)


def people_and_bodies(names: tuple[str, ...]) -> tuple[list[Name], list[Name]]:
    """Names read and parted into persons and organisations."""
    read = [Name.parse(name) for name in names]
    return [name for name in read if not name.is_organisation], [name for name in read if name.is_organisation]


def title_of(record: Record) -> str:
    """The title on one line, without a closing full stop."""
    return re.sub(r"\s+", " ", record.title or "").strip().removesuffix(".")


def stopped(text: str) -> str:
    """A part of a reference closed by a full stop, unless a mark of its own closes it; empty stays empty."""
    bare = text.rstrip(f"”»{ITALIC_OFF}")
    return text if not text or bare.endswith(_ENDING_STOP) else f"{text}."


def italic(text: str) -> str:
    """Mark a text for italics; empty stays empty."""
    return f"{ITALIC_ON}{text}{ITALIC_OFF}" if text else ""


def quoted(title: str, language: Language) -> str:
    """A title as a sentence in the language's quotation marks; those inside it become the inner kind.

    English puts the full stop before the closing mark, Russian and Kazakh put it behind.
    """
    opening, closing = WORDS[language].quotes
    inner = ("‘", "’") if language == "en" else ("„", "“")
    for mark, other in zip((opening, closing), inner, strict=True):
        title = title.replace(mark, other)
    return f"{opening}{stopped(title)}{closing}" if language == "en" else f"{opening}{title}{closing}."


def listed(names: Sequence[str], last: str) -> str:
    """Join names by commas, with `last` (such as ", & ") before the last of them."""
    return last.join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def with_others(names: str, language: Language) -> str:
    """Names followed by the words that stand for all further ones; only English sets a comma before them."""
    return f"{names}{',' if language == 'en' else ''} {WORDS[language].others}"


def initials_first(name: Name) -> str:
    """A name in the order of speech: "К. И. Байзакова"."""
    return f"{name.initials()} {name.family}".strip()


def given_in_full(name: Name) -> str:
    """Given names as printed, initials parted by spaces: "Pierre", "К. И."."""
    return re.sub(r"(?<=\.)(?=[^\W\d_])", " ", name.given)


def page_range(pages: str) -> str:
    """Pages without a label, en dashes between figures: "С. 152-167" → "152–167"."""
    bare = _PAGE_LABEL.sub("", pages.strip())
    return re.sub(r"(?<=\d)\s*[-–—]+\s*(?=\w)", "–", bare)


def bare_number(value: str | None) -> str:
    """A volume or an issue without the label that it may be written with: "№ 2 (74)" → "2 (74)"."""
    return re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", "–", _NUMBER_LABEL.sub("", (value or "").strip()))


def labelled(label: str, value: str | None) -> str:
    """A number with its label, "№ 2"; what begins with no figure ("Special issue") stays as it is."""
    bare = bare_number(value)
    return f"{label} {bare}" if re.match(r"\d|[IVXLC]+\b", bare) else bare


def place_in_work(pages: str, language: Language) -> str:
    """Pages of a passage as a running text names them: "с. 15", "15–20-бб.", "pp. 15–20"."""
    bare = page_range(pages)
    several = bool(re.search(r"[–,;]", bare))
    if language == "kk":
        return f"{bare}-{'бб' if several else 'б'}."
    return f"с. {bare}" if language == "ru" else f"{'pp' if several else 'p'}. {bare}"


def volume_in_work(volume: str | None, language: Language) -> str:
    """A volume as a running text names it: "т. 64", "64-т.", "vol. 64"."""
    number = bare_number(volume)
    if language == "kk" and number[:1].isdigit():
        return f"{number}-т."
    return labelled(WORDS[language].volume.lower(), volume)


def edition_of(record: Record, language: Language) -> str:
    """The edition: a bare number gets its ending and label, "2-е изд.", "2-бас.", "2nd ed."; all else is as printed."""
    edition = (record.edition or "").strip()
    if not edition.isdigit():
        return edition
    if language == "en":
        return f"{edition}{ordinal_ending(int(edition))} ed."
    return f"{edition}-е изд." if language == "ru" else f"{edition}-бас."


def ordinal_ending(number: int) -> str:
    """The ending of an English ordinal: st, nd, rd or th."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def day_month_year(iso: str) -> str:
    """An ISO date as Russian and Kazakh references write it: "12.03.2026"; anything else stays as it is."""
    try:
        return date.fromisoformat(iso).strftime("%d.%m.%Y")
    except ValueError:
        return iso


def month_day_year(iso: str) -> str:
    """An ISO date as American English writes it, "March 2, 2026"; anything else stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def address_of(record: Record) -> str:
    """Where the work opens: its DOI's address, or else its own; empty without either."""
    return f"https://doi.org/{record.doi}" if record.doi else record.url or ""
