"""What a reader has chosen, kept in the session and in the address, so it can be shared.

A value from the address counts only if it is one of the known ones; anything else is named
in a notice and the default taken.
"""

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

from app import data, look
from app.texts import t

LANGUAGES = {"en": "English", "zh": "中文"}
PARAMETERS = ("page", "lang", "reading", "year", "indicator", "cluster", "city", "claim",
              "mart", "weights")  # fmt: skip
# Parameters that each page uses, besides page and language.
OF_PAGE: dict[str, tuple[str, ...]] = {
    "overview": ("reading", "year"),
    "map": ("indicator", "reading", "year"),
    "cluster": ("cluster", "reading", "year"),
    "city": ("city", "reading", "year", "indicator"),
    "robustness": ("reading", "year", "weights"),
    "replication": ("reading", "claim"),
    "quality": ("cluster", "reading"),
    "download": ("mart", "reading"),
}
PAGES = tuple(OF_PAGE)
# What no address holds, and should still be there when its page is shown again.
KEPT = ("sql", "one_reading")
SHOWN_LENGTH = 40


PREFERRED = {"indicator": "gdp_per_capita", "mart": "rpt_integration_index"}


MAX_WEIGHT, WEIGHT_STEP = 4.0, 0.25
WEIGHTS = tuple(
    f"{n * WEIGHT_STEP:g}" for n in range(int(MAX_WEIGHT / WEIGHT_STEP) + 1)
)


class WeightTexts:
    """The texts of weights that the sliders can give, such as 1-0.5-4-1-0."""

    def __init__(self, n: int) -> None:
        """Keep how many weights a text has."""
        self.n = n

    def __contains__(self, text: object) -> bool:
        """Return whether the sliders can give a text."""
        parts = text.split("-", self.n) if isinstance(text, str) else []
        return len(parts) == self.n and all(part in WEIGHTS for part in parts)


def weights_text(values: Sequence[float]) -> str:
    """Return weights as they stand in the address."""
    return "-".join(f"{value:g}" for value in values)


def weights() -> dict[str, float]:
    """Return the chosen weight of each dimension."""
    values = st.session_state["weights"].split("-")
    return {
        row["dimension_id"]: float(value)
        for row, value in zip(data.ask("shared/dimensions"), values, strict=True)
    }


def known_values() -> dict[str, Any]:
    """Return the values that each parameter can take."""
    return {
        "page": list(PAGES),
        "lang": list(LANGUAGES),
        "reading": [row["scenario_id"] for row in data.readings()],
        "year": data.all_years(),
        "indicator": [row["indicator_id"] for row in data.indicators()],
        "cluster": [row["cluster_id"] for row in data.clusters()],
        "city": [row["city_id"] for row in data.ask("shared/city_ids")],
        "claim": [
            row["claim_id"]
            for row in data.ask("replication/claims", reading=data.PAPER)
        ],
        "mart": [row["mart"] for row in data.marts()],
        "weights": WeightTexts(len(data.ask("shared/dimensions"))),
    }


def offered_values(reading: str) -> dict[str, list[str]]:
    """Return what a reading has of the parameters that depend on it."""
    scheme = data.scheme_of(reading)
    return {
        "indicator": [row["indicator_id"] for row in data.indicators(scheme)],
        "cluster": [row["cluster_id"] for row in data.clusters(scheme)],
        "city": [row["city_id"] for row in data.ask("shared/cities", scheme=scheme)],
    }


def offered(name: str, known: Any) -> Any:
    """Return the values that a reader's reading has of a parameter, or all known ones."""
    if name not in ("indicator", "cluster", "city"):
        return known
    return offered_values(st.session_state["reading"])[name] or known


def default(name: str, values: Any) -> Any:
    """Return the value of a parameter that nobody has chosen."""
    if name == "lang":
        return preferred_language()
    if name == "year":
        reading = st.session_state["reading"]
        years = data.reading_years(reading)
        if not years:
            raise data.MissingMartError(
                f"fct_integration_index: no row of the reading {reading}"
            )
        return years[-1]
    if name == "weights":
        return weights_text([1.0] * values.n)
    if not values:
        raise data.MissingMartError(name)
    preferred = PREFERRED.get(name)
    return preferred if preferred in values else values[0]


