"""The controls that several pages share; each writes its choice into the address."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

import streamlit as st

from app import data, look, state, words
from app.texts import t

# More of them do not stand beside each other on a phone.
FEW_YEARS = 5


def beside(*columns: Sequence[Callable[[], Any]]) -> None:
    """Show controls in columns."""
    for column, controls in zip(st.columns(len(columns)), columns, strict=True):
        with column:
            for control in controls:
                control()


def chooser(label: str, labels: dict[Any, str], key: str, **options: Any) -> None:
    """Choose one of many by its name, kept by its key; typing part of it is enough."""
    # The box tells its options apart by their text.
    often = Counter(labels.values())
    labels = {value: name if often[name] == 1 else f"{name} ({value})"
              for value, name in labels.items()}  # fmt: skip
    st.selectbox(
        label,
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=key,
        **{"width": 420, **options},
    )


def one_of(name: str, of: str = "") -> None:
    """Choose one of a few, all of them shown, called by the texts of something."""
    st.segmented_control(
        t(f"parameter.{name}"),
        state.ADDRESS["values"][name],
        format_func=lambda value: t(f"{of or name}.{value}"),
        key=name,
        required=True,
        label_visibility="collapsed",
    )


def reading(*, is_combined: bool = False) -> None:
    """Choose the reading of the method: a named one, or a combination of choices."""
    labels = words.names([*data.ask("shared/readings"), data.reading_row()], "scenario")
    chooser(t("parameter.reading"), labels, "reading", help=t("reading_help"))
    if is_combined:
        # Its eight boxes, which few open, are drawn once it is open.
        box = st.expander(t("reading_combine"), on_change="rerun", key="combine")
        with box:
            if box.open:
                combination()


def combination() -> None:
    """Choose an option for each choice that is combined."""
    rows = data.ask("shared/combined_choices")
    choices = {row["choice_id"]: row for row in rows if row["is_taken"]}

    def keep() -> None:
        taken = tuple(st.session_state[f"choice_{choice}"] for choice in choices)
        (st.session_state["reading"],) = data.column(
            "shared/combination", "scenario_id", choices=tuple(choices), options=taken
        )

    for column, (choice, row) in zip(cycle(st.columns(2)), choices.items()):
        labels = words.names((r for r in rows if r["choice_id"] == choice), "option")
        st.session_state[f"choice_{choice}"] = row["option_id"]
        with column:
            chooser(look.label(words.name(row, "choice")), labels, f"choice_{choice}",
                    on_change=keep)  # fmt: skip
    look.note(t("reading_combine_note"))


def several(label: str, labels: dict[str, str], name: str) -> None:
    """Choose up to five of many; they stand in the address with a dash between."""
    key = f"{name}_picked"

    def keep() -> None:
        if st.session_state[key]:
            st.session_state[name] = state.text_of(st.session_state[key])

    if st.session_state.get(key) != state.picked(name):
        st.session_state[key] = state.picked(name)
    st.multiselect(
        label,
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=key,
        max_selections=state.MOST,
        on_change=keep,
    )


def year(years: Sequence[int]) -> None:
    """Choose a year: of a few with a button each, of many from a list."""
    state.nearest_year(years)
    if len(years) > FEW_YEARS:
        chooser(t("year"), {year: str(year) for year in years}, "year", width=160)
    elif years:
        st.segmented_control(t("year"), years, key="year", required=True)


def indicator() -> None:
    """Choose one of the indicators of the reading's membership scheme."""
    labels = words.names(data.ask("shared/indicators"), "indicator")
    chooser(t("parameter.indicator"), labels, "indicator")


def cluster() -> None:
    """Choose one of the agglomerations of the reading's membership scheme."""
    labels = words.names(data.ask("shared/clusters"), "cluster")
    chooser(t("agglomeration"), labels, "cluster")


def city_labels() -> dict[str, str]:
    """Return what a city is found by: its name in both languages, its code."""
    return words.names(data.ask("shared/cities"), "city", "found_by")


def city() -> None:
    """Choose one of the cities of the reading's membership scheme."""
    clusters = words.names(data.ask("shared/cities"), "city", "cluster")
    labels = {c: f"{label} · {clusters[c]}" for c, label in city_labels().items()}
    chooser(t("parameter.city"), labels, "city")
