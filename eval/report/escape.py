"""Text to HTML, such that nothing from a question or an article ever becomes markup."""

from __future__ import annotations

import html


def escape(text: str) -> str:
    """Return HTML that shows `text` character for character, as content and inside quoted attributes."""
    return html.escape(printable(text), quote=True)


def printable(text: str) -> str:
    """Return `text` with replacement characters for the control characters that no document may hold."""
    return "".join("\N{REPLACEMENT CHARACTER}" if char < " " and char not in "\t\n\r" else char for char in text)
