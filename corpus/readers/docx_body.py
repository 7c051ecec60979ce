"""The body of a Word document into blocks: changes accepted, fields shown by their results, notes counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.blocks import Kind, is_caption
from corpus.readers import markup_flow
from corpus.readers.docx_styles import Role, WordStyles
from corpus.readers.markup_flow import Draft, Flow, Look
from corpus.readers.markup_xml import attribute, child, elements, outermost, tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEFT_OUT = {
    "del", "movefrom", "ppr", "rpr", "sectpr", "tblpr", "tblgrid", "trpr", "tcpr", "sdtpr", "sdtendpr", "instrtext",
    "deltext", "delinstrtext", "annotationref", "commentreference", "footnoteref", "endnoteref", "prooferr",
    "ffdata", "smarttagpr", "customxmlpr", "omathparapr", "ctrlpr", "fpr", "ssuppr", "ssubpr", "radpr", "deg", "rubypr",
    "rt",
}  # fmt: skip
_PICTURES = {"drawing", "pict", "object"}
_CONTENT_FIELDS = ("TOC", "INDEX", "TOA")
_DEEPEST = 100
# The font called Symbol keeps Greek letters under the codes of Latin ones.
_SYMBOLS = str.maketrans(
    "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω"
)
_PRIVATE = range(0xE000, 0xF900)


class WordNotes:
    """Footnotes and endnotes by their ids, and those that the text has led to so far."""

    def __init__(self, footnotes: Element | None, endnotes: Element | None) -> None:
        self._notes = {"footnotereference": _by_id(footnotes), "endnotereference": _by_id(endnotes)}
        self._counts = dict.fromkeys(self._notes, 0)
        self.cited: list[tuple[Element, int | None]] = []
        """Notes in the order of their marks, each once, with their numbers; None for a mark such as `*`."""
        self._seen: set[Element] = set()

    def cite(self, reference: Element) -> None:
        """Count the note that a mark in the text leads to."""
        kind = tag(reference)
        own = has_own_mark(reference)
        self._counts[kind] += not own
        note = self._notes[kind].get(attribute(reference, "id"))
        if note is not None and note not in self._seen:
            self._seen.add(note)
            self.cited.append((note, None if own else self._counts[kind]))

    @property
    def state(self) -> tuple[int, ...]:
        """How many notes were cited so far, in all and of each kind."""
        return len(self.cited), *self._counts.values()

    def rewind(self, state: tuple[int, ...]) -> None:
        """Forget what was cited since."""
        length, *counts = state
        self._seen.difference_update(note for note, _ in self.cited[length:])
        del self.cited[length:]
        self._counts = dict(zip(self._counts, counts, strict=True))


def has_own_mark(reference: Element) -> bool:
    """True if the author typed the note's mark, so that it is not counted."""
    return attribute(reference, "customMarkFollows").lower() in ("1", "true", "on")


def _by_id(root: Element | None) -> dict[str, Element]:
    """Notes of one part; separators between text and notes are none."""
    notes = root if root is not None else ()
    return {attribute(note, "id"): note for note in notes if attribute(note, "type") in ("", "normal")}


