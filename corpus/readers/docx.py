"""Word documents.

The XML is read directly: libraries that turn it into HTML lose the pages as Word laid them out, formulas, and what
was deleted or inserted under track changes.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFile
from corpus.readers import markup_flow
from corpus.readers.docx_body import WordBody, WordNotes
from corpus.readers.docx_styles import WordStyles
from corpus.readers.extract import Extract
from corpus.readers.markup_claims import keywords, meant_names, meant_title
from corpus.readers.markup_looks import settle
from corpus.readers.markup_xml import attribute, child, parse_xml, tag
from corpus.readers.zipped import ZippedFile
from corpus.record import Record

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class DocxReader:
    """`.docx`."""

    suffixes: tuple[str, ...] = (".docx",)

    def read(self, name: str, data: bytes) -> Extract:
        """Extract a document as it reads with all changes accepted, notes at the end; its format is "docx".

        Pages are those that Word laid out when it last saved the document; other programs leave none. Raises
        UnreadableFile for what is damaged, locked by a password, an old .doc, or holds no words.
        """
        _refuse_old(name, data)
        package = _Package(name, ZippedFile(name, data))
        body = child(package.document, "body")
        if body is None:
            raise UnreadableFile(name, "damaged: its document has no body; save it again from the word processor")
        notes = WordNotes(package.part("footnotes"), package.part("endnotes"))
        drafts = WordBody(WordStyles(package.part("styles")), notes).blocks(body)
        properties = package.properties()
        claimed = [properties.title] if properties.title else []
        return markup_flow.extract(name, settle(drafts, claimed), "docx", properties=properties)


def _refuse_old(name: str, data: bytes) -> None:
    if not data:
        raise UnreadableFile(name, "the file is empty")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableFile(name, "it is locked by a password; open it in Word and save it without one")
        raise UnreadableFile(name, "an old Word document (.doc); open it in Word and save it as .docx")


@dataclass(frozen=True, slots=True)
class _Package:
    """The parts of a document, found by what they are related to."""

    name: str
    zip: ZippedFile

    @property
    def _main(self) -> str:
        found = self._related("", "officedocument")
        if found is None and "word/document.xml" in self.zip:
            found = "word/document.xml"
        if found is None or found not in self.zip:
            raise UnreadableFile(self.name, "holds no Word document; if it is another kind of file, rename it")
        return found

    @property
    def document(self) -> Element:
        """The root of the main part."""
        return parse_xml(self.name, self._main, self.zip.read(self._main))

    def part(self, kind: str) -> Element | None:
        """The root of the part of this kind (styles, footnotes …); None where the document has none."""
        found = self._related(self._main, kind)
        return parse_xml(self.name, found, self.zip.read(found)) if found and found in self.zip else None

    def _related(self, source: str, kind: str) -> str | None:
        folder, file = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self.zip:
            return None
        for relation in parse_xml(self.name, path, self.zip.read(path)):
            external = attribute(relation, "TargetMode") == "External"
            if attribute(relation, "Type").rpartition("/")[2].lower() == kind and not external:
                return posixpath.normpath(posixpath.join(folder, attribute(relation, "Target"))).lstrip("/")
        return None

    def properties(self) -> Record:
        """What the document's properties claim."""
        path = self._related("", "core-properties")
        if path is None or path not in self.zip:
            return Record()
        values: dict[str, str] = {}
        for element in parse_xml(self.name, path, self.zip.read(path)):
            values[tag(element)] = element.text or ""
        return Record(
            title=meant_title(values.get("title", ""), self.name),
            authors=meant_names([values.get("creator", "")]),
            keywords=keywords([values.get("keywords", "")]),
        )
