"""What `rukun kota check` lets pass, `rukun setup` loads; and what cannot be loaded whole is loaded not at all."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from rukun.areas import actions
from rukun.areas.listed import refuse_another
from rukun.areas.listing import read_listing
from rukun.areas.models import Area
from rukun.kota.checking import check_folder
from rukun.values.refused import Refused
from tests.made import KOTA

TODAY = date(2026, 1, 1)
SQUARE = [[[106.53, -6.51], [106.54, -6.51], [106.54, -6.5], [106.53, -6.51]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A city's folder of one's own."""
    return Path(shutil.copytree(KOTA / "contoh", tmp_path / "kota-sendiri"))


def borders(folder: Path, code: str) -> None:
    """One border more, of the area with this code."""
    drawn = {"type": "Polygon", "coordinates": SQUARE}
    one = {"type": "Feature", "properties": {"kode": code, "kelurahan": "Baru"}, "geometry": drawn}
    told = json.dumps({"type": "FeatureCollection", "features": [one]})
    (folder / "areas" / "more.geojson").write_text(told, encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_that_excel_wrote_again_is_loaded_as_it_was_before(
    db: None, folder: Path, noon: datetime, encoding: str
) -> None:
    file = folder / "areas" / "areas.csv"
    said = file.read_text(encoding="utf-8")
    listed = {(one.code.digits, one.name, one.population, one.rw) for one in read_listing(said.encode()).areas}
    file.write_bytes(said.replace("code,name", "kode,nama").replace(",", ";").replace("\n", "\r\n").encode(encoding))
    assert not check_folder(folder, TODAY).mistakes
    actions.load_kota(folder, at=noon)
    assert listed <= set(Area.objects.values_list("code", "name", "population", "rw_registered"))
    refuse_another(folder)


def test_a_second_list_with_its_columns_in_another_order_is_loaded_by_its_own_headings(
    db: None, folder: Path, noon: datetime
) -> None:
    (folder / "areas" / "rw.csv").write_text("name;code\nRW 009;9999991001009\n", encoding="utf-8-sig")
    assert not check_folder(folder, TODAY).mistakes
    actions.load_kota(folder, at=noon)
    assert Area.objects.get(code="9999991001009").name == "RW 009"


def test_what_is_wrong_in_a_second_list_is_told_by_its_own_name_and_line(folder: Path) -> None:
    (folder / "areas" / "rw.csv").write_text("name,code\nRW 008,9999991001008\nRW 007,9999991001008\n")
    (wrong,) = check_folder(folder, TODAY).mistakes
    assert "areas/rw.csv:3 code" in wrong and "baris 2" in wrong


@pytest.mark.parametrize("code", ["99.99.99.10", "99.98.97.1001"], ids=["no code", "in nothing"])
def test_a_border_that_cannot_be_loaded_is_a_mistake_of_the_folder_and_nothing_is_loaded(
    db: None, folder: Path, noon: datetime, code: str
) -> None:
    borders(folder, code)
    (wrong,) = check_folder(folder, TODAY).mistakes
    assert "areas/more.geojson" in wrong and code in wrong
    with pytest.raises(Refused, match=r"more\.geojson"):
        actions.load_kota(folder, at=noon)
    assert not Area.objects.exists()


def test_a_list_that_cannot_be_read_names_no_other_city(kota: Path, folder: Path) -> None:
    (folder / "areas" / "areas.csv").write_bytes(b"code,name\n99,Contoh \xff\n")
    refuse_another(folder)
    assert "areas/areas.csv:2" in " ".join(check_folder(folder, TODAY).mistakes)


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("holidays.toml", "[holiday]\nday = 2026-01-01\nname = 'Tahun Baru'\n"),
        ("routing.toml", "[route]\ncategory = 'lampu'\n"),
        ("offices.toml", "office = 'dinas'\n"),
        ("curriculum.toml", "version = '1'\n[stage]\nnumber = 1\n"),
        ("questions.toml", "[question]\ncode = 'x'\n"),
        ("scoring/2016-1.toml", "version = '1'\nweights = 3\n"),
    ],
)
def test_a_heading_with_one_bracket_too_few_is_a_mistake_that_is_told(folder: Path, file: str, written: str) -> None:
    (folder / file).write_text(written)
    assert f"{file.partition('/')[0]}: " in " ".join(check_folder(folder, TODAY).mistakes)