class WordBody:
    """Walks a document's body, or one note, cell or text box of it."""

    def __init__(self, styles: WordStyles, notes: WordNotes) -> None:
        self._styles = styles
        self._notes = notes
        self._drafts: list[Draft] = []
        self._flow = Flow()
        self._boxes: list[Element] = []
        self._fields: list[str] = []
        """The instructions of the fields that are open."""
        self._depth = 0

    def blocks(self, body: Element) -> list[Draft]:
        """Return the blocks in order, the notes that the text leads to at the end."""
        drafts = self.inner(body)
        # A note may itself hold the mark of another, which then follows in the same list.
        for note, number in self._notes.cited:
            text = "\n".join(draft.text for draft in self._apart(note) if draft.text)
            drafts.append(markup_flow.note(number, text))
        return drafts

    def inner(self, element: Element) -> list[Draft]:
        """Return the blocks inside of an element."""
        self._content(element)
        self._close(Role())
        return self._drafts

    def _apart(self, element: Element) -> list[Draft]:
        """The blocks inside of an element, apart from those being collected."""
        return WordBody(self._styles, self._notes).inner(element)

    def _content(self, element: Element) -> None:
        """Walk what may hold paragraphs and tables."""
        self._depth += 1
        for inner in element if self._depth < _DEEPEST else ():
            name = tag(inner)
            if name == "p":
                self._paragraph(inner)
            elif name == "tbl":
                self._table(inner)
            elif name == "sdt" and _is_contents(inner):
                continue
            elif name == "alternatecontent":
                self._content(_chosen(inner))
            elif name not in _LEFT_OUT:
                self._content(inner)
        self._depth -= 1

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "ppr")
        role, look = self._styles.paragraph(properties)
        self._runs(paragraph, look)
        mark = child(properties, "rpr", "del")
        if mark is not None:
            return  # its end was deleted: the next paragraph goes on with it
        numbered = child(properties, "numpr") is not None
        if role.contents:
            self._flow.clear()
        self._close(role, listed=numbered)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._drafts += (draft for draft in self._apart(box) if is_caption(draft.text))

    def _close(self, role: Role, *, listed: bool = False) -> None:
        if self._flow:
            kind = Kind.TITLE if role.title else Kind.HEADING if role.level else Kind.PARAGRAPH
            self._drafts.append(self._flow.draft(kind, level=max(role.level, 1), listed=listed or role.caption))
        self._flow = Flow()

    def _runs(self, element: Element, look: Look) -> None:
        """Walk what stands inside of a paragraph."""
        self._depth += 1
        for inner in element if self._depth < _DEEPEST else ():
            name = tag(inner)
            if name in _LEFT_OUT or not name:
                continue
            if name == "r":
                self._run(inner, look)
            elif name == "alternatecontent":
                self._runs(_chosen(inner), look)
            elif name in ("omath", "omathpara"):
                self._add(formula(inner), look)
            elif name in _PICTURES:
                self._picture(inner)
            else:
                self._runs(inner, look)
        self._depth -= 1

    def _run(self, run: Element, look: Look) -> None:
        look = self._styles.run(child(run, "rpr"), look)
        own_mark = False
        for piece in _pieces(run):
            name = tag(piece)
            if name in ("footnotereference", "endnotereference"):
                self._notes.cite(piece)
                own_mark = has_own_mark(piece)
            elif name in ("fldchar", "instrtext"):
                self._field(name, piece)
            elif name in _PICTURES:
                self._picture(piece)
            elif not own_mark:
                self._piece(name, piece, look)

    def _piece(self, name: str, piece: Element, look: Look) -> None:
        if name == "lastrenderedpagebreak":
            self._flow.page()
        elif name in ("br", "cr"):
            if attribute(piece, "type") in ("", "textWrapping") and self._shown():
                self._flow.new_line()
        elif name == "sym":
            self._add(_symbol(piece), look)
        elif name in _CHARACTERS:
            self._add(_CHARACTERS[name](piece), look)
        elif name == "ruby":
            self._runs(piece, look)

    def _add(self, text: str, look: Look) -> None:
        if self._shown():
            self._flow.literal(text, look)

    def _shown(self) -> bool:
        """False inside of a table of contents."""
        return not any(field.split()[:1] and field.split()[0].upper() in _CONTENT_FIELDS for field in self._fields)

    def _field(self, name: str, piece: Element) -> None:
        kind = attribute(piece, "fldCharType")
        if name == "instrtext":
            if self._fields:
                self._fields[-1] += piece.text or ""
        elif kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _picture(self, picture: Element) -> None:
        """Set text boxes aside: of their text, only captions are taken, after the paragraph that they hang on."""
        self._boxes += outermost(picture, "txbxcontent")

    def _table(self, element: Element) -> None:
        """Take a table of data; one that only arranges text is walked like the rest."""
        rows = [row for row in _rows(element) if child(row, "trpr", "del") is None]
        cells = [list(_cells(row)) for row in rows]
        if any(True for row in cells for cell in row for _ in elements(cell, "tbl")):
            self._framed(cells)
            return
        state = self._notes.state
        texts = [[self._cell(cell) for cell in row] for row in cells]
        if markup_flow.is_tabular(texts):
            breaks = [(place, None) for place, row in enumerate(rows) for _ in elements(row, "lastrenderedpagebreak")]
            self._drafts.append(markup_flow.table(texts, breaks))
            return
        self._notes.rewind(state)
        self._framed(cells)

    def _framed(self, cells: Sequence[Sequence[Element]]) -> None:
        """Walk the cells of a table that only arranges text."""
        for row in cells:
            for cell in row:
                self._content(cell)

    def _cell(self, cell: Element) -> str:
        merged = child(cell, "tcpr", "vmerge")
        if merged is not None and attribute(merged, "val") != "restart":
            return ""
        return " ".join(draft.text for draft in self._apart(cell) if draft.text)


def _rows(table: Element) -> Iterator[Element]:
    """Rows of a table, also those inside of content controls and insertions, not those of tables in its cells."""
    for inner in table:
        if tag(inner) == "tr":
            yield inner
        elif tag(inner) in ("sdt", "sdtcontent", "customxml", "ins"):
            yield from _rows(inner)


def _cells(row: Element) -> Iterator[Element]:
    for inner in row:
        if tag(inner) == "tc":
            yield inner
        elif tag(inner) in ("sdt", "sdtcontent", "customxml", "ins"):
            yield from _cells(inner)


def _pieces(run: Element) -> Iterator[Element]:
    for inner in run:
        if tag(inner) == "alternatecontent":
            yield from _pieces(_chosen(inner))
        else:
            yield inner


def _chosen(alternatives: Element) -> Element:
    """The simpler of several forms of the same content, which every program understands."""
    fallback = child(alternatives, "fallback")
    if fallback is not None:
        return fallback
    choice = child(alternatives, "choice")
    return choice if choice is not None else alternatives


def _is_contents(control: Element) -> bool:
    gallery = child(control, "sdtpr", "docpartobj", "docpartgallery")
    return gallery is not None and attribute(gallery, "val") in ("Table of Contents", "Table of Figures")


def _symbol(piece: Element) -> str:
    """The character of a symbol font, as far as it is a letter."""
    try:
        code = int(attribute(piece, "char"), 16)
    except ValueError:
        return ""
    if code not in _PRIVATE:
        return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if attribute(piece, "font") != "Symbol":
        return ""
    letter = chr(code & 0xFF).translate(_SYMBOLS)
    return letter if not letter.isascii() or letter.isdigit() or letter in "+-=<>()/" else ""


_CHARACTERS: dict[str, Callable[[Element], str]] = {
    "t": lambda piece: piece.text or "",
    "tab": lambda _: "\t",
    "ptab": lambda _: "\t",
    "nobreakhyphen": lambda _: "-",
    "softhyphen": lambda _: "\u00ad",
}


def formula(element: Element) -> str:
    """A formula as plain text."""
    parts: list[str] = []

    def walk(inner: Element) -> None:
        if tag(inner) in _LEFT_OUT:
            return
        if tag(inner) == "t":
            parts.append(inner.text or "")
        for part in inner:
            if tag(inner) == "f" and tag(part) == "den":
                parts.append("/")
            walk(part)

    walk(element)
    return "".join(parts)
