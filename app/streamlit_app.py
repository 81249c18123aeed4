"""The viewer: navigation and language around the pages in views/.

All state stands in the query of the address, the page too: ?page=map&lang=zh&year=2015.
"""

import streamlit as st

from app import data, look, state, words
from app.texts import t
from app.views import (
    city,
    cluster,
    download,
    map,
    overview,
    quality,
    replication,
    robustness,
)

DOCTOR = "python -m pipeline doctor"
SHOW = {
    "overview": overview.show,
    "map": map.show,
    "cluster": cluster.show,
    "city": city.show,
    "robustness": robustness.show,
    "replication": replication.show,
    "quality": quality.show,
    "download": download.show,
}
# What a parameter that depends on the reading can be in any of them.
ALL = {
    "indicator": data.indicators,
    "cluster": data.clusters,
    "city": lambda: data.ask("shared/city_ids"),
}


def main() -> None:
    """Draw the page that the address asks for, or say why there is none and what to do."""
    state.read_language()
    st.set_page_config(page_title=t("title"), layout="wide")
    look.style()
    try:
        refused = state.read()
        page(refused, state.follow_reading())
    except data.NothingPublishedError:
        look.state_page("state.nothing", "make run")
    except data.MissingMartError as error:
        look.state_page("state.missing", "make run", str(error))
    except data.UnreadableError as error:
        look.state_page("state.unreadable", DOCTOR, str(error))
    except Exception:
        # What a whole build does to a page is the page's fault, and stays one.
        damage = data.damage()
        if not damage:
            raise
        look.state_page("state.unreadable", DOCTOR, damage)


def page(refused: list[tuple[str, str]], replaced: list[tuple[str, str, str]]) -> None:
    """Draw navigation, notices and the chosen page; a mart that is missing is named."""
    name = st.session_state["page"]
    st.set_page_config(page_title=f"{t(f'nav.{name}')} · {t('title')}")
    navigation()
    for parameter, value in refused:
        look.notice(t("refused", parameter=t(f"parameter.{parameter}"), value=value))
    reading = data.reading_row(st.session_state["reading"])
    for parameter, value, instead in replaced:
        names = words.names(ALL[parameter](), parameter)
        look.notice(
            t("replaced", parameter=t(f"parameter.{parameter}"), value=names[value],
              instead=names[instead], reading=words.name(reading, "scenario"))
        )  # fmt: skip
    build = data.current_build()
    if data.is_stale():
        look.notice(t("stale", build=build.build_id))
    if "year" not in state.OF_PAGE[name]:
        # The others do when they know their years: each change is an entry in the
        # history of the browser.
        state.write()
    try:
        SHOW[name]()
    except data.MissingMartError as error:
        look.state_page("state.missing", "make run", str(error))
    look.note(t("footer", build=build.build_id))


def navigation() -> None:
    """Choose the page and the language."""
    labels = {page: t(f"nav.{page}") for page in state.PAGES}
    with st.container(horizontal=True, key="navigation", vertical_alignment="center"):
        st.segmented_control(
            t("pages"),
            list(labels),
            format_func=lambda page: labels.get(page, page),
            key="page",
            required=True,
            wrap=False,
            label_visibility="collapsed",
        )
        st.segmented_control(
            t("language"),
            list(state.LANGUAGES),
            format_func=lambda lang: state.LANGUAGES.get(lang, lang),
            key="lang",
            required=True,
            label_visibility="collapsed",
        )


main()
