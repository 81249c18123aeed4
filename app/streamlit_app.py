"""The viewer: navigation and language around the pages in views/.

All state stands in the query of the address, the page too: ?page=map&lang=zh&year=2015.
"""

import importlib

import streamlit as st

from app import data, look, state
from app.texts import t

DOCTOR = ".venv/bin/python -m pipeline doctor"


def main() -> None:
    """Draw the page that the address asks for, or say why there is none and what to do."""
    state.read_language()
    st.set_page_config(page_title=t("title"), layout="wide")
    look.style()
    try:
        with data.one_build():
            page([*state.read(), *state.follow_reading()])
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


def page(notices: list[str]) -> None:
    """Draw navigation, notices and the chosen page; a mart that is missing is named."""
    name = st.session_state["page"]
    st.set_page_config(page_title=f"{t(f'nav.{name}')} · {t('title')}")
    if st.session_state["show"]:
        look.css("alone", chart=st.session_state["show"])
    bar = st.empty()
    bar.html(navigation())
    for text in notices:
        look.notice(text)
    build = data.current_build()
    if data.is_stale():
        look.notice(t("stale", build=build.name))
    if "year" not in state.parameters_of(name):
        # The others do when they know their years: each change is an entry in the
        # history of the browser.
        state.write()
    try:
        importlib.import_module(f"app.views.{name}").show()
    except data.MissingMartError as error:
        look.state_page("state.missing", "make run", str(error))
    # A page may have moved the year, or what its reading has not.
    bar.html(navigation())
    look.note(t("footer", build=build.name))


def navigation() -> str:
    """Return the way to the other pages and to the other language, as links."""
    here, lang = st.session_state["page"], st.session_state["lang"]
    pages = [
        look.link(t(f"nav.{page}"), state.address(page), is_here=page == here)
        for page in state.PAGES
    ]
    languages = [
        look.link(name, state.address(here, lang=code), is_here=code == lang)
        for code, name in state.LANGUAGES.items()
    ]
    return (
        f'<nav class="pages" aria-label="{t("pages")}">{"".join(pages)}'
        f'<span class="languages">{"".join(languages)}</span></nav>'
    )


main()
