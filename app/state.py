"""What a reader has chosen, kept in the session and in the address, so it can be shared.

A value from the address counts only if it is one of the known ones. Anything else, a
parameter that no page knows among them, is named in a notice and left out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from app import data, look, words
from app.texts import t

LANGUAGES = {"en": "English", "zh": "中文"}
VIEWS = ("map", "time", "table")
COMPARED = ("clusters", "cities", "years")
PARTS = ("score", "cities", "figures")
# Where the charts are that a page does not begin with.
SHOWN_IN = {"spread": ("part", "cities"), "time": ("view", "time")}
# Parameters that each page uses, besides page and language.
OF_PAGE: dict[str, tuple[str, ...]] = {
    "overview": ("reading", "year"),
    "map": ("view", "indicator", "reading", "year", "city", "cities"),
    "compare": ("what", *COMPARED, "cluster", "indicator", "reading", "year"),
    "cluster": ("cluster", "part", "reading", "year"),
    "city": ("city", "reading", "year", "indicator"),
    "robustness": ("reading", "year", "weights"),
    "replication": ("reading", "claim"),
    "quality": ("cluster", "reading"),
    "download": ("mart", "reading"),
    "about": (),
}
PAGES = tuple(OF_PAGE)
PARAMETERS = ("page", "lang", "show",
              *dict.fromkeys(n for names in OF_PAGE.values() for n in names))  # fmt: skip
# What no address holds, and should still be there when its page is shown again.
KEPT = ("sql", "one_reading")
SHOWN_LENGTH = 40
PREFERRED = {
    "reading": data.PAPER,
    "indicator": "gdp_per_capita",
    "mart": "rpt_integration_index",
}
# More lines and columns than that are not compared by eye.
MOST = 5
MAX_WEIGHT, WEIGHT_STEP = 4.0, 0.25
WEIGHTS = tuple(
    f"{n * WEIGHT_STEP:g}" for n in range(int(MAX_WEIGHT / WEIGHT_STEP) + 1)
)


@dataclass(frozen=True)
class Texts:
    """Texts of several values with a dash between, such as 1-0.5-4-1-0.

    Each has n values, or up to n, each once, where they are picked.
    """

    known: Sequence[str]
    n: int
    is_picked: bool = True

    def __contains__(self, text: object) -> bool:
        """Return whether a text is one of them."""
        parts = text.split("-", self.n) if isinstance(text, str) else []
        fits = (1 <= len(parts) <= self.n and len(set(parts)) == len(parts)
                if self.is_picked else len(parts) == self.n)  # fmt: skip
        return fits and all(part in self.known for part in parts)

    def __len__(self) -> int:
        """Return of how many values it is made."""
        return len(self.known)

    def default(self) -> str:
        """Return the text that nobody has chosen."""
        if not self.is_picked:
            return "-".join("1" * self.n)
        # Of years the first and the last, of other things the first two.
        is_year = re.fullmatch("[0-9]{4}", self.known[0])
        second = self.known[-1] if is_year else self.known[:2][-1]
        return "-".join(dict.fromkeys([self.known[0], second]))


def weights() -> dict[str, float]:
    """Return the chosen weight of each dimension."""
    values = picked("weights")
    return {
        row["dimension_id"]: float(value)
        for row, value in zip(data.ask("shared/dimensions"), values, strict=True)
    }


def picked(name: str) -> list[str]:
    """Return the values of a parameter that has several."""
    return st.session_state[name].split("-")


def text_of(values: Iterable[Any]) -> str:
    """Return several values as they stand in the address."""
    return "-".join(f"{v:g}" if isinstance(v, float) else str(v) for v in values)


def known_values() -> dict[str, Any]:
    """Return the values that each parameter can take."""
    years = data.column("shared/all_years", "year")
    cities = data.column("shared/city_ids", "city_id")
    return {
        "page": PAGES,
        "lang": list(LANGUAGES),
        "show": ("", *look.CHARTS),
        "view": VIEWS,
        "part": PARTS,
        "what": COMPARED,
        "reading": data.column("shared/reading_ids", "scenario_id"),
        "year": years,
        "claim": data.column("replication/claims", "claim_id", reading=data.PAPER),
        "mart": [row["mart"] for row in data.ask("download/marts")],
        "weights": Texts(WEIGHTS, len(data.ask("shared/dimensions")), is_picked=False),
        **of_scheme(cities, years, scheme=None),
    }


def offered_values() -> dict[str, Any]:
    """Return what the reading has of the parameters that depend on it."""
    return of_scheme(data.column("shared/cities", "city_id"), data.reading_years())


def of_scheme(cities: list[str], years: list[int], **scheme: Any) -> dict[str, Any]:
    """Return the values of a membership scheme, or of all, with its cities and years."""
    clusters = data.column("shared/clusters", "cluster_id", **scheme)
    return {
        "indicator": data.column("shared/indicators", "indicator_id", **scheme),
        "cluster": clusters,
        "city": cities,
        "clusters": Texts(clusters, MOST),
        "cities": Texts(cities, MOST),
        "years": Texts([str(year) for year in years], MOST),
    }


def default(name: str, values: Any) -> Any:
    """Return the value of a parameter that nobody has chosen."""
    if name == "lang":
        return preferred_language()
    shown_in, part = SHOWN_IN.get(st.session_state.get("show", ""), ("", ""))
    if name == shown_in:
        return part
    if name == "year":
        years, reading = data.reading_years(), st.session_state["reading"]
        if years:
            return years[-1]
        lacks = f"fct_integration_index: no row of the reading {reading}"
        raise data.MissingMartError(lacks)
    if not values:
        raise data.MissingMartError(name)
    if isinstance(values, Texts):
        return values.default()
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


def read() -> list[str]:
    """Bring session and address together; return what is not known of it, in words."""
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
    expected = ("page", "lang", "show", *OF_PAGE.get(asked or "", OF_PAGE[PAGES[0]]))
    notices = [
        t("unknown_parameter", parameter=name[:SHOWN_LENGTH])
        for name in st.query_params if name not in PARAMETERS
    ][:MOST]  # fmt: skip
    for name in PARAMETERS:
        raw = st.query_params.get(name)
        if raw is None and not clicked and name in written and name in expected:
            # Back to an address that says less: what it does not say is the default.
            st.session_state[name] = default(name, offered(name, known[name]))
        elif raw is not None and not clicked and raw != written.get(name):
            value = parsed(name, raw, known[name])
            if value is None:
                notices.append(t("refused", parameter=t(f"parameter.{name}"),
                                 value=raw[:SHOWN_LENGTH]))  # fmt: skip
            else:
                st.session_state[name] = value
        if st.session_state.get(name) not in known[name]:
            st.session_state[name] = default(name, offered(name, known[name]))
        if name == "reading":
            st.session_state["scheme"] = data.scheme_of(st.session_state[name])
        # Writing it also keeps it while no widget of a page shows it.
        st.session_state[name] = st.session_state[name]
    for name in KEPT:
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]
    st.session_state["_last"] = {name: st.session_state[name] for name in PARAMETERS}
    return notices


def offered(name: str, known: Any) -> Any:
    """Return the values that a reader's reading has of a parameter, or all known ones."""
    if "scheme" not in st.session_state:
        return known
    return offered_values().get(name) or known


