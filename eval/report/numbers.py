"""Numbers, intervals and dates as each language writes them."""

from __future__ import annotations

from datetime import datetime

from eval.report.strings import Forms, Strings

PLACES = 3
"""Decimal places of a figure: enough to tell one question of a thousand."""
NOTHING = "\N{EM DASH}"
_MINUS = "\N{MINUS SIGN}"
_SMALLEST_P = 0.001


def decimal(value: float, strings: Strings, places: int = PLACES) -> str:
    """A number with so many decimal places; what rounds to zero has no sign."""
    rounded = round(value, places)
    digits = f"{abs(rounded):.{places}f}".replace(".", strings.decimal_mark)
    return f"{_MINUS}{digits}" if rounded < 0 else digits


def optional(value: float | None, strings: Strings) -> str:
    """A number, or a dash where there is none."""
    return NOTHING if value is None else decimal(value, strings)


def signed(value: float, strings: Strings, places: int = PLACES) -> str:
    """A difference: with a plus where it is above zero."""
    told = decimal(value, strings, places)
    return f"+{told}" if round(value, places) > 0 else told


def interval(low: float, high: float, strings: Strings) -> str:
    """An interval in brackets."""
    return strings.interval.format(low=decimal(low, strings), high=decimal(high, strings))


def interval_or_none(low: float | None, high: float | None, strings: Strings) -> str:
    """An interval in brackets, or words where none was estimated."""
    return strings.no_interval if low is None or high is None else interval(low, high, strings)


def probability(value: float, strings: Strings) -> str:
    """A p value; very small ones by what they are below."""
    if value < _SMALLEST_P:
        return f"<{decimal(_SMALLEST_P, strings)}"
    return decimal(value, strings)


def whole(value: float, strings: Strings) -> str:
    """A number without decimal places, its thousands set apart."""
    number = round(value)
    if abs(number) < strings.thousands_from:
        return str(number).replace("-", _MINUS)
    return f"{number:,}".replace(",", strings.thousands_mark).replace("-", _MINUS)


def counted(count: int, forms: Forms, strings: Strings) -> str:
    """A count with its noun, held together on one line."""
    return f"{whole(count, strings)}\N{NO-BREAK SPACE}{forms.beside(count, strings.language)}"


def moment(iso: str, strings: Strings) -> str:
    """A moment as the language writes it, in its own time zone. Raises ValueError when it is not ISO 8601."""
    when = datetime.fromisoformat(iso)
    month = strings.months[when.month - 1]
    return strings.date.format(day=when.day, month=month, year=when.year, time=f"{when:%H:%M}")
