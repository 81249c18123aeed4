"""The controls that several pages share; each writes its choice into the address."""

import streamlit as st

from app import data, look, state
from app.texts import t


def reading_control() -> None:
    """Choose the reading of the method."""
    labels = look.names(data.readings(), "scenario")
    st.selectbox(
        t("parameter.reading"),
        [row["scenario_id"] for row in data.readings()],
        format_func=lambda i: labels.get(i, i),
        key="reading",
        help=t("reading_help"),
        width=420,
    )


def year_control(years: list[int]) -> None:
    """Choose one of a few years."""
    state.nearest_year(years)
    st.segmented_control(t("year"), years, key="year", required=True)


def years_slider(years: list[int]) -> None:
    """Choose one of many years."""
    state.nearest_year(years)
    if len(years) > 1:
        st.select_slider(t("year"), years, key="year", width=420)


def indicator_control() -> None:
    """Choose the indicator."""
    labels = look.names(data.indicators(), "indicator")
    st.selectbox(
        t("parameter.indicator"),
        list(labels),
        format_func=lambda i: labels.get(i, i),
        key="indicator",
        width=420,
    )


def cluster_control() -> None:
    """Choose the agglomeration."""
    labels = look.names(data.clusters(), "cluster")
    st.selectbox(
        t("agglomeration"),
        list(labels),
        format_func=lambda i: labels.get(i, i),
        key="cluster",
        width=420,
    )


def city_control() -> None:
    """Choose the city; typing part of its name is enough."""
    rows = data.cities()
    labels = {
        row["city_id"]: f"{look.name(row, 'city')} · {look.name(row, 'cluster')}"
        for row in rows
    }
    st.selectbox(
        t("parameter.city"),
        list(labels),
        format_func=lambda i: labels.get(i, i),
        key="city",
        width=420,
    )
