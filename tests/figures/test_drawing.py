"""Charts and maps are pure arithmetic: positions stay inside, nothing depends on the language of numbers."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string

from figures.drawing import Point, at, layout, shades, tick_marks, tile_map, trend
from figures.geometry import BadOutlines, legible, outline_map, read_outlines, simplified
from figures.models import Boundary
from registry.loading import load_home, load_national
from registry.queries import districts

NUMBER = re.compile(r"-?\d+(\.\d)?")


@pytest.mark.parametrize(
    ("most", "marks"),
    [(0, [0, 1]), (3, [0, 1, 2, 3]), (39, [0, 10, 20, 30, 40]), (75_000, [0, 20_000, 40_000, 60_000, 80_000])],
)
def test_marks_of_an_axis_are_round_and_reach_the_top(most, marks):
    assert tick_marks(most) == marks


def test_positions_are_written_with_a_point():
    assert [at(n) for n in (1, 1.25, 1000.04, -0.5)] == ["1", "1.2", "1000", "-0.5"]


def test_a_trend_lies_inside_its_box_and_joins_only_our_own_counts():
    drawn = trend([Point(2024, 22, "2024"), Point(2025, 39, "2025")], [Point(2016, 49_538, "BPS")])
    wide, high = map(int, drawn["box"].split()[2:])
    for one in (*drawn["own"], *drawn["others"]):
        assert 0 < float(one["x"]) < wide
        assert 0 < float(one["y"]) < high
    assert len(drawn["line"].split()) == 2, "two of ours; the other source is not on the line"
    assert float(drawn["own"][0]["x"]) > float(drawn["others"][0]["x"])
    assert all(NUMBER.fullmatch(text) for pair in drawn["line"].split() for text in pair.split(","))


def test_a_trend_of_nothing_or_one_value_can_be_drawn():
    assert trend([], [])["line"] == ""
    assert trend([Point(2025.9, 0, "hari ini")], [])["own"][0]["y"]


def test_a_single_count_in_the_middle_of_a_year_writes_its_years_inside_the_chart():
    plan = trend([Point(2025.9, 75_002, "hari ini")], [])
    assert [one["year"] for one in plan["years"]] == ["2025", "2026"]
    assert all(0 < float(one["x"]) < 640 for one in plan["years"])


def test_shades_share_the_kecamatan_out_and_equal_values_are_equal():
    values = {str(n): n for n in range(28)}
    found = shades(values)
    assert [list(found.of.values()).count(f"q{n}") for n in range(5)] == [6, 6, 5, 6, 5]
    assert found.legend[0] == ("q0", 0, 5)
    assert set(shades(dict.fromkeys("abc", 7)).of.values()) == {"q0"}
    assert shades({"a": None}).of == {"a": "none"}


def test_our_tiles_have_every_kecamatan_once_and_none_over_another(db):
    load_national()
    load_home("3602")
    tiles = layout("3602")
    assert set(tiles) == {place.code for place in districts()}
    assert len({(tile.column, tile.row) for tile in tiles.values()}) == 28
    assert all("".join(tile.lines).replace(" ", "") for tile in tiles.values())
    names = {place.code: place.name for place in districts()}
    assert all("".join(tiles[code].lines) == name for code, name in names.items()), "split, not respelt"


def test_a_regency_without_a_drawing_gets_rows():
    plan = tile_map("9999", {"999901": "Satu", "999902": "Dua"})
    assert len(plan["places"]) == 2
    assert plan["places"]["999902"]["x"] == "0", "by name"


def square(code: str, west: float, south: float, **more) -> dict:
    ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
    return {
        "type": "Feature",
        "properties": {"kode": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        **more,
    }


def shaped(kind: str, coordinates: object) -> bytes:
    """A file whose first kecamatan has this geometry."""
    return collection({**square("360201", 106, -6), "geometry": {"type": kind, "coordinates": coordinates}})


def collection(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


WANTED = {"360201": "Satu", "360202": "Dua"}


def test_outlines_are_found_by_code_with_or_without_dots():
    data = collection(square("36.02.01", 106, -6.5), square("360202", 106.1, -6.5), square("99", 0, 0))
    assert set(read_outlines(data, WANTED)) == set(WANTED)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x", "bukan GeoJSON"),
        (b"[]", "bukan GeoJSON"),
        (b'{"type": "Feature"}', "bukan GeoJSON"),
        (b"[" * 100_000, "bukan GeoJSON"),
        (collection(square("360201", 106, -6.5)), "Batas 1 kecamatan tidak ada di berkas"),
        (collection(square("360201", 106, 50), square("360202", 106, -6)), "di luar Indonesia"),
        (shaped("Point", [1, 2]), "harus Polygon"),
        (shaped("Polygon", [[["a", 1]]]), "tidak terbaca"),
        (shaped("Polygon", [[[106, -6]] * 4]), "tidak membentuk bidang"),
        (shaped("Polygon", 7), "tidak terbaca"),
        (shaped("Polygon", [[[float("nan"), -6]]]), "di luar Indonesia"),
        (b"x" * (8 * 1024 * 1024 + 1), "paling besar 8 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(data, words):
    with pytest.raises(BadOutlines, match=words):
        read_outlines(data, WANTED)


def test_neighbours_keep_one_border_when_they_are_made_simple():
    shared = [[106.1, -6.5 + n / 1000 + (0.0001 if n % 2 else 0)] for n in range(101)]
    shared = [[106.1 + (0.00005 if 0 < n < 100 and n % 2 else 0), y[1]] for n, y in enumerate(shared)]
    west = [[106.0, -6.5], *shared, [106.0, -6.4], [106.0, -6.5]]
    east = [[106.2, -6.4], *shared[::-1], [106.2, -6.5], [106.2, -6.4]]
    outlines = {
        "a": [[(x, y) for x, y in west]],
        "b": [[(x, y) for x, y in east]],
        "c": [[(106.0, -6.5), (106.1, -6.5), (106.2, -6.5), (106.1, -6.6), (106.0, -6.5)]],
        "d": [[(106.0, -6.4), (106.1, -6.4), (106.2, -6.4), (106.1, -6.3), (106.0, -6.4)]],
    }
    simple = simplified(outlines, most=60)
    border = [{spot for ring in simple[code] for spot in ring if 106.09 < spot[0] < 106.11} for code in "ab"]
    assert border[0] == border[1]
    assert len(border[0]) < 20


def test_paths_lie_in_their_box_and_close():
    plan = outline_map(read_outlines(collection(square("360201", 106, -6.5), square("360202", 106.1, -6.4)), WANTED))
    _, _, wide, high = map(float, plan["box"].split())
    for place in plan["places"].values():
        assert re.fullmatch(r"M(-?[\d.]+ -?[\d.]+L?)+Z", place["path"])
        assert 0 <= float(place["x"]) <= wide
        assert 0 <= float(place["y"]) <= high
    assert float(plan["places"]["360201"]["y"]) > float(plan["places"]["360202"]["y"]), "north is up"


def test_a_small_place_between_large_ones_goes_without_a_label():
    squares = square("360201", 106, -6.5), square("360202", 106.1, -6.4)
    places = outline_map(read_outlines(collection(*squares), WANTED))["places"]
    one, other = places
    assert legible(places, {one: "Ada", other: "Dua"}) == {one, other}
    places[other] |= {"middle": places[one]["middle"], "size": 1.0}
    assert legible(places, {one: "Ada", other: "Dua"}) == {one}


def test_the_command_loads_all_or_nothing(db, tmp_path):
    load_national()
    load_home("3602")
    file = tmp_path / "batas.geojson"
    codes = [place.code for place in districts()]
    file.write_bytes(collection(*(square(code, 106 + n % 6 / 10, -7 + n // 6 / 10) for n, code in enumerate(codes))))
    call_command("load_boundaries", str(file), source="Contoh", verbosity=0)
    assert Boundary.objects.count() == 28
    file.write_bytes(collection(square(codes[0], 106, -6.5)))
    with pytest.raises(CommandError, match="Batas 27 kecamatan"):
        call_command("load_boundaries", str(file), source="Contoh")
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("load_boundaries", str(tmp_path / "tiada"), source="Contoh")
    assert Boundary.objects.count() == 28


def test_the_drawings_are_well_formed_and_carry_no_style():
    plan = tile_map("3602", {code: code for code in layout("3602")})
    places = [
        {**place, "name": "A & B", "value": 1234, "shade": "q1", "address": "/x?a=1&b=2"}
        for place in plan["places"].values()
    ]
    figure = {"name": "Usaha", "unit": "usaha"}
    html = render_to_string(
        "figures/parts/map.html", {"map": {**plan, "places": places, "legend": []}, "figure": figure}
    )
    svg = ET.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    assert len(list(svg.iter("a"))) == 28
    assert "style=" not in html
    assert all(NUMBER.fullmatch(rect.get("x", "")) for rect in svg.iter("rect"))
    assert "1.234" in html
