"""The verbs of reports, one a file."""

from __future__ import annotations

from rukun.reports.actions.categories import load_categories
from rukun.reports.actions.file import Draft, file_report
from rukun.reports.actions.historic import Imported, import_historic
from rukun.reports.photos import keep_photo

__all__ = ["Draft", "Imported", "file_report", "import_historic", "keep_photo", "load_categories"]
