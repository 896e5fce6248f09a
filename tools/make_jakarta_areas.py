"""Makes kota/jakarta/areas/areas.csv from two public data sets: the codes and figures of the kelurahan, and their
polygons, of which only the inner point is kept.

    .venv/bin/python tools/make_jakarta_areas.py FOLDER_OF_THE_DATA
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import shapely

COLUMNS = ("code", "name", "lat", "lon", "km2", "rw", "rt", "population")


def main(folder: Path) -> None:
    stats = list(csv.DictReader((folder / "stats_kelurahan" / "kelurahan_stats.csv").open(encoding="utf-8")))
    polygons = json.loads((folder / "boundaries_kelurahan_hdx_bps2020" / "kelurahan_267.geojson").read_text())
    inner = {
        feature["properties"]["kode"]: shapely.from_geojson(json.dumps(feature["geometry"])).representative_point()
        for feature in polygons["features"]
    }
    rows: dict[str, dict[str, str]] = {"31": {"code": "31", "name": "Daerah Khusus Ibukota Jakarta"}}
    for line in stats:
        rows.setdefault(line["kota_kode"], {"code": line["kota_kode"], "name": line["kota"]})
        rows.setdefault(line["kecamatan_kode"], {"code": line["kecamatan_kode"], "name": line["kecamatan"]})
        point = inner[line["kode"]]
        rows[line["kode"]] = {
            "code": line["kode"], "name": line["kelurahan"], "lat": f"{point.y:.4f}", "lon": f"{point.x:.4f}",
            "km2": line["luas_km2"], "rw": line["jumlah_rw_2012"], "rt": line["jumlah_rt_2012"],
            "population": line["penduduk_2024"],
        }  # fmt: skip
    out = Path(__file__).resolve().parent.parent / "kota" / "jakarta" / "areas" / "areas.csv"
    with out.open("w", newline="", encoding="utf-8") as text:
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows[code] for code in sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
