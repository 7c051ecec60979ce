"""Names of persons and organisations as they are printed, and whether two of them may be one person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.transliteration import fold, romanise

# Beginnings of words, long enough for no surname to share them, and words that count only as a whole.
_ORGANISATION_STEMS = (
    "университет", "институт", "академия", "министерств", "комитет", "комиссия", "комиссиясы", "агентств", "организаци",
    "ассоциаци", "парламент", "правительств", "департамент", "федерация", "республик", "библиотека", "издательств",
    "администрация", "министрлі", "агентті", "қауымдасты", "кітапхана", "мұражай", "университ", "universit", "institut",
    "academy", "ministry", "committee", "commission", "agency", "organisation", "organization", "foundation", "council",
    "association", "parliament", "government", "department", "republic", "library", "museum",
)  # fmt: skip
_ORGANISATION_WORDS = frozenset((
    "банк", "банка", "центр", "фонд", "совет", "союз", "суд", "палата", "музей", "редакция", "общество", "компания",
    "бюро", "группа", "служба", "банкі", "орталығы", "қоры", "кеңесі", "одағы", "соты", "ұйымы", "үкіметі",
    "баспасы", "редакциясы", "мәжілісі", "сенаты", "қоғамы", "компаниясы", "тобы", "bank", "centre", "center",
    "fund", "union", "court", "bureau", "society", "company", "group", "house", "network", "office", "nations",
    "watch", "forum",
))  # fmt: skip
_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "della", "del", "di", "da", "du", "la", "le", "al", "el", "bin", "ibn", "ter",
    "ten", "zu", "af", "фон", "ван", "дер", "ден", "де", "ди", "да", "дю", "ла", "ле", "аль", "эль", "әл", "бин",
    "ибн", "ибни",
))  # fmt: skip
_SON_OR_DAUGHTER = frozenset((
    "ұлы", "улы", "уулу", "оглы", "оғлы", "қызы", "кызы", "кизи", "uly", "oglu", "ogly", "kyzy", "qyzy",
))  # fmt: skip
_PATRONYMIC = re.compile(
    r"\w(?:[оеё]вич|[оеё]вна|ична|ьич|кузьмич|лукич|[ұу]лы|уулу|о[гғ]лы|[қк]ызы|кизи|"
    r"[oe]vich|[oe]vna|ichna|[uū]ly|o[gğ]l[uy]|[kq]yz[yı])$"
)
# Given names that end like surnames in -ин and -ина.
_GIVEN_NAMES = (
    "константин|валентин|мартин|августин|ирина|марина|полина|галина|карина|мадина|сабина|екатерина|алина|арина|кристина|"
    "ангелина|антонина|валентина|регина|эвелина|альбина|зарина|амина"
)
_FAMILY_ENDING = re.compile(
    rf"^(?!(?:{_GIVEN_NAMES})$)\w{{3,}}"
    r"(?:[оеё]ва?|[иы]на?|[сц]кий|[сц]кая|енко|чук|швили|[oe]va?|[st]sk[iy]y?|skaya|enko|chuk|shvili)$"
)
_SITE = re.compile(r"\w\.[a-z]{2,4}$")
_NAME_PART = re.compile(r"[^\W\d_][^\s.\-–]*\.?(?:[-–][^\s.\-–]+\.?)*")
# These pairs stand for one letter of a transliterated name and open no English one.
_TRANSLITERATED = ("Zh", "Kh")
_FIRST_SOUND = re.compile(r"sh|ch|ts|i[aeou]|.")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's family name and given names, or an organisation's name, which then stands in `family` alone.

    `given` is as printed: "К.И.", "Клара Ивановна", "M. Sh."; empty where only one name is known.
    """

    family: str
    given: str = ""
    is_organisation: bool = False

    @classmethod
    def parse(cls, text: str) -> Name:
        """Read a printed name in any usual order: "К.И. Байзакова", "Байзакова К.", "Chabal, Pierre", "Pierre CHABAL".

        A comma, initials, capitals, a particle, a patronymic or the ending of a Russian surname tell the family name;
        where nothing does, it is the last word. A name set in capitals keeps only those at the front of its words.
        """
        text = re.sub(r"\s+", " ", text).strip(" ,;*")
        # "К.И.Байзакова": the surname goes apart from what it is glued to.
        words = re.sub(r"(?<=\.)(?=[^\W\d_]+(?:[\s-]|$))", " ", text).split()
        if _is_organisation(text, words):
            return cls(text, is_organisation=True)
        family, comma, given = text.partition(",")
        if comma:
            return cls(_without_capitals(family.strip()), _without_capitals(given.strip(" ,"), of_given=True))
        start, end = _family_among(words)
        given = " ".join([*words[:start], *words[end:]])
        return cls(_without_capitals(" ".join(words[start:end])), _without_capitals(given, of_given=True))

    def initials(self) -> str:
        """Initials parted by spaces: "К. И.", "M. Sh.", "Ж.-П."; empty without given names."""
        words = (word for word in _NAME_PART.findall(self.given) if word[0].isupper())
        return " ".join(_initials_of(word) for word in words)


