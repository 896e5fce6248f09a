"""Lay the files of many months before an engine, and ask it; needs neither a database nor Django.

Each engine brings the files in as two tables; everything after that is SQL, and the same for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from rukun.ranking.files import method_for
from rukun.ranking.method import Method
from rukun.transparency.open_data.reading import checked
from rukun.transparency.open_data.writing import sums_in
from rukun.values.refused import Refused
from rukun.values.time import Month

HERE = Path(__file__).resolve().parent
# View -> data set whose files of all months it holds.
FILES = {"inputs": "ranking-inputs", "wards": "ranking-kelurahan"}
METHOD_COLUMNS = (
    "month", "on_time", "speed", "verdict", "proof", "worst", "pseudo_ratings", "weight_least", "weight_most",
    "reports_least", "pseudo_audits", "prior_true", "prior_audits",
)  # fmt: skip
MONTH = re.compile(r"([0-9]{4}-[0-9]{2})/")
IN_PATH = "([0-9]{4}-[0-9]{2})/[^/]*$"
MEMORY = "1GB"
Row = tuple[Any, ...]


class Engine(Protocol):
    """What the text is given to."""

    def lay(self, view: str, files: list[Path]) -> None:
        """The rows of the files as a view, each with the month of its folder."""

    def run(self, sql: str) -> None: ...

    def ask(self, sql: str) -> tuple[list[str], list[Row]]:
        """Names of the columns, and the rows."""


def months_in(root: Path, first: Month | None = None, last: Month | None = None) -> list[Month]:
    """The months whose Parquet lies in a folder, oldest first, between two."""
    named = {
        Month.parse(found[1])
        for path in sums_in(root)
        if (found := MONTH.match(path)) and path.endswith(f"/{FILES['inputs']}.parquet")
    }
    return sorted(one for one in named if (first is None or first <= one) and (last is None or one <= last))


def history(engine: Engine, root: Path, months: list[Month], by: str) -> tuple[list[str], list[Row]]:
    """The rows `by` month or by year; every file is compared with its checksum before it is read."""
    if not months:
        raise Refused("file", "Tidak ada bulan dengan berkas Parquet di {name}.", name=root.name)
    for view, dataset in FILES.items():
        engine.lay(view, [checked(root, f"{month}/{dataset}.parquet") for month in months])
    engine.run(methods_as_sql(root, months))
    text = (HERE / "months.sql").read_text(encoding="utf-8")
    if by == "month":
        return engine.ask(text)
    engine.run(f"CREATE OR REPLACE TEMP VIEW months AS\n{text}")
    return engine.ask((HERE / "years.sql").read_text(encoding="utf-8"))


def methods_as_sql(root: Path, months: list[Month]) -> str:
    """The numbers by which each month is ranked, as a view."""
    for path in sums_in(root):
        if path.startswith("methods/"):
            checked(root, path)
    rows = ",\n  ".join(_method_row(month, method_for(root / "methods", month)[0]) for month in months)
    return (
        f"CREATE OR REPLACE TEMP VIEW methods AS SELECT * FROM (VALUES\n  {rows}\n) AS t({', '.join(METHOD_COLUMNS)})"
    )


def _method_row(month: Month, method: Method) -> str:
    closings = method.closings
    numbers = [
        *(method.weights[part] for part in ("on_time", "speed", "verdict", "proof")),
        method.worst_median_ratio, method.pseudo_ratings, method.prior_weight_least, method.prior_weight_most,
        method.reports_least,
        *((closings.pseudo_audits, closings.prior_true, closings.prior_audits) if closings else (None,) * 3),
    ]  # fmt: skip
    told = ["CAST(NULL AS DOUBLE)" if one is None else f"CAST({float(one)!r} AS DOUBLE)" for one in numbers]
    return f"('{month}', {', '.join(told)})"


@contextmanager
def duckdb_engine(memory: str = MEMORY) -> Iterator[Engine]:
    """One machine; what does not fit into memory goes to the disk."""
    import duckdb

    with duckdb.connect(config={"memory_limit": memory}) as opened:
        yield _DuckDB(opened)


class _DuckDB:
    def __init__(self, opened: Any) -> None:
        self.opened = opened

    def lay(self, view: str, files: list[Path]) -> None:
        names = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
        self.opened.execute(
            f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT *, regexp_extract(filename, '{IN_PATH}', 1) AS month "
            f"FROM read_parquet([{names}], filename = true, union_by_name = true)"
        )

    def run(self, sql: str) -> None:
        self.opened.execute(sql)

    def ask(self, sql: str) -> tuple[list[str], list[Row]]:
        found = self.opened.execute(sql)
        return [column[0] for column in found.description], found.fetchall()


@contextmanager
def spark_engine(master: str) -> Iterator[Engine]:
    """A cluster, or this machine as one (`local-cluster[2,1,1024]`); asks for the extra `spark`, and for Java."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Refused("programs", "PySpark tidak ada di sini: pasang rukun[spark], dan Java.") from None
    wanted = SparkSession.builder.master(master).appName("rukun history")
    wanted = wanted.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC")
    if master.startswith("local"):
        # One machine splits into as many parts as it has hands; a cluster knows better itself.
        wanted = wanted.config("spark.sql.shuffle.partitions", "2")
    session = wanted.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield _Spark(session)
    finally:
        session.stop()


class _Spark:
    def __init__(self, session: Any) -> None:
        self.session = session

    def lay(self, view: str, files: list[Path]) -> None:
        from pyspark.sql.functions import input_file_name, regexp_extract

        rows = self.session.read.option("mergeSchema", "true").parquet(*(file.as_uri() for file in files))
        rows.withColumn("month", regexp_extract(input_file_name(), IN_PATH, 1)).createOrReplaceTempView(view)

    def run(self, sql: str) -> None:
        self.session.sql(sql)

    def ask(self, sql: str) -> tuple[list[str], list[Row]]:
        found = self.session.sql(sql)
        return list(found.columns), [tuple(row) for row in found.collect()]