def follow_reading() -> list[str]:
    """Replace what the page shows and its reading has not by what it has; say what."""
    reading = words.name(data.reading_row(), "scenario")
    has = offered_values()
    rows = {"indicator": data.ask("shared/indicators", scheme=None),
            "cluster": data.clusters(), "city": data.ask("shared/city_ids")}  # fmt: skip
    notices = []
    for name in parameters_of(st.session_state["page"]):
        value = st.session_state[name]
        if not has.get(name) or value in has[name]:
            continue
        # Of several, those that it has stay.
        one = {"clusters": "cluster", "cities": "city"}.get(name, name)
        called = words.names(rows.get(one, ()), one)
        instead = default(name, has[name])
        if isinstance(has[name], Texts):
            stay = [v for v in picked(name) if v in has[name].known]
            instead = text_of(stay) if len(stay) > 1 else instead
            gone = words.join([called.get(v, v) for v in picked(name) if v not in stay])
            notices.append(t("left_out_of_reading", values=gone, reading=reading))
        else:
            notices.append(
                t("replaced", parameter=t(f"parameter.{name}"), value=called[value],
                  instead=called[instead], reading=reading)
            )  # fmt: skip
        choose(name, instead)
    return notices


def parsed(name: str, raw: str, values: Any) -> Any:
    """Return the known value that a text means, or None."""
    if name == "year":
        return {str(year): year for year in values}.get(raw)
    return raw if raw in values else None


def parameters_of(page: str) -> list[str]:
    """Return the parameters that a page uses as it is now."""
    names = list(OF_PAGE[page])
    if page == "compare":
        what = st.session_state["what"]
        unused = {*COMPARED} - {what} | ({"year"} if what == "years" else {"cluster"})
        names = [name for name in names if name not in unused]
    if page == "map":
        names.remove("city" if st.session_state["view"] == "time" else "cities")
    return names


def address(page: str, **changed: Any) -> str:
    """Return the address of a page with what is chosen, some of it changed."""
    changed["page"] = page
    names = dict.fromkeys(["page", "lang", *parameters_of(page), *changed])
    values = {n: changed.get(n, st.session_state[n]) for n in names}
    return "?" + urlencode(values)


def write() -> None:
    """Put what the page shows into the address."""
    shown = ["page", "lang", *parameters_of(st.session_state["page"])]
    if st.session_state["show"]:
        shown.append("show")
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


def nearest_year(years: Sequence[int]) -> int:
    """Move the year to the nearest one that the page has; then the address is known."""
    asked = st.session_state["year"]
    year = min(years, key=lambda y: (abs(y - asked), y), default=asked)
    if year != asked:
        choose("year", year)
        look.notice(t("year_moved", asked=asked, year=year))
    write()
    return year