def _is_organisation(text: str, words: list[str]) -> bool:
    plain = [word.strip(',.;()«»"“”').casefold() for word in words]
    if re.search(r"[\d«»\"“”&]", text) or _SITE.search(text) or len(words) > 5:
        return True
    if any(word.startswith(_ORGANISATION_STEMS) or word in _ORGANISATION_WORDS for word in plain):
        return True
    if len(words) == 1:
        return text.isupper() and 2 <= len(text) <= 6
    small = (word for word in words if word[0].islower())
    return any(word not in _PARTICLES | _SON_OR_DAUGHTER and "-" not in word for word in small)


def _is_initial(word: str) -> bool:
    """True of "К.", "К.И.", "Sh.", "К.-Ж." and a single capital letter."""
    if "." not in word:
        return len(word) == 1 and word.isupper()
    parts = re.split(r"[.\-–]+", word.strip("."))
    return all(len(part) <= 3 and part[:1].isupper() and not part[1:].isupper() for part in parts)


def _family_among(words: list[str]) -> tuple[int, int]:
    """The range of the words that are the family name; the rest are given names."""
    initials = [_is_initial(word) for word in words]
    if any(initials) and not all(initials):
        return _longest_run(initials)
    if len(words) == 2 and _FAMILY_ENDING.search(words[0].casefold()) and words[1].isupper() and len(words[1]) <= 3:
        return 0, 1  # "Baizakova KI"
    capitals = [not (word.isupper() and len(word) > 1) for word in words]
    if any(capitals) and not all(capitals):
        return _longest_run(capitals)
    return _family_by_words([word.casefold() for word in words])


def _longest_run(is_given: list[bool]) -> tuple[int, int]:
    """From the first to the last word that is no given name: "Costa Buranelli F."."""
    family = [at for at, given in enumerate(is_given) if not given]
    return family[0], family[-1] + 1


def _family_by_words(words: list[str]) -> tuple[int, int]:
    """Tell the family name among whole words by particles, patronymics and endings; otherwise it is the last word."""
    count = len(words)
    particles = [at for at, word in enumerate(words) if word in _PARTICLES]
    if particles and particles[0] > 0:
        return particles[0], count
    if particles:
        return 0, min(particles[-1] + 2, count)
    if count >= 3 and words[-1] in _SON_OR_DAUGHTER:
        return (0, count - 3) if count > 3 else (1, 3)
    if count >= 3 and _PATRONYMIC.search(words[-1]) and not _PATRONYMIC.search(words[-2]):
        return 0, count - 2
    if count == 2 and _FAMILY_ENDING.search(words[0]) and not _FAMILY_ENDING.search(words[1]):
        return 0, 1
    return count - 1, count


def _without_capitals(text: str, *, of_given: bool = False) -> str:
    """Put words set in capitals in lower case but for their first letters; two or three given capitals are initials."""
    if of_given and text.isupper() and text.isalpha() and len(text) <= 3:
        return " ".join(f"{letter}." for letter in text)
    return re.sub(r"[^\W\d_]{2,}", lambda word: word[0].title() if word[0].isupper() else word[0], text)


def _initials_of(word: str) -> str:
    """Жан-Поль gives "Ж.-П.", Sh. stays, Zharas gives "Zh."."""
    halves = [half for half in re.split(r"[-–]", word) if half]
    return "-".join(half if half.endswith(".") else f"{_first_letter(half)}." for half in halves)


def _first_letter(word: str) -> str:
    return word[:2] if word.startswith(_TRANSLITERATED) else word[:1].upper()


def same_person(one: str, other: str) -> bool:
    """True if two printed names may safely be taken for one person, in whatever spelling, script or order.

    Family names must fold to one, and given names or initials must agree as far as both go. A family name alone is
    only itself: "Байзакова" and "Байзакова К.И." are not known to be one.
    """
    left, right = Name.parse(one), Name.parse(other)
    if left.is_organisation != right.is_organisation or fold(left.family) != fold(right.family):
        return False
    if not left.given or not right.given:
        return left.given == right.given
    pairs = zip(_given_words(left.given), _given_words(right.given), strict=False)
    return all(_agree(*pair) for pair in pairs)


def _given_words(given: str) -> list[str]:
    return re.findall(r"[^\W\d_]+\.?", given)


def _agree(one: str, other: str) -> bool:
    """True if two given names are one, or if an initial fits the other."""
    folded, other_folded = fold(one), fold(other)
    if not folded or not other_folded or _is_initial(one) or _is_initial(other):
        sounds = [_FIRST_SOUND.match(text) for text in (folded, other_folded)]
        return all(sounds) and len({sound.group() for sound in sounds if sound}) == 1
    return folded == other_folded


__all__ = ["Name", "fold", "romanise", "same_person"]
