"""The verbs of reports, one a file."""

from __future__ import annotations

from rukun.reports.actions.categories import load_categories
from rukun.reports.actions.concern import Content, Teller, raise_concern
from rukun.reports.actions.contact import open_contact
from rukun.reports.actions.file import Behalf, Draft, file_report
from rukun.reports.actions.hide import hide, let_comment_stand, rebuild_current_hidings, show
from rukun.reports.actions.hide_again import hide_again
from rukun.reports.actions.relay import Relayed, relay_report
from rukun.reports.actions.sweep import sweep_pictures
from rukun.reports.actions.talk import comment, hide_comment, support, withdraw_support
from rukun.reports.photos import keep_photo

__all__ = [
    "Behalf", "Content", "Draft", "Relayed", "Teller", "comment", "file_report", "hide", "hide_again", "hide_comment",
    "keep_photo", "let_comment_stand", "load_categories", "open_contact",
    "raise_concern", "rebuild_current_hidings", "relay_report", "show", "support", "sweep_pictures", "withdraw_support",
]  # fmt: skip
