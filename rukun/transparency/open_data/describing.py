"""What goes with the files: the dictionary, the licence, and a catalogue in DCAT-AP (JSON-LD) that lists each file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.writing import write_whole
from rukun.values.time import iso

CATALOGUE, DICTIONARY, LICENCE_FILE = "catalog.jsonld", "dictionary.csv", "LICENSE.txt"
# Where the changes of each day lie.
DELTAS = "delta"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_WORDS = f"""\
Creative Commons Attribution 4.0 International (CC BY 4.0)
{LICENCE}

Data ini boleh dipakai siapa pun untuk apa pun, asal sumbernya disebut dan perubahan dikatakan.
These data may be used by anyone for anything, as long as the source is named and changes are said.
"""
MEDIA_TYPES = {
    "csv": "text/csv", "parquet": "application/vnd.apache.parquet", "geojson": "application/geo+json",
    "toml": "application/toml", "jsonld": "application/ld+json", "txt": "text/plain",
}  # fmt: skip
DICTIONARY_COLUMNS = ("dataset", "every", "column", "type", "unit", "id", "en", "example")


@dataclass(frozen=True, slots=True)
class Listed:
    """One file as the catalogue lists it. `folder` is a month, a delta, or what the whole city has once."""

    path: str
    size: int
    digest: str
    written_at: str

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def dataset(self) -> str:
        return self.name.partition(".")[0]

    @property
    def form(self) -> str:
        return self.name.rpartition(".")[2]


def write_texts(root: Path) -> None:
    """The dictionary as a CSV, and the licence."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(DICTIONARY_COLUMNS)
    for dataset in datasets().values():
        every = "month" if dataset.is_monthly else "once"
        for column in dataset.columns:
            told = (column.name, column.type, column.unit, column.id, column.en, column.example)
            writer.writerow((dataset.name, every, *told))
    write_whole(root / DICTIONARY, out.getvalue().encode())
    write_whole(root / LICENCE_FILE, LICENCE_WORDS.encode())


def write_catalogue(root: Path, sums: Mapping[str, str], fresh: Collection[str], at: datetime) -> None:
    """Every file with its size, checksum and when it was written; what was not written now keeps its time."""
    before = {one.path: one.written_at for one in listed(root)}
    files = [
        Listed(path, (root / path).stat().st_size, digest, _written(path, fresh, before, at))
        for path, digest in sums.items()
        if "/" in path and (root / path).is_file()
    ]
    content = json.dumps(_catalogue(files, at), ensure_ascii=False, indent=1)
    write_whole(root / CATALOGUE, content.encode())


def _written(path: str, fresh: Collection[str], before: Mapping[str, str], at: datetime) -> str:
    return iso(at) if path.rpartition("/")[0] in fresh else before.get(path, iso(at))


def _catalogue(files: Collection[Listed], at: datetime) -> dict[str, Any]:
    by_dataset: dict[str, list[Listed]] = {}
    for one in files:
        # Decrees and methods are many files of one data set.
        by_dataset.setdefault(one.dataset if one.form != "toml" else one.folder, []).append(one)
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@type": "dcat:Catalog",
        "dct:title": _titled("Data terbuka Rukun", "Open data of Rukun"),
        "dct:license": {"@id": LICENCE},
        "dct:modified": _moment(iso(at)),
        "dcat:dataset": [_dataset(name, of_it) for name, of_it in sorted(by_dataset.items())],
    }  # fmt: skip


def _dataset(name: str, files: Collection[Listed]) -> dict[str, Any]:
    known = datasets().get(name)
    return {
        "@type": "dcat:Dataset",
        "@id": f"#{name}",
        "dct:identifier": name,
        "dct:title": _titled(known.id, known.en) if known else _titled(name, name),
        "dct:license": {"@id": LICENCE},
        "dcat:distribution": [_distribution(one) for one in files],
    }


def _distribution(one: Listed) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution", "@id": one.path, "dcat:downloadURL": {"@id": one.path},
        "dcat:mediaType": MEDIA_TYPES.get(one.form, "application/octet-stream"), "dcat:byteSize": one.size,
        "dct:modified": _moment(one.written_at), "dct:license": {"@id": LICENCE},
        "spdx:checksum": {"spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"}, "spdx:checksumValue": one.digest},
    }  # fmt: skip


def _titled(own: str, english: str) -> list[dict[str, str]]:
    return [{"@value": own, "@language": "id"}, {"@value": english, "@language": "en"}]


def _moment(at: str) -> dict[str, str]:
    return {"@value": at, "@type": "xsd:dateTime"}


def listed(root: Path) -> list[Listed]:
    """Every file that the catalogue in a folder lists; none where there is no catalogue."""
    try:
        stated = json.loads((root / CATALOGUE).read_bytes())
    except FileNotFoundError:
        return []
    return [
        Listed(
            one["@id"], one["dcat:byteSize"], one["spdx:checksum"]["spdx:checksumValue"], one["dct:modified"]["@value"]
        )
        for dataset in stated["dcat:dataset"]
        for one in dataset["dcat:distribution"]
    ]
