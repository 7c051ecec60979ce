"""OpenDocument texts, as LibreOffice writes them."""

from __future__ import annotations

import posixpath

from corpus.errors import UnreadableFile
from corpus.readers import markup_flow
from corpus.readers.extract import Extract
from corpus.readers.markup_claims import keywords, meant_names, meant_title
from corpus.readers.markup_html import words_of_math
from corpus.readers.markup_looks import settle
from corpus.readers.markup_xml import attribute, child, elements, parse_xml, tag, words_of
from corpus.readers.odt_body import OdtBody
from corpus.readers.odt_styles import OdtStyles
from corpus.readers.zipped import ZippedFile
from corpus.record import Record


class OdtReader:
    """`.odt`."""

    suffixes: tuple[str, ...] = (".odt",)

    def read(self, name: str, data: bytes) -> Extract:
        """Extract a document as it reads with all changes accepted, notes at the end; its format is "odt".

        Pages are those on which the document was laid out when it was saved, where it tells them. Raises
        UnreadableFile for what is damaged, locked by a password, no text document, or holds no words.
        """
        if not data:
            raise UnreadableFile(name, "the file is empty")
        package = ZippedFile(name, data)
        _refuse_encrypted(name, package)
        content = parse_xml(name, "content.xml", package.read("content.xml"))
        body = child(content, "body", "text")
        if body is None:
            raise UnreadableFile(name, "holds no text document; if it is a table or slides, save it as a text first")
        roots = [parse_xml(name, "styles.xml", package.read("styles.xml"))] if "styles.xml" in package else []
        paged = attribute(body, "use-soft-page-breaks") == "true"

        def formula(href: str) -> str:
            part = posixpath.normpath(posixpath.join(href, "content.xml"))
            if not href or part not in package:
                return ""
            root = parse_xml(name, part, package.read(part))
            return words_of_math(root) if tag(root) == "math" else ""

        drafts = OdtBody(OdtStyles([*roots, content]), formula, paged=paged).blocks(body)
        properties = _properties(name, package)
        claimed = [properties.title] if properties.title else []
        return markup_flow.extract(name, settle(drafts, claimed), "odt", properties=properties)


def _refuse_encrypted(name: str, package: ZippedFile) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest not in package:
        return
    root = parse_xml(name, manifest, package.read(manifest))
    if "encrypted-package" in package or next(elements(root, "encryption-data"), None) is not None:
        raise UnreadableFile(name, "it is locked by a password; open it in LibreOffice and save it without one")


def _properties(name: str, package: ZippedFile) -> Record:
    """What the document's properties claim."""
    if "meta.xml" not in package:
        return Record()
    values: dict[str, list[str]] = {}
    meta = child(parse_xml(name, "meta.xml", package.read("meta.xml")), "meta")
    for element in meta if meta is not None else ():
        values.setdefault(tag(element), []).append(words_of(element))
    title = meant_title(next(iter(values.get("title", [])), ""), name)
    # The one who began the document wrote it; `creator` is whoever saved it last.
    authors = meant_names(values.get("initial-creator") or values.get("creator", []))
    return Record(title=title, authors=authors, keywords=keywords(values.get("keyword", [])))
