"""Outlines of places that land with a region: GeoJSON, GeoPackage or Shapefile.

Coordinates are longitude and latitude in degrees: another projection is named, with what to
do. Each outline carries the code of its place.
"""

import itertools
import json
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ENDINGS = (".geojson", ".gpkg", ".shp")
# What a Shapefile keeps beside its shapes; the first two are read.
COMPANIONS = (".dbf", ".prj", ".cpg", ".shx", ".sbn", ".sbx", ".qix", ".qpj", ".qmd")
READ_COMPANIONS = (".dbf", ".prj", ".cpg")
POLYGONS = (5, 15, 25)
# Bytes of the envelope of a geometry in a GeoPackage, by its number in the flags.
ENVELOPES = (0, 32, 48, 48, 64)
ADVICE = (
    "expected longitude and latitude: export it as EPSG:4326 (in QGIS: Export, Save "
    "Features As; ogr2ogr -t_srs EPSG:4326; to_crs(4326) in geopandas, st_transform in R)"
)


Row = tuple[dict[str, Any], Any]


class OutlineError(ValueError):
    """Outlines that cannot be read; says what is expected."""


def outlines_of(
    ending: str, data: bytes, beside: dict[str, bytes], column: str
) -> dict[str, Any]:
    """Return the geometries of a file, by the code of their place.

    Args:
        ending: of the file, of ENDINGS.
        data: its bytes.
        beside: of a Shapefile, the bytes of what stands beside it, by ending.
        column: the property that has the code.

    Raises:
        OutlineError: it cannot be read, is projected, or has no such property.

    """
    import shapely

    try:
        if ending == ".geojson":
            rows = list(geojson_rows(data))
        elif ending == ".gpkg":
            rows = list(geopackage_rows(data))
        else:
            rows = list(shapefile_rows(data, beside))
    except (ValueError, KeyError, TypeError, struct.error, sqlite3.Error,
            shapely.errors.ShapelyError) as error:  # fmt: skip
        if isinstance(error, OutlineError):
            raise
        raise OutlineError(f"cannot be read as {ending}: {error}") from None
    found: dict[str, list[Any]] = {}
    for properties, geometry in rows:
        if column not in properties:
            raise OutlineError(
                f"no property '{column}' with the code of the place, found "
                f"[{', '.join(properties)}]: name it in the file beside, such as "
                "`city_id: NUTS_ID`"
            )
        if geometry is not None and not geometry.is_empty:
            found.setdefault(str(properties[column]).strip(), []).append(geometry)
    if not found:
        raise OutlineError("no outline in it")
    west, south, east, north = shapely.total_bounds(
        [g for gs in found.values() for g in gs]
    )
    if west < -180 or east > 180 or south < -90 or north > 90:
        # Exported as it is, it would be taken for degrees and stay what it was.
        raise OutlineError(
            f"coordinates from {west:g} to {east:g}, in a projection that the file does "
            f"not name, {ADVICE}; name it first (QGIS: Set Layer CRS; ogr2ogr -s_srs)"
        )
    return {code: polygons(geometries) for code, geometries in found.items()}


def polygons(geometries: list[Any]) -> Any:
    """Return geometries as one of polygons alone."""
    import shapely

    parts = shapely.get_parts(
        shapely.get_parts([shapely.make_valid(g) for g in geometries])
    )
    areas = [p for p in parts if p.geom_type in ("Polygon", "MultiPolygon")]
    if not areas:
        raise OutlineError("expected polygons, found points or lines")
    return shapely.union_all(areas)


def geojson_rows(data: bytes) -> Iterator[Row]:
    """Yield properties and geometry of each feature."""
    import shapely.geometry

    whole = json.loads(data.decode("utf-8-sig"))
    if "features" not in whole:
        raise OutlineError("expected a FeatureCollection of GeoJSON: export it as that")
    name = str((whole.get("crs") or {}).get("properties", {}).get("name", "CRS84"))
    if not name.endswith(("CRS84", "4326", "4258", "4490", "4269")):
        raise OutlineError(f"coordinates in {name}, {ADVICE}")
    for feature in whole["features"]:
        geometry = feature["geometry"]
        properties = feature.get("properties") or {}
        yield properties, shapely.geometry.shape(geometry) if geometry else None


