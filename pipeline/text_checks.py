"""Checks of texts as texts: form, length, and that they are what they look like."""

import pandas as pd

from pipeline.gates import Check, expectation, suite
from pipeline.visible import fault

# Form of each kind of text, what was expected and why. Spreadsheets take a wide formula
# sign for the sign.
TEXTS = {
    "double": (
        r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z",
        "a number such as 1234.5, with a decimal point, without thousands separators, "
        "units or full-width digits; an empty cell where nothing is published",
        "DuckDB would read 1,234 as two cells and treat NA as an error without a row",
    ),
    "figure": (
        r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z",
        "a number such as 1234.5, with a decimal point, without thousands separators, "
        "units or full-width digits; leave the row out where nothing is published",
        "DuckDB would read 1,234 as two cells and treat NA as an error without a row",
    ),
    "integer": (
        r"^(0|-?[1-9][0-9]{0,8})\Z",
        "a whole number such as 2015",
        "years and orders are whole numbers; a date or 2015.0 is a spreadsheet's doing",
    ),
    "boolean": (r"^(true|false)\Z", "true or false", "anything else is a guess"),
    "date": (
        r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z",
        "a date such as 2015-12-31",
        "other orders of day and month are ambiguous",
    ),
    "city_id": (
        r"^[0-9]{6}\Z",
        "a GB/T 2260 code of six digits, as text",
        "a spreadsheet drops leading digits or turns codes into numbers",
    ),
    "identifier": (
        r"^[A-Za-z0-9_]+\Z",
        "an identifier of letters, digits and underscores",
        "identifiers go into file names, keys and links",
    ),
    "name": (
        r"^(?![+@\-＝＋＠－]|\s)[^;<>{}\\=|`\x00-\x1f\x7f-\x9f\"]+(?<!\s)\Z",
        "a name without control characters, quotes, semicolons or markup, that begins "
        "with no formula sign (= + - @) and has no spaces around it",
        "names are shown in pages and messages: markup or SQL in one is an attack",
    ),
    "text": (
        r"^(?![=+@\-＝＋＠－]|\s)[^\x00-\x08\x0b-\x1f\x7f-\x9f]*(?<!\s)\Z",
        "a text that begins with no formula sign (= + - @) and has no spaces around it",
        "a spreadsheet executes such a cell when an export is opened",
    ),
}
# Characters.
MAX_LENGTHS = {"identifier": 63, "name": 300, "text": 2_000, "double": 40, "figure": 40}


def visible_check(filled: pd.DataFrame) -> Check:
    """Return the check that texts are what they look like."""
    frame = filled[~filled["value"].map(str.isascii)]
    faults = {
        (text, is_english): fault(text, is_english)
        for text, is_english in {
            *zip(frame["value"], frame["column"].str.endswith("_en"), strict=True)
        }
    }
    found = [
        faults[text, column.endswith("_en")]
        for text, column in zip(frame["value"], frame["column"], strict=True)
    ]
    shown = [
        f"{what} of {text}" if what else text
        for what, text in zip(found, frame["value"], strict=True)
    ]
    return Check(
        frame.assign(fault=found, value=shown),
        suite(
            "landing_visible_texts",
            [
                expectation(
                    "ColumnValuesToBeNull",
                    "characters that can be seen and are what they look like, in Unicode "
                    "form NFC: no direction marks, no spaces of no width or other "
                    "invisible signs, no letters that imitate Latin ones",
                    "two names that look the same are one to a reader and two to a join",
                    column="fault",
                )
            ],
        ),
    )


def length_check(filled: pd.DataFrame) -> Check:
    """Return the check that no text is longer than its kind asks for."""
    frame = filled[filled["kind"].isin(MAX_LENGTHS)]
    longest = frame["kind"].map(MAX_LENGTHS)
    length = frame["value"].str.len()
    is_long = length > longest
    shown = length.astype(str) + " characters: " + frame["value"]
    limits = ", ".join(f"{n:,} for {kind}s" for kind, n in MAX_LENGTHS.items())
    return Check(
        frame.assign(
            length=length, longest=longest, value=frame["value"].where(~is_long, shown)
        ),
        suite(
            "landing_lengths",
            [
                expectation(
                    "ColumnPairValuesAToBeGreaterThanB",
                    f"a text within the length of its kind ({limits})",
                    "the longest of this project have 39, 166, 320 and 19; PostgreSQL "
                    "cuts identifiers at 63, and pages have to show names",
                    column_A="longest",
                    column_B="length",
                    or_equal=True,
                )
            ],
        ),
    )
