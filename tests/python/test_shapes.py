"""The outlines for the map: every city, simplified, clockwise, the same each time."""

import json
from itertools import pairwise

import pytest
from viewer import rows_of

from pipeline.build import shapes
from pipeline.gates.mart_gate import Built


def signed_area(ring: list[list[float]]) -> float:
    """Return the area of a ring: negative where it runs clockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def test_every_city_has_an_outline_around_its_point() -> None:
    rows = rows_of("""
        select city_id, lon, lat, geojson
        from marts.dim_city left join marts.dim_city_shape using (city_id)
    """)
    assert len(rows) >= 85
    for city, lon, lat, text in rows:
        assert text, f"{city} has no outline"
        rings = [part[0] for part in json.loads(text)["coordinates"]]
        corners = [corner for ring in rings for corner in ring]
        assert min(x for x, _ in corners) <= lon <= max(x for x, _ in corners), city
        assert min(y for _, y in corners) <= lat <= max(y for _, y in corners), city


@pytest.mark.parametrize("mart", ["dim_city_shape", "dim_cluster_shape"])
def test_exterior_rings_are_clockwise_and_holes_are_not(mart: str) -> None:
    for (text,) in rows_of(f"select geojson from marts.{mart}"):
        geometry = json.loads(text)
        assert geometry["type"] == "MultiPolygon"
        for part in geometry["coordinates"]:
            assert signed_area(part[0]) < 0
            assert all(signed_area(hole) > 0 for hole in part[1:])


def test_an_agglomeration_is_as_large_as_its_cities() -> None:
    rows = rows_of("""
        select membership_scheme_id, dim_cluster_shape.cluster_id,
            any_value(dim_cluster_shape.geojson), list(dim_city_shape.geojson)
        from marts.dim_cluster_shape
        join marts.dim_cluster_member using (membership_scheme_id, cluster_id)
        join marts.dim_city_shape using (city_id)
        group by all
    """)
    assert len(rows) == 10

    def area(text: str) -> float:
        parts = json.loads(text)["coordinates"]
        return -sum(signed_area(ring) for part in parts for ring in part)

    for scheme, cluster, outline, members in rows:
        together = sum(map(area, members))
        assert area(outline) == pytest.approx(together, rel=0.01), (scheme, cluster)


def test_shapes_are_small_and_the_same_each_time() -> None:
    cities = [
        city for (city,) in rows_of("select city_id from marts.dim_city order by 1")
    ]
    members = [("s", "A", city) for city in cities[:10]]
    first, second = (shapes.simplified(cities, members, {}) for _ in range(2))
    assert first[0].equals(second[0])
    assert first[1].equals(second[1])
    assert first[0]["geojson"].str.len().sum() < 120_000


def test_unknown_cities_and_a_missing_package_give_no_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cities, clusters = shapes.simplified(
        ["310000", "DE0001"], [("s", "A", "310000"), ("s", "B", "DE0001")], {}
    )
    assert list(cities["city_id"]) == ["310000"]
    assert list(clusters["cluster_id"]) == ["A"]
    monkeypatch.setattr(shapes, "polygons_file", lambda: None)
    built = Built(
        lambda sql: [("s", "A", "310000")] if "membership" in sql else [("310000",)],
        {"dim_cluster_member": "members", "dim_city": "cities"},
        {},
    )
    assert shapes.shape_rows(built) == {"dim_city_shape": [], "dim_cluster_shape": []}
