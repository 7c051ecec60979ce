"""Sentence ends in three languages: what ends one, and what only looks like it."""

from __future__ import annotations

import time

import pytest

from corpus import split_sentences

# A rule's name, then texts of which each is one sentence.
WHOLE = {
    "initials": [
        "Н. Назарбаев и А. Акаев подписали договор.",
        "Договор подписали Н. Назарбаев, К.К. Токаев, К. К. Токаев и Зб. Бжезинский.",
        "Бұл туралы Қ.К. Тоқаев пен Ә. Оразбай, Дж. Буш айтты.",
        "M. Sh. Gubaidullina and President I. Karimov wrote about the U.S. Agency for Development.",
        "The value fell (Huang, Y. 2016; Lai, H. 2020) in every case.",
    ],
    "abbreviations before a name or a figure": [
        "По данным КазНУ им. Абая, с. 15, и г. Алматы, рис. 2, ст. 96 рост был умеренным.",
        "Доклад прочли проф. Иванов, акад. Сатпаев и к.э.н. Петров.",
        "Проф. Сәтбаев пен акад. Марғұлан Алматы қ. Абай көш. 5-үйде кездесті.",
        "According to Dr. Smith, Prof. Lee and Mr. Brown (p. 5, pp. 7–9, vol. 3, No. 4, Fig. 2) the flow fell.",
        "It was so in Jan. 2020 and Sept. 2021, cf. Brown, e.g. Kazakhstan vs. Uzbekistan.",
    ],
    "units and sums": [
        "Рост составил 3,5 млн. долл. США, 48 млрд. баррелей и 400 тыс. тонн.",
        "Тауар айналымы 254,3 млн. АҚШ долларын, 1,9 трлн. м3 газды құрады.",
        "The flow fell from 17.8 to 12.7 cu. km, by 2000 sq. km and 927 mln. USD.",
    ],
    "and so on": [
        "Изучались климат, границы и т.д. в регионе, а также вода и т. п. в странах.",
        "Мұнай, газ, көмір т.б. ресурстар және т. б. байлықтар бар.",
        "Smith et al. write about rivers, lakes etc. in the region.",
    ],
    "a date at the head of a clause": [
        "В 2018 г. Казахстан был приглашен в Париж.",
        "Осенью 1998 г. Президент выступил, а с 1995 г. Вьетнам стал партнёром.",
        "Так, в августе 2018 г. Узбекистан принял программу.",
        "В начале XX в. Россия изменилась.",
        "2018 ж. Қазақстан келісімге қол қойды.",
        "Бұл кезең 1998 жж. Ресейде басталды.",
    ],
    "the object of a dated action": [
        "Создание в 2023 г. Совета координаторов стало шагом.",
        "Он отметил подписание 3 июня 2002 г. Организацией договора.",
    ],
    "dates, decimals and numbers": [
        "Статья поступила 13.03.2025 и содержит 3.5 и 1.840 процента.",
        "Мақала 13.03.2025 күні түсті, өсім 2.5 пайыз.",
        "On 13.03.2025 it was 1.5 or 2.75.",
    ],
    "the number before an item": [
        "1. Интеграция – это процесс.",
        "2.1. Нәтижелер мен талқылау.",
        "IV. Results and discussion.",
        "Рис. 2. Динамика роста.",
        "Таблица 1. Динамика роста.",
        "1-кесте. Медиация түрлері.",
        "27-бап. Лауазымдық жағдайы.",
        "Figure 1. The map of the corridor.",
        "Article 5. The parties.",
    ],
    "stops inside brackets": [
        "Соглашение (см. стр. 4. Приложение) вступило в силу.",
        "Как отмечает автор (Почему на самом деле ни ЕАЭС… нет), это спорно.",
        "Авторы выиграли (2013 г.) Большой грант.",
        "Қазіргі кезеңде (2016-2025 жж.) Орталық Азия өзгерді.",
        "Жаңа салаларда (ғарыш және т.б.) Қытайдың мүддесі бар.",
        "Debt fell (European Commission. 2021, February 18) in that year.",
        "He left (see p. 5. Also p. 7) at once.",
    ],
    "a citation after the stop": [
        "Критерии расширены. (Reuters, 2023)",
        "Это дало рост. [4].",
        "Тарихи тамыры бар.» (Назарбаев, 2003).",
        "Оның алдын алады. (Жуков, 2009)",
        "It was used for services etc. (Official Information., 2023).",
        "Aid went to the Balkans. (European Commission and EIB…, 2022).",
    ],
    "brackets that cite in mid-sentence": [
        "Понятие «ядерная дипломатия» (Maitre, 2018) рассматривается в работе.",
        "Ведущие центры (ЕАЭС) Казахстана и (Соглашение, январь 1995) России.",
        "К. Маклафлин (McLaughlin et al., 2024) «Mapping change» анализирует школы.",
        "Н. Шумскийдің (2000) ТМД туралы еңбегі.",
        "Үшінші кезеңде (2001 жылдан қазірге дейін) ҚХР саясаты өзгерді.",
        "The programme (CAREC) Corridors and leaders (2019-2024) USAID supports.",
    ],
    "direct speech": [
        "«Рост есть!» – Н. Назарбаев отметил это сразу.",
        "«Рост есть», – сказал он.",
        "«Өсім бар!» – деді ол.",
        "“Is there growth?” he asked.",
    ],
    "a question or exclamation within": [
        "Он спросил «как быть?» и ушёл.",
        "Ол «қайтейік?!» деп сұрады.",
        "The “Yes, we can!” slogan won.",
    ],
    "a small letter follows": [
        "Университет им. аль-Фараби открыт.",
        "Он ждал… и ушёл.",
        "Ол күтті... сосын кетті.",
        "It is 9.6 cubic meters. km of water.",
    ],
    "a source's details": [
        "Казахстан и мировое сообщество. – 1995. - № 12. – С. 15.",
        "Әлем және біз. – Алматы, 2020. – 15 б.",
        "Central Asian Survey. – 2008. – P. 185–202.",
    ],
    "Kazakh endings after abbreviations": [
        "БҰҰ-ның, АҚШ-тың, т.б.-лардың және 5 млн.-ға жуық адамның тағдыры.",
        "2018 ж. дейін, 1998 жж. бастап жұмыс істеді.",
    ],
}
# A rule's name, then texts of two sentences with a bar where the first one ends.
PARTED = {
    "plain": [
        "Рост был. | Затем спад.",
        "Өсім болды. | 2020 жылы төмендеді.",
        "It rose. | Then it fell.",
        "Так ли это? | Да.",
        "Солай ма?! | Иә.",
        "Is it so?.. | Yes.",
        "Он ждал… | Никто не пришёл.",
    ],
    "quotations": [
        "Он прав. | «Осознавая ответственность, мы действуем».",
        "Ол «келемін.» | Бұл рас.",
        "He calls it “a miracle.” | It is not.",
        "Это «союз». | Он нужен.",
        'Кеңес берді. | "күш тепе-теңдігі" жүйесі нығаяды.',
        "«Кавычка не закрыта. | Предложение новое.",
    ],
    "an abbreviation that closes": [
        "Изучались климат, границы и т.д. | Эти условия важны.",
        "Изучались вода и т. п. | Казахстан остаётся на своей позиции.",
        "Присутствовали К.Н. Макашева и др. | Многие ученики стали послами.",
        "Жәрмеңкелер, көрмелер және т.б. | Екі елдің ұйымдары қатысты.",
        "Rivers, lakes, dams etc. | This cannot but cause alarm.",
        "It was built by Smith et al. | The result was good.",
    ],
    "a unit that closes": [
        "Длина составила 1,076 тыс. км. | Пропускная способность растёт.",
        "Помощь составила 104 млн. долл. | Это много.",
        "Ұзындығы 5 км. | Бұл аз емес.",
        "They gave 104 mln. | The rest was lost.",
    ],
    "a year that closes": [
        "Страна входит в Комиссию по правам человека с 2006 г. | По результатам методики это держава.",
        "Стратегия развития была утверждена до 2005 г. | Несколько позже изменилась.",
        "Исследуется взаимодействие стран Центральной Азии в 2016–2025 гг. | Выбор периода обусловлен задачей.",
        "Ол Алматыда дүниеге келген, 1950 ж. | Бұл туралы кітапта айтылған.",
    ],
    "an initial that closes": [
        "Об этом сообщил министр Абжекенова Н. | В этом году он ушёл.",
        "Бұл туралы жазған Абжекенова Н. | Сонымен қатар басқалар бар.",
        "This is the policy of the U.S. | The region gains.",
        "See Appendix B. | It is long.",
    ],
    "a citation and the stop after it": [
        "Рост был (ШОС, 2024). | Затем спад.",
        "Цель названа [10]. | Она ясна.",
        "Өсім болды (ШЫҰ, 2024). | Кейін төмендеді.",
        "It rose (Liu, 2020). | Then it fell.",
        "It rose (Huang, Y. (2016). | It also fell.",
    ],
    "a citation after the stop": [
        "Критерии расширены. (Reuters, 2023) | Затем спад.",
        "Принята Концепция на 2014-2020 гг. (Akorda, 2014). | Отмечается рост.",
        "Оның алдын алады. (Жуков, 2009) | Бүгінде бәрі өзгерді.",
        "It was used for services etc. (Official Information., 2023). | As mentioned, it works.",
        "Бедное большинство.» [4] | Экономические проблемы остались.",
    ],
    "a citation in the stop's place": [
        "Долг вырос (Liu, 2020) | Кроме того, упал рубль.",
        "Бұл 6 миллиард доллар (Китай стал. 2024) | Сондай-ақ Қазақстан бар.",
        "Байланыс түсіндіріледі (Воробьев,.2022) | Орталық Азия дамыды.",
        "Debt is a challenge (Liu, 2020) | Besides, costs grow.",
        'It is a strategy (Parker, 2021) | "However, the war goes on.',
    ],
    "a bracket of its own": [
        "Рост был. | (Это произошло в 2020 году.)",
        "(Это произошло в 2020 году.) | Затем начался спад.",
        "Өсім болды. | (Бұл туралы төменде айтылады.)",
        "It rose. | (It was in 2020.)",
        "It rose. | (1) First point is here.",
    ],
    "a bracket that never closes": [
        "Страны (Россия, Китай создали союз. | Он вырос.",
        "Елдер (Ресей, Қытай одақ құрды. | Ол өсті.",
        "States (Russia, China made a union. | It grew.",
    ],
    "words that are abbreviations elsewhere": [
        "He studied modern art. | The museum was closed.",
        "She said no. | Nobody agreed.",
    ],
    "a date in full": ["Статья принята 13.03.2025. | Она вышла.", "It came on 13.03.2025. | It was late."],
    "a dash opens": ["Ответ был дан. | – Новый вопрос возник.", "Болды. | – Жаңа сұрақ туды."],
}


