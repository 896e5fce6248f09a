"""Rankings over years, from the open data alone: one text of SQL for one machine (DuckDB) and for a cluster (Spark)."""
