"""Rules of the outlines, and of the points that the tables place in them."""

import os
import shutil
import subprocess

import pytest
from outlines import areas, crossings, distance, extent, inner_point, inside, lines, states, turn
from rules import offending, require, tables, together

from csto.paths import data_file
from csto.tables import load

FILES = ["borders.geojson", "provinces.geojson"]
#: Points may lie outside a simplified border by so many degrees (about two kilometres).
TOLERANCE = 0.02
#: Where a table names the state of its points: table -> column, or the code itself.
STATE_OF_POINT = {
    "training_grounds": "iso3",
    "foreign_bases": "host_iso3",
    "kyrgyzstan_2010_places": "iso3",
    "kazakhstan_2022_facilities": "KAZ",
}
#: Tables whose points lie in several states and name none.
STATELESS = {"kazakhstan_2022_timeline"}
#: Points outside the frame of the map.
OUTSIDE_FRAME = {"beijing": "the map ends at 100 degrees east"}
#: Longitude and latitude of the capitals.
CAPITALS = {
    "ARM": (44.51, 40.18),
    "AZE": (49.87, 40.41),
    "BLR": (27.56, 53.90),
    "GEO": (44.79, 41.72),
    "KAZ": (71.43, 51.17),
    "KGZ": (74.59, 42.87),
    "RUS": (37.62, 55.75),
    "TJK": (68.78, 38.56),
    "TKM": (58.38, 37.95),
    "UZB": (69.27, 41.31),
    "UKR": (30.52, 50.45),
    "AFG": (69.17, 34.53),
    "IRN": (51.42, 35.69),
    "PAK": (73.05, 33.69),
}
#: Places whose state is easily drawn wrong: enclaves, disputed areas, a leased town.
DELICATE = {
    "Vorukh": ((70.58, 39.85), {"Tajikistan"}),
    "Sokh": ((71.13, 39.97), {"Uzbekistan"}),
    "Simferopol": ((34.10, 44.95), {"Ukraine", "Crimea"}),
    "Sukhumi": ((41.02, 43.00), {"Georgia", "Abkhazia"}),
    "Baikonur": ((63.32, 45.62), {"Kazakhstan"}),
}
CENTRES = {
    "Batken": (70.82, 40.06),
    "Bishkek": (74.59, 42.87),
    "Chuy": (75.30, 42.84),
    "Jalal-Abad": (73.00, 40.93),
    "Naryn": (76.00, 41.43),
    "Osh": (72.80, 40.53),
    "Talas": (72.24, 42.52),
    "Issyk-Kul": (78.39, 42.49),
    "Almaty": (76.93, 43.25),
    "Almaty Region": (78.38, 45.01),
    "Nur-Sultan": (71.43, 51.17),
    "Akmola": (69.39, 53.28),
    "Aktobe": (57.20, 50.28),
    "Atyrau": (51.92, 47.10),
    "East Kazakhstan": (82.61, 49.95),
    "Zhambyl": (71.37, 42.90),
    "Karaganda": (73.10, 49.80),
    "Kostanay": (63.62, 53.21),
    "Kyzylorda": (65.50, 44.85),
    "Mangystau": (51.20, 43.68),
    "North Kazakhstan": (69.15, 54.87),
    "Pavlodar": (76.97, 52.30),
    "Turkistan": (68.25, 43.30),
    "West Kazakhstan": (51.37, 51.23),
}


def rings(file):
    """Each ring of a file with the name of its area; the first of a polygon is the outer one."""
    for area in areas(file):
        for polygon in area.polygons:
            for number, ring in enumerate(polygon):
                yield area.name, number, ring


def undisputed(file):
    return [area for area in areas(file) if not area.disputed]


def names_at(point, file):
    """Names of the areas in which a point lies."""
    return {area.name for area in areas(file) if inside(point, area)}


def listed(file, wrong):
    """Fail with everything that is wrong in a file."""
    if wrong:
        pytest.fail("\n".join([f"data/{file}, {len(wrong)} to mend:", *wrong]), pytrace=False)


def test_outlines_are_small():
    """Both files together are at most 400 kB."""
    size = sum(data_file(file).stat().st_size for file in FILES)
    assert size <= 400_000, f"{' and '.join(FILES)}: {size} bytes; expected at most 400000"


@pytest.mark.parametrize("file", FILES)
def test_every_area_has_an_outline(file):
    """No feature is empty."""
    listed(file, [f"'{a.name}' has no polygon; drop it" for a in areas(file) if not a.polygons])


@pytest.mark.parametrize("file", FILES)
def test_rings_are_closed_and_repeat_no_point(file):
    """A ring ends where it starts, has at least three corners, and meets no point twice."""
    wrong = [
        f"'{name}', ring {number}: {len(ring)} points, {len(set(ring))} of them different"
        for name, number, ring in rings(file)
        if ring[0] != ring[-1] or len(set(ring)) != len(ring) - 1 or len(ring) < 4
    ]
    listed(file, wrong)


@pytest.mark.parametrize("file", FILES)
def test_outlines_do_not_cross_themselves(file):
    """No side of an outline crosses another of the same area."""
    wrong = [
        f"'{area.name}' crosses itself near {point}"
        for area in areas(file)
        for _, _, point in crossings({area.name: list(lines(area))})
    ]
    listed(file, wrong)


@pytest.mark.parametrize("file", FILES)
def test_outer_rings_run_counter_clockwise_and_holes_clockwise(file):
    """The direction of a ring is the one that RFC 7946 asks for."""
    wrong = [
        f"'{name}', ring {number}: runs the other way"
        for name, number, ring in rings(file)
        if (turn(ring) > 0) != (number == 0)
    ]
    listed(file, wrong)


