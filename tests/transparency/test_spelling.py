"""Large data sets are spelled by DuckDB, small ones by Python: nobody can tell which from the files."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rukun.transparency.open_data.beside import write_beside
from rukun.transparency.open_data.dictionary import FORMATS, Column, Dataset
from rukun.transparency.open_data.privacy import BLOCK, QUARTER, blurred
from rukun.transparency.open_data.raw import Raw, write_raw
from rukun.transparency.open_data.spelling import Told
from rukun.transparency.open_data.writing import write_sheet
from rukun.values.contacts import without_contacts
from rukun.values.zones import WIB

TYPES = ("text", "integer", "number", "boolean", "day", "moment")
DATASET = Dataset("some", True, "", "", tuple(Column(name, name, "", "", "", "") for name in TYPES))
# What PostgreSQL keeps: no NUL, no half of a pair. A lone carriage return tore the lines of the files before.
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
SIGNS = st.sampled_from("0123456789 ().-+@=a\n,\"'\u00a0\ufeff＝٣५…")
TEXTS = st.text(SIGNS | LETTERS, max_size=40)
NUMBERS = st.floats(-180, 180, allow_subnormal=False).map(lambda number: round(number, 6))
ROWS = st.lists(
    st.tuples(
        st.none() | TEXTS, st.none() | st.integers(-(2**40), 2**40), st.none() | NUMBERS, st.none() | st.booleans(),
        st.none() | st.dates(date(1900, 1, 1), date(2999, 1, 1)),
        st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)),
    ),
    max_size=12,
)  # fmt: skip
OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def parquet(file: Path) -> list[tuple[object, ...]]:
    return duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(file)]).fetchall()


@OFTEN
@given(ROWS)
def test_both_ways_write_the_same_files(rows: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one", Path(folder) / "other"
        write_raw(one, Told(DATASET), rows, FORMATS)
        write_sheet(other, DATASET, rows, FORMATS)
        assert (one / "some.csv").read_bytes() == (other / "some.csv").read_bytes()
        assert parquet(one / "some.parquet") == parquet(other / "some.parquet")
        assert sorted(path.name for path in one.iterdir()) == ["some.csv", "some.parquet"]


# Among them those that lie halfway between two blocks, as far as a number can.
POINTS = st.floats(-180, 180) | st.integers(-360_000, 360_000).map(lambda half: half / 2000)
# As both engines write them, in UTC.
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1))
PRIVATE = Told(
    Dataset(
        "said", True, "", "",
        tuple(Column(name, kind, "", "", "", "") for name, kind in (
            ("words", "text"), ("block", "number"), ("quarter", "number"), ("day", "day"),
        )),
    ),
    {"words": "VARCHAR", "lat": "DOUBLE", "received": "TIMESTAMP"},
    {"words": "without_traces(words)", "block": "to_block(lat)", "quarter": "to_quarter(lat)",
     "day": "day_of(received)"},
)  # fmt: skip


@OFTEN
@given(st.lists(st.tuples(TEXTS, POINTS, MOMENTS), min_size=1, max_size=40))
def test_what_is_masked_rounded_and_taken_for_a_day_in_sql_is_so_in_python(
    rows: list[tuple[str, float, datetime]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_raw(Path(folder), PRIVATE, rows, FORMATS, lambda row: {"properties": dict(row)})
        told = [one["properties"] for one in json.loads((Path(folder) / "said.geojson").read_bytes())["features"]]
    for row, (words, lat, received) in zip(told, rows, strict=True):
        assert (row["words"] or "") == without_contacts(words)
        assert (row["block"], row["quarter"]) == (blurred(lat, is_small=False), blurred(lat, is_small=True))
        assert row["day"] == received.replace(tzinfo=UTC).astimezone(WIB).date().isoformat()
    assert BLOCK > QUARTER


@pytest.mark.parametrize(
    "words", ["0812-3456-7890", "٠٨١٢٣٤٥٦٧٨", "saya@contoh.id", "(021) 555 12 34", "1 2 3 4 5 6 7 8"]
)
def test_what_points_at_somebody_is_masked_in_sql_too(words: str, tmp_path: Path) -> None:
    write_raw(tmp_path, PRIVATE, [(f"Hubungi {words} ya", -6.5, None)], ("parquet",))
    ((told, *_),) = parquet(tmp_path / "said.parquet")
    assert told == without_contacts(f"Hubungi {words} ya") and words not in told
    assert not (tmp_path / "said.csv").exists() and not (tmp_path / "said.geojson").exists()


def test_what_is_not_masked_yet_never_lies_beside_what_is_published(tmp_path: Path) -> None:
    raw = Raw(tmp_path / "published", PRIVATE)
    raw.add(("Hubungi 0812-3456-7890", -6.501234, None))
    assert not [*(tmp_path / "published").iterdir()], "killed here, nothing of it is there"
    apart = raw.part.parent
    assert apart.stat().st_mode & 0o077 == 0
    raw.finish(("csv",))
    assert not apart.exists() and [*(tmp_path / "published").iterdir()] == [tmp_path / "published" / "said.csv"]


def test_a_lone_carriage_return_tears_no_line(tmp_path: Path) -> None:
    write_raw(tmp_path, PRIVATE, [("satu\rdua", None, None), ("tiga", None, None)], FORMATS)
    assert [row[0] for row in parquet(tmp_path / "said.parquet")] == ["satu\rdua", "tiga"]
    assert (tmp_path / "said.csv").read_bytes().count(b'"satu\rdua"') == 1


def leaves(names: list[Path]) -> list[partial[None]]:
    return [partial(Path.touch, name) for name in names]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_little", [False, True])
def test_what_pieces_leave_is_written_by_whoever_is_free(tmp_path: Path, is_little: bool) -> None:
    names = [tmp_path / str(number) for number in range(9)]
    write_beside([partial(leaves, names[begin : begin + 3]) for begin in (0, 3, 6)], is_little=is_little)
    assert all(name.exists() for name in names)
    with pytest.raises(FileNotFoundError):
        write_beside([partial(leaves, [tmp_path / "nothing" / "here"])] * 3, is_little=is_little)


def test_what_is_left_of_raw_rows_is_done_once_and_leaves_none(tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    raw = Raw(tmp_path / "published", PRIVATE, apart)
    raw.add(("Hubungi 0812-3456-7890 ya", -6.5, None))
    left = raw.left(("parquet",))
    assert [file.name for file in apart.rglob("*") if file.is_file()] == ["said"]
    left()
    assert not list(apart.iterdir())
    assert [file.name for file in (tmp_path / "published").iterdir()] == ["said.parquet"]


@pytest.mark.django_db(transaction=True)
def test_pieces_are_written_beside_each_other_and_one_that_fails_is_told(tmp_path: Path) -> None:
    names = [tmp_path / str(number) for number in range(5)]
    write_beside([partial(Path.touch, name) for name in names])
    assert all(name.exists() for name in names)
    with pytest.raises(FileNotFoundError):
        write_beside([partial(Path.rmdir, tmp_path / "nothing") for _ in range(3)])


def test_a_month_of_long_words_is_exported_in_order_within_the_same_memory(tmp_path: Path) -> None:
    """Groups of fifty thousand rows took more than DuckDB may have as soon as people wrote four lines each."""
    rows = [
        (f"{number} {'lampu jalan mati ' * 160}"[:2_500], number, None, None, None, None) for number in range(40_000)
    ]
    write_raw(tmp_path, Told(DATASET), rows, ("parquet",))
    found = duckdb.connect().execute(
        "SELECT count(*), bool_and(integer = file_row_number), bool_and(starts_with(text, integer || ' lampu')) "
        "FROM read_parquet(?, file_row_number = true)", [str(tmp_path / "some.parquet")]
    ).fetchone()  # fmt: skip
    assert found == (40_000, True, True)
    groups = (
        duckdb.connect()
        .execute("SELECT count(DISTINCT row_group_id) FROM parquet_metadata(?)", [str(tmp_path / "some.parquet")])
        .fetchone()
    )
    assert groups is not None and groups[0] > 3
