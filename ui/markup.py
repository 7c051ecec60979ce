"""Text to HTML, such that nothing from a file or a reader ever becomes markup.

An answer's Markdown is turned into HTML here and not in the browser: only paragraphs, lists, headings, bold,
backslash escapes and citation marks mean something, and every other character is shown as it stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable

# Inert in HTML, but a template engine in the page gives the first three a meaning, and Markdown the last.
_TEMPLATE_CHARACTERS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;"})

_INLINE = re.compile(
    r"\\(?P<literal>[!-/:-@\[-`{-~])"
    r"|(?<![\w*])\*\*(?=[^\s*])(?P<bold>[^*]+)(?<=[^\s*])\*\*(?![\w*])"
    r"|\[(?P<numbers>\d{1,3}(?:\s*,\s*\d{1,3})*)\]"
)
_BULLET = re.compile(r"[-•]\s+")
_HEADING = re.compile(r"#{1,6}\s+")

CitationLink = Callable[[int], str | None]
"""From a citation's number to the HTML of its link, or None where the answer has no such citation."""


def escape(text: str) -> str:
    """Return HTML that shows `text` character for character, as content and inside quoted attributes."""
    return html.escape(text, quote=True).translate(_TEMPLATE_CHARACTERS)


def one_line(markup: str) -> str:
    """Return HTML without line breaks: an empty line would end an HTML block inside Markdown."""
    return " ".join(markup.split("\n"))


def plain_html(text: str) -> str:
    """Return what a reader typed, as one paragraph that keeps its lines."""
    return "<br>".join(escape(line) for line in text.strip().splitlines())


def answer_html(text: str, link: CitationLink) -> str:
    """Return an answer's Markdown as HTML with its marks linked; a mark without a citation stays text."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(_block(block.splitlines(), link) for block in blocks if block.strip())


def _block(lines: list[str], link: CitationLink) -> str:
    """HTML of the lines between two empty ones; a list may follow a paragraph directly."""
    parts: list[str] = []
    run: list[str] = []
    kind = ""
    for line in (raw.strip() for raw in lines):
        marker, content = _line_kind(line)
        if marker != kind and run:
            parts.append(_element(kind, run))
            run = []
        kind = marker
        run.append(_inline(content, link))
    return "".join([*parts, _element(kind, run)])


def _line_kind(line: str) -> tuple[str, str]:
    for tag, pattern in (("ul", _BULLET), ("h", _HEADING)):
        found = pattern.match(line)
        if found:
            return tag, line[found.end() :]
    return "p", line


def _element(kind: str, run: Iterable[str]) -> str:
    if kind == "ul":
        return "<ul>" + "".join(f"<li>{item}</li>" for item in run) + "</ul>"
    inner = "<br>".join(run)
    return f'<p class="heading">{inner}</p>' if kind == "h" else f"<p>{inner}</p>"


def _inline(text: str, link: CitationLink) -> str:
    parts: list[str] = []
    end = 0
    for found in _INLINE.finditer(text):
        token, before = _inline_token(found, link), text[end : found.start()]
        # A mark must not stand alone at the start of a line.
        parts.append(
            escape(before[:-1] + "\N{NO-BREAK SPACE}" if found["numbers"] and before.endswith(" ") else before)
        )
        parts.append(token)
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def _inline_token(found: re.Match[str], link: CitationLink) -> str:
    if found["literal"]:
        return escape(found["literal"])
    if found["bold"]:
        return f"<strong>{_inline(found['bold'], link)}</strong>"
    links = [link(int(number)) for number in found["numbers"].split(",")]
    return "".join(each for each in links if each) if all(links) else escape(found[0])