@pytest.mark.parametrize("file", FILES)
def test_coordinates_have_three_decimals(file):
    """No coordinate is written more exactly than the lines are."""
    wrong = [
        f"'{name}': {point}"
        for name, _, ring in rings(file)
        for point in ring
        if any(round(value, 3) != value for value in point)
    ]
    listed(file, wrong)


def overlaps(some):
    """Places where outlines cross, or one lies in another."""
    for one, other, point in crossings({area.name: list(lines(area)) for area in some}):
        yield f"'{one}' and '{other}' cross near {point}"
    for area in some:
        for polygon in area.polygons:
            point = inner_point(polygon)
            for other in some:
                if other is not area and inside(point, other):
                    yield f"'{area.name}' and '{other.name}' both hold {point}"


def test_states_do_not_overlap():
    """No point lies in two states."""
    listed("borders.geojson", list(overlaps(undisputed("borders.geojson"))))


@pytest.mark.parametrize("state", ["KAZ", "KGZ"])
def test_regions_of_a_state_do_not_overlap(state):
    """No point lies in two regions of one state."""
    regions = [area for area in areas("provinces.geojson") if area.iso3 == state]
    listed("provinces.geojson", list(overlaps(regions)))


@pytest.mark.parametrize("state", ["KAZ", "KGZ"])
def test_regions_cover_their_state(state):
    """The regions of a state cover its outline but for less than 0.5 per cent."""
    covered = sum(extent(area) for area in areas("provinces.geojson") if area.iso3 == state)
    missing = 100 * abs(1 - covered / extent(states()[state]))
    assert missing < 0.5, f"data/provinces.geojson: {missing:.2f} per cent of {state} not covered"


@pytest.mark.parametrize("state", CAPITALS)
def test_a_capital_lies_in_its_state(state):
    """A capital lies in the state whose capital it is, and in no other."""
    found = names_at(CAPITALS[state], "borders.geojson")
    assert found == {states()[state].name}, f"data/borders.geojson: {state} found in {found}"


@pytest.mark.parametrize("place", DELICATE)
def test_enclaves_and_disputed_places(place):
    """Enclaves, disputed areas and Baikonur lie where the book says that they do."""
    point, expected = DELICATE[place]
    found = names_at(point, "borders.geojson")
    assert found == expected, f"data/borders.geojson: {place} found in {found}"


def test_a_disputed_area_lies_in_the_state_it_is_part_of():
    """Where a disputed area names a state, its inner points lie in that state."""
    wrong = [
        f"'{area.name}' is not part of {area.part_of} at {point}"
        for area in areas("borders.geojson")
        if area.disputed and area.part_of
        for point in map(inner_point, area.polygons)
        if not inside(point, states()[area.part_of])
    ]
    listed("borders.geojson", wrong)


@pytest.mark.parametrize("region", CENTRES)
def test_a_centre_lies_in_its_region(region):
    """The centre of a region lies in that region, and in no other."""
    found = names_at(CENTRES[region], "provinces.geojson")
    assert found == {region}, f"data/provinces.geojson: centre of {region} found in {found}"


def test_every_region_has_a_centre():
    """The regions drawn are those whose centres are tested, each once."""
    assert sorted(area.name for area in areas("provinces.geojson")) == sorted(CENTRES)


def test_outlines_are_of_known_states():
    """A state that both the map and the tables have bears the same name in both."""
    names = load("states").set_index("iso3").name
    wrong = [
        f"'{area.name}': data/states.csv calls {code} '{names[code]}'"
        for code, area in states().items()
        if code in names.index and names[code] != area.name
    ]
    listed("borders.geojson", wrong)


def points():
    """Each table with coordinates, and the names of its columns."""
    for north, east in (("lat", "lon"), ("latitude", "longitude")):
        for rows in tables(north, east):
            yield rows, north, east


def test_coordinates_come_in_pairs():
    """Latitude and longitude are both filled or both empty."""
    require([f for rows, north, east in points() for f in together(rows, north, east)])


def test_every_table_with_points_names_their_state():
    """A table with coordinates stands in STATE_OF_POINT or among the tables that name no state."""
    assert {rows.attrs["table"] for rows, _, _ in points()} == {*STATE_OF_POINT, *STATELESS}


def outside(row, state, north, east):
    """Whether a point is farther outside its state than the lines are exact."""
    area, point = states().get(state), (row[east], row[north])
    return bool(area) and not inside(point, area) and distance(point, area) > TOLERANCE


def test_points_lie_in_their_states():
    """A point lies in the state that its row names, if the map draws that state."""
    faults = []
    for rows, north, east in points():
        column = STATE_OF_POINT.get(rows.attrs["table"])
        if column:
            placed = rows.dropna(subset=[north, east])
            codes = placed[column] if column in rows else [column] * len(placed)
            pairs = zip(placed.iterrows(), codes, strict=True)
            wrong = placed[[outside(row, code, north, east) for (_, row), code in pairs]]
            faults += offending(
                wrong,
                north,
                lambda row, c=column, e=east: f"with {e} {row[e]} a point in {row.get(c, c)}",
            )
    require(faults, OUTSIDE_FRAME)


@pytest.mark.skipif(
    "CSTO_ONLINE" not in os.environ or not shutil.which("node"),
    reason="needs Node and the npm registry: set CSTO_ONLINE=1",
)
def test_the_outlines_are_made_again_to_the_byte(tmp_path):
    """`make_borders.mjs` gives the files that are there."""
    shutil.copy2(data_file("make_borders.mjs"), tmp_path)
    subprocess.run(["node", tmp_path / "make_borders.mjs"], check=True, timeout=300)
    changed = [f for f in FILES if (tmp_path / f).read_bytes() != data_file(f).read_bytes()]
    assert not changed, f"data/make_borders.mjs gives other bytes: {', '.join(changed)}"
