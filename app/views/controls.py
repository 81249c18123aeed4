"""The controls that several pages share; each writes its choice into the address."""

from collections import Counter
from typing import Any

import streamlit as st

from app import data, look, state, words
from app.texts import language, t

# More of them do not stand beside each other on a phone.
FEW_YEARS = 5


def chooser(label: str, labels: dict[Any, str], key: str, **options: Any) -> None:
    """Choose one of many by its name; typing part of it is enough.

    Args:
        label: what is chosen.
        labels: the names, by what stands in the address.
        key: where the session keeps the choice.
        options: passed on, such as help, or a width other than that of most.

    """
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


def one_of(label: str, labels: dict[str, str], key: str) -> None:
    """Choose one of a few, all of them shown."""
    st.segmented_control(
        label,
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=key,
        required=True,
        label_visibility="collapsed",
    )


def reading_control(*, is_combined: bool = False) -> None:
    """Choose the reading of the method: a named one, or a combination of choices."""
    chosen = data.reading_row(st.session_state["reading"])
    labels = words.names([*data.readings(), chosen], "scenario")
    chooser(t("parameter.reading"), labels, "reading", help=t("reading_help"))
    if is_combined:
        with st.expander(t("reading_combine")):
            combination(chosen["scenario_id"])


def combination(reading: str) -> None:
    """Choose an option for each choice that is combined."""
    rows = data.ask("shared/combined_choices", reading=reading)
    choices = {row["choice_id"]: row for row in rows}

    def keep() -> None:
        taken = [st.session_state[f"choice_{choice}"] for choice in choices]
        (found,) = data.column("shared/combination", "scenario_id",
                               choices=tuple(choices), options=tuple(taken))  # fmt: skip
        st.session_state["reading"] = found

    columns = st.columns(2)
    for number, (choice, row) in enumerate(choices.items()):
        options = [r for r in rows if r["choice_id"] == choice]
        labels = words.names(options, "option")
        taken = next((r["option_id"] for r in options if r["is_taken"]), None)
        # A named reading may take an option that is not combined.
        st.session_state[f"choice_{choice}"] = taken or next(iter(labels))
        with columns[number % 2]:
            chooser(look.label(words.name(row, "choice")), labels, f"choice_{choice}",
                    on_change=keep)  # fmt: skip
    look.note(t("reading_combine_note"))


def several(label: str, labels: dict[str, str], name: str) -> list[str]:
    """Choose up to five of many; they stand in the address with a dash between.

    Args:
        label: what is chosen.
        labels: the names, by what stands in the address.
        name: the parameter of the address.

    Returns:
        what is chosen.

    """
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
    return state.picked(name)


def year_control(years: list[int]) -> None:
    """Choose a year: of a few with a button each, of many from a list."""
    state.nearest_year(years)
    if len(years) > FEW_YEARS:
        chooser(t("year"), {year: str(year) for year in years}, "year", width=160)
    elif years:
        st.segmented_control(t("year"), years, key="year", required=True)


def indicator_control(scheme: str) -> None:
    """Choose one of the indicators of a membership scheme."""
    labels = words.names(data.indicators(scheme), "indicator")
    chooser(t("parameter.indicator"), labels, "indicator")


def cluster_control(scheme: str) -> None:
    """Choose one of the agglomerations of a membership scheme."""
    labels = words.names(data.clusters(scheme), "cluster")
    chooser(t("agglomeration"), labels, "cluster")


def city_labels(scheme: str) -> dict[str, str]:
    """Return what a city is found by: its name in both languages, its code."""
    other = "en" if language() == "zh" else "zh"
    return {
        row["city_id"]: " ".join(
            dict.fromkeys(
                [words.name(row, "city"), row[f"city_{other}"], row["city_id"]]
            )
        )
        for row in data.ask("shared/cities", scheme=scheme)
    }


def city_control(scheme: str) -> None:
    """Choose one of the cities of a membership scheme."""
    clusters = {
        row["city_id"]: words.name(row, "cluster")
        for row in data.ask("shared/cities", scheme=scheme)
    }
    labels = {c: f"{label} · {clusters[c]}" for c, label in city_labels(scheme).items()}
    chooser(t("parameter.city"), labels, "city")