def _cases(rules: dict[str, list[str]]) -> list[pytest.ParameterSet]:
    return [
        pytest.param(text, id=f"{rule}-{number}") for rule, texts in rules.items() for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize("text", _cases(WHOLE))
def test_stops_that_end_no_sentence(text: str) -> None:
    assert [span.cut(text) for span in split_sentences(text)] == [text]


@pytest.mark.parametrize("marked", _cases(PARTED))
def test_two_sentences(marked: str) -> None:
    text = marked.replace("| ", "")
    assert " | ".join(span.cut(text) for span in split_sentences(text)) == marked


@pytest.mark.parametrize(
    "text",
    [
        "Первое предложение. Второе предложение! Третье? «Четвёртое».",
        "Бірінші сөйлем. Екінші сөйлем! Үшінші ме? «Төртінші».",
        "First one. Second one! Third? “Fourth.”",
    ],
)
def test_four_sentences(text: str) -> None:
    assert len(split_sentences(text)) == 4


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "-", "одно слово ", "  в пробелах. ", "Конец. \n\n \n"])
def test_spans_hold_no_white_space_at_their_ends(text: str) -> None:
    pieces = [span.cut(text) for span in split_sentences(text)]
    assert pieces == [piece.strip() for piece in pieces if piece.strip()]


def test_paragraph_ends_a_sentence_whatever_is_open() -> None:
    text = "«Рост (без конца\nЖаңа абзац\nNew paragraph"
    assert [span.cut(text) for span in split_sentences(text)] == text.split("\n")


def test_nothing_but_white_space_is_lost() -> None:
    text = "Первое (и т.д.). Второе — 3,5 млн. «Третье!» Четвёртое\n\nПятое."
    assert "".join("".join(span.cut(text).split()) for span in split_sentences(text)) == "".join(text.split())


@pytest.mark.parametrize("piece", ["Слово было сказано. ", "(а. Б ", "т.д. и т.п. ", "(а.) Б", ". ", "."])
def test_time_grows_with_length_alone(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        started = time.process_time()
        split_sentences(text)
        return time.process_time() - started

    seconds(10_000)
    assert seconds(200_000) < 5 * 10 * max(seconds(20_000), 0.001)
