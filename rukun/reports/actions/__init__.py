"""The verbs of reports, one a file."""

from __future__ import annotations

from rukun.reports.actions.categories import load_categories
from rukun.reports.actions.file import Draft, file_report
from rukun.reports.actions.historic import Imported, import_historic
from rukun.reports.actions.sweep import sweep_pictures
from rukun.reports.actions.talk import comment, hide_comment, support, withdraw_support
from rukun.reports.photos import keep_photo

__all__ = [
    "Draft", "Imported", "comment", "file_report", "hide_comment", "import_historic", "keep_photo", "load_categories",
    "support", "sweep_pictures", "withdraw_support",
]  # fmt: skip
