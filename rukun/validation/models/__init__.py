"""What is true of reports: verdicts and appeals, the random sample, and what a machine noticed."""

from rukun.validation.models.appeals import Appeal, AppealPhoto, OverdueAppeal
from rukun.validation.models.desk import Claim
from rukun.validation.models.noticed import (
    Fingerprint,
    Flag,
    Likeness,
    LookedThrough,
    OfficialEvent,
    PictureKey,
    Risk,
    SentFrom,
    WordKey,
)
from rukun.validation.models.sample import (
    MonthFramed,
    MonthSeed,
    Picked,
    Sample,
    SampleDrawn,
    SecondDraw,
    SecondReading,
    SeedCommitment,
    SeedReveal,
)
from rukun.validation.models.verdicts import CurrentVerdict, Verdict, Withdrawal

__all__ = [
    "Appeal",
    "AppealPhoto",
    "Claim",
    "CurrentVerdict",
    "Fingerprint",
    "Flag",
    "Likeness",
    "LookedThrough",
    "MonthFramed",
    "MonthSeed",
    "OfficialEvent",
    "OverdueAppeal",
    "Picked",
    "PictureKey",
    "Risk",
    "Sample",
    "SampleDrawn",
    "SecondDraw",
    "SecondReading",
    "SeedCommitment",
    "SeedReveal",
    "SentFrom",
    "Verdict",
    "Withdrawal",
    "WordKey",
]
