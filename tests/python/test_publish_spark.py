"""On Spark each view changes in one step, the set does not, a build's tables never do."""

import pytest

from pipeline.build.stores import PUBLISHED, Spark
from pipeline.publish.spark import publish_views, shortened

pytestmark = pytest.mark.xdist_group("spark")
TABLES = (("marts", "one"), ("marts", "two"), ("core", "city"))


class StoppedError(Exception):
    """Stands for the death of the process."""


def connected(server: dict[str, str]) -> Spark:
    """Return a session on a Thrift server."""
    from pyhive import hive

    spark = object.__new__(Spark)
    spark.target = "spark_cluster"
    spark.connection = hive.connect(
        host=server["SPARK_HOST"], port=int(server["SPARK_PORT"]), auth="NONE"
    )
    return spark


@pytest.fixture(scope="module")
def spark(thrift_server: dict[str, str]) -> Spark:
    """Return a session on a Thrift server that holds no build."""
    spark = connected(thrift_server)
    for schema in spark.schemas():
        if schema.startswith("build_") or schema in PUBLISHED:
            spark.rows(f"drop schema {schema} cascade")
    return spark


def fill(spark: Spark, build_id: str, tables: tuple = TABLES) -> str:
    """Write a small build into schemas of its own; return their prefix."""
    prefix = f"build_{build_id}_"
    texts = []
    for schema, table in tables:
        spark.create(prefix + schema, table, {"id": "integer", "build_id": "text"})
        rows = [{"id": n, "build_id": build_id} for n in range(3)]
        spark.insert(f"{prefix}{schema}.{table}", rows)
        texts += [
            {
                "table_schema": schema,
                "table_name": table,
                "column_name": name,
                "column_position": place,
                "description": f"It's a text with ' and \\ of {name}",
            }
            for place, name in enumerate(("id", "build_id"), 1)
        ]
    columns = {
        "table_schema": "text",
        "table_name": "text",
        "column_name": "text",
        "column_position": "integer",
        "description": "text",
    }
    spark.create(f"{prefix}quality", "dim_column", columns)
    spark.insert(f"{prefix}quality.dim_column", texts)
    named = {"build_id": "text", "code_version": "text"}
    spark.create(f"{prefix}quality", "dim_build", named)
    spark.insert(
        f"{prefix}quality.dim_build", [{"build_id": build_id, "code_version": "c"}]
    )
    return prefix


def seen(spark: Spark) -> dict[str, str]:
    """Return of which build each published view is."""
    return {
        f"{schema}.{table}": spark.rows(
            f"select distinct build_id from {schema}.{table}"
        )[0][0]
        for schema, table in (*TABLES, ("quality", "dim_build"))
    }


def test_views_lead_to_a_build_and_back(spark: Spark) -> None:
    first = fill(spark, "a")
    changes = publish_views(spark, first)
    assert "marts.one is new" in changes
    assert set(seen(spark).values()) == {"a"} and spark.published_id() == "a"
    described = spark.rows("describe marts.one")
    assert described[0][2] == "It's a text with ' and \\ of id"
    second = fill(spark, "b", TABLES)
    assert publish_views(spark, second) == []
    assert set(seen(spark).values()) == {"b"}
    assert list(spark.whole_builds()) == ["b", "a"]
    publish_views(spark, first)
    assert set(seen(spark).values()) == {"a"}


def test_a_publish_that_is_killed_leaves_the_build_of_before_named(
    spark: Spark, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some views are new then; who asks dim_build and reads its tables has one build."""
    before = fill(spark, "c")
    publish_views(spark, before)
    after = fill(spark, "d")
    run, n_views = Spark.rows, 0

    def die_after_two(self: Spark, sql: str) -> list[tuple]:
        nonlocal n_views
        n_views += sql.startswith("create or replace view")
        if n_views > 2:
            raise StoppedError
        return run(self, sql)

    monkeypatch.setattr(Spark, "rows", die_after_two)
    with pytest.raises(StoppedError):
        publish_views(spark, after)
    monkeypatch.undo()
    views = seen(spark)
    assert set(views.values()) == {"c", "d"} and views["quality.dim_build"] == "c"
    (prefix, _) = spark.whole_builds()[spark.published_id() or ""]
    for schema, table in TABLES:
        rows = spark.rows(f"select distinct build_id from {prefix}{schema}.{table}")
        assert rows == [("c",)]
    publish_views(spark, after)
    assert set(seen(spark).values()) == {"d"}


def test_what_is_gone_goes_and_what_is_a_users_stays(spark: Spark) -> None:
    publish_views(spark, fill(spark, "e"))
    spark.rows("create or replace view marts.of_a_user as select 1 as x")
    changes = publish_views(spark, fill(spark, "f", TABLES[:1]))
    assert "marts.two is gone" in changes and "core.city is gone" in changes
    assert spark.tables("marts") == ["of_a_user", "one"]


def test_a_build_that_was_stopped_is_cleared_away(spark: Spark) -> None:
    """On a cluster a day later: another machine may be at it until then."""
    published = spark.published_id()
    for name in ("build_20200101t000000z_old_x_marts", "build_g_marts"):
        spark.rows(f"create schema {name}")
    spark.clear()
    left = spark.schemas()
    assert "build_20200101t000000z_old_x_marts" not in left and "build_g_marts" in left
    assert spark.published_id() == published
    assert len(spark.whole_builds()) <= 4


def test_a_comment_is_no_longer_than_a_metastore_holds() -> None:
    assert shortened("x" * 256) == "x" * 256
    assert shortened("x" * 257) == "x" * 255 + "…"


def test_texts_reach_a_cluster_as_they_are(spark: Spark) -> None:
    """Rows travel in statements: quotes, backslashes, new lines, Chinese, null."""
    texts = [
        "it's",
        'say "so"',
        "a\\b",
        "two\nlines",
        "长三角",
        "",
        None,
        "tab\t",
        "`x`",
    ]
    spark.create("build_texts_landing", "texts", {"n": "integer", "said": "text"})
    spark.insert(
        "build_texts_landing.texts",
        [{"n": n, "said": text} for n, text in enumerate(texts)],
    )
    found = spark.rows("select said from build_texts_landing.texts order by n")
    assert [text for (text,) in found] == texts
    spark.drop_layers("build_texts_", ["landing"])
