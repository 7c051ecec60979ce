"""What a file's properties claim of its work, as far as somebody meant it.

Programs fill the properties in by themselves: the account's name as the author, the file's name as the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.record import LANGUAGES, Language

_BY_PROGRAM = re.compile(
    r"^(?:microsoft|ms|libre|open) ?-? ?(?:word|office|writer|powerpoint)\b.*$|"
    r".*\.(?:docx?|rtf|pdf|odt|txt|indd|tex|html?|pages|wpd|qxd|p65)$|"
    r"^\W*(?:untitled|unknown|unknown title|no title.*|"
    r"без (?:имени|названия)|атаусыз|(?:new |новый |жаңа )?(?:documento?|документ|құжат)|"
    r"title|название|заголовок|тақырып|text|текст|мәтін|article|статья|мақала|макет|draft|template)[\s_\-()\d]*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_NAME = re.compile(
    r"\b(?:user|admin\w*|owner|author|unknown|anonymous|microsoft|office|windows|home|pc|компьютер|пользователь|владелец|"
    r"автор|администратор|пайдаланушы|иесі|python-docx|libreoffice|openoffice|google|student|студент)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"«»]+[^\s<>\"«».,;)]")


def meant_title(title: str, file_name: str) -> str | None:
    """The title, unless a program put it there: a file's name, "Document1", "Microsoft Word - …"."""
    title = one_line(title)
    stem = file_name.rpartition("/")[2].rpartition(".")[0]
    if sum(map(str.isalpha, title)) < 4 or _BY_PROGRAM.match(title) or _letters(title) == _letters(stem):
        return None
    return title


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def meant_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names of two words or more; one word is the name of an account, and so are the usual ones."""
    split = (one_line(part) for name in names for part in name.split(";"))
    meant = (name for name in split if len(re.findall(r"[^\W\d_]+", name)) > 1 and not _NO_NAME.search(name))
    return tuple(dict.fromkeys(meant))


def keywords(values: Iterable[str]) -> tuple[str, ...]:
    """Keywords out of lists parted by semicolons, or else by commas; each once."""
    found: dict[str, None] = {}
    for value in values:
        for word in re.split(";" if ";" in value else ",", value):
            if bare := one_line(word).strip(" ."):
                found[bare] = None
    return tuple(found)


def year_in(date: str) -> int | None:
    """The year in a date of any order ("2023/05/14", "14.05.2023")."""
    match = _YEAR.search(date)
    return int(match.group()) if match else None


def doi_in(text: str) -> str | None:
    """A DOI without the address in front of it."""
    match = _DOI.search(text)
    return match.group() if match else None


def language_of(code: str) -> Language | None:
    """One of the three languages out of a code ("ru-RU", "kaz", "English")."""
    head = re.split(r"[-_]", code.strip().lower())[0]
    names = {"rus": "ru", "russian": "ru", "kaz": "kk", "kazakh": "kk", "eng": "en", "english": "en"}
    return next((language for language in LANGUAGES if names.get(head, head) == language), None)


def one_line(text: str) -> str:
    """A text with its white space evened."""
    return re.sub(r"\s+", " ", text).strip()
