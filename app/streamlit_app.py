"""The viewer: navigation and language around the pages in views/.

All state stands in the query of the address, the page too: ?page=map&lang=zh&year=2015.
"""

import streamlit as st

from app import data, look, state
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


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title="Integration index 一体化指数", layout="wide")
    state.read_language()
    look.style()
    try:
        refused = state.read()
        state.write()
    except data.NothingPublishedError:
        look.state_page("state.nothing", "make run")
    except data.MissingMartError as error:
        look.state_page("state.missing", "make run", str(error))
    except data.UnreadableError:
        look.state_page("state.unreadable", "python -m pipeline doctor")
    else:
        page(refused)


def page(refused: list[tuple[str, str]]) -> None:
    """Draw navigation, notices and the chosen page; a mart that is missing is named."""
    navigation()
    for name, value in refused:
        look.notice(t("refused", parameter=t(f"parameter.{name}"), value=value))
    build = data.current_build()
    if data.is_stale():
        look.notice(t("stale", build=build.build_id))
    try:
        SHOW[st.session_state["page"]]()
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
