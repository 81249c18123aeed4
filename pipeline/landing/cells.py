"""The cell of a landing file: its text without what programs and printers put around it."""

import math
import re
import unicodedata
from typing import Any

from pipeline.landing.mapping import TableMapping

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
LOOSE = re.compile(r"[-+−]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
# 2010.0, 2010年, the first or last day of a year as a spreadsheet keeps or shows one.
YEAR_TEXT = re.compile(
    r"([12][0-9]{3})(?:\.0+|\s*年|[-/.](?:0?1[-/.]0?1|12[-/.]31)"
    r"(?:[T ]0?0:00(?::00)?(?:\.0+)?)?)?"
    r"|(?:0?1[-/.]0?1|12[-/.]31|31[-/.]12)[-/.]([12][0-9]{3})"
)
NARROW = {0xFF01 + i: 0x21 + i for i in range(94)}
# Around a code or number: spaces of any width, marks of the order of bytes.
AROUND = "\u200b\u200c\u200d\u2060\ufeff\u00a0\u3000 \t\r\n\x0b\x0c\u2007\u202f"


def cell_text(cell: Any) -> str:
    """Return what a cell of a workbook shows."""
    value = cell.value
    if value is None:
        return ""
    shown = str(getattr(cell, "number_format", "") or "")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        if shown.rstrip("_) ").endswith("%"):
            return f"{number_text(value * 100)}%"
        text = number_text(value)
        # A code whose zeros the format keeps: 01001.
        if re.fullmatch("0{2,}", shown) and text.isdigit():
            return text.zfill(len(shown))
        return text
    if hasattr(value, "isoformat"):
        text = value.isoformat()
        return text.removesuffix("T00:00:00")
    return str(value)


def number_text(value: float) -> str:
    """Return a number as the shortest text that is it, whole ones without a point."""
    if isinstance(value, float):
        if math.isfinite(value) and value == int(value) and abs(value) < 1e15:
            return str(int(value))
        # A spreadsheet counts fifteen digits: 0.1 + 0.2 shows 0.3 there.
        short = f"{value:.15g}"
        return (
            short if math.isclose(float(short), value, rel_tol=1e-15) else repr(value)
        )
    return str(value)


def cleaned(text: str) -> str:
    """Return a cell without the spaces around it, or what makes a spreadsheet keep it."""
    if text.isalnum():
        return text
    text = text.strip(AROUND)
    if text[:2] == '="' and text[-1:] == '"':
        return text[2:-1]
    return text[1:] if text[:1] == "'" else text


def narrow(text: str) -> str:
    """Return a text with signs of half width and the digits 0 to 9, of any script."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c
        for c in text.translate(NARROW)
    )


def without_marks(text: str, table: TableMapping) -> str:
    """Return a cell without the footnote marks at its end."""
    kept = text
    for mark in table.marks * len(table.marks):
        kept = kept.removesuffix(mark).strip(AROUND)
    return kept or text


def year_text(text: str) -> str:
    """Return the year of a date that stands for one, or of a number with zeros."""
    found = YEAR_TEXT.fullmatch(narrow(text))
    return found[1] or found[2] if found else text


def number(text: str, table: TableMapping) -> str:
    """Return a number with a decimal point, or the text where it is none."""
    plain_text = text
    if table.thousands:
        sign = r"\s" if table.thousands == " " else re.escape(table.thousands)
        # 1,234,567; in India 12,34,567.
        grouped = re.fullmatch(
            rf"([-+−]?[0-9]{{1,3}}(?:{sign}[0-9]{{2,3}})*{sign}[0-9]{{3}})(\D.*)?", text
        )
        if grouped:
            plain_text = re.sub(sign, "", grouped[1]) + (grouped[2] or "")
    if table.decimal == ",":
        if "." in plain_text:
            return text
        plain_text = plain_text.replace(",", ".")
    if not LOOSE.fullmatch(plain_text):
        return text
    plain_text = plain_text.replace("−", "-").removeprefix("+")
    plain_text = re.sub(r"^(-?)\.", r"\g<1>0.", plain_text)
    return re.sub(r"\.(?=$|[eE])", "", plain_text)
