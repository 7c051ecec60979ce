"""The little of CSS that tells a heading from running text: size, weight, alignment, what is raised or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from corpus.readers.markup_flow import Look

# One element by its name, its class or both; what depends on its neighbours is left aside.
_SELECTOR = re.compile(r"^([a-z][a-z0-9]*)?(?:\.([\w-]+))?$", re.IGNORECASE)
_LENGTH = re.compile(r"^(\d{0,6}\.?\d{1,9})(pt|px|em|rem|%|in|cm|mm)?$")
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835}
_NAMED_SIZES = {
    "xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0, "xx-large": 24.0,
}  # fmt: skip
_FONT_TAG = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_WANTED = {
    "font-weight", "font-size", "text-align", "vertical-align", "text-transform", "display", "visibility",
    "white-space", "mso-hide", "position", "top",
}  # fmt: skip
Declarations = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Styles:
    """Rules of style sheets, by the name and the class that they are for ("" for any)."""

    rules: Mapping[tuple[str, str], Declarations] = field(default_factory=dict)

    @classmethod
    def of(cls, sheets: Iterable[str]) -> Styles:
        """Read style sheets; a later rule overrides an earlier one for the same elements."""
        rules: dict[tuple[str, str], dict[str, str]] = {}
        for sheet in sheets:
            for rule in _without_comments(sheet).split("}"):
                selectors, _, body = rule.rpartition("{")
                wanted = declarations(body)
                for selector in selectors.split(",") if wanted else ():
                    match = _SELECTOR.match(selector.strip())
                    if match and match.group():
                        key = ((match.group(1) or "").lower(), match.group(2) or "")
                        rules.setdefault(key, {}).update(wanted)
        return cls(rules)

    def of_element(self, name: str, classes: str, own: str) -> dict[str, str]:
        """What holds for an element: the rules of its name, of its classes, and its own style attribute."""
        found = dict(self.rules.get((name, ""), {}))
        for class_ in classes.split():
            found.update(self.rules.get(("", class_), {}))
            found.update(self.rules.get((name, class_), {}))
        found.update(declarations(own))
        return found


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.split("/*")
    return first + " ".join(part.partition("*/")[2] for part in rest)


def declarations(body: str) -> dict[str, str]:
    """The wanted properties of `name: value; …`, values in lower case."""
    pairs = (part.partition(":") for part in body.split(";"))
    return {
        name.strip().lower(): value.replace("!important", "").strip().lower()
        for name, _, value in pairs
        if name.strip().lower() in _WANTED
    }


def styled(look: Look, style: Declarations) -> Look:
    """The look of an element inside one that looks so."""
    if not style:
        return look
    weight = style.get("font-weight", "")
    align = style.get("text-align", "")
    return replace(
        look,
        bold=weight in ("bold", "bolder") or weight in ("600", "700", "800", "900") if weight else look.bold,
        size=size_of(style.get("font-size", ""), look.size),
        centred=align == "center" if align else look.centred,
        raised=_is_raised(style, look),
        capitals=style.get("text-transform", "uppercase" if look.capitals else "") == "uppercase",
        hidden=look.hidden or is_hidden(style),
        spaced=style["white-space"].startswith("pre") if "white-space" in style else look.spaced,
    )


def _is_raised(style: Declarations, look: Look) -> bool:
    """True of superscripts, whichever of the three ways they are made in."""
    shift = style.get("vertical-align", "")
    if shift == "super" or (style.get("position") == "relative" and style.get("top", "").startswith("-")):
        return True
    if length := _LENGTH.match(shift):
        return float(length.group(1)) > 0
    return look.raised and shift not in ("sub", "baseline") and not shift.startswith("-")


def is_hidden(style: Declarations) -> bool:
    """True if a style keeps its element from being shown."""
    return style.get("display") == "none" or style.get("visibility") == "hidden" or style.get("mso-hide") == "all"


def size_of(value: str, around: float) -> float:
    """A CSS font size in points; `around` is the size of the text around it."""
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value]
    match = _LENGTH.match(value)
    if match is None:
        return around
    number, unit = float(match.group(1)), match.group(2) or "px"
    if unit in ("em", "%"):
        return around * number / (100 if unit == "%" else 1)
    return 12 * number if unit == "rem" else number * _POINTS[unit]


def font_tag_size(value: str, around: float) -> float:
    """The size that `<font size=…>` names, in points."""
    return _FONT_TAG.get(value.strip(), around)
