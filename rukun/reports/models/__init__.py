"""The tables of reports: what was said, what people do with it, and what of it may be seen."""

from rukun.reports.models.origins import Origin, Source, Told
from rukun.reports.models.retracted import Retraction
from rukun.reports.models.said import Category, Original, Photo, Picture, Relay, Report
from rukun.reports.models.sight import Concern, ContactOpened, CurrentHiding, Hiding
from rukun.reports.models.talk import Comment, HiddenComment, Support
from rukun.reports.models.uploads import Upload

__all__ = [
    "Category", "Comment", "Concern", "ContactOpened", "CurrentHiding", "HiddenComment", "Hiding", "Origin", "Original",
    "Photo", "Picture", "Relay", "Report", "Retraction", "Source", "Support", "Told", "Upload",
]  # fmt: skip
