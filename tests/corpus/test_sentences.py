"""Sentence ends in three languages: what ends one, and what only looks like it."""

from __future__ import annotations

import pytest

from corpus import split_sentences

WHOLE = {
    "ru": [
        "-",
        "По данным им. Абая университета, с. 15, рост составил 3,5 млн. долл. США.",
        "Соглашение (см. стр. 4. Приложение) вступило в силу.",
        "Н. Назарбаев и А. Акаев подписали договор.",
        "Как отмечает автор (Почему на самом деле ни ЕАЭС… нет), это спорно.",
    ],
    "kk": [
        "Бұл туралы Қ.К. Тоқаев 2018 ж. айтты.",
        "Мұнай, газ, көмір т.б. ресурстар бар.",
        "Ә. Оразбай мен Н. Сабуров жазды.",
    ],
    "en": [
        "According to Dr. Smith et al. the flow fell.",
        "The flow fell from 17.8 to 12.7 cu. km per year, e.g. Table 2 shows it.",
        "M. Sh. Gubaidullina wrote about the U.S. position.",
    ],
}
PARTED = {
    "ru": [
        "Первое предложение. Второе предложение! Третье? «Четвёртое».",
        "Рост был (ШОС, 2024). Затем спад.",
        "Так ли это? Да.",
    ],
    "kk": [
        "Бірінші сөйлем. Екінші сөйлем! Үшінші ме? «Төртінші».",
        "Өсім болды. 2020 жылы төмендеді.",
        "Солай ма? Иә.",
    ],
    "en": ["First one. Second one! Third? “Fourth.”", "It rose (Liu, 2020). Then it fell.", "Is it so? Yes."],
}


@pytest.mark.parametrize("text", [text for texts in WHOLE.values() for text in texts[1:]])
def test_stops_that_end_no_sentence(text: str) -> None:
    assert [span.cut(text) for span in split_sentences(text)] == [text]


@pytest.mark.parametrize("text", [texts[0] for texts in PARTED.values()])
def test_four_sentences(text: str) -> None:
    assert len(split_sentences(text)) == 4


@pytest.mark.parametrize("text", [text for texts in PARTED.values() for text in texts[1:]])
def test_two_sentences(text: str) -> None:
    assert len(split_sentences(text)) == 2


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "одно слово ", "  в пробелах. ", "Конец. \n\n \n"])
def test_spans_hold_no_white_space_at_their_ends(text: str) -> None:
    pieces = [span.cut(text) for span in split_sentences(text)]
    assert pieces == [piece.strip() for piece in pieces if piece.strip()]


def test_nothing_but_white_space_is_lost() -> None:
    text = "Первое (и т.д.). Второе — 3,5 млн. «Третье!» Четвёртое\n\nПятое."
    assert "".join("".join(span.cut(text).split()) for span in split_sentences(text)) == "".join(text.split())
