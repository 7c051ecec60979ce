from __future__ import annotations

from corpus.lines import split_lines
from corpus.printed_lines import read_lines


def texts(text: str) -> list[str]:
    return [line.text for line in read_lines(text).lines]


def test_lines_know_their_number_and_place() -> None:
    text = "один\n\n  два \nтри"
    lines = split_lines(text)
    assert [(line.number, text[line.start : line.end]) for line in lines] == [(1, "один"), (3, "два"), (4, "три")]
    assert [line.blanks_before for line in lines] == [0, 1, 0]


def test_a_leading_space_starts_a_page() -> None:
    assert [line.starts_page for line in split_lines("a\n b\n  c")] == [False, True, False]


def test_a_lone_page_number_in_mid_sentence_goes() -> None:
    text = "экономикалық \n\n\n\n28 \n\n \n\nбайланыстарды"
    lines = read_lines(text)
    assert [line.text for line in lines.lines] == ["экономикалық", "байланыстарды"]
    assert [number for _, number in lines.page_numbers] == ["28"]


def test_rising_page_numbers_go_even_after_a_sentence_end() -> None:
    page = "\n".join(["Полная строка обычного текста статьи"] * 30) + ".\n\n{}\n\n"
    lines = read_lines("".join(page.format(number) for number in (11, 12, 13)))
    assert [number for _, number in lines.page_numbers] == ["11", "12", "13"]


def test_numbers_out_of_step_stay() -> None:
    assert "1991" in texts("Начало.\n\n1991\n\nКонец.")


def test_a_running_head_beside_a_page_number_goes() -> None:
    text = "проблемами в \n\n\n\nВЕСТНИК, серия «Науки», №2 (74), 2021 г. \n\n107 \n\nсфере безопасности"
    lines = read_lines(text)
    assert [line.text for line in lines.lines] == ["проблемами в", "сфере безопасности"]
    assert lines.running_heads == ("ВЕСТНИК, серия «Науки», №2 (74), 2021 г.",)


def test_a_note_mark_on_its_own_line_goes() -> None:
    assert texts("Союз (ЦАС)\n2\n. Перед Казахстаном") == ["Союз (ЦАС)", ". Перед Казахстаном"]


def test_a_cell_cut_at_the_thousands_is_no_note_mark() -> None:
    assert texts("Қазақстан 22\n728\nи так") == ["Қазақстан 22", "728", "и так"]


def test_single_blank_lines_mean_nothing_where_every_line_has_one() -> None:
    lines = read_lines("\n\n".join(["строка текста"] * 20)).lines
    assert all(line.blanks_before == 0 for line in lines)
