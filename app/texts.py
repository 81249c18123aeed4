"""All texts of the viewer, English and Chinese side by side in texts.csv.

Names of indicators, cities, agglomerations and readings are not here: they come from the
marts. A text is asked for by its key: t("no_figure").
"""

import csv
from io import StringIO
from pathlib import Path

import streamlit as st

FILE = StringIO(Path(__file__).with_suffix(".csv").read_text(encoding="utf-8"))
# By key, English and Chinese.
TEXTS = {row["key"]: (row["en"], row["zh"]) for row in csv.DictReader(FILE)}


def language() -> str:
    """Return the reader's language."""
    return st.session_state.get("lang", "en")


def t(key: str, **values: object) -> str:
    """Return a text in the reader's language, its places filled in.

    Where `n` is 1 and the key has a text with .1 behind it, it is that. A key that is not
    there gives its last part: a new unit or reason of the marts shows as it is called.
    """
    if str(values.get("n")) == "1" and f"{key}.1" in TEXTS:
        key = f"{key}.1"
    if key not in TEXTS:
        return key.split(".", 1)[-1]
    return TEXTS[key][language() == "zh"].format(**values)


def ordinal(n: int) -> str:
    """Return first, second, ... as a short numeral."""
    if language() == "zh":
        return f"第{n}"
    suffix = (
        "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    )
    return f"{n}{suffix}"
