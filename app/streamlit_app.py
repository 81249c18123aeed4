"""The viewer: navigation, language and theme around the pages in views/."""

import streamlit as st

from app import data, look, state
from app.texts import t

PAGES = (
    "overview",
    "map",
    "cluster",
    "city",
    "robustness",
    "replication",
    "quality",
    "download",
)


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title="Integration index", page_icon="◐", layout="wide")
    st.html(look.STYLE)
    refused: list[tuple[str, str]] = []
    problem: Exception | None = None
    try:
        refused = state.read()
    except (
        data.NothingPublishedError,
        data.MissingMartError,
        data.UnreadableError,
    ) as error:
        problem = error
        if st.query_params.get("lang") in state.LANGUAGES:
            st.session_state["lang"] = st.query_params["lang"]
        st.session_state.setdefault("lang", state.preferred_language())
    pages = [
        st.Page(
            f"views/{page}.py",
            title=t(f"nav.{page}"),
            url_path=page,
            default=page == "overview",
        )
        for page in PAGES
    ]
    chosen = st.navigation(pages, position="top")
    if problem:
        look.guarded(lambda: raise_again(problem))
        return
    state.write(chosen.url_path or "overview")
    bar()
    for name, value in refused:
        look.notice(t("refused", parameter=t(f"parameter.{name}"), value=value))
    if data.is_stale(str(data.current_build().folder)):
        look.notice(t("stale", build=data.current_build().build_id))
    chosen.run()
    look.note(t("footer", build=data.current_build().build_id))


def raise_again(problem: Exception) -> None:
    """Raise what was caught before the page was known."""
    raise problem


def bar() -> None:
    """Show the choice of language above the page."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.segmented_control(
            t("language"),
            list(state.LANGUAGES),
            format_func=state.LANGUAGES.__getitem__,
            key="lang",
            required=True,
            label_visibility="collapsed",
        )


main()
