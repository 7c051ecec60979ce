"""Terms of a question in the other languages, and the glossary that comes with Derek."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from corpus import LANGUAGES, Language
from index.concept import Concept, load_concepts
from index.errors import GlossaryError
from index.glossary import Glossary
from index.inflection import words_of
from index.parallel import shipped_parallel_set
from index.terms import stems

LINE = {"ru": ["река"], "kk": ["өзен"], "en": ["river"]}
# "Law" is закон as well as право, оба a burial mound as well as the plague.
SHARED = {("en", "law"), ("kk", "білім"), ("kk", "болжам"), ("kk", "оба"), ("kk", "қауіп")}


def concept(ru: str, kk: str, en: str) -> Concept:
    return Concept({"ru": tuple(ru.split("|")), "kk": tuple(kk.split("|")), "en": tuple(en.split("|"))})


SMALL = Glossary(
    (
        concept("ШОС|Шанхайская организация сотрудничества", "ШЫҰ|Шанхай ынтымақтастық ұйымы", "SCO|Shanghai Group"),
        concept("интеграция", "ықпалдасу", "integration"),
        concept("региональная интеграция", "аймақтық интеграция|өңірлік интеграция", "regional integration"),
        concept("сотрудничество", "ынтымақтастық", "cooperation"),
        concept("неправительственная организация|НПО", "үкіметтік емес ұйым|ҮЕҰ", "NGO"),
        concept("опека", "қорғаншылық", "guardianship"),
        concept("ОПЕК", "ОПЕК", "OPEC"),
    )
)


@pytest.mark.parametrize(
    ("source", "text", "target", "named"),
    [
        ("ru", "Кто состоит в Шанхайской организации сотрудничества?", "kk", ("ШЫҰ", "Шанхай ынтымақтастық ұйымы")),
        ("ru", "Кто состоит в Шанхайской организации сотрудничества?", "en", ("SCO", "Shanghai Group")),
        ("kk", "Шанхай ынтымақтастық ұйымына кім мүше?", "ru", ("ШОС", "Шанхайская организация сотрудничества")),
        ("kk", "ШЫҰ-ның мақсаты", "en", ("SCO", "Shanghai Group")),
        ("kk", "ШЫҰның мақсаты", "en", ("SCO", "Shanghai Group")),
        ("en", "Which NGOs are there?", "kk", ("үкіметтік емес ұйым", "ҮЕҰ")),
        ("en", "The SCO's aims", "ru", ("ШОС", "Шанхайская организация сотрудничества")),
        ("ru", "Роль ОПЕК", "en", ("OPEC",)),
        ("ru", "Установление опек", "en", ("guardianship",)),
        ("kk", "Үкіметтік емес ұйымдардың рөлі", "en", ("NGO",)),
    ],
)
def test_terms_are_found_under_endings(source: Language, text: str, target: Language, named: tuple[str, ...]) -> None:
    assert SMALL.translations(text, source, target) == named


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("ru", "шос и её цели"),
        ("ru", "ШОСТ"),
        ("kk", "шыұ туралы"),
        ("en", "sco, scour and Scot"),
        ("ru", "Шанхайская конвенция и организация"),
        ("kk", "Шанхай туралы"),
        ("en", "regional, integrated"),
        ("ru", ""),
        ("en", "?!"),
    ],
)
def test_small_letters_and_parts_of_a_term_name_nothing(source: Language, text: str) -> None:
    assert [SMALL.translations(text, source, target) for target in LANGUAGES] == [(), (), ()]


@pytest.mark.parametrize(
    ("source", "text", "target", "named"),
    [
        (
            "ru",
            "Интеграция и региональная интеграция в ШОС",
            "en",
            ("regional integration", "integration", "SCO", "Shanghai Group"),
        ),
        ("ru", "О региональной интеграции", "kk", ("аймақтық интеграция", "өңірлік интеграция")),
        ("kk", "Өңірлік интеграцияның барысы", "ru", ("региональная интеграция",)),
        ("en", "regional integration of regional integration", "ru", ("региональная интеграция",)),
    ],
)
def test_the_longest_term_takes_its_words(
    source: Language, text: str, target: Language, named: tuple[str, ...]
) -> None:
    assert SMALL.translations(text, source, target) == named


def test_two_concepts_of_one_name_are_both_named() -> None:
    laws = Glossary((concept("закон", "заң", "law"), concept("право", "құқық", "law")))
    assert laws.translations("The laws of nature", "en", "ru") == ("закон", "право")
    assert [c.forms["kk"] for c in laws.named("laws", "en")] == [("заң",), ("құқық",)]
    assert laws.named("laws of nature", "en") == []


def test_merged_glossaries_name_what_either_names_once() -> None:
    one = Glossary((concept("река", "өзен", "river"),))
    other = Glossary((Concept({"ru": ("река",), "en": ("river", "stream")}),))
    assert one.merged(other).translations("реки", "ru", "en") == ("river", "stream")
    assert one.merged(other).translations("реки", "ru", "kk") == ("өзен",)
    assert one == Glossary((concept("река", "өзен", "river"),))


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("ru", "Какова роль ЕАЭС в странах Центральной Азии?", {"kk": "ЕАЭО", "en": "Eurasian Economic Union"}),
        ("ru", "Когда подписана конвенция о статусе Каспийского моря?", {"kk": "Каспий теңізі", "en": "Caspian Sea"}),
        ("kk", "Су ресурстарының тапшылығы неден?", {"ru": "водные ресурсы", "en": "water resources"}),
        ("kk", "Еңбек көші-қонының салдары қандай?", {"ru": "последствие", "en": "labour migration"}),
        ("en", "What did the survey say about bilingualism?", {"ru": "двуязычие", "kk": "қостілділік"}),
        ("en", "Which share of glaciers has melted?", {"ru": "ледник", "kk": "үлес"}),
    ],
)
def test_the_shipped_glossary_knows_terms_of_questions(
    source: Language, text: str, expected: dict[Language, str]
) -> None:
    for target, term in expected.items():
        assert term in Glossary.shipped().translations(text, source, target)


def test_the_shipped_glossary_is_large_and_read_once() -> None:
    assert len(Glossary.shipped().concepts) >= 450
    assert Glossary.shipped() is Glossary.shipped()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_form_has_words_and_names_its_concept(language: Language) -> None:
    glossary = Glossary.shipped()
    for each in glossary.concepts:
        for form in each.forms[language]:
            assert stems(form, language), form
            assert words_of(form, language), form
            assert each in glossary.named(form, language), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_shipped_concepts_share_a_form(language: Language) -> None:
    glossary = Glossary.shipped()
    shared = {
        form.casefold()
        for each in glossary.concepts
        for form in each.forms[language]
        if glossary.named(form, language) != [each]
    }
    assert shared == {form for of, form in SHARED if of == language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_forms_are_written_in_their_own_letters(language: Language) -> None:
    for each in Glossary.shipped().concepts:
        letters = [char for form in each.forms[language] for char in form.casefold() if char.isalpha()]
        latin = [char for char in letters if "a" <= char <= "z" or char == "ü"]
        assert latin == (letters if language == "en" else []), each


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_shipped_forms_in_cyrillic_have_no_letters_of_another_language(language: Language) -> None:
    foreign = set("әғқңөұүһі") if language == "ru" else set("ё")
    for each in Glossary.shipped().concepts:
        for form in each.forms[language]:
            assert not foreign & set(form.casefold()), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_takes_a_fraction_of_a_millisecond(language: Language) -> None:
    glossary = Glossary.shipped().merged(
        Glossary(tuple(concept(f"термин{n}", f"атау{n}", f"term{n}") for n in range(300)))
    )
    questions = shipped_parallel_set().texts("question", language)[:300]
    target: Language = "en" if language != "en" else "kk"
    glossary.translations("", language, target)
    passes = []
    for _ in range(3):
        started = time.process_time()
        for question in questions:
            glossary.translations(question, language, target)
        passes.append((time.process_time() - started) / len(questions))
    assert min(passes) < 0.001  # 0.05 ms on a plain machine


@pytest.mark.parametrize(("one", "other", "target"), [("ru", "kk", "en"), ("kk", "en", "ru"), ("en", "ru", "kk")])
def test_questions_that_say_the_same_name_the_same_concepts(one: Language, other: Language, target: Language) -> None:
    glossary, parallel = Glossary.shipped(), shipped_parallel_set()
    pairs = zip(parallel.texts("question", one), parallel.texts("question", other), strict=True)
    named = [
        (set(glossary.translations(a, one, target)), set(glossary.translations(b, other, target))) for a, b in pairs
    ]
    both = [(a, b) for a, b in named if a and b]
    assert len(both) > 0.5 * len(named)
    assert sum(bool(a & b) for a, b in both) > 0.85 * len(both)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"kk": None}, r"line 2, field kk: None is no list of forms", id="no list"),
        pytest.param({"ru": []}, r"line 2, field ru: \[\] is no list of forms", id="empty"),
        pytest.param({"en": ["river", " - "]}, r"line 2, field en: ' - ' is no word or phrase", id="no word"),
        pytest.param({"en": [5]}, r"line 2, field en: 5 is no word or phrase", id="number"),
        pytest.param({"en": ["river", "river"]}, r"line 2, field en: .* names a form twice", id="twice"),
        pytest.param({"de": ["Fluss"]}, r"line 2 has the fields .*'de'.*, expected \['en', 'kk', 'ru'\]", id="field"),
    ],
)
def test_a_broken_glossary_names_line_and_field(tmp_path: Path, change: dict[str, object], message: str) -> None:
    path = tmp_path / "glossary.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in (LINE, LINE | change)), encoding="utf-8")
    with pytest.raises(GlossaryError, match=message):
        load_concepts(path)


@pytest.mark.parametrize(
    ("content", "message"), [(b"{", "line 1 is no JSON"), (b"\xff", "cannot be read .* Reinstall")]
)
def test_a_file_that_is_no_glossary_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "glossary.jsonl"
    path.write_bytes(content)
    with pytest.raises(GlossaryError, match=message):
        load_concepts(path)