def geopackage_rows(data: bytes) -> Iterator[Row]:
    """Yield properties and geometry of each feature of the first layer."""
    import shapely

    with tempfile.NamedTemporaryFile(suffix=".gpkg") as copy:
        copy.write(data)
        copy.flush()
        connection = sqlite3.connect(f"file:{copy.name}?mode=ro", uri=True)
        try:
            layers = connection.execute(
                "select table_name, column_name, definition, srs.srs_id "
                "from gpkg_geometry_columns "
                "left join gpkg_spatial_ref_sys as srs using (srs_id)"
            ).fetchall()
            if not layers:
                raise OutlineError("no layer of outlines in it")
            table, column, definition, number = layers[0]
            if not str(definition or "").upper().startswith(("GEOGCS", "GEOGCRS")):
                raise OutlineError(f"coordinates in EPSG:{number}, {ADVICE}")
            name = table.replace('"', '""')
            rows = connection.execute(f'select * from "{name}"')
            columns = [c for c, *_ in rows.description]
            for values in rows.fetchall():
                row = dict(zip(columns, values, strict=True))
                blob = row.pop(column)
                if blob is None:
                    yield row, None
                    continue
                start = 8 + ENVELOPES[(blob[3] >> 1) & 7]
                yield row, shapely.from_wkb(blob[start:])
        finally:
            connection.close()


def shapefile_rows(data: bytes, beside: dict[str, bytes]) -> Iterator[Row]:
    """Yield properties and geometry of each shape."""
    if ".dbf" not in beside:
        raise OutlineError("no .dbf beside it, which has the codes")
    projection = beside.get(".prj", b"GEOGCS").decode("utf-8", "replace").lstrip()
    if not projection.upper().startswith(("GEOGCS", "GEOGCRS")):
        raise OutlineError(f"coordinates in {projection[:40]}..., {ADVICE}")
    encoding = (
        beside.get(".cpg", b"utf-8").decode("ascii", "replace").strip() or "utf-8"
    )
    yield from zip(table_rows(beside[".dbf"], encoding), shapes(data), strict=True)


def table_rows(data: bytes, encoding: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of the table beside a Shapefile."""
    n_rows, start, length = struct.unpack("<IHH", data[4:12])
    fields = []
    for at in range(32, start - 1, 32):
        if data[at] == 0x0D:
            break
        name = data[at : at + 11].split(b"\0")[0].decode("ascii", "replace")
        fields.append((name, data[at + 16]))
    for n in range(n_rows):
        at = start + n * length + 1
        row = {}
        for name, width in fields:
            row[name] = data[at : at + width].decode(encoding, "replace").strip("\0 ")
            at += width
        yield row


def shapes(data: bytes) -> Iterator[Any]:
    """Yield the polygons of a Shapefile, None for one without."""
    import shapely

    if data[:4] != b"\0\0\x27\x0a":
        raise OutlineError("no Shapefile")
    at = 100
    while at + 8 <= len(data):
        (n_words,) = struct.unpack(">i", data[at + 4 : at + 8])
        shape = data[at + 8 : at + 8 + 2 * n_words]
        at += 8 + 2 * n_words
        (kind,) = struct.unpack("<i", shape[:4])
        if kind == 0:
            yield None
            continue
        if kind not in POLYGONS:
            raise OutlineError("expected polygons, found points or lines")
        n_parts, n_points = struct.unpack("<ii", shape[36:44])
        starts = [
            *struct.unpack(f"<{n_parts}i", shape[44 : 44 + 4 * n_parts]),
            n_points,
        ]
        numbers = struct.unpack(
            f"<{2 * n_points}d", shape[44 + 4 * n_parts :][: 16 * n_points]
        )
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        rings = [
            shapely.LinearRing(points[a:b])
            for a, b in itertools.pairwise(starts)
            if b - a >= 4
        ]
        # Outer rings run clockwise, holes the other way.
        outer = [shapely.Polygon(r) for r in rings if not r.is_ccw]
        holes = [shapely.Polygon(r) for r in rings if r.is_ccw]
        whole = shapely.union_all(outer or holes)
        yield whole.difference(shapely.union_all(holes)) if outer and holes else whole


def companions(path: Path, files: list[Path]) -> dict[str, Path]:
    """Return what stands beside a Shapefile and is read, by ending."""
    return {
        file.suffix.lower(): file
        for file in files
        if file.with_suffix("") == path.with_suffix("")
        and file.suffix.lower() in READ_COMPANIONS
    }
