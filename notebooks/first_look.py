"""A first look at the published marts: .venv/bin/marimo edit notebooks/first_look.py."""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import altair as alt
    import duckdb
    import marimo as mo

    return alt, duckdb, mo


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        """
        # A first look at the integration index

        Everything below is a query on the Parquet files of the marts: the folder
        `warehouse/marts`, or one that `python -m pipeline export` has written.
        """
    )
    return


@app.cell
def _(duckdb):
    import os
    from pathlib import Path

    folder = Path(os.environ.get("MARTS", "warehouse/marts"))
    marts = duckdb.connect()
    for file in sorted(folder.glob("*.parquet")):
        marts.execute(f"create view {file.stem} as from read_parquet('{file}')")
    return (marts,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        """
        ## How integrated is each agglomeration?

        A mart with a `scenario_id` holds several readings of the method: take one.
        """
    )
    return


@app.cell
def _(marts):
    index = marts.sql("""
        select cluster_en, year, integration_index, index_rank
        from rpt_integration_index
        where scenario_id = 'paper'
        order by year, index_rank
    """).df()
    index
    return (index,)


@app.cell
def _(alt, index):
    alt.Chart(index, title="Integration index, reading paper").mark_line(
        point=True
    ).encode(
        x=alt.X("year:O", title="Year"),
        y=alt.Y("integration_index:Q", title="Index"),
        color=alt.Color("cluster_en:N", title="Agglomeration"),
    ).properties(width=420, height=260)
    return


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        """
        ## Why is the first ahead?

        K = k x R x f: evenness among its cities, its share of all cities, its level.
        """
    )
    return


@app.cell
def _(marts):
    leading = marts.sql("""
        select
            scores.indicator_id,
            scores.evenness_score,
            scores.size_adjustment,
            scores.level_adjustment,
            scores.indicator_score
        from fct_indicator_score as scores
        inner join rpt_integration_index as ranked
            using (scenario_id, cluster_id, year)
        where
            scores.scenario_id = 'paper'
            and scores.year = 2020
            and ranked.index_rank = 1
        order by scores.indicator_score desc
    """).df()
    leading
    return (leading,)


@app.cell(hide_code=True)
def _(mo):
    mo.md(
        """
        ## From a score to the printed figure

        Every value in use names the publication and the cell of the seed it comes from.
        """
    )
    return


@app.cell
def _(marts):
    figures = marts.sql("""
        select city_id, value, status, source_id, seed_name, published_value
        from fct_observation
        where variable_id = 'average_wage' and year = 2020
        order by value desc
        limit 10
    """).df()
    figures
    return (figures,)


if __name__ == "__main__":
    app.run()
