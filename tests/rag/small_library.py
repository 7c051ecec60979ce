"""A library small enough to know by heart: four articles, each about one thing, and questions to them."""

from __future__ import annotations

from corpus import Language

BODIES: dict[str, tuple[Language, str]] = {
    "Граница": (
        "ru",
        "Вопрос о границе решался долго и постепенно, без спешки.\n\n"
        "Граница Казахстана и Китая имеет длину 1782 километра [3, 4]. Договор об этой границе подписан в 1994 году. "
        "Споры о двух участках стороны решили позже [5].\n\n"
        "Торговля через границу выросла, и пункты пропуска перестроили.",
    ),
    "Дәліз": (
        "kk",
        "Көлік дәліздері өңірдің дамуына әсер етеді және елдерді жақындатады.\n\n"
        "Транскаспий дәлізі арқылы 2022 жылы 1500 мың тонна жүк өтті. Порттардың қуаты бұл өсімге жетпейді.\n\n"
        "Теміржол желісін жаңарту жұмыстары әлі де жүріп жатыр.",
    ),
    "Gateway": (
        "en",
        "Infrastructure finance has become a matter of politics in the region.\n\n"
        "The Global Gateway intends to mobilise 300 billion euros of investment until 2027. "
        "Critics doubt that private money will follow.\n\n"
        "Local governments compare such offers with older ones.",
    ),
    "Glaciers": (
        "en",
        "Rivers of the plains begin in the mountains.\n\n"
        "Glaciers of the Pamir feed the Amu Darya in late summer. Their loss is measured every year.\n\n"
        "Farmers downstream notice it first.",
    ),
}
ANSWERED: dict[Language, tuple[str, str, str]] = {
    "ru": ("Граница", "Какую длину имеет граница Казахстана и Китая?", "1782 километра"),
    "kk": ("Дәліз", "Транскаспий дәлізі арқылы 2022 жылы қанша жүк өтті?", "1500 мың тонна"),
    "en": ("Gateway", "How much does the Global Gateway intend to mobilise?", "300 billion euros"),
}
UNANSWERED: dict[Language, str] = {
    "ru": "Кто изобрёл паровоз?",
    "kk": "Паровозды кім ойлап тапты?",
    "en": "Who invented steam engines?",
}
EMPTY_FRAMES: dict[Language, str] = {"ru": "В библиотеке пока нет", "kk": "Кітапханада әзірге", "en": "There are no"}
LEADS: dict[Language, tuple[str, str]] = {
    "ru": ("Вот что об этом сказано в статье:", "Вот что об этом сказано в статьях:"),
    "kk": ("Бұл туралы мақалада былай делінген:", "Бұл туралы мақалаларда былай делінген:"),
    "en": ("This is what the article says about it:", "This is what the articles say about it:"),
}
REFUSALS: dict[Language, str] = {
    "ru": "В статьях библиотеки ответа на этот вопрос нет.",
    "kk": "Кітапханадағы мақалаларда бұл сұрақтың жауабы жоқ.",
    "en": "The articles in the library do not answer this question.",
}
MEANINGS = {"длину": "length", "имеет": "has", "граница": "border", "казахстана": "kz", "китая": "china"}
MEANINGS |= {"border": "border", "kazakhstan": "kz", "china": "china", "length": "length", "шекарасының": "border"}
MEANINGS |= {"қазақстан": "kz", "қытай": "china", "ұзындығы": "length"}