def preferred_language() -> str:
    """Return the language that the browser asks for, where it is one of ours."""
    locale = (st.context.locale or "").lower()
    return "zh" if locale.startswith("zh") else "en"


def read_language() -> None:
    """Take the language from the address before anything else can go wrong."""
    if "lang" not in st.session_state:
        asked = st.query_params.get("lang")
        st.session_state["lang"] = asked if asked in LANGUAGES else preferred_language()


def read() -> list[tuple[str, str]]:
    """Bring session and address together at the start of a run.

    Returns:
        name and text of each value in the address that is not a known one.

    """
    known = known_values()
    last = st.session_state.get("_last", {})
    written = st.session_state.get("_written", {})
    for name in last:
        # A select box sends the text of its choice; in another language it is unknown.
        if st.session_state.get(name) not in known[name]:
            st.session_state[name] = last[name]
    # A click can come before the browser has shown the address of the run before it.
    clicked = any(st.session_state[name] != last[name] for name in last)
    asked = st.query_params.get("page")
    expected = ("page", "lang", *OF_PAGE.get(asked or "", OF_PAGE[PAGES[0]]))
    refused = []
    for name in PARAMETERS:
        raw = st.query_params.get(name)
        if raw is None and not clicked and name in written and name in expected:
            # Back to an address that says less: what it does not say is the default.
            st.session_state[name] = default(name, offered(name, known[name]))
        elif raw is not None and not clicked and raw != written.get(name):
            value = parsed(name, raw, known[name])
            if value is None:
                refused.append((name, raw[:SHOWN_LENGTH]))
            else:
                st.session_state[name] = value
        value = st.session_state.get(name)
        if value not in known[name]:
            value = default(name, offered(name, known[name]))
        # Writing it also keeps it while no widget of a page shows it.
        st.session_state[name] = value
    for name in KEPT:
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]
    st.session_state["_last"] = {name: st.session_state[name] for name in PARAMETERS}
    return refused


def follow_reading() -> list[tuple[str, str, str]]:
    """Replace what the page shows and its reading has not by what it has.

    Returns:
        name, value and its replacement, of each that is replaced.

    """
    offered = offered_values(st.session_state["reading"])
    replaced = []
    for name in OF_PAGE[st.session_state["page"]]:
        value = st.session_state[name]
        if offered.get(name) and value not in offered[name]:
            instead = default(name, offered[name])
            choose(name, instead)
            replaced.append((name, value, instead))
    return replaced


def parsed(name: str, raw: str, values: Any) -> Any:
    """Return the known value that a text means, or None."""
    if name == "year":
        return (
            int(raw) if re.fullmatch(r"[0-9]{4}", raw) and int(raw) in values else None
        )
    return raw if raw in values else None


def write() -> None:
    """Put what the page shows into the address."""
    shown = ("page", "lang", *OF_PAGE[st.session_state["page"]])
    wanted = {name: str(st.session_state[name]) for name in shown}
    found = st.query_params.to_dict()
    stands_for = st.session_state.setdefault("_address", (found, wanted))
    if stands_for == (found, wanted) and found.items() <= wanted.items():
        # The address that led here stays as it is: another would be an entry in the
        # history of the browser that Back leads to, and that leads here again.
        wanted = found
    elif found != wanted:
        st.query_params.from_dict(wanted)
    st.session_state["_written"] = wanted


def choose(name: str, value: Any) -> None:
    """Change a value from outside its widget, before the widget is drawn."""
    st.session_state[name] = value
    st.session_state["_last"] = {**st.session_state.get("_last", {}), name: value}


def nearest_year(years: list[int]) -> int:
    """Move the year to the nearest one that the page has, and say so; return it.

    Then the address is known, and written.
    """
    asked = st.session_state["year"]
    year = min(years, key=lambda y: (abs(y - asked), y), default=asked)
    if year != asked:
        choose("year", year)
        look.notice(t("year_moved", asked=asked, year=year))
    write()
    return year
