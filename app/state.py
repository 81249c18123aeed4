"""What a reader has chosen, kept in the session and in the address, so it can be shared.

A value from the address counts only if it is one of the known ones. Anything else, a
parameter that no page knows among them, is named in a notice and left out.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from app import data, look, words
from app.texts import t

LANGUAGES = {"en": "English", "zh": "中文"}
# `pages`: the parameters that each page uses, besides page and language, and those that it
# uses in another view, or where it compares other things. `values`: what is always the
# same to choose from; `show` are the charts that can be shown alone, to be embedded.
# `several`: values of another parameter with a dash between. `shown_in`: where the charts
# are that a page does not begin with.
ADDRESS = json.loads(Path(__file__).with_name("address.json").read_text("utf-8"))
OF_PAGE: dict[str, list[str]] = ADDRESS["pages"]
PAGES = tuple(key for key in OF_PAGE if " " not in key)
PARAMETERS = ("page", "lang", "show",
              *dict.fromkeys(n for names in OF_PAGE.values() for n in names))  # fmt: skip
# What no address holds, and should still be there when its page is shown again.
KEPT = ("sql", "one_reading")
ANY = {"scheme": None, "reading": None}
SHOWN_LENGTH = 40
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
        parts = str(text).split("-", self.n)
        fits = (len(set(parts)) == len(parts) <= self.n if self.is_picked
                else len(parts) == self.n)  # fmt: skip
        return fits and all(part in self.known for part in parts)

    def default(self) -> str:
        """Return the text that nobody has chosen: equal weights, or the first two."""
        return "-".join(self.known[:2] if self.is_picked else "1" * self.n)


def weights() -> dict[str, float]:
    """Return the chosen weight of each dimension."""
    dimensions = data.column("shared/dimensions", "dimension_id")
    return dict(zip(dimensions, map(float, picked("weights")), strict=True))


def picked(name: str) -> list[str]:
    """Return the values of a parameter that has several."""
    return st.session_state[name].split("-")


def text_of(values: Iterable[Any]) -> str:
    """Return several values as they stand in the address."""
    return "-".join(f"{v:g}" if isinstance(v, float) else str(v) for v in values)


def values_of(**of: None) -> dict[str, Any]:
    """Return what each parameter can be in the chosen reading, or in any (ANY)."""
    found = {row["parameter"]: row["values"] for row in data.ask("shared/values", **of)}
    several = {name: Texts(found[name], MOST)
               for name in ADDRESS["several"] if name in found}  # fmt: skip
    weights = Texts(WEIGHTS, len(found.get("weights", ())), is_picked=False)
    years = [int(year) for year in found.get("year", ())]
    fixed = {"page": PAGES, "lang": LANGUAGES, **ADDRESS["values"]}
    return {**dict.fromkeys(PARAMETERS, ()), **found, **fixed, **several,
            "weights": weights, "year": years}  # fmt: skip


def default(name: str) -> Any:
    """Return the value of a parameter that nobody has chosen, of those of the reading."""
    if name == "lang":
        # That of the browser, where it is one of ours.
        return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
    shown_in = ADDRESS["shown_in"].get(st.session_state.get("show"), {})
    if name in shown_in:
        return shown_in[name]
    if name == "year":
        years, reading = data.reading_years(), st.session_state["reading"]
        if years:
            return years[-1]
        lacks = f"fct_integration_index: no row of the reading {reading}"
        raise data.MissingMartError(lacks)
    has = values_of() if "scheme" in st.session_state else {}
    values = has.get(name) or values_of(**ANY)[name]
    if not values:
        raise data.MissingMartError(name)
    return values.default() if isinstance(values, Texts) else values[0]


def read_language() -> None:
    """Take the language from the address before anything else can go wrong."""
    if "lang" not in st.session_state:
        asked = st.query_params.get("lang")
        st.session_state["lang"] = asked if asked in LANGUAGES else default("lang")


def read() -> list[str]:
    """Bring session and address together; return what is not known of it, in words."""
    known, session = values_of(**ANY), st.session_state
    last, written = session.get("_last", {}), session.get("_written", {})
    for name in last:
        # A select box sends the text of its choice; in another language it is unknown.
        if session.get(name) not in known[name]:
            session[name] = last[name]
    # A click can come before the browser has shown the address of the run before it.
    clicked = any(session[name] != last[name] for name in last)
    asked = st.query_params.get("page")
    page = asked if asked in PAGES else PAGES[0]
    expected = {"page", "lang", "show", *(
        n for key, names in OF_PAGE.items() if key.split()[0] == page for n in names
    )}  # fmt: skip
    notices = [
        t("unknown_parameter", parameter=name[:SHOWN_LENGTH])
        for name in st.query_params if name not in PARAMETERS
    ][:MOST]  # fmt: skip
    years = {str(year): year for year in known["year"]}
    for name in PARAMETERS:
        raw = st.query_params.get(name)
        value = years.get(raw or "") if name == "year" else raw
        if clicked or raw == written.get(name):
            pass
        elif raw is None and name in expected:
            # Back to an address that says less: what it does not say is the default.
            session[name] = default(name)
        elif value in known[name]:
            session[name] = value
        elif raw is not None:
            notices.append(t("refused", parameter=t(f"parameter.{name}"),
                             value=raw[:SHOWN_LENGTH]))  # fmt: skip
        if session.get(name) not in known[name]:
            session[name] = default(name)
        if name == "reading":
            session["scheme"] = data.scheme_of(session[name])
    for name in (*PARAMETERS, *KEPT):
        if name in session:
            # Writing it keeps it while no widget of a page shows it.
            session[name] = session[name]
    session["_last"] = {name: session[name] for name in PARAMETERS}
    return notices


def follow_reading() -> list[str]:
    """Replace what the page shows and its reading has not by what it has; say what."""
    reading = words.name(data.reading_row(), "scenario")
    has = values_of()
    rows = {"indicator": data.ask("shared/indicators", scheme=None),
            "cluster": data.clusters(), "city": data.ask("shared/city_ids")}  # fmt: skip
    notices = []
    for name in parameters_of(st.session_state["page"]):
        value = st.session_state[name]
        if not has[name] or value in has[name]:
            continue
        # Of several, those that it has stay.
        one = ADDRESS["several"].get(name, name)
        called = words.names(rows.get(one, ()), one)
        instead = default(name)
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


def parameters_of(page: str) -> list[str]:
    """Return the parameters that a page uses as it is now."""
    ways = (f"{page} {st.session_state[name]}" for name in ("view", "what"))
    return OF_PAGE[next((way for way in ways if way in OF_PAGE), page)]


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
