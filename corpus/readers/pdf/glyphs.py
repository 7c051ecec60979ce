"""The characters of a PDF page and where they stand.

The order in which a PDF draws its characters is not that of reading: letters that a font lacks are often drawn after
the line that they belong to. So only characters and places are taken from here, and words are found from the places.
Coordinates are in points, the y axis goes up, and the page is turned until most of its text is upright.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any, NamedTuple

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
# PDFium's sign for a hyphen at a line end; bullets of the Symbol and Wingdings fonts.
_OTHER = {0x02: "-", 0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF076: "•", 0xA0: " "}
_BOLD_NAMES = ("bold", "black", "heavy", "-bd", "demi")
_FORCE_BOLD = 0x40000
_BOLD_WEIGHT = 650
# In points and degrees.
_LEAST_SIZE = 0.5
_SLANT = 3
# A page of small print has some 10,000 characters; far past that, a page is a drawing made of letters.
_MOST_GLYPHS = 60_000


class Glyph(NamedTuple):
    """One character. `level` is 1 for a raised, -1 for a lowered one; `size` is that of its font as printed."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    level: int = 0


class GlyphPage(NamedTuple):
    """The characters of one page in the order in which they are drawn; `unmapped` counts those without a letter."""

    glyphs: list[Glyph]
    unmapped: int = 0


class _Style(NamedTuple):
    """What all characters of one text object share."""

    size: float
    bold: bool
    quarter: int
    """Quarter turns, counterclockwise."""
    baseline: float
    """After the page is turned back by so many quarters."""


def read_glyphs(page: Any) -> GlyphPage:
    """Read the characters of a pypdfium2 page. Text at a slant, such as a watermark, is left out."""
    textpage = page.get_textpage()
    try:
        return _Characters(textpage.raw, page.get_cropbox()).read()
    finally:
        textpage.close()


class _Characters:
    """Reads one page. Calls of the library are dear, so what a text object or a font tells is asked for once."""

    def __init__(self, textpage: Any, crop: tuple[float, float, float, float]) -> None:
        self._textpage = textpage
        self._crop = crop
        self._styles: dict[int, _Style | None] = {}
        self._fonts: dict[int, bool] = {}

    def read(self) -> GlyphPage:
        """The characters that stand upright once the page is turned as most of its text is."""
        import pypdfium2.raw as pdfium

        textpage = self._textpage
        box = pdfium.FS_RECTF()
        turns: dict[int, list[Glyph]] = {0: []}
        unmapped = 0
        for index in range(min(pdfium.FPDFText_CountChars(textpage), _MOST_GLYPHS)):
            drawn_by = pdfium.FPDFText_GetTextObject(textpage, index)
            if not drawn_by:
                continue  # a space or a line end that PDFium supposed
            style = self._style_of(index, drawn_by)
            code = pdfium.FPDFText_GetUnicode(textpage, index)
            pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
            edges = box.left, box.bottom, box.right, box.top
            if style is None or not self._is_seen(code, edges):
                continue
            text = _letters(code)
            if text is None:
                unmapped += 1
                continue
            left, right = (edges[0], edges[2]) if not style.quarter else _turned(edges, style.quarter)
            glyph = Glyph(text, left, right, style.baseline, style.size, style.bold)
            turns.setdefault(style.quarter, []).append(glyph)
        return GlyphPage(max(turns.values(), key=len), unmapped)

    def _is_seen(self, code: int, edges: tuple[float, float, float, float]) -> bool:
        """False for a space without width, which PDFium supposed, and for what lies off the page."""
        left, bottom, right, top = edges
        if code == 0x20 and left == right and bottom == top:
            return False
        x, y = (left + right) / 2, (bottom + top) / 2
        return self._crop[0] <= x <= self._crop[2] and self._crop[1] <= y <= self._crop[3]

    def _style_of(self, index: int, drawn_by: Any) -> _Style | None:
        address = ctypes.addressof(drawn_by.contents)
        if address not in self._styles:
            self._styles[address] = self._style(index, drawn_by)
        return self._styles[address]

    def _style(self, index: int, drawn_by: Any) -> _Style | None:
        """What a text object looks like; None for text at a slant or without height."""
        import pypdfium2.raw as pdfium

        matrix = pdfium.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetMatrix(self._textpage, index, matrix)
        pdfium.FPDFText_GetCharOrigin(self._textpage, index, x, y)
        size = pdfium.FPDFText_GetFontSize(self._textpage, index) * math.hypot(matrix.c, matrix.d)
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        turns = round(angle / 90)
        if size <= _LEAST_SIZE or abs(angle - 90 * turns) > _SLANT:
            return None
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(drawn_by) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        baseline = _turn_back(x.value, y.value, turns % 4)[1]
        return _Style(size, stroked or self._is_bold(index, drawn_by), turns % 4, baseline)

    def _is_bold(self, index: int, drawn_by: Any) -> bool:
        import pypdfium2.raw as pdfium

        handle = pdfium.FPDFTextObj_GetFont(drawn_by)
        font = ctypes.addressof(handle.contents) if handle else 0
        if font not in self._fonts:
            name = ctypes.create_string_buffer(128)
            flags = ctypes.c_int()
            pdfium.FPDFText_GetFontInfo(self._textpage, index, name, len(name), flags)
            named = name.value.decode("latin-1").casefold()
            heavy = pdfium.FPDFText_GetFontWeight(self._textpage, index) >= _BOLD_WEIGHT
            self._fonts[font] = heavy or bool(flags.value & _FORCE_BOLD) or any(part in named for part in _BOLD_NAMES)
        return self._fonts[font]


def _letters(code: int) -> str | None:
    """The letters that a code stands for; None for one that names no letter."""
    if code in _OTHER:
        return _OTHER[code]
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code < 0x20 or code in (0xFFFD, 0xFFFE, 0xFFFF) or 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return None
    return chr(code)


def _turned(edges: tuple[float, float, float, float], quarter: int) -> tuple[float, float]:
    """The left and the right edge of a box after the page is turned back."""
    left, bottom, right, top = edges
    one, other = _turn_back(left, bottom, quarter)[0], _turn_back(right, top, quarter)[0]
    return min(one, other), max(one, other)


def _turn_back(x: float, y: float, quarter: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]
