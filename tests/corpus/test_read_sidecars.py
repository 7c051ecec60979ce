"""What stands beside a file wins over what its text tells; what the file's properties claim only fills gaps."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus import RawFile, UnreadableFile, articles_in, read_file
from corpus.blocks import Kind
from corpus.readers import Extract, Mark
from corpus.record import Record
from tests.corpus.test_divide import BODY, TITLES, article

SIDECARS = {
    ".bib": "@article{{a, title={{{title}}}, author={{Әлиев, Ә. and Kay, Ann}}, year={{2019}}, doi={{10.1234/x}}}}",
    ".ris": "TY  - JOUR\nTI  - {title}\nAU  - Әлиев, Ә.\nAU  - Kay, Ann\nPY  - 2019\nDO  - 10.1234/x\nER  - \n",
    ".json": '[{{"type": "article-journal", "title": "{title}", "author": [{{"family": "Әлиев", "given": "Ә."}}, '
    '{{"family": "Kay", "given": "Ann"}}], "issued": {{"date-parts": [[2019]]}}, "DOI": "10.1234/x"}}]',
    ".yaml": 'title: "{title}"\nauthors: ["Әлиев, Ә.", "Kay, Ann"]\nyear: 2019\ndoi: 10.1234/x\n',
}


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("ending", SIDECARS)
def test_a_record_beside_the_only_article_is_its_record(tmp_path: Path, language: str, ending: str) -> None:
    path = tmp_path / "мақала.txt"
    path.write_text(article(language), encoding="utf-8")
    path.with_suffix(ending).write_text(SIDECARS[ending].format(title="Басқа атау"), encoding="utf-8")
    (found,) = read_file(path).articles
    assert found.title == "Басқа атау"
    assert (found.authors, found.year, found.record.doi) == (("Әлиев, Ә.", "Kay, Ann"), 2019, "10.1234/x")
    assert found.language == language


def test_in_a_volume_a_record_goes_to_the_article_of_its_title(tmp_path: Path) -> None:
    path = tmp_path / "volume.txt"
    path.write_text("".join(article(language) for language in TITLES), encoding="utf-8")
    title = TITLES["kk"].replace("\n\n", " ").capitalize()
    path.with_suffix(".yaml").write_text(SIDECARS[".yaml"].format(title=title), encoding="utf-8")
    assert [found.year for found in read_file(path).articles] == [None, 2019, None]


def test_a_broken_record_is_named_and_the_file_waits_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(article("en"), encoding="utf-8")
    path.with_suffix(".yaml").write_text("year: soon\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"a\.yaml.*year.*soon"):
        read_file(path)


def raw(extract: Extract) -> RawFile:
    return RawFile("a.docx", hashlib.sha256(extract.text.encode()).hexdigest(), b"", extract)


@pytest.mark.parametrize("language", BODY)
def test_properties_fill_gaps_and_a_record_in_the_file_wins(language: str) -> None:
    text = f"{TITLES[language]}\n\n{BODY[language]}"
    end = len(TITLES[language])
    marks = (Mark(Kind.TITLE, 0, end), Mark(Kind.PARAGRAPH, end + 2, len(text)))
    claimed = Record(title="Untitled claim", authors=("Kay A.",), year=2001)
    (found,) = articles_in(raw(Extract(text, "docx", marks=marks, properties=claimed)))
    assert found.title == TITLES[language].replace("\n\n", " ")
    assert (found.authors, found.year) == (("Kay A.",), 2001)
    (told,) = articles_in(raw(Extract(text, "docx", marks=marks, properties=claimed, record=Record(year=2002))))
    assert (told.authors, told.year) == (("Kay A.",), 2002)
