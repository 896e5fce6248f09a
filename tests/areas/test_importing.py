"""Files of areas: every row is taken or refused with the reason, and the same file again changes nothing."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.areas import actions, queries
from rukun.areas.changing import dissolve, found
from rukun.areas.models import Area, Boundary
from rukun.trail.models import Event
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place
from rukun.values.refused import Refused
from tests.conftest import counted
from tests.shared import shared

SQUARE = {"type": "Polygon", "coordinates": [[[106.53, -6.51], [106.54, -6.51], [106.54, -6.5], [106.53, -6.51]]]}
BOW = {
    "type": "Polygon",
    "coordinates": [[[106.55, -6.51], [106.56, -6.5], [106.56, -6.51], [106.55, -6.5], [106.55, -6.51]]],
}
LINE = {"type": "LineString", "coordinates": [[106.53, -6.51], [106.54, -6.51]]}
METRES = {
    "type": "Polygon",
    "coordinates": [[[700000, 9300000], [700900, 9300000], [700900, 9300900], [700000, 9300000]]],
}


def geojson(folder: Path, *features: tuple[dict[str, object], object]) -> Path:
    file = folder / "areas.geojson"
    rows = [{"type": "Feature", "properties": facts, "geometry": shape} for facts, shape in features]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    return file


def new(code: str, name: str = "Rukun Baru") -> dict[str, object]:
    return {"kode": code, "kelurahan": name}


def test_a_new_kelurahan_is_taken_with_its_border_and_found_by_its_points(
    kota: Path, noon: datetime, tmp_path: Path
) -> None:
    done = actions.import_file(geojson(tmp_path, (new("99.99.99.1009"), SQUARE)), at=noon)
    assert (done.rows, done.areas_added, done.borders_added, done.refused) == (1, 1, 1, [])
    assert queries.locator().locate(Place(-6.508, 106.538)).kelurahan == AreaCode("9999991009")


@pytest.mark.parametrize(
    ("facts", "shape", "told"),
    [
        (new("99.99.99.10"), SQUARE, "Kode wilayah ditulis"),
        ({"kelurahan": "Tanpa Kode"}, SQUARE, "Tidak ada kolom kode"),
        (new("99.99.99.1009", ""), SQUARE, "Nama wilayah"),
        (new("99.99.98.1001"), SQUARE, "Wilayah di atasnya"),
        (new("99.99.99.1009"), None, "Tidak ada gambar"),
        (new("99.99.99.1009"), LINE, "bukan bidang"),
        (new("99.99.99.1009"), METRES, "di luar bumi"),
    ],
    ids=["bad code", "no code", "no name", "no parent", "no shape", "a line", "in metres"],
)
def test_a_row_that_cannot_be_taken_is_refused_by_number_with_the_reason_and_the_next_is_taken(
    kota: Path, noon: datetime, tmp_path: Path, facts: dict[str, object], shape: object, told: str
) -> None:
    file = geojson(tmp_path, (facts, shape), (new("99.99.99.1008"), SQUARE))
    done = actions.import_file(file, at=noon)
    assert [row["number"] for row in done.refused] == [1] and told in done.refused[0]["words"]
    assert done.areas_added == 1


def test_a_code_twice_in_a_file_is_refused_the_second_time(kota: Path, noon: datetime, tmp_path: Path) -> None:
    done = actions.import_file(geojson(tmp_path, (new("99.99.99.1009"), SQUARE), (new("9999991009"), SQUARE)), at=noon)
    assert done.areas_added == 1 and "baris 1" in done.refused[0]["words"]


def test_a_row_of_another_kind_than_asked_for_is_refused(kota: Path, noon: datetime, tmp_path: Path) -> None:
    done = actions.import_file(geojson(tmp_path, (new("99.99.99.1009"), SQUARE)), at=noon, kind=Kind.RW)
    assert "bukan rw" in done.refused[0]["words"]


def test_a_border_that_crosses_itself_is_mended_and_said(kota: Path, noon: datetime, tmp_path: Path) -> None:
    done = actions.import_file(geojson(tmp_path, (new("99.99.99.1009"), BOW)), at=noon)
    assert done.borders_added == 1 and "dirapikan" in done.mended[0]["words"]


def test_the_same_file_again_changes_nothing_and_a_new_border_stands_after_the_old(
    kota: Path, noon: datetime, tmp_path: Path
) -> None:
    file = geojson(tmp_path, (new("99.99.99.1009"), SQUARE))
    actions.import_file(file, at=noon)
    again = actions.import_file(file, at=noon)
    assert (again.areas_added, again.borders_added, again.borders_known) == (0, 0, 1)
    moved = json.loads(json.dumps(SQUARE).replace("106.53,", "106.531,"))
    actions.import_file(geojson(tmp_path, (new("99.99.99.1009"), moved)), at=noon + timedelta(days=9))
    history = Boundary.objects.filter(area__code="9999991009").order_by("id")
    assert [(b.valid_from, b.valid_until) for b in history] == [(None, date(2016, 6, 10)), (date(2016, 6, 10), None)]


def test_an_import_leaves_the_digest_of_its_file_in_the_trail(kota: Path, noon: datetime, tmp_path: Path) -> None:
    actions.import_file(geojson(tmp_path, (new("99.99.99.1009"), SQUARE)), at=noon)
    event = Event.objects.get(verb="areas.imported")
    assert len(event.stated["digest"]) == 64 and event.stated["areas"] == 1


@pytest.mark.parametrize("name", ["missing.geojson", "areas.xls", "broken.geojson", "latin.csv"])
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(
    kota: Path, noon: datetime, tmp_path: Path, name: str
) -> None:
    if not name.startswith("missing"):
        (tmp_path / name).write_bytes(b"\xff\xfe not a file of areas, \xe9")
    with pytest.raises(Refused, match="Berkas"):
        actions.import_file(tmp_path / name, at=noon)


def test_a_shapefile_in_metres_is_carried_into_degrees(kota: Path, noon: datetime, tmp_path: Path) -> None:
    import numpy as np
    import pyogrio
    import shapely

    corner = shapely.box(665_800, 9_280_500, 666_800, 9_281_500)  # UTM 48S, near -6.5 106.5
    pyogrio.raw.write(
        tmp_path / "utm.shp", np.array([shapely.to_wkb(corner)], dtype=object),
        [np.array(["99.99.99.1009"], dtype=object), np.array(["Rukun Baru"], dtype=object)],
        ["kode", "kelurahan"], geometry_type="Polygon", crs="EPSG:32748", driver="ESRI Shapefile",
    )  # fmt: skip
    assert actions.import_file(tmp_path / "utm.shp", at=noon).borders_added == 1
    border = Boundary.objects.get(area__code="9999991009")
    assert border.inner_lat == pytest.approx(-6.505, abs=0.01) and border.inner_lon == pytest.approx(106.50, abs=0.01)


def test_an_rt_is_founded_merged_and_no_longer_found(kota: Path, noon: datetime) -> None:
    rt = found(code=AreaCode("9999991001001009"), name="RT 009", on=date(2016, 6, 1), at=noon)
    other = queries.area("9999991001001001")
    merged = dissolve(rt, on=date(2016, 6, 15), at=noon, into=other)
    assert merged.existed_on(date(2016, 6, 14)) and not merged.existed_on(date(2016, 6, 15))
    assert rt not in queries.units_of(AreaCode("9999991001"), on=date(2016, 6, 15))
    with pytest.raises(Refused, match="sudah dihapus"):
        dissolve(merged, on=date(2016, 6, 20), at=noon)


def test_an_rt_is_not_founded_twice_nor_merged_into_itself_or_another_kind_nor_before_it_began(
    kota: Path, noon: datetime
) -> None:
    rt = queries.area("9999991001001001")
    for into in (rt, queries.area("9999991001002")):
        with pytest.raises(Refused, match="sejenis"):
            dissolve(rt, on=date(2016, 6, 2), at=noon, into=into)
    with pytest.raises(Refused, match="sudah ada"):
        found(code=AreaCode(rt.code), name="RT", on=date(2016, 6, 1), at=noon)
    with pytest.raises(Refused, match="tidak dikenal"):
        found(code=AreaCode("9999999999999999"), name="RT", on=date(2016, 6, 1), at=noon)
    with pytest.raises(Refused, match="masih memuat"):
        dissolve(queries.area("9999991001001"), on=date(2016, 6, 2), at=noon)
    young = found(code=AreaCode("9999991001001009"), name="RT 009", on=date(2016, 6, 1), at=noon)
    with pytest.raises(Refused, match="setelah hari"):
        dissolve(young, on=date(2016, 6, 1), at=noon)


def test_jakarta_has_its_6_kota_44_kecamatan_and_267_kelurahan_and_draws_them(
    db: None, noon: datetime, settings: object
) -> None:
    folder = Path(settings.REPOSITORY) / "kota" / "jakarta"  # type: ignore[attr-defined]
    assert actions.load_kota(folder, at=noon) == actions.load_kota(folder, at=noon) == 318
    counts = {kind: queries.areas_of(kind).count() for kind in Kind}
    assert [counts[k] for k in (Kind.KOTA, Kind.KECAMATAN, Kind.KELURAHAN)] == [6, 44, 267]
    five = [area.area_code for area in queries.areas_of(Kind.KELURAHAN, AreaCode("317403"))]
    assert {queries.area(code).name for code in five} == {
        "Bangka", "Pela Mampang", "Tegal Parang", "Mampang Prapatan", "Kuningan Barat",
    }  # fmt: skip
    actions.draw_units(five, at=noon)
    assert actions.draw_units(five, at=noon) == 0
    units = {
        code.digits: (queries.areas_of(Kind.RW, code).count(), queries.areas_of(Kind.RT, code).count()) for code in five
    }
    assert units["3174031002"] == (5, 66) and sum(rw for rw, _ in units.values()) == 38
    assert sum(rt for _, rt in units.values()) == 411
    assert queries.has_drawn_borders(AreaCode("317403"))
    assert queries.locator().locate(Place(-6.2640, 106.8193)).kelurahan == AreaCode("3174031002")


def test_rw_that_are_listed_without_a_border_are_drawn_and_those_with_one_are_left(
    db: None, noon: datetime, settings: object
) -> None:
    ketabang = AreaCode("3578071004")
    actions.load_kota(Path(settings.REPOSITORY) / "kota" / "surabaya", at=noon)  # type: ignore[attr-defined]
    centre = Place(-7.2578, 112.7483)
    found = queries.locator().locate(centre)
    assert (found.kelurahan, found.rw) == (ketabang, None)
    assert actions.draw_units([ketabang], at=noon) == 0, "they are listed, and none is new"
    drawn = queries.locator().locate(centre).rw
    assert drawn is not None and drawn.is_within(ketabang)
    before = Boundary.objects.count()
    actions.draw_units([ketabang], at=noon)
    assert Boundary.objects.count() == before


@pytest.mark.any_engine
@pytest.mark.real
def test_the_real_borders_and_the_register_are_taken_whole_and_every_inner_point_lies_in_itself(
    db: None, noon: datetime, settings: object
) -> None:
    folder = Path(settings.REPOSITORY) / "kota" / "jakarta"  # type: ignore[attr-defined]
    hdx = shared("boundaries_kelurahan_hdx_bps2020/kelurahan_267.geojson")
    gpkg = shared("boundaries_all_gpkg/jakarta_boundaries.gpkg")
    register = shared("stats_rt_rw_register_2012/rt_register_2012.csv")
    actions.load_kota(folder, at=noon)
    done = actions.import_file(hdx, at=noon)
    assert (done.rows, done.borders_added, done.refused) == (267, 267, [])
    for border in Boundary.objects.filter(valid_until=None).select_related("area"):
        found = queries.locator().locate(Place(border.inner_lat, border.inner_lon))
        assert (found.kelurahan.digits, found.placed) == (border.area.code, "inside")
    assert queries.locator().locate(Place(-6.2640, 106.8193)).kelurahan == AreaCode("3174031002")
    assert actions.import_file(register, at=noon).refused == []
    counted()
    assert Area.objects.filter(kind=Kind.RT).count() == 30_274 and Area.objects.filter(kind=Kind.RW).count() == 2_709
    nested = [actions.import_file(gpkg, layer=layer, at=noon) for layer in ("kelurahan_nested", "rw")]
    assert [len(done.refused) for done in nested] == [0, 0] and nested[1].borders_added == 2_702
    counted()
    locator = queries.locator()
    for border in Boundary.objects.filter(valid_until=None, area__kind=Kind.RW).select_related("area"):
        found = locator.locate(Place(border.inner_lat, border.inner_lon))
        assert found.rw is not None and found.rw.digits == border.area.code


def test_a_database_that_holds_a_city_takes_no_other_and_stays_as_it_is(
    kota: Path, noon: datetime, settings: object
) -> None:
    before = set(Area.objects.values_list("code", flat=True))
    with pytest.raises(Refused, match=r"Kota Contoh.*surabaya.*RUKUN_KOTA") as refusal:
        actions.load_kota(Path(settings.REPOSITORY) / "kota" / "surabaya", at=noon)  # type: ignore[attr-defined]
    assert refusal.value.code == "another-city"
    assert set(Area.objects.values_list("code", flat=True)) == before


def test_what_was_decided_upon_stays_when_the_folder_is_loaded_again_with_the_next_version(
    kota: Path, noon: datetime
) -> None:
    gone, heir = queries.area("9999991001001002"), queries.area("9999991001001001")
    at_home = Boundary.objects.get(area=gone, valid_until=None)
    dissolve(gone, on=date(2016, 6, 2), at=noon, into=heir)
    kept = Boundary.objects.order_by("pk").values_list("area__code", "valid_from", "valid_until", "source")
    before, stamp = list(kept), queries.stamp()
    actions.load_kota(kota, at=noon + timedelta(days=30))
    assert (list(kept), queries.stamp()) == (before, stamp)
    assert queries.locator().locate(Place(at_home.inner_lat, at_home.inner_lon)).rt == heir.area_code


def test_a_new_survey_of_a_unit_whose_border_was_decided_upon_is_taken(
    kota: Path, noon: datetime, tmp_path: Path
) -> None:
    gone, heir = queries.area("9999991001001002"), queries.area("9999991001001001")
    dissolve(gone, on=date(2016, 6, 2), at=noon, into=heir)
    surveyed = geojson(tmp_path, ({"rt_kode": heir.code}, SQUARE), ({"rt_kode": gone.code}, SQUARE))
    done = actions.import_file(surveyed, at=noon + timedelta(days=30))
    assert done.borders_added == 1, "of the one that is there, and not of the one that is gone"
    assert [row["code"] for row in done.refused] == [gone.official_code] and "dihapus" in done.refused[0]["words"]


@pytest.mark.any_engine
def test_what_no_column_holds_is_refused_and_long_names_of_files_are_kept_as_far_as_they_go(
    kota: Path, noon: datetime, tmp_path: Path
) -> None:
    made = geojson(tmp_path, (new("99.99.99.1008", "n" * 81), SQUARE), (new("99.99.99.1009"), SQUARE))
    file = made.rename(tmp_path / f"{'batas-' * 30}.geojson")
    done = actions.import_file(file, at=noon)
    assert [row["number"] for row in done.refused] == [1] and "80 huruf" in done.refused[0]["words"]
    assert Boundary.objects.get(area__code="9999991009").source.startswith("batas-batas-")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_register_that_excel_wrote_again_is_taken(kota: Path, noon: datetime, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "register.csv"
    said = 'sep=;\r\nrt_kode;nama_rt\r\n="9999991001001009";RT 009\r\n;\r\n'
    file.write_bytes(said.encode(encoding))
    done = actions.import_file(file, at=noon)
    assert (done.areas_added, done.refused) == (1, [])
    assert queries.area("9999991001001009").name == "RT 009"


@pytest.mark.parametrize("name", ["empty.csv", "headings.csv", "nothing.geojson"])
def test_a_file_without_a_row_is_refused_and_not_told_as_taken(
    kota: Path, noon: datetime, tmp_path: Path, name: str
) -> None:
    said = {"empty.csv": "", "headings.csv": "kode,kelurahan\n\n"}
    (tmp_path / name).write_text(said.get(name, '{"type": "FeatureCollection", "features": []}'))
    with pytest.raises(Refused, match="satu baris pun"):
        actions.import_file(tmp_path / name, at=noon)
    assert not Event.objects.filter(verb="areas.imported").exists()
